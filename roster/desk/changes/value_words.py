"""Says what fields of records hold, and from what to what they change; of lists, what comes and what goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from models.base import Model, Weekday
from models.clock import spoken_date
from models.text.lists import listed
from roster.desk.changes.book_words import BookWords

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
_MIDNIGHT_SECONDS = re.compile(r"(\d\d:\d\d):00")
_RUN = 3  # dates in a row that are said as a span
_PLAIN = ("id", "kind")  # fields of a record inside another, said without their name
_BOUNDS = {"first": "from", "last": "to"}
_PEOPLE = ("person", "people")


class ValueWords:
    """Says values as JSON has them.

    Args:
        words: names people and duties.
    """

    def __init__(self, words: BookWords) -> None:
        self._words = words

    def value(self, value: Any, field: str = "") -> str:
        """A value: `Fri 4 Dec`, `Medway and Swale`, `hours per week 37.5`; `nothing` where there is none."""
        if _is_empty(value):
            return "nothing"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | float):
            return f"{value:.10g}"
        if isinstance(value, str):
            return self._text(value, field)
        if isinstance(value, Mapping):
            return self._offer(value) if field == "offers" else ", ".join(self._parts(value))
        return self._list(list(value), field)

    def change(self, was: Any, now: Any, field: str = "") -> str:
        """What becomes of a value: `from 2 to 3`; of a list, what comes and what goes.

        Args:
            field: what the value is called in its record.
        """
        if _is_list(was) and _is_list(now) and (said := self._change_of_list(list(was), list(now), field)):
            return said
        if isinstance(was, Mapping) and isinstance(now, Mapping) and was and now:
            names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
            return ", ".join(f"{self._key(name)} {self.change(was.get(name), now.get(name), name)}" for name in names)
        return f"from {self.value(was, field)} to {self.value(now, field)}"

    def replaced(self, was: Sequence[Any], now: Sequence[Any], field: str) -> str:
        """What a list becomes: what comes and what goes, or, where nothing stays, all of it and what it was before."""
        said = self._change_of_list(list(was), list(now), field)
        return said or f"{self.value(now, field)}, before {self.value(was, field)}"

    def changes(self, was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
        """What becomes of the fields that differ between two states of a record; empty where none does."""
        names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
        said = [(name, self.change(was.get(name), now.get(name), name)) for name in names]
        return said[0][1] if len(said) == 1 else "; ".join(f"{spoken_field(name)} {text}" for name, text in said)

    def _parts(self, value: Mapping[str, Any]) -> Iterator[str]:
        for name, item in value.items():
            if not _is_empty(item):
                said = self.value(item, name)
                yield said if name in _PLAIN else f"{self._key(name)} {said}"

    def _offer(self, offer: Mapping[str, Any]) -> str:
        """`Fri 4 Dec 18:00 to 02:00 for JR-04`; `every Fri and Sat from Fri 4 Dec`."""
        if offer.get("dates"):
            said = [self.value(offer["dates"])]
        else:
            weekdays = offer.get("weekdays", ())
            every = len(weekdays) == len(Weekday)
            said = [f"every {'day' if every else listed(day.capitalize() for day in weekdays)}"]
        said += [f"{word} {self.value(offer[name])}" for name, word in _BOUNDS.items() if offer.get(name)]
        if offer.get("start"):
            said.append(f"{self.value(offer['start'])} to {self.value(offer['end'])}")
        if offer.get("call_signs"):
            said.append(f"for {self.value(offer['call_signs'])}")
        return " ".join(said)

    def _key(self, name: str) -> str:
        """The name of a field, or what a mapping is by: a date, an id."""
        return self._text(name, "") if _DATE.fullmatch(name) else spoken_field(name)

    def _text(self, text: str, field: str) -> str:
        if field in _PEOPLE:
            return self._words.person(text)
        if text in self._words.duties:
            return self._words.duty(text)
        try:
            if _DATE.fullmatch(text):
                return _day(date.fromisoformat(text), self._words)
            if _MOMENT.fullmatch(text):
                moment = datetime.fromisoformat(text)
                return f"{_day(moment.date(), self._words)} {moment:%H:%M}"
        except ValueError:
            return text  # looks like a date, and is none
        return _MIDNIGHT_SECONDS.sub(r"\1", text) if _MIDNIGHT_SECONDS.fullmatch(text) else text

    def _list(self, items: Sequence[Any], field: str) -> str:
        if all(isinstance(item, str) and _DATE.fullmatch(item) for item in items):
            return self._dates(sorted(items))
        said = [self.value(item, field) for item in items]
        return "; ".join(said) if any(isinstance(item, Mapping) for item in items) else listed(said)

    def _dates(self, dates: Sequence[str]) -> str:
        """`Fri 4 Dec to Sun 6 Dec and Wed 9 Dec`."""
        runs: list[list[date]] = []
        for day in map(date.fromisoformat, dates):
            if runs and day - runs[-1][-1] == timedelta(days=1):
                runs[-1].append(day)
            else:
                runs.append([day])
        said = []
        for run in runs:
            days = [_day(day, self._words) for day in run]
            said += [f"{days[0]} to {days[-1]}"] if len(run) >= _RUN else days
        return listed(said)

    def _change_of_list(self, was: list[Any], now: list[Any], field: str) -> str:
        """What comes and what goes; empty where it is clearer to say both lists."""
        if field == "offers":
            was, now = _by_date(was), _by_date(now)
        come, go = _without(now, was), _without(was, now)
        if not come and not go:
            return "" if field == "offers" else f"put in another order: {self._list(now, field)}"
        pairs = _pairs(go, come)
        told = [f"{name} {self.change(old, new)}" for name, old, new in pairs]
        come = [item for item in come if all(item is not new for _, _, new in pairs)]
        go = [item for item in go if all(item is not old for _, old, _ in pairs)]
        if not pairs and len(was) == len(go):
            return ""  # nothing stays
        if field == "offers":
            come, go = _together(come), _together(go)
        told += [f"{word} {self._list(items, field)}" for word, items in (("also", come), ("no longer", go)) if items]
        return "; ".join(told)


def spoken_data(record: Model) -> dict[str, Any]:
    """All fields of a record as they are said: those inside its fields only where they are not usual."""
    brief = record.model_dump(mode="json", exclude_defaults=True)
    return {name: brief.get(name, value) for name, value in record.model_dump(mode="json").items()}


def spoken_field(name: str) -> str:
    """A field as a sentence says it: `hours_per_week` is `hours per week`."""
    return name.replace("_", " ")


def _day(day: date, words: BookWords) -> str:
    """A date, with its year where that is not one of the period's."""
    period = words.book.period
    year = "" if period.first.year <= day.year <= period.last.year else f" {day.year}"
    return f"{spoken_date(day)}{year}"


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and bool(value)


def _is_empty(value: Any) -> bool:
    """Whether a value says nothing: none, an empty text or list, a record of which no field says anything."""
    if isinstance(value, Mapping):
        return all(map(_is_empty, value.values()))
    return value is None or (isinstance(value, str | Sequence) and len(value) == 0)


def _pairs(was: Sequence[Any], now: Sequence[Any]) -> list[tuple[str, Any, Any]]:
    """The records of two lists that have the same id, with it."""
    new = {item["id"]: item for item in now if isinstance(item, Mapping) and "id" in item}
    old = {item["id"]: item for item in was if isinstance(item, Mapping) and "id" in item}
    return [(str(name), item, new[name]) for name, item in old.items() if name in new]


def _by_date(offers: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Offers with one date each, so that those that stay are seen to stay."""
    return [
        dict(offer) | ({"dates": [day]} if day else {}) for offer in offers for day in (offer.get("dates") or [None])
    ]


def _together(offers: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Offers that differ in their dates alone as one."""
    found: dict[str, dict[str, Any]] = {}
    for offer in offers:
        rest = str({name: value for name, value in offer.items() if name != "dates"})
        one = found.setdefault(rest, dict(offer) | {"dates": []})
        one["dates"] = [*one["dates"], *offer.get("dates", ())]
    return list(found.values())


def _without(items: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """The items that are not among others; of equal ones, as many as there are more."""
    rest, found = list(others), []
    for item in items:
        if item in rest:
            rest.remove(item)
        else:
            found.append(item)
    return found


__all__ = ["ValueWords", "spoken_data", "spoken_field"]

"""Records in words: what the list of a book says of each, from the names, units and docstrings of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from pydantic import BaseModel

from models.base import Weekday
from models.book import Book
from models.clock import spoken_date
from models.reading.meanings import summary
from models.text.lists import listed
from roster.desk.web.forms.shapes import Shape, Takes, shapes

# What a number counts, where the name of its field says so: `hours_per_week`, `within_days`.
_UNITS = ("hours", "minutes", "days", "nights", "weeks", "duties", "dates")
_COUNTED = {*_UNITS, "weekends", "newcomers", "people"}
_WEEK = [str(day) for day in Weekday]
_FIELD = re.compile(r"`(\w+)`(?: (\w+))?")


@dataclass(frozen=True)
class RecordWords:
    """Says what records mean, with the names of what they refer to.

    Attributes:
        book: whose records they are.
    """

    book: Book

    def pairs(self, fields: Iterable[Shape], record: Mapping[str, Any], skip: Iterable[str] = ()) -> list[str]:
        """What each field says, with its label: `areas DG and MS`, `16 hours per month`.

        Args:
            fields: of the record, in their order.
            record: what it says, as JSON; what it leaves out is not said.
            skip: names of fields to leave out.
        """
        left_out = set(skip)
        said = [
            self._pair(shape, record[shape.name])
            for shape in fields
            if shape.name not in left_out and record.get(shape.name) not in (None, "", [], {}, False)
        ]
        return [words for words in said if words]

    def value(self, shape: Shape, value: Any) -> str:
        """What one field says, without its label."""
        if isinstance(value, list):
            return self._several(shape, value)
        if isinstance(value, dict):
            inside = self.pairs(shape.fields, value) if shape.fields else _each(value)
            return f"({', '.join(inside)})" if shape.fields else ", ".join(inside)
        return self._one(shape, value)

    def _pair(self, shape: Shape, value: Any) -> str:
        label = shape.name.replace("_", " ")
        unit = _unit_of(shape)
        if unit and isinstance(value, int | float):
            return label.replace(unit, _counted(value, unit), 1)
        if shape.takes is Takes.ROWS and value and not all("id" in row for row in value):
            return _how_many(len(value), label)
        return label if value is True else f"{label} {self.value(shape, value)}".strip()

    def _several(self, shape: Shape, values: list[Any]) -> str:
        if shape.takes is Takes.ROWS:
            inside = next((field for field in shape.fields if field.name == "id"), shape)
            return listed(self._one(inside, row.get("name") or row.get("id", "")) for row in values)
        if values and all(value in _WEEK for value in values):
            return _weekdays(values)
        if any(isinstance(value, list | dict) for value in values):
            return str(len(values))
        runs = [(self._one(shape, value), len(list(same))) for value, same in groupby(values)]
        return listed(f"{words} \N{MULTIPLICATION SIGN}{times}" if times > 1 else words for words, times in runs)

    def _one(self, shape: Shape, value: Any) -> str:
        if isinstance(value, float):
            return f"{value:g}"
        if not isinstance(value, str):
            return str(value)
        return self._names(shape.section).get(value, _spoken(value))

    def _names(self, section: str) -> Mapping[str, str]:
        return self._known.get(section, {})

    @cached_property
    def _known(self) -> dict[str, dict[str, str]]:
        sections = ("organisations", "roles", "areas", "crews", "shifts", "services", "teams")
        found = {
            name: {item.id: getattr(item, "name", "") or item.id for item in getattr(self.book, name)}
            for name in (*sections, "qualifications")
        }
        people = {item.id: f"{item.name} ({item.id})" if item.name else item.id for item in self.book.people}
        return found | {"people": people}

    def rule(self, model: type[BaseModel], record: Mapping[str, Any] | None) -> str:
        """What a rule asks for: the first sentences of its docstring, with the values of the book in them.

        Args:
            model: of the rule.
            record: its parameters, as JSON; None for a rule that is yet to be given any.
        """
        known = {shape.name: shape for shape in shapes(model)}
        values = None if record is None else _with_defaults(model, record)
        told: set[str] = set()

        def filled(match: re.Match[str]) -> str:
            shape, following = known.get(match[1]), match[2] or ""
            if shape is None:
                return match[0].replace("`", "")
            told.add(shape.name)
            return self._in_sentence(shape, values, following)

        text = _FIELD.sub(filled, " ".join(summary(model).split("\n\n")[0].split("Source:")[0].split()))
        rest = [] if record is None else self.pairs(known.values(), record, {*told, "kind", "source"})
        return " ".join([text, *([f"{_sentence('; '.join(rest))}."] if rest else [])]).replace("`", "")

    def _in_sentence(self, shape: Shape, values: Mapping[str, Any] | None, following: str) -> str:
        """A parameter as the sentence of its rule has it, and the word behind it."""
        value = values.get(shape.name) if values is not None else None
        unit = "" if following in _COUNTED else _unit_of(shape)
        if shape.takes in (Takes.TICK, Takes.GROUP):
            words = shape.name.replace("_", " ")
        elif value not in (None, [], {}):
            if isinstance(value, int | float) and following in _COUNTED and value == 1:
                following = following.removesuffix("s")
            words = _counted(value, unit) if unit and isinstance(value, int | float) else self.value(shape, value)
        elif shape.words:
            words = listed(shape.words, "or")
        elif shape.takes is Takes.NUMBER:
            words = f"so many {unit}".strip()
        else:
            words = f"the {shape.name.replace('_', ' ')}"
        return f"{words} {following}".rstrip()


def _with_defaults(model: type[BaseModel], record: Mapping[str, Any]) -> dict[str, Any]:
    fields = model.model_json_schema().get("properties", {})
    return {name: field["default"] for name, field in fields.items() if "default" in field} | dict(record)


def _unit_of(shape: Shape) -> str:
    parts = shape.name.split("_")
    return next((unit for unit in _UNITS if unit in parts), "") if shape.takes is Takes.NUMBER else ""


def _how_many(number: int, label: str) -> str:
    """How many records are inside a record: `1 absence`, `off road 2 times`."""
    if not label.endswith("s"):
        return f"{label} {'once' if number == 1 else f'{number} times'}"
    return f"{number} {label.removesuffix('s') if number == 1 else label}"


def _each(values: Mapping[str, Any]) -> list[str]:
    """What is said of each key: `Thu 31 Dec 2026: 15`."""
    return [
        f"{_spoken(key)}: {', '.join(value) if isinstance(value, list) else value}" for key, value in values.items()
    ]


def _counted(number: float, unit: str) -> str:
    """A number with its unit: `1 day`, `7.5 hours`."""
    one = {"duties": "duty"}.get(unit, unit.removesuffix("s"))
    return f"{number:g} {one if number == 1 else unit}"


def _weekdays(days: Iterable[str]) -> str:
    """Days of the week, those running as a span: `Mon to Thu and Sun`."""
    places = sorted({_WEEK.index(day) for day in days})
    spans: list[list[int]] = []
    for place in places:
        if spans and spans[-1][-1] == place - 1:
            spans[-1].append(place)
        else:
            spans.append([place])
    names = [[_WEEK[place].title() for place in span] for span in spans]
    return listed(f"{span[0]} to {span[-1]}" if len(span) > 2 else " and ".join(span) for span in names)


def _spoken(text: str) -> str:
    """A date, moment or duty as a coordinator says it, with its year; other texts as they are."""
    if duty := re.fullmatch(r"([^@]+)@(\d{4}-\d\d-\d\d)(?:/(.+))?", text):
        return f"{duty[1]} on {_spoken(duty[2])}{f', {duty[3]}' if duty[3] else ''}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        day = date.fromisoformat(text)
        return f"{spoken_date(day)} {day.year}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d", text):
        moment = datetime.fromisoformat(text)
        return f"{spoken_date(moment.date())} {moment.year} {moment:%H:%M}"
    return text


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


__all__ = ["RecordWords"]

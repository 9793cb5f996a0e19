"""A member's months as their page shows them: weeks of dates to tick, and what they offer in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from models.clock import monday_of, spoken_date
from models.text.lists import listed
from roster.desk.service.members.me import Me, OwnDay

_MOST_NAMED = 6
_WORDS = {"on-duty": "duty", "is-away": "away", "helpful": "helps"}


@dataclass(frozen=True)
class Cell:
    """A date of a month.

    Attributes:
        ticked: whether it is offered, or was ticked in a form that was not taken.
        kind: how it is shown: `on-duty`, `is-away`, `helpful`; empty for nothing.
    """

    day: OwnDay
    ticked: bool
    kind: str

    @property
    def word(self) -> str:
        """What there is to say of it in a word; empty for nothing."""
        return _WORDS.get(self.kind, "")

    @property
    def told(self) -> str:
        """All of it, for those who do not see the month."""
        parts = [spoken_date(self.day.date), self.day.holiday, "away" if self.day.away else ""]
        parts.append(f"on duty: {self.day.duty}" if self.day.duty else "")
        parts.append(self.day.helps)
        parts.append(f"runs: {'; '.join(self.day.runs)}" if self.day.runs else "nothing runs")
        parts += [window.words for window in self.day.offered if window.start or window.call_signs]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Month:
    """A month: its first day, and its weeks with None for days outside of month or period."""

    first: date
    weeks: tuple[tuple[Cell | None, ...], ...]


def months_of(me: Me, ticked: Collection[str] | None = None) -> list[Month]:
    """The months of the period.

    Args:
        ticked: dates of a form that was not taken, as it was sent; None for what is offered.
    """
    cells = {day.date: _cell(day, ticked) for day in me.days}
    found = []
    for first in sorted({day.replace(day=1) for day in cells}):
        days = sorted(day for day in cells if day.replace(day=1) == first)
        weeks = []
        for monday in dict.fromkeys(map(monday_of, days)):
            dates = [date.fromordinal(monday.toordinal() + shift) for shift in range(7)]
            weeks.append(tuple(cells.get(day) if day.month == first.month else None for day in dates))
        found.append(Month(first, tuple(weeks)))
    return found


def _cell(day: OwnDay, ticked: Collection[str] | None) -> Cell:
    is_ticked = bool(day.offered) if ticked is None or day.over else str(day.date) in ticked
    kind = "on-duty" if day.duty else "is-away" if day.away else "helpful" if day.helps and not day.over else ""
    return Cell(day, is_ticked, kind)


def offered_in_words(me: Me) -> list[tuple[str, str]]:
    """What is offered from today on: the dates, and at which times; at most six dates by name."""
    by_words: dict[str, list[date]] = {}
    for day in me.days:
        for window in day.offered if not day.over else ():
            by_words.setdefault(window.words, []).append(day.date)
    return [(_dates(found), words) for words, found in by_words.items()]


def _dates(found: list[date]) -> str:
    named = [spoken_date(day) for day in found]
    if len(named) > _MOST_NAMED:
        named = [*named[: _MOST_NAMED - 1], f"{len(named) - _MOST_NAMED + 1} other dates"]
    return listed(named)


__all__ = ["Cell", "Month", "months_of", "offered_in_words"]

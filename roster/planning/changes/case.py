"""A book as it would be, and what goes with it that no book holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.base import Weekday
from models.book import Book
from models.people import Absence
from models.period import Period
from roster.planning.scenarios.scenarios import Draws


@dataclass(frozen=True)
class Pattern:
    """How somebody's offers are drawn, where a change says so.

    Attributes:
        share: of the dates they might offer; None for as many as in the book.
        weekdays: on which days of the week; None for those they offer in the book.
    """

    share: float | None
    weekdays: tuple[Weekday, ...] | None = None


@dataclass(frozen=True)
class Case:
    """A book as it would be.

    Attributes:
        book: its period is that of the book it was made from, where `span` is another one or longer.
        span: the period asked about.
        draws: what is left to chance.
        patterns: by person, whose offers are drawn.
        absences: by person, those that changes made: they hold whatever is drawn.
        parts: by service that was split off another, which one it was part of.
    """

    book: Book
    span: Period
    draws: Draws
    patterns: Mapping[str, Pattern] = field(default_factory=dict)
    absences: Mapping[str, tuple[Absence, ...]] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)


__all__ = ["Case", "Pattern"]

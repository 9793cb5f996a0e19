"""A book after changes, with what a book itself cannot hold: the period asked about, and what is drawn at random."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.base import Id, Weekday
from models.book import Book
from models.people import Absence
from models.period import Period
from roster.planning.scenarios.sampling import Sampling


@dataclass(frozen=True)
class OfferPattern:
    """How the offers of one person are drawn, set by a change.

    Attributes:
        share: the share of possible dates that are offered; None for the share in the book.
        weekdays: the days of the week; None for those the person offers in the book.
        colleagues: the people whose habits a newcomer may have, from those who offer least to those who offer most;
            empty for a person of the book, who has habits of their own.
        place: the newcomer's number, from 1: which of the colleagues is drawn for them.
        caps_too: whether the newcomer has the caps of that colleague as well.
    """

    share: float | None = None
    weekdays: tuple[Weekday, ...] | None = None
    colleagues: tuple[Id, ...] = ()
    place: int = 1
    caps_too: bool = False


@dataclass(frozen=True)
class ChangedBook:
    """A book after changes.

    Attributes:
        book: the changed book. It keeps its own period when `span` is another one or longer.
        span: the period asked about.
        draws: what is drawn at random.
        offer_patterns: how offers are drawn, by person.
        absences: absences that changes added, by person: they stay whatever is drawn.
        split_from: the service that each split-off service was part of.
    """

    book: Book
    span: Period
    draws: Sampling
    offer_patterns: Mapping[str, OfferPattern] = field(default_factory=dict)
    absences: Mapping[str, tuple[Absence, ...]] = field(default_factory=dict)
    split_from: Mapping[str, str] = field(default_factory=dict)


__all__ = ["ChangedBook", "OfferPattern"]

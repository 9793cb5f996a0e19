"""The result of a repair: the repaired book, how it differs from what people were told, and what other limits give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.book import Book
from models.duty import Duty
from models.rota import Breach, LevelScore


@dataclass(frozen=True)
class OtherLimit:
    """What would be better under another limit on the number of people disturbed.

    Attributes:
        people: the limit; None for no limit.
        disturbed: number of people who would be disturbed under it.
        cover: points saved at the level of cover.
        runs: duties that would run and are stood down in the repair.
        seats: number of preferred seats that would be filled in addition.
        proven: whether no rota under this limit is better at the levels of cover and full.
    """

    people: int | None
    disturbed: int
    cover: float
    runs: tuple[Duty, ...]
    seats: int
    proven: bool

    @property
    def improves(self) -> bool:
        """Whether the rota would be better in cover or, with the same cover, in preferred seats."""
        return self.cover > 0 or (self.cover == 0 and self.seats > 0)

    def as_data(self) -> dict[str, object]:
        """The limit and what it would give, for JSON."""
        return {
            "people": self.people,
            "disturbed": self.disturbed,
            "cover_points": self.cover,
            "runs": [duty.id for duty in self.runs],
            "preferred_seats": self.seats,
            "proven": self.proven,
        }


@dataclass(frozen=True)
class Repaired:
    """A repaired book, compared with what people were told before.

    Attributes:
        book: the book with the outage among its inputs and the repaired rota; its rules and `published` are unchanged.
        before: the book before the repair, with the rota that people were told.
        as_of: the day of the repair; duties before it were not changed.
        scores, breaches: of the repair, level by level, with the people disturbed at their level.
        disturbed: ids of the people who gain or lose a duty, except by their own absence, in the order of the book.
        duties_changed: number of duties that these people gain or lose.
        fewest_changed: whether it is proven that fewer changed duties would not do.
        touched: False where the rota stays legal in spite of the outage, so that nothing was changed.
        other_limits: what other limits on the people disturbed would give; empty where there was no time to find out.
    """

    book: Book
    before: Book
    as_of: date
    scores: tuple[LevelScore, ...]
    breaches: tuple[Breach, ...]
    disturbed: tuple[str, ...] = ()
    duties_changed: int = 0
    fewest_changed: bool = True
    touched: bool = True
    other_limits: tuple[OtherLimit, ...] = ()

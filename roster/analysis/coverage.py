"""How many duties are crewed, part-crewed and stood down."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from models.book import Book
from models.errors import NoRotaError
from models.rota import DutyState


@dataclass(frozen=True)
class Coverage:
    """How many duties are in each state, of one call sign or of all (`name` is then `all`)."""

    name: str
    crewed: int
    part_crewed: int
    stood_down: int

    @property
    def duties(self) -> int:
        """The number of duties."""
        return self.crewed + self.part_crewed + self.stood_down

    @property
    def running(self) -> int:
        """The number of duties that run: crewed at least at the minimum."""
        return self.crewed + self.part_crewed

    @property
    def share(self) -> float | None:
        """The share of duties that run, 0 to 1; None where there is no duty."""
        return self.running / self.duties if self.duties else None


def coverage(book: Book) -> tuple[list[Coverage], Coverage]:
    """Counts the duties of each call sign that has any, in the book's order, and of all together.

    Raises:
        NoRotaError: the book holds no rota.
    """
    if book.rota is None:
        raise NoRotaError
    states = Counter((record.call_sign, record.state) for record in book.rota.duties)
    lines = [
        _line(call_sign.id, [(call_sign.id, state) for state in DutyState], states) for call_sign in book.call_signs
    ]
    every = [(call_sign.id, state) for call_sign in book.call_signs for state in DutyState]
    return [line for line in lines if line.duties], _line("all", every, states)


def _line(name: str, keys: list[tuple[str, DutyState]], states: Counter[tuple[str, DutyState]]) -> Coverage:
    def total(state: DutyState) -> int:
        return sum(states[key] for key in keys if key[1] is state)

    return Coverage(name, total(DutyState.CREWED), total(DutyState.PART_CREWED), total(DutyState.STOOD_DOWN))

"""The account of every cell of a rota: taken for what, set aside as what, or not understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from roster.importing.grid import Cell, Grid


class Fate(StrEnum):
    """What became of a cell."""

    TAKEN = "taken"
    SET_ASIDE = "not needed"  # a title, a total, a note
    UNKNOWN = "not understood"


@dataclass(frozen=True)
class Use:
    """What a cell was taken for.

    Attributes:
        cell: the cell.
        text: what it holds.
        fate: taken, not needed or not understood.
        meaning: what it was taken for, or why it was not understood.
    """

    cell: Cell
    text: str
    fate: Fate
    meaning: str


class Ledger:
    """Keeps the account: each cell that holds something has exactly one use in the end."""

    def __init__(self, grids: Iterable[Grid]) -> None:
        self._texts: dict[Cell, str] = {}
        self._uses: dict[Cell, Use] = {}
        for grid in grids:
            for row, column in grid.places:
                self._texts[grid.cell(row, column)] = grid.text(row, column)
            for (row, column), fault in grid.faults.items():
                cell = grid.cell(row, column)
                self._texts.setdefault(cell, "")
                self._uses[cell] = Use(cell, self._texts[cell], Fate.UNKNOWN, fault)

    def take(self, cell: Cell, meaning: str) -> None:
        """Notes that a cell was taken for something."""
        self._note(cell, Fate.TAKEN, meaning)

    def set_aside(self, cell: Cell, meaning: str) -> None:
        """Notes that a cell was recognised and is not needed, unless it has a use already."""
        if cell not in self._uses:
            self._note(cell, Fate.SET_ASIDE, meaning)

    def refuse(self, cell: Cell, why: str) -> None:
        """Notes that a cell, or a part of it, was not understood; this goes before any other use."""
        self._note(cell, Fate.UNKNOWN, why)

    def _note(self, cell: Cell, fate: Fate, meaning: str) -> None:
        known = self._uses.get(cell)
        if cell not in self._texts or (known is not None and known.fate is Fate.UNKNOWN):
            return
        if known is not None and known.fate is fate and meaning != known.meaning:
            meaning = f"{known.meaning}; {meaning}" if meaning not in known.meaning else known.meaning
        self._uses[cell] = Use(cell, self._texts[cell], fate, meaning)

    def has(self, cell: Cell) -> bool:
        """Whether a cell has a use already."""
        return cell in self._uses

    @property
    def uses(self) -> list[Use]:
        """The use of every cell; one without any is not understood."""
        return [
            self._uses.get(cell) or Use(cell, text, Fate.UNKNOWN, "belongs to nothing that was recognised")
            for cell, text in self._texts.items()
        ]

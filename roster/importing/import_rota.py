"""The whole way of an imported rota: from the cells of its sheets to a book, the account of cells, and the mapping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.book import Book
from models.rota import Assignment
from roster.importing.answers import Answers, MappingRow
from roster.importing.booking.book import book_of, period_of
from roster.importing.facts import Facts
from roster.importing.grid import Grid
from roster.importing.import_grids import read_grids
from roster.importing.ledger import Fate, Use
from roster.importing.proposals import mapping_rows


@dataclass(frozen=True)
class Imported:
    """What became of a rota.

    Attributes:
        book: without the rota; None where no duty with a date and times was found.
        assignments: who is on which duty of the book.
        facts: what was found.
        uses: of every cell that holds something: what it was taken for.
        mapping: what was taken for what, and what is asked.
        lines: sentences on what was taken for what, and what was derived.
    """

    book: Book | None
    assignments: tuple[Assignment, ...]
    facts: Facts
    uses: tuple[Use, ...]
    mapping: tuple[MappingRow, ...]
    lines: tuple[str, ...]

    @property
    def questions(self) -> list[MappingRow]:
        """The rows of the mapping that need an answer."""
        return [row for row in self.mapping if row.asks]

    def uses_of(self, fate: Fate) -> list[Use]:
        """The cells with a fate, in the order of the sheets."""
        return [use for use in self.uses if use.fate is fate]


def import_rota(grids: Sequence[Grid], answers: Answers, *, name: str, around: int) -> Imported:
    """Makes a book of the sheets of a rota.

    Args:
        answers: of a mapping that was filled in.
        name: of the file, without its suffix.
        around: the year of today, for dates whose days of the week tell the year.

    Raises:
        pydantic.ValidationError: what was found cannot be a book.
    """
    found = read_grids(grids, answers, file_name=name, around=around)
    facts = found.facts
    period = period_of(facts, answers)
    made = book_of(facts, answers, " ".join(name.replace("_", " ").split()) or "Imported rota")
    mapping = tuple(mapping_rows(facts, answers, period))
    lines = (*facts.lines, *(made.lines if made is not None else ()))
    if made is None:
        return Imported(None, (), facts, tuple(found.ledger.uses), mapping, lines)
    return Imported(made.book, made.assignments, facts, tuple(found.ledger.uses), mapping, lines)

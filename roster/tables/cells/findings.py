"""Mistakes and notes found while a table is read, each with its row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.errors import RosterError
from models.problems import did_you_mean
from roster.tables.cells.text import rows_text

MOST_SUGGESTIONS = 100  # "did you mean" in one table: each compares all names, and no reader needs more


@dataclass(frozen=True)
class CellProblem:
    """A mistake in a table.

    Attributes:
        row: the number of the row in the table; None for a mistake in the headings.
        column: the name of the column; None for a mistake of the whole row.
        message: what is wrong, and how to write it.
    """

    row: int | None
    column: str | None
    message: str

    def __str__(self) -> str:
        places = [f"row {self.row}"] if self.row is not None else []
        places += [f"column {self.column}"] if self.column is not None else []
        return f"{', '.join(places)}: {self.message}" if places else self.message


class TableError(RosterError, ValueError):
    """A table with mistakes.

    Attributes:
        problems: every mistake, with its row.
    """

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


class TableReading:
    """The result of reading a table: its items, or its mistakes.

    Attributes:
        problems: every mistake with its row, in the order of the rows.
    """

    problems: tuple[CellProblem, ...]

    def refuse(self) -> None:
        """Raises the mistakes, where there are any.

        Raises:
            TableError: with every mistake.
        """
        if self.problems:
            raise TableError(self.problems)


@dataclass
class Findings:
    """Collects mistakes and notes; the same note on several rows becomes one sentence."""

    problems: list[CellProblem] = field(default_factory=list)
    _rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _suggestions: int = 0

    def add_problem(self, row: int, column: str | None, message: str) -> None:
        """Adds a mistake."""
        self.problems.append(CellProblem(row, column, message))

    def add_note(self, sentence: str, row: int) -> None:
        """Adds a note on a row; the sentence follows `row 3: `."""
        if row not in self._rows[sentence][-1:]:
            self._rows[sentence].append(row)

    @property
    def notes(self) -> list[str]:
        """Every note with the rows it is about, in order of the first row."""
        found = sorted(self._rows.items(), key=lambda item: item[1][0])
        return [f"{rows_text(rows)}: {sentence}" for sentence, rows in found]

    def suggestion(self, word: str, known: list[str]) -> str:
        """Suggests a known word: `; did you mean 'x'?`; empty where none is close, or after `MOST_SUGGESTIONS`."""
        self._suggestions += 1
        return did_you_mean(word, known) if self._suggestions <= MOST_SUGGESTIONS else ""

"""What is found while a table is read: mistakes with their row and column, and what is to be known of some rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.errors import RosterError
from models.problems import did_you_mean
from roster.tables.cells.text import rows_text

MOST_OFFERS = 100  # of "did you mean": each looks through all names, and nobody reads more


@dataclass(frozen=True)
class CellProblem:
    """A mistake in a table.

    Attributes:
        row: the label of the row, as the table has it; None where the headings are meant.
        column: the column's name; None where the whole row is meant.
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
        problems: every one, with its row.
    """

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


class TableReading:
    """What came of reading a table: what it says, or what is wrong with it.

    Attributes:
        problems: every mistake with its row, in the order of the rows.
    """

    problems: tuple[CellProblem, ...]

    def refuse(self) -> None:
        """Do not go on with mistakes.

        Raises:
            TableError: there are some.
        """
        if self.problems:
            raise TableError(self.problems)


@dataclass
class Findings:
    """Collects mistakes, and sentences about rows, those about the same thing as one."""

    problems: list[CellProblem] = field(default_factory=list)
    _rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _offers: int = 0

    def problem(self, row: int, column: str | None, message: str) -> None:
        """A mistake."""
        self.problems.append(CellProblem(row, column, message))

    def note(self, sentence: str, row: int) -> None:
        """Something to be known of a row; the sentence goes on from 'row 3: '."""
        if row not in self._rows[sentence][-1:]:
            self._rows[sentence].append(row)

    @property
    def notes(self) -> list[str]:
        """Every sentence with the rows it is about, in order of the first row."""
        found = sorted(self._rows.items(), key=lambda item: item[1][0])
        return [f"{rows_text(rows)}: {sentence}" for sentence, rows in found]

    def meant(self, word: str, known: list[str]) -> str:
        """`; did you mean 'x'?`, for the first mistakes of a table."""
        self._offers += 1
        return did_you_mean(word, known) if self._offers <= MOST_OFFERS else ""

"""The common part of the readers of people, offers and worked time: goes through the rows and collects mistakes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ValidationError

from models.book import Book
from models.problems import Path
from models.reading.messages import problem_message
from models.text.dates_and_times import weekdays_written
from roster.tables.cells.dates import DateReader
from roster.tables.cells.findings import CellProblem, Findings
from roster.tables.reading.input_table import InputTable

Model = TypeVar("Model", bound=BaseModel)


class TableReader(ABC):
    """Reads a table of one kind, row by row.

    Attributes:
        book: whose people and call signs the rows name.
        table: the table to be read, with its headings found.
        findings: the mistakes and notes so far.
        dates: reads the table's dates.
        rows: how many rows were read.
    """

    surplus_message: ClassVar[str] = "has more cells than there are headings"

    def __init__(self, book: Book, table: InputTable) -> None:
        self.book = book
        self.table = table
        self.findings = Findings()
        self.dates = DateReader(book.period, self.findings)
        self.rows = 0
        self._problems_before_row = 0
        self._call_signs = {sign.id.lower(): sign.id for sign in book.call_signs}

    def read_rows(self) -> None:
        """Reads every row that is not blank."""
        for row, cells in self.table.rows(self.findings):
            self.rows += 1
            self._problems_before_row = len(self.findings.problems)
            if self.table.has_surplus_cells(cells):
                self.findings.add_problem(row, None, self.surplus_message)
            self.read_row(row, cells)

    @abstractmethod
    def read_row(self, row: int, cells: list[Any]) -> None:
        """Reads one row, given its number and its cells."""

    @property
    def row_has_problem(self) -> bool:
        """Whether a mistake was found in the row that is being read."""
        return len(self.findings.problems) > self._problems_before_row

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        """Every mistake so far, in the order of the rows."""
        return tuple(sorted(self.findings.problems, key=lambda problem: problem.row or 0))

    @property
    def notes(self) -> list[str]:
        """Sentences about columns that are not read, and about rows."""
        return [*self.table.unread, *self.findings.notes]

    # --- what several kinds of tables read alike

    def validated(
        self, row: int, model: type[Model], fields: Mapping[str, Any], column_of: Callable[[Path], str | None]
    ) -> Model | None:
        """Makes an item of the book from fields; None where they are not valid, which is reported with its cell.

        Args:
            row: the row it comes from.
            model: what it is to be.
            fields: its fields.
            column_of: gives the column for the path of a field.
        """
        try:
            return model.model_validate(fields)
        except ValidationError as error:
            for details in error.errors():
                self.findings.add_problem(row, column_of(tuple(details["loc"])), problem_message(details, model))
            return None

    def call_sign(self, row: int, column: str, text: str) -> str | None:
        """The call sign of the book that a cell names; None, and the mistake is noted, where the book has none such."""
        sign = self._call_signs.get(text.lower())
        if sign is None:
            suggestion = self.findings.suggestion(text, list(self._call_signs.values()))
            self.findings.add_problem(row, column, f"'{text}' is unknown{suggestion}")
        return sign

    def weekdays(self, row: int, column: str, words: Iterable[str]) -> list[str]:
        """The days of the week that some words name: `mon` to `sun`; a word that names none is noted as a mistake."""
        days: list[str] = []
        for word in words:
            if not (found := weekdays_written(word)):
                self.findings.add_problem(row, column, f"'{word}' is no day of the week")
            days += found
        return days

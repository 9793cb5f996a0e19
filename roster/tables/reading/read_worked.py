"""Reads a table of worked time, one spell of work a row, as records of a book.

Columns, in any order: person (id or name), date, start, end, end date, type, status, no-show, attended, cancelled,
call sign, time zone, each under one of the headings in `headings.py`; other columns are not read, and a note names
them. Where the end has no date, it is the first such time after the start. A duty that was cancelled or not attended
becomes a record of a duty not worked: it takes the person off the duty and counts no hours.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.people import Person
from models.records.history import Worked, WorkedKind
from roster.tables.cells.findings import CellProblem, TableReading
from roster.tables.cells.outcomes import TYPES, OutcomeReader, was_worked
from roster.tables.cells.text import cell_text, normalised
from roster.tables.cells.times import Times, TimesReader
from roster.tables.reading.headings import WORKED
from roster.tables.reading.input_table import InputTable
from roster.tables.reading.merge_records import merge_records
from roster.tables.reading.people_lookup import PeopleLookup
from roster.tables.reading.table_reader import TableReader
from roster.tables.reading.worked_summary import outside_period_sentences, total_sentence

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class WorkedReading(TableReading):
    """The result of reading a table of worked time.

    Attributes:
        records: those that the book does not have yet, each once.
        problems: every mistake with its row, in the order of the rows.
        notes: sentences about what was interpreted, left out or not read.
        total: a sentence that counts the rows by what became of them.
    """

    records: tuple[Worked, ...]
    problems: tuple[CellProblem, ...]
    notes: tuple[str, ...]
    total: str

    def into(self, book: Book) -> Book:
        """The book with these records added to its own.

        Raises:
            TableError: the table has mistakes.
        """
        self.refuse()
        return book.changed(worked=(*book.worked, *self.records))


def worked_from(frame: DataFrame, book: Book) -> WorkedReading:
    """Reads the records of worked time in a table.

    Args:
        frame: its columns are the headings, its index the number of each row, as mistakes name it (`InputTable`); cells
            are text, or dates, times and numbers.
        book: whose people and call signs the rows name, and to whose records they are added.
    """
    table = InputTable(frame, WORKED)
    if table.heading_problems:
        return WorkedReading((), table.heading_problems, (), "")
    reader = _WorkedReader(book, table)
    reader.read_rows()
    return reader.reading()


class _WorkedReader(TableReader):
    """Reads a table of worked time."""

    surplus_message = "has more cells than there are headings; put a text with a comma in quotes"

    def __init__(self, book: Book, table: InputTable) -> None:
        super().__init__(book, table)
        self._found: list[tuple[int, Worked]] = []
        self._people = PeopleLookup(book.people, self.findings)
        self._times = TimesReader(book.period.zone, self.dates, self.findings)
        self._outcomes = OutcomeReader(self.findings)
        self._signs = frozenset(sign.id.lower() for sign in book.call_signs)
        self._unknown_types: Counter[str] = Counter()

    def read_row(self, row: int, cells: list[Any]) -> None:
        """Reads one spell of work."""
        texts = {name: self.table.text(name, cells) for name in WORKED.columns}
        person = self._people.find(row, self.table.names(cells))
        sign = self.call_sign(row, "call sign", texts["call sign"]) if texts["call sign"] else None
        worked = self._outcomes.was_worked(row, texts)
        kind = self._kind(row, texts["type"], sign)
        times = self._spell(row, texts, person, sign, worked=worked)
        if worked:
            self._note_unread_outcome(row, cells)
        if self.row_has_problem or person is None or times is None:
            return
        fields = {
            "person": person.id,
            "start": times.start,
            "end": times.end,
            "kind": kind,
            "call_sign": sign,
            "no_show": not worked,
            "fold": times.fold,
            "length": times.length,
        }
        if item := self.validated(row, Worked, fields, lambda path: str(path[0]) if path else "end"):
            self._found.append((row, item))

    def _kind(self, row: int, text: str, sign: str | None) -> WorkedKind:
        """The kind of work for the type that a row states."""
        word = normalised(text)
        if word in TYPES:
            return TYPES[word]
        if word in self._signs or sign is not None or was_worked(text) is False:
            return WorkedKind.DUTY  # on one of the unit's cars, whatever its type is called
        if suggestion := self.findings.suggestion(text, [name for name in TYPES if name]):
            self.findings.add_problem(row, "type", f"'{text}' is unknown{suggestion}")
        self._unknown_types[text] += 1
        return WorkedKind.ELSEWHERE

    def _spell(
        self, row: int, texts: dict[str, str], person: Person | None, sign: str | None, *, worked: bool
    ) -> Times | None:
        """The times of a row; for a duty that was not worked and has no times, the planned ones."""
        if not worked and texts["date"] and not texts["start"] and not texts["end"]:
            day = self.dates.read(row, "date", texts["date"])
            return self._planned(row, person, day, sign) if person and day else None
        return self._times.read(row, texts)

    def _planned(self, row: int, person: Person, day: date, sign: str | None) -> Times | None:
        """The times of the one duty that a person was planned to be on; a mistake where there is none or several."""
        duties = [duty for duty in self._plan.get((person.id, day), ()) if sign in (None, duty.call_sign.id)]
        if len(duties) == 1:
            return Times(duties[0].wall_start, duties[0].wall_end)
        many = f"{len(duties)} duties are" if duties else "no duty is"
        self.findings.add_problem(
            row, "start", f"{many} planned for {person.id} on {spoken_date(day)}; give start and end"
        )
        return None

    @cached_property
    def _plan(self) -> dict[tuple[str, date], list[Duty]]:
        """(person, date) -> the duties that they were planned to be on."""
        planned = self.book.rota or self.book.published
        duties = {duty.id: duty for duty in self.book.duties}
        plan: dict[tuple[str, date], list[Duty]] = defaultdict(list)
        for assignment in planned.assignments if planned else ():
            if duty := duties.get(assignment.duty):
                plan[assignment.person, duty.date].append(duty)
        return plan

    def _note_unread_outcome(self, row: int, cells: Sequence[Any]) -> None:
        """Notes a column that is not read although its cell says that the duty was not worked."""
        for at in self.table.columns.unread:
            if was_worked(text := cell_text(cells[at])) is False:
                where = f"'{text}' in column '{self.table.headings[at]}'"
                self.findings.add_note(f"{where} is not read: the row counts as worked", row)

    def reading(self) -> WorkedReading:
        """The result, once every row is read."""
        self.dates.check_month_first()
        merged = merge_records(self._found, self.book, self.findings)
        notes = self.notes
        for text, number in self._unknown_types.items():
            many = f"{number} row{'' if number == 1 else 's'}"
            notes.append(f"type '{text}' ({many}) is taken to be duty elsewhere for the force")
        period = self.book.period
        notes += outside_period_sentences(merged.new, period)
        new = tuple(item for _, item in merged.new)
        total = total_sentence(self.rows, new, merged.known, period)
        return WorkedReading(new, self.problems, tuple(notes), total)


__all__ = ["WorkedReading", "worked_from"]

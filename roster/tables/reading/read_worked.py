"""A table of worked time, one spell of work a row, as records of a book.

Columns, in any order: person (id or name), date, start, end, end date, type, status, no-show, attended, cancelled,
call sign, time zone, each under the headings in `headings.py`; others are not read, and named. The end is the first
such time after the start where no date is given for it. A duty that was cancelled, or that somebody did not attend, is
on record as not worked: it takes the person off it and counts for nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from models.book import Book
from models.clock import spoken_date
from models.duty import Duty
from models.people import Person
from models.reading.messages import problem_message
from models.records.history import Worked, WorkedKind
from roster.tables.cells.dates import DateReader
from roster.tables.cells.findings import CellProblem, Findings, TableReading
from roster.tables.cells.outcomes import TYPES, OutcomeReader, was_worked
from roster.tables.cells.text import cell_text, normalised
from roster.tables.cells.times import Times, TimesReader
from roster.tables.reading.headings import WORKED
from roster.tables.reading.input_table import InputTable
from roster.tables.reading.merge_records import merge_records
from roster.tables.reading.people_lookup import PeopleLookup
from roster.tables.reading.worked_summary import outside_period_sentences, total_sentence

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class WorkedReading(TableReading):
    """What a table of worked time says.

    Attributes:
        records: what it adds to the book's own; each once.
        problems: every mistake with its row, in the order of the rows.
        notes: what was taken to mean something, left out or not read, in sentences.
        total: how many rows there were and what became of them, in a sentence.
    """

    records: tuple[Worked, ...]
    problems: tuple[CellProblem, ...]
    notes: tuple[str, ...]
    total: str

    def into(self, book: Book) -> Book:
        """The book with these records beside its own.

        Raises:
            TableError: the table has mistakes.
        """
        self.refuse()
        return book.changed(worked=(*book.worked, *self.records))


def worked_from(frame: DataFrame, book: Book) -> WorkedReading:
    """The records of worked time in a table.

    Args:
        frame: its columns are the headings, its index the number of each row, as mistakes name it (`GivenTable`); cells
            are text, or dates, times and numbers.
        book: whose people and call signs the rows name, and whose records they join.
    """
    given = InputTable(frame, WORKED)
    if given.mistakes:
        return WorkedReading((), given.mistakes, (), "")
    reading = _Reading(book, given)
    for row, cells in given.rows(reading.findings):
        reading.row(row, cells)
    return reading.finished()


@dataclass
class _Reading:
    """A table as it is read, row by row."""

    book: Book
    given: InputTable
    findings: Findings = field(default_factory=Findings)
    found: list[tuple[int, Worked]] = field(default_factory=list)
    rows: int = 0

    def __post_init__(self) -> None:
        self._people = PeopleLookup(self.book.people, self.findings)
        self._dates = DateReader(self.book.period, self.findings)
        self._times = TimesReader(self.book.period.zone, self._dates, self.findings)
        self._outcomes = OutcomeReader(self.findings)
        self._signs = {sign.id.lower(): sign.id for sign in self.book.call_signs}
        self._elsewhere: Counter[str] = Counter()

    def row(self, row: int, cells: list[Any]) -> None:
        """One row."""
        self.rows += 1
        before = len(self.findings.problems)
        if self.given.surplus(cells):
            self.findings.problem(
                row, None, "has more cells than there are headings; put a text with a comma in quotes"
            )
        said = {name: self.given.said(name, cells) for name in WORKED.columns}
        person = self._people.find(row, self.given.names(cells))
        sign = self._call_sign(row, said["call sign"])
        worked = self._outcomes.was_worked(row, said)
        kind = self._kind(row, said["type"], sign)
        times = self._spell(row, said, person, sign, worked=worked)
        if worked:
            self._unread(row, cells)
        if len(self.findings.problems) > before or person is None or times is None:
            return
        try:
            item = Worked(
                person=person.id,
                start=times.start,
                end=times.end,
                kind=kind,
                call_sign=sign,
                no_show=not worked,
                fold=times.fold,
                length=times.length,
            )
        except ValidationError as error:
            for details in error.errors():
                column = str(details["loc"][0]) if details["loc"] else "end"
                self.findings.problem(row, column, problem_message(details, Worked))
            return
        self.found.append((row, item))

    # --- cells

    def _call_sign(self, row: int, said: str) -> str | None:
        if said and said.lower() not in self._signs:
            meant = self.findings.meant(said, list(self._signs.values()))
            self.findings.problem(row, "call sign", f"'{said}' is unknown{meant}")
        return self._signs.get(said.lower()) if said else None

    def _kind(self, row: int, said: str, sign: str | None) -> WorkedKind:
        word = normalised(said)
        if word in TYPES:
            return TYPES[word]
        if word in self._signs or sign is not None or was_worked(said) is False:
            return WorkedKind.DUTY  # on one of the unit's cars, whatever else it is called
        if meant := self.findings.meant(said, [name for name in TYPES if name]):
            self.findings.problem(row, "type", f"'{said}' is unknown{meant}")
        self._elsewhere[said] += 1
        return WorkedKind.ELSEWHERE

    def _spell(
        self, row: int, said: dict[str, str], person: Person | None, sign: str | None, *, worked: bool
    ) -> Times | None:
        """The times of a row; of one that was not worked and states none, those that were planned."""
        if not worked and said["date"] and not said["start"] and not said["end"]:
            day = self._dates.read(row, "date", said["date"])
            return self._planned(row, person, day, sign) if person and day else None
        return self._times.read(row, said)

    def _planned(self, row: int, person: Person, day: date, sign: str | None) -> Times | None:
        """The times of the duty that somebody was to be on."""
        duties = [duty for duty in self._plan.get((person.id, day), ()) if sign in (None, duty.call_sign.id)]
        if len(duties) == 1:
            return Times(duties[0].wall_start, duties[0].wall_end)
        many = f"{len(duties)} duties are" if duties else "no duty is"
        self.findings.problem(row, "start", f"{many} planned for {person.id} on {spoken_date(day)}; give start and end")
        return None

    @cached_property
    def _plan(self) -> dict[tuple[str, date], list[Duty]]:
        """The duties that people were to be on, by person and date."""
        told = self.book.rota or self.book.published
        duties = {duty.id: duty for duty in self.book.duties}
        plan: dict[tuple[str, date], list[Duty]] = defaultdict(list)
        for assignment in told.assignments if told else ():
            if duty := duties.get(assignment.duty):
                plan[assignment.person, duty.date].append(duty)
        return plan

    def _unread(self, row: int, cells: Sequence[Any]) -> None:
        """Tell of a column that is not read and yet says that a duty was not worked."""
        for at in self.given.columns.unread:
            if was_worked(text := cell_text(cells[at])) is False:
                where = f"'{text}' in column '{self.given.headings[at]}'"
                self.findings.note(f"{where} is not read: the row counts as worked", row)

    # --- the whole

    def finished(self) -> WorkedReading:
        """All that was found, once every row is read."""
        self._dates.look_for_month_first()
        rows = merge_records(self.found, self.book, self.findings)
        notes = [*self.given.unread, *self.findings.notes]
        for said, number in self._elsewhere.items():
            many = f"{number} row{'' if number == 1 else 's'}"
            notes.append(f"type '{said}' ({many}) is taken to be duty elsewhere for the force")
        notes += outside_period_sentences(rows.new, self.book.period)
        problems = sorted(self.findings.problems, key=lambda problem: problem.row or 0)
        new = tuple(item for _, item in rows.new)
        return WorkedReading(
            new, tuple(problems), tuple(notes), total_sentence(self.rows, new, rows.known, self.book.period)
        )


__all__ = ["WorkedReading", "worked_from"]

"""A table of what people offer, as offers of a book.

Columns, in any order: person (id or name), offer, date, weekday, first, last, start, end, call signs, each also under
the headings that people give them; others are not read, and named. A cell may hold several dates, days of the week or
call signs, parted by commas.

Rows of one person that give the same number in `offer` are one offer. Without that number, rows that differ in nothing
but the date or the day of the week are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from models.book import Book
from models.people import Offer
from models.problems import did_you_mean
from models.reading.messages import problem_message
from models.text.dates_and_times import weekdays_written, written_clock
from roster.tables.cells.dates import DateReader
from roster.tables.cells.findings import CellProblem, Findings, TableReading
from roster.tables.cells.lists import cell_items
from roster.tables.reading.headings import WHO, KnownColumns
from roster.tables.reading.input_table import InputTable
from roster.tables.reading.people_lookup import PeopleLookup

if TYPE_CHECKING:
    from pandas import DataFrame

OFFERS = KnownColumns(
    {
        **WHO,
        "offer": ("offer", "offer number", "offer no"),
        "date": ("date", "dates", "date offered", "dates offered", "offered date", "duty date"),
        "weekday": ("weekday", "weekdays", "day of week", "day of the week", "day", "days"),
        "first": ("first", "first date", "from date", "date from"),
        "last": ("last", "last date", "to date", "date to", "until"),
        "start": ("start", "from", "start time", "time from"),
        "end": ("end", "to", "end time", "finish", "time to"),
        "call signs": ("call signs", "call sign", "callsigns", "callsign"),
    },
    needed=("person",),
    several=frozenset({"person"}),
)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OffersReading(TableReading):
    """What a table of offers says.

    Attributes:
        offers: person -> all that the table has them offer; only people it names.
        problems: every mistake with its row, in the order of the rows.
        notes: what was left out or not read, in sentences.
        total: how many rows there were and what became of them, in a sentence.
    """

    offers: Mapping[str, tuple[Offer, ...]]
    problems: tuple[CellProblem, ...]
    notes: tuple[str, ...]
    total: str

    def into(self, book: Book) -> Book:
        """The book with these offers in place of those of the people the table names; others keep theirs.

        Raises:
            TableError: the table has mistakes.
        """
        self.refuse()
        people = [
            person.remade(offers=self.offers[person.id]) if person.id in self.offers else person
            for person in book.people
        ]
        return book.changed(people=tuple(people))


def offers_from(frame: DataFrame, book: Book) -> OffersReading:
    """The offers in a table, such as `offers` makes.

    Args:
        frame: its columns are the headings, its index the number of each row, as mistakes name it (`GivenTable`); cells
            are text, or dates, times and numbers.
        book: whose people and call signs the rows name.
    """
    given = InputTable(frame, OFFERS)
    problems = given.mistakes
    if not problems and not {"date", "weekday"} & given.columns.at.keys():
        hint = did_you_mean("date", [heading for heading in given.headings if heading])
        problems = (CellProblem(None, None, f"there is no column 'date' and none 'weekday'{hint}"),)
    if problems:
        return OffersReading({}, problems, (), "")
    reading = _Reading(book, given)
    for row, cells in given.rows(reading.findings):
        reading.row(row, cells)
    return reading.finished()


@dataclass(frozen=True)
class _Said:
    """All that rows of one offer have in common."""

    first: date | None
    last: date | None
    start: time | None
    end: time | None
    call_signs: tuple[str, ...]
    by_weekday: bool


@dataclass
class _Group:
    """The rows of one offer."""

    row: int
    said: _Said
    dates: list[date] = field(default_factory=list)
    weekdays: list[str] = field(default_factory=list)


@dataclass
class _Reading:
    """A table as it is read, row by row."""

    book: Book
    given: InputTable
    findings: Findings = field(default_factory=Findings)
    rows: int = 0

    def __post_init__(self) -> None:
        self._people = PeopleLookup(self.book.people, self.findings)
        self._dates = DateReader(self.book.period, self.findings)
        self._signs = {sign.id.lower(): sign.id for sign in self.book.call_signs}
        self._groups: dict[str, dict[int | _Said, _Group]] = {}

    def row(self, row: int, cells: list[Any]) -> None:
        """One row."""
        self.rows += 1
        before = len(self.findings.problems)
        if self.given.surplus(cells):
            self.findings.problem(row, None, "has more cells than there are headings")
        person = self._people.find(row, self.given.names(cells))
        number = self._number(row, cells)
        dates = self._several_dates(row, cells)
        weekdays = self._weekdays(row, cells, dates)
        said = _Said(
            self._one_date(row, "first", cells),
            self._one_date(row, "last", cells),
            self._clock(row, "start", cells),
            self._clock(row, "end", cells),
            self._call_signs(row, cells),
            by_weekday=bool(weekdays),
        )
        if not dates and not weekdays and len(self.findings.problems) == before:
            self.findings.problem(row, "date", "is empty, and so is the day of the week")
        if len(self.findings.problems) > before or person is None:
            return
        groups = self._groups.setdefault(person.id, {})
        key = said if number is None else number
        group = groups.setdefault(key, _Group(row, said))
        if group.said != said:
            self.findings.problem(row, "offer", f"says other things of offer {number} than row {group.row}")
            return
        if number is None and (again := [day for day in dates if day in group.dates]):
            self.findings.note(f"{', '.join(map(str, again))} is offered in another row too; told once", row)
            dates = [day for day in dates if day not in again]
        if number is None:
            weekdays = [day for day in weekdays if day not in group.weekdays]
        group.dates += dates
        group.weekdays += weekdays

    # --- cells

    def _number(self, row: int, cells: list[Any]) -> int | None:
        said = self.given.said("offer", cells)
        if said and not said.isdecimal():
            self.findings.problem(row, "offer", f"'{said}' is not a whole number")
            return None
        return int(said) if said else None

    def _several_dates(self, row: int, cells: list[Any]) -> list[date]:
        texts = cell_items(self.given.cell("date", cells))
        days = [day for text in texts if (day := self._dates.read(row, "date", text)) is not None]
        for day in days:
            if day not in self.book.period and day + _DAY != self.book.period.first:
                self.findings.note(f"{day} is outside the period; no duty of this book can be had from it", row)
        return days

    def _weekdays(self, row: int, cells: list[Any], dates: list[date]) -> list[str]:
        """The days of the week; none beside dates, which they then only spell out."""
        days: list[str] = []
        for word in cell_items(self.given.cell("weekday", cells)):
            if not (found := weekdays_written(word)):
                self.findings.problem(row, "weekday", f"'{word}' is no day of the week")
            days += found
        if dates:
            wrong = [day for day in dates if days and f"{day:%a}".lower() not in days]
            for day in wrong:
                self.findings.problem(row, "weekday", f"{day} is a {day:%A}")
            return []
        return days

    def _one_date(self, row: int, column: str, cells: list[Any]) -> date | None:
        text = self.given.said(column, cells)
        return self._dates.read(row, column, text) if text else None

    def _clock(self, row: int, column: str, cells: list[Any]) -> time | None:
        text = self.given.said(column, cells)
        if not text:
            return None
        clock = written_clock(text)
        if clock is None or clock.zone is not None or clock.after_midnight % timedelta(minutes=1):
            self.findings.problem(row, column, f"'{text}' is not a time of day in whole minutes; write it as 18:00")
            return None
        minutes = clock.after_midnight // timedelta(minutes=1)
        return time(minutes // 60 % 24, minutes % 60)

    def _call_signs(self, row: int, cells: list[Any]) -> tuple[str, ...]:
        found = []
        for word in cell_items(self.given.cell("call signs", cells)):
            if word.lower() in self._signs:
                found.append(self._signs[word.lower()])
            else:
                meant = self.findings.meant(word, list(self._signs.values()))
                self.findings.problem(row, "call signs", f"'{word}' is unknown{meant}")
        return tuple(found)

    # --- the whole

    def finished(self) -> OffersReading:
        """All that was found, once every row is read."""
        self._dates.look_for_month_first()
        offers = {
            person: tuple(offer for group in groups.values() if (offer := self._offer(group)) is not None)
            for person, groups in self._groups.items()
        }
        many = sum(map(len, offers.values()))
        people = f"{len(offers)} {'person' if len(offers) == 1 else 'people'}"
        total = (
            f"{self.rows:,} row{'' if self.rows == 1 else 's'}: {many:,} offer{'' if many == 1 else 's'} of {people}"
        )
        problems = sorted(self.findings.problems, key=lambda problem: problem.row or 0)
        return OffersReading(offers, tuple(problems), (*self.given.unread, *self.findings.notes), total)

    def _offer(self, group: _Group) -> Offer | None:
        said = group.said
        try:
            return Offer.model_validate(
                {
                    "dates": group.dates,
                    "weekdays": group.weekdays,
                    "first": said.first,
                    "last": said.last,
                    "start": said.start,
                    "end": said.end,
                    "call_signs": said.call_signs,
                }
            )
        except ValidationError as error:
            for details in error.errors():
                self.findings.problem(group.row, None, problem_message(details, Offer))
            return None


__all__ = ["OffersReading", "offers_from"]

"""Reads a table of what people offer, as offers of a book.

Columns, in any order: person (id or name), offer, date, weekday, first, last, start, end, call signs, each also under
the headings that people give them; other columns are not read, and a note names them. A cell may hold several dates,
days of the week or call signs, separated by commas.

Rows of one person with the same number in `offer` are one offer. Rows without a number are one offer where they differ
only in the date or the day of the week.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from models.book import Book
from models.people import Offer
from models.problems import did_you_mean
from models.text.dates_and_times import written_clock
from roster.tables.cells.findings import CellProblem, TableReading
from roster.tables.cells.lists import cell_items
from roster.tables.reading.headings import WHO, KnownColumns
from roster.tables.reading.input_table import InputTable
from roster.tables.reading.people_lookup import PeopleLookup
from roster.tables.reading.table_reader import TableReader

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
    """The result of reading a table of offers.

    Attributes:
        offers: person -> all their offers; only people whom the table names.
        problems: every mistake with its row, in the order of the rows.
        notes: sentences about what was left out or not read.
        total: a sentence that counts the rows, offers and people.
    """

    offers: Mapping[str, tuple[Offer, ...]]
    problems: tuple[CellProblem, ...]
    notes: tuple[str, ...]
    total: str

    def into(self, book: Book) -> Book:
        """The book with these offers in place of the former ones of the same people; other people keep theirs.

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
    """Reads the offers in a table, such as `offers` makes.

    Args:
        frame: its columns are the headings, its index the number of each row, as mistakes name it (`GivenTable`); cells
            are text, or dates, times and numbers.
        book: whose people and call signs the rows name.
    """
    table = InputTable(frame, OFFERS)
    problems = table.heading_problems
    if not problems and not {"date", "weekday"} & table.columns.at.keys():
        hint = did_you_mean("date", [heading for heading in table.headings if heading])
        problems = (CellProblem(None, None, f"there is no column 'date' and none 'weekday'{hint}"),)
    if problems:
        return OffersReading({}, problems, (), "")
    reader = _OffersReader(book, table)
    reader.read_rows()
    return reader.reading()


@dataclass(frozen=True)
class _Conditions:
    """The fields that all rows of one offer share."""

    first: date | None
    last: date | None
    start: time | None
    end: time | None
    call_signs: tuple[str, ...]
    by_weekday: bool


@dataclass
class _OfferRows:
    """The rows of one offer, put together.

    Attributes:
        row: the first of them.
    """

    row: int
    conditions: _Conditions
    dates: list[date] = field(default_factory=list)
    weekdays: list[str] = field(default_factory=list)


class _OffersReader(TableReader):
    """Reads a table of offers."""

    def __init__(self, book: Book, table: InputTable) -> None:
        super().__init__(book, table)
        self._people = PeopleLookup(book.people, self.findings)
        self._offers: dict[str, dict[int | _Conditions, _OfferRows]] = {}

    def read_row(self, row: int, cells: list[Any]) -> None:
        """Reads one row, and adds it to its offer."""
        person = self._people.find(row, self.table.names(cells))
        number = self._number(row, cells)
        dates = self._several_dates(row, cells)
        weekdays = self._weekdays(row, cells, dates)
        conditions = _Conditions(
            self._one_date(row, "first", cells),
            self._one_date(row, "last", cells),
            self._clock(row, "start", cells),
            self._clock(row, "end", cells),
            self._signs(row, cells),
            by_weekday=bool(weekdays),
        )
        if not dates and not weekdays and not self.row_has_problem:
            self.findings.add_problem(row, "date", "is empty, and so is the day of the week")
        if self.row_has_problem or person is None:
            return
        offers = self._offers.setdefault(person.id, {})
        key = conditions if number is None else number
        offer = offers.setdefault(key, _OfferRows(row, conditions))
        if offer.conditions != conditions:
            self.findings.add_problem(row, "offer", f"says other things of offer {number} than row {offer.row}")
            return
        if number is None and (again := [day for day in dates if day in offer.dates]):
            self.findings.add_note(f"{', '.join(map(str, again))} is offered in another row too; counted once", row)
            dates = [day for day in dates if day not in again]
        if number is None:
            weekdays = [day for day in weekdays if day not in offer.weekdays]
        offer.dates += dates
        offer.weekdays += weekdays

    # --- cells

    def _number(self, row: int, cells: list[Any]) -> int | None:
        text = self.table.text("offer", cells)
        if text and not text.isdecimal():
            self.findings.add_problem(row, "offer", f"'{text}' is not a whole number")
            return None
        return int(text) if text else None

    def _several_dates(self, row: int, cells: list[Any]) -> list[date]:
        texts = cell_items(self.table.cell("date", cells))
        days = [day for text in texts if (day := self.dates.read(row, "date", text)) is not None]
        for day in days:
            if day not in self.book.period and day + _DAY != self.book.period.first:
                self.findings.add_note(f"{day} is outside the period; no duty of this book can be had from it", row)
        return days

    def _weekdays(self, row: int, cells: list[Any], dates: list[date]) -> list[str]:
        """The days of the week. In a row that has dates they only repeat these: they must fit, and none is returned."""
        days = self.weekdays(row, "weekday", cell_items(self.table.cell("weekday", cells)))
        if dates:
            wrong = [day for day in dates if days and f"{day:%a}".lower() not in days]
            for day in wrong:
                self.findings.add_problem(row, "weekday", f"{day} is a {day:%A}")
            return []
        return days

    def _one_date(self, row: int, column: str, cells: list[Any]) -> date | None:
        text = self.table.text(column, cells)
        return self.dates.read(row, column, text) if text else None

    def _clock(self, row: int, column: str, cells: list[Any]) -> time | None:
        text = self.table.text(column, cells)
        if not text:
            return None
        clock = written_clock(text)
        if clock is None or clock.zone is not None or clock.after_midnight % timedelta(minutes=1):
            self.findings.add_problem(row, column, f"'{text}' is not a time of day in whole minutes; write it as 18:00")
            return None
        minutes = clock.after_midnight // timedelta(minutes=1)
        return time(minutes // 60 % 24, minutes % 60)

    def _signs(self, row: int, cells: list[Any]) -> tuple[str, ...]:
        words = cell_items(self.table.cell("call signs", cells))
        return tuple(sign for word in words if (sign := self.call_sign(row, "call signs", word)) is not None)

    # --- the result

    def reading(self) -> OffersReading:
        """The result, once every row is read."""
        self.dates.check_month_first()
        offers = {
            person: tuple(offer for rows in found.values() if (offer := self._offer(rows)) is not None)
            for person, found in self._offers.items()
        }
        many = sum(map(len, offers.values()))
        people = f"{len(offers)} {'person' if len(offers) == 1 else 'people'}"
        total = (
            f"{self.rows:,} row{'' if self.rows == 1 else 's'}: {many:,} offer{'' if many == 1 else 's'} of {people}"
        )
        return OffersReading(offers, self.problems, tuple(self.notes), total)

    def _offer(self, rows: _OfferRows) -> Offer | None:
        conditions = rows.conditions
        fields = {
            "dates": rows.dates,
            "weekdays": rows.weekdays,
            "first": conditions.first,
            "last": conditions.last,
            "start": conditions.start,
            "end": conditions.end,
            "call_signs": conditions.call_signs,
        }
        return self.validated(rows.row, Offer, fields, lambda path: None)


__all__ = ["OffersReading", "offers_from"]

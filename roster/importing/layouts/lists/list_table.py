"""Reads lists: a row for each duty (person, date, start, end ...), or a row for each person."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from models.people import AbsenceKind
from models.text.dates_and_times import written_moment
from roster.importing.answers import NO_SHIFT
from roster.importing.facts import Away, Mention, Turn
from roster.importing.grid import Cell, column_letters
from roster.importing.layouts.lists.find_list import (
    ListTable,
    as_date,
    day_alone,
    day_first,
    has_month_first,
    who_in,
)
from roster.importing.layouts.reading import Reading
from roster.importing.words.codes import absence_of, call_sign_in, is_shift_name
from roster.importing.words.contacts import contact_or_nothing, name_of_address
from roster.importing.words.dates import DateHints
from roster.importing.words.headings import heading_kind, is_total
from roster.importing.words.names import means_nobody, name_written, several_names
from roster.importing.words.roles import role_named
from roster.importing.words.time_spans import TimeSpan, clock_of, span_in
from roster.tables.cells.outcomes import was_worked

_LONGEST_ABSENCE = timedelta(days=400)


def read_list(table: ListTable, reading: Reading, hints: DateHints, default: TimeSpan | None = None) -> None:
    """Adds what a list says to what was found.

    Args:
        hints: what titles say of the year.
        default: the times of all its duties, where a title or a note gives them.
    """
    _List(table, reading, hints, default).read()


class _List:
    def __init__(self, table: ListTable, reading: Reading, hints: DateHints, default: TimeSpan | None) -> None:
        self.table = table
        self.grid = table.grid
        self.reading = reading
        self.ledger = reading.ledger
        self.year = hints.year
        self.day = table.day
        self.default = default
        self.month_first = has_month_first(table)
        if self.month_first:
            reading.facts.lines.append(f"{self.grid.name}: its dates are read with the month first, as 12/31/2026")

    def read(self) -> None:
        table, before = self.table, len(self.reading.facts.turns) + len(self.reading.facts.aways)
        for column in self.grid.columns(table.row):
            if column in table.columns.values():
                self.ledger.take(self.grid.cell(table.row, column), "a heading")
            else:
                self.ledger.set_aside(self.grid.cell(table.row, column), "the heading of a column that is not needed")
        for place in table.said_at:
            self.ledger.take(self.grid.cell(*place), f"of whom the list is: {table.said}")
        for row in table.rows:
            self._row(row)
        found = len(self.reading.facts.turns) + len(self.reading.facts.aways) - before
        what = f"a list of duties: {found} entries" if table.dated else "a list of people"
        headings = ", ".join(
            f"'{self.grid.text(table.row, column)}' is the {kind}"
            if table.row
            else f"column {column_letters(column)} is the {kind}"
            for kind, column in table.columns.items()
        )
        headings = headings if table.row else f"it has no headings; {headings}"
        self.reading.facts.lines.append(f"{self.grid.cell(table.top, min(table.columns.values()))}: {what}; {headings}")

    def _row(self, row: int) -> None:
        kinds = {column: heading_kind(self.grid.text(row, column)) for column in self.grid.columns(row)}
        if sum(map(bool, kinds.values())) >= max(2, len(kinds) - 1) and not self._date_in(row):
            self._take(row, "a heading that is there again")
            return
        first = self.grid.text(row, self.grid.columns(row)[0])
        if is_total(first) and not self._date_in(row):
            self._aside(row, "a row of totals")
            return
        if (day := day_alone(self.grid, row)) is not None and "date" not in self.table.columns:
            self.day = day
            self._take(row, "the date of the rows below")
            return
        who = self._who(row)
        if not who and not self._date_in(row):
            self._stray(row)
            return
        if not self.table.dated:
            self._person(row, who)
            return
        self._duty(row, who)

    def _stray(self, row: int) -> None:
        """A row with neither a person nor a date: a date that heads the rows below it, a note."""
        columns = self.grid.columns(row)
        day = self._as_date(self.grid.value(row, columns[0])) if len(columns) == 1 else None
        if day is not None:
            self.day = day
            self.ledger.take(self.grid.cell(row, columns[0]), "the date of the rows below")
        elif len(columns) == 1 and not self.reading.is_legend(self.grid.text(row, columns[0])):
            self.ledger.set_aside(self.grid.cell(row, columns[0]), "a note")

    def _person(self, row: int, who: str) -> None:
        self._mention(row, who)
        for column in self.grid.columns(row):
            self.ledger.set_aside(self.grid.cell(row, column), "a note in a list of people")

    def _mention(self, row: int, who: str) -> None:
        said = self.table.said or {}
        text, number, team = (self._text(row, kind) or said.get(kind, "") for kind in ("role", "id", "team"))
        role = role_named(text)
        mention = Mention(who, role, "" if role else text, number, team)
        for kind in ("phone", "email"):
            if self._text(row, kind):
                self.reading.contact(mention, kind, self._cell(row, kind), self._value(row, kind))
            elif kind in said:
                setattr(mention, kind, contact_or_nothing(kind, said[kind]))
        if "@" in self._text(row, "person"):
            self.reading.contact(mention, "email", self._cell(row, "person"), self._value(row, "person"))
        for kind in ("person", "first", "last", "id", "role", "team"):
            if self._text(row, kind):
                mention.cells.append(self._cell(row, kind))
                self.ledger.take(self._cell(row, kind), f"the {kind} of {who}")
        self.reading.facts.mentions.append(mention)

    # --- duties

    def _duty(self, row: int, who: str) -> None:
        stated = self._date_in(row)
        day = stated or (None if self._text(row, "date") else self.day)
        if day is None:
            self._refuse(row, "has no date that can be read")
            return
        self.day = day
        if not who or means_nobody(who):
            self._aside(row, "a duty with nobody")
            return
        status = self._text(row, "status")
        if status and was_worked(status) is False and absence_of(status) is None:
            self._aside(row, f"not worked: {status}")
            return
        people = several_names(who) if name_written(who) is None or "/" in who or "\n" in who else [who]
        if not all(name_written(person) for person in people):
            self._refuse(row, f"'{who}' is no name of a person")
            return
        for person in people:
            self._mention(row, person)
            self._entry(row, person, day)
        self._account(row)

    def _entry(self, row: int, person: str, day: date) -> None:
        """One person's duty or absence of a row."""
        shift = self._text(row, "shift")
        span, bad = self._span(row)
        if bad is not None:
            self.ledger.refuse(bad, "is no time of day; the duty is not taken")
            return
        kind = next((found for text in (self._text(row, "status"), shift, self._text(row, "time"))
                     if text and (found := absence_of(text))), None)  # fmt: skip
        if kind is not None:
            self._absence(row, person, day, kind)
            return
        cell = self._main_cell(row)
        role = role_named(self._text(row, "role"))
        call_sign, vehicle = self._text(row, "call sign"), self._text(row, "vehicle")
        if not call_sign and (sign := call_sign_in(shift)) is not None and not sign[1] and span is not None:
            call_sign, shift = sign[0], ""
        texts = (shift, self._text(row, "time"), self._text(row, "start"), NO_SHIFT)
        text = next(text for text in texts if text)
        if text == NO_SHIFT:
            span = span or self.default
        if span is not None:
            code = shift if _is_shift(shift) else ""
            self.reading.turn(Turn(person, day, cell, span, code, call_sign, role, vehicle=vehicle))
            return
        self.reading.entry(person, day, cell, text, call_sign=call_sign, role=role)

    def _absence(self, row: int, person: str, day: date, kind: AbsenceKind) -> None:
        last = self._as_date(self._value(row, "end date")) or self._as_date(self._value(row, "end")) or day
        if not day <= last <= day + _LONGEST_ABSENCE:
            self.ledger.refuse(self._main_cell(row), "the absence ends before it starts, or lasts longer than a year")
            return
        while day <= last:
            self.reading.away(Away(person, day, kind, self._main_cell(row)))
            day += timedelta(days=1)

    def _span(self, row: int) -> tuple[TimeSpan | None, Cell | None]:
        """The times of a row, and the cell that should hold one and does not."""
        start, end = (self._clock(row, kind) for kind in ("start", "end"))
        if start is not None and end is not None:
            return TimeSpan(start, end), None
        for kind, own, other in (("end", end, start), ("start", start, end)):
            if other is not None and own is None and self._text(row, kind):
                return None, self._cell(row, kind)
        for kind in ("time", "start", "shift"):
            written = span_in(self._text(row, kind))
            if written is not None and written.clear is not None:
                return written.clear, None
        return None, None

    def _clock(self, row: int, kind: str) -> time | None:
        value = self._value(row, kind)
        if isinstance(value, datetime) and value.year > 1900:
            return value.time().replace(second=0, microsecond=0)
        if isinstance(value, str) and (moment := written_moment(value)) is not None:
            return moment.wall.time().replace(second=0, microsecond=0)
        return clock_of(value)

    # --- cells

    def _main_cell(self, row: int) -> Cell:
        for kind in ("shift", "time", "start", "date", "person", "last", "id"):
            if kind in self.table.columns and self._text(row, kind):
                return self._cell(row, kind)
        return self.grid.cell(row, self.grid.columns(row)[0])

    def _account(self, row: int) -> None:
        """Accounts for the cells of a row whose duty was read."""
        for kind, column in self.table.columns.items():
            cell = self.grid.cell(row, column)
            if kind in ("note", "total"):
                self.ledger.set_aside(cell, "a note" if kind == "note" else "a total")
            elif self.grid.text(row, column):
                self.ledger.take(cell, f"the {kind} of an entry")
        for column in self.grid.columns(row):
            self.ledger.set_aside(self.grid.cell(row, column), "in a column that is not needed")

    def _take(self, row: int, what: str) -> None:
        for column in self.grid.columns(row):
            self.ledger.take(self.grid.cell(row, column), what)

    def _aside(self, row: int, what: str) -> None:
        for column in self.grid.columns(row):
            self.ledger.set_aside(self.grid.cell(row, column), what)

    def _refuse(self, row: int, why: str) -> None:
        for column in self.grid.columns(row):
            self.ledger.refuse(self.grid.cell(row, column), f"the row {why}")

    def _who(self, row: int) -> str:
        if self.table.said is not None:
            return self.table.said["person"] if self._date_in(row) else ""
        who = who_in(self.grid, row, self.table.columns, "person", "first", "last", "id")
        return name_of_address(who) or who

    def _text(self, row: int, kind: str) -> str:
        column = self.table.columns.get(kind)
        return self.grid.text(*self.grid.origin(row, column)) if column is not None else ""

    def _value(self, row: int, kind: str) -> object:
        column = self.table.columns.get(kind)
        value = self.grid.value(*self.grid.origin(row, column)) if column is not None else None
        return day_first(value) if self.month_first and isinstance(value, str) else value

    def _cell(self, row: int, kind: str) -> Cell:
        return self.grid.cell(*self.grid.origin(row, self.table.columns[kind]))

    def _date_in(self, row: int) -> date | None:
        found = (self._as_date(self._value(row, kind)) for kind in ("date", "start"))
        return next((day for day in found if day is not None), None)

    def _as_date(self, value: object) -> date | None:
        return as_date(value, self.year)


def _is_shift(text: str) -> bool:
    return bool(text) and span_in(text) is None and (is_shift_name(text) or len(text) <= 24)


__all__ = ["read_list"]

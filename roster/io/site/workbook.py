"""Writes copies as workbooks of plain lists, made from a copy and not cut from the coordinator's workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.records.published import Kept
from models.rota import DutyState
from roster.analysis.ledger import Light
from roster.io.site.personal.personal_copies import OpenDate, PersonalCopy
from roster.io.site.reader_copies import Copy, DutyLine, HoursLine, OpenSeat
from roster.io.xlsx.kit.cell_styles import (
    BODY,
    COUNT,
    DATE,
    HEADER,
    HOURS,
    LIGHT_FILLS,
    STATE_FILLS,
    SUBTITLE,
    TIME,
    TITLE,
    WRAPPED,
    Look,
    Looks,
)
from roster.io.xlsx.kit.page import Page, Value, fitting, safe_text, short_text
from roster.io.xlsx.kit.stored_values import StoredValues

_HEADER_ROW = 4
_OPEN_HEADS = ["Date", "Day", "Call sign", "Area", "Shift", "From", "To", "Seat", "Missing", "For", "The duty is"]
_HOURS_HEADS = ["Name", "Role", "When", "Asked", "By", "Down for", "Left to find", "State"]
_HELP_HEADS = ["Date", "Day", "Call sign", "Area", "Shift", "From", "To", "Seat", "If you come"]

Row = tuple[Sequence[Value], Sequence[Look]]


def copy_workbook(copy: Copy, at: datetime) -> bytes:
    """Makes the workbook of one audience."""
    made = _Book(copy.name, copy.period, copy.version, f"{copy.audience.title}'s copy", at)
    seats = list(dict.fromkeys(seat.name for line in copy.duties for seat in line.seats))
    heads = ["Date", "Day", "Call sign", "Area", "Vehicle", "Shift", "From", "To", *seats, "State", "Wanted"]
    made.sheet("Vehicles", "Every duty and its crew.", heads, [_duty(line, seats) for line in copy.duties])
    made.sheet(
        "People",
        "Everybody's duties.",
        ["Name", "Group", "Date", "Day", "Call sign", "Shift", "From", "To"],
        [
            (
                [person.name, group.title, *_when(line), line.duty.call_sign.id, line.shift, *_times(line)],
                [BODY.but(bold=True), BODY, DATE, BODY, BODY, BODY, TIME, TIME],
            )
            for group in copy.groups
            for person in group.people
            for line in person.duties
        ],
    )
    if copy.contacts:
        _contacts(made, copy)
    if copy.hours is not None:
        made.sheet("Hours", "In hours.", _HOURS_HEADS, [_hours(line) for line in copy.hours])
    made.sheet(
        "Open seats", "Seats anyone may still offer for.", _OPEN_HEADS, [_open(item) for item in copy.open_seats]
    )
    return made.save()


def personal_workbook(copy: PersonalCopy, at: datetime) -> bytes:
    """Makes the workbook of one person."""
    made = _Book(copy.title, copy.period, copy.version, f"{copy.name}'s copy", at)
    made.sheet(
        "Duties",
        f"{copy.name}: {copy.role}, {copy.organisation}" if copy.role else copy.name,
        ["Date", "Day", "Call sign", "Area", "Vehicle", "Shift", "From", "To", "Seat", "With"],
        [
            (
                [
                    *_when(own.line),
                    own.line.duty.call_sign.id,
                    own.line.area,
                    own.line.vehicle or None,
                    own.line.shift,
                    *_times(own.line),
                    own.seat,
                    own.mates_in_words or None,
                ],
                [DATE, BODY, BODY.but(bold=True), BODY, BODY, BODY, TIME, TIME, BODY, WRAPPED],
            )
            for own in copy.duties
        ],
    )
    if copy.kept:
        made.sheet(
            "Other rotas",
            "Your duties in rotas published before, which are not over.",
            ["Date", "Day", "Duty", "Area", "From", "To", "Details", "Rota"],
            [_kept(item) for item in copy.kept],
        )
    if copy.hours:
        made.sheet("Hours", "In hours.", _HOURS_HEADS, [_hours(line) for line in copy.hours])
    if copy.open_dates:
        made.sheet("Open seats", "Where you would help.", _HELP_HEADS, [_help(item) for item in copy.open_dates])
    return made.save()


def _when(line: DutyLine) -> list[Value]:
    return [line.duty.date, f"{line.duty.date:%a}"]


def _times(line: DutyLine) -> list[Value]:
    return [line.duty.wall_start.time(), line.duty.wall_end.time()]


def _kept(item: Kept) -> Row:
    times = [item.start.time(), item.end.time()]
    return (
        [
            item.date,
            f"{item.date:%a}",
            item.summary,
            item.area or None,
            *times,
            "; ".join(item.lines) or None,
            item.title,
        ],
        [DATE, BODY, BODY.but(bold=True), BODY, TIME, TIME, WRAPPED, BODY],
    )


def _contacts(made: _Book, copy: Copy) -> None:
    """Adds the sheet of phone numbers and e-mail addresses, which the coordinator's copy alone holds."""
    made.sheet(
        "Contacts",
        "For the coordinator alone.",
        ["Name", "Phone", "E-mail"],
        [
            (
                [copy.names.get(person, person), contact.phone or None, contact.email or None],
                [BODY.but(bold=True), BODY, BODY],
            )
            for person, contact in copy.contacts.items()
        ],
    )


def _duty(line: DutyLine, seats: Sequence[str]) -> Row:
    crew = {seat.name: ", ".join(seat.people) or "-" for seat in line.seats}
    where: list[Value] = [line.duty.call_sign.id, line.area, line.vehicle or None, line.shift]
    return (
        [
            *_when(line),
            *where,
            *_times(line),
            *(crew.get(seat) for seat in seats),
            line.state.value,
            line.missing or None,
        ],
        [
            *(DATE, BODY, BODY.but(bold=True), BODY, BODY, BODY, TIME, TIME),
            *[WRAPPED.but(upright="center")] * len(seats),
            BODY.but(bold=line.state is not DutyState.CREWED, colour=STATE_FILLS[line.state]),
            BODY,
        ],
    )


def _hours(line: HoursLine) -> Row:
    light = LIGHT_FILLS[Light(line.light)] if line.light else None
    return (
        [
            line.name,
            line.role,
            line.month,
            None if line.due is None else line.due / 60,
            line.kind,
            line.counts / 60,
            None if line.due is None else line.to_go / 60,
            line.standing or None,
        ],
        [BODY.but(bold=True), BODY, BODY, HOURS, BODY, HOURS, HOURS, BODY.but(bold=True, colour=light)],
    )


def _open(item: OpenSeat) -> Row:
    line = item.line
    return (
        [
            *_when(line),
            line.duty.call_sign.id,
            line.area,
            line.shift,
            *_times(line),
            item.seat,
            item.missing,
            item.wanted,
            line.state.value,
        ],
        [DATE, BODY, BODY.but(bold=True), BODY, BODY, TIME, TIME, BODY, COUNT, BODY, BODY],
    )


def _help(item: OpenDate) -> Row:
    line = item.line
    return (
        [*_when(line), line.duty.call_sign.id, line.area, line.shift, *_times(line), item.seat, item.effect],
        [DATE, BODY, BODY.but(bold=True), BODY, BODY, TIME, TIME, BODY, BODY],
    )


class _Book:
    """Writes a workbook of lists."""

    def __init__(self, title: str, period: str, version: int, reader: str, at: datetime) -> None:
        self._title, self._period, self._version, self._reader, self._at = title, period, version, reader, at
        self._workbook = Workbook()
        self._stored, self._looks = StoredValues(), Looks()
        self._used = False

    def sheet(self, name: str, says: str, heads: Sequence[str], rows: Sequence[Row]) -> None:
        """Adds a sheet that holds one list."""
        sheet = self._workbook.create_sheet() if self._used else self._workbook.active
        assert isinstance(sheet, Worksheet)  # the first sheet of a new workbook is no chart sheet
        sheet.title = name
        self._used = True
        page = Page(sheet, self._stored, self._looks)
        page.put(1, 1, short_text(f"{self._title}: {name.lower()}"), TITLE)
        page.put(2, 1, f"{says} {self._period}, version {self._version}.", SUBTITLE)
        page.put_row(_HEADER_ROW, heads, HEADER)
        for number, (values, looks) in enumerate(rows, start=_HEADER_ROW + 1):
            page.put_row(number, values, looks)
        columns = [[_shown(values[column]) for values, _ in rows] for column in range(len(heads))]
        page.widths([fitting([head, *texts], 7, 44) for head, texts in zip(heads, columns, strict=True)])
        page.fit_heights(_HEADER_ROW + 1)
        page.freeze(_HEADER_ROW + 1, 1)
        page.filter(_HEADER_ROW, _HEADER_ROW + len(rows), len(heads))
        page.print_set_up(self._title, self._period, (_HEADER_ROW, _HEADER_ROW), reader=self._reader)

    def save(self) -> bytes:
        """Returns the bytes of the workbook."""
        self._workbook.properties.creator = "jru-roster"
        self._workbook.properties.title = safe_text(self._title)
        self._workbook.properties.created = self._at.astimezone(UTC).replace(tzinfo=None)
        return self._stored.save(self._workbook, self._at)


def _shown(value: Value) -> str:
    """Returns a text about as wide as the value in its cell."""
    if isinstance(value, str):
        return value
    return "" if value is None else "00 Mmm 0000" if isinstance(value, date) else "000.0"

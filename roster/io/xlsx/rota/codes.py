"""Writes the sheet `Codes`: the meaning and the hours of each code, which formulas of other sheets read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from constraints.facts import Counting
from models.duty import Duty
from models.people import Person
from roster.analysis.names import names_of_areas
from roster.io.xlsx.kit.cell_styles import (
    AWAY,
    BODY,
    COUNT,
    HEADER,
    HOURS,
    NOTE,
    SECTION,
    SHIFT_TINTS,
    SUBTITLE,
    TITLE,
    Look,
)
from roster.io.xlsx.kit.grid_codes import ABSENCE_CODES, OFFERED, PINNED, ShiftCode
from roster.io.xlsx.kit.page import Page, stretch
from roster.io.xlsx.kit.stored_values import Formula
from roster.io.xlsx.rota import conditional_formats as live
from roster.io.xlsx.rota.rota_contents import RotaContents

HEADER_ROW = 4
_NOTES = (
    "Paid hours are rostered hours less the unpaid break of the role. Hours and duties on the sheets Rota and Hours"
    " follow what is typed into the grid; states follow the sheet Vehicles; Gaps is the rota as it was made.",
    "To change the rota by hand, write into the sheet Rota (a code, a blank and a number) or Vehicles (a name or an ID"
    " in a place of a crew); one of them is enough. Clear a cell to take somebody off.",
    "A trailing ! pins: “P 04!” on Rota, “Special 03!” on Vehicles. Take it away to unpin. roster solve keeps pins, and"
    " with --keep-edits every change by hand; roster check says what the rules find in the rota as it now is.",
)
_FIRST_HOURS = 5  # column of rostered hours; a column of paid hours for each role follows


@dataclass(frozen=True)
class HoursOfCodes:
    """The cells with the hours of codes, and formulas that add them up.

    Attributes:
        last_row: the last row of the table of shift codes.
        columns: role -> column of its paid hours; rostered hours are the same for every role.
    """

    contents: RotaContents
    last_row: int
    columns: dict[str, int]

    @property
    def first_hidden(self) -> int:
        """The first hidden column, which only formulas read."""
        return _FIRST_HOURS + 1 + len(self.columns)

    def people_for(self, seat: str) -> list[str]:
        """Returns the names of the people whose role a seat accepts."""
        roles = {
            role for crew in self.contents.book.crews for item in crew.seats if item.id == seat for role in item.roles
        }
        return [self.contents.name(person.id) for person in self.contents.book.people if person.role in roles]

    def names_for(self, seat: str) -> str | None:
        """Returns the range that lists these people; None when there are none."""
        count = len(self.people_for(seat))
        column = self.first_hidden + 3 + list(self.contents.seats).index(seat)
        first, last = (HEADER_ROW + 1, column), (HEADER_ROW + count, column)
        return stretch(first, last, "Codes", fixed=True) if count else None

    def _column(self, column: int) -> str:
        return stretch((HEADER_ROW + 1, column), (self.last_row, column), "Codes", fixed=True)

    def duties(self, cells: str, value: int) -> Formula:
        """Returns the formula that counts the duties in cells of the grid."""
        return Formula(f'=SUMPRODUCT(COUNTIF({cells},{self._column(1)}&" *"))', value)

    def paid(self, cells: str, person: Person, duties: Sequence[Duty]) -> Formula:
        """Returns the formula that adds up the paid hours in a person's cells."""
        minutes = self.contents.view.minutes_of(person, duties, Counting.PAID)
        return self._hours(cells, self.columns[person.role], minutes)

    def rostered(self, cells: str, minutes: int) -> Formula:
        """Returns the formula that adds up the rostered hours (local clock time) in cells of the grid."""
        return self._hours(cells, _FIRST_HOURS, minutes)

    def _hours(self, cells: str, column: int, minutes: int) -> Formula:
        return Formula(f'=SUMPRODUCT(COUNTIF({cells},{self._column(1)}&" *")*{self._column(column)})', minutes / 60)


def tint(contents: RotaContents, code: ShiftCode) -> str:
    """Returns the colour of a shift code; colours repeat where there are more codes than colours."""
    return SHIFT_TINTS[contents.codes.shifts.index(code) % len(SHIFT_TINTS)]


def write_codes(page: Page, contents: RotaContents) -> HoursOfCodes:
    """Fills the sheet."""
    roles = [role for _, role, _ in contents.groups]
    page.put(1, 1, "Codes", TITLE)
    page.put(2, 1, "A cell of the sheet Rota holds a shift's code, a blank and a call sign's number.", SUBTITLE)
    paid = [f"Paid hours: {contents.role_name(role.id)}" for role in roles]
    page.put_row(HEADER_ROW, ["Code", "Shift", "Times", "Note", "Rostered hours", *paid], HEADER)
    page.height(HEADER_ROW, 38)
    row = HEADER_ROW
    for row, code in enumerate(contents.codes.shifts, start=HEADER_ROW + 1):
        breaks = [max(0, code.minutes - role.unpaid_break) / 60 for role in roles]
        earlier = contents.codes.shifts[: row - HEADER_ROW - 1]
        note = "other times on some dates" if code.shift in {other.shift for other in earlier} else None
        page.put_row(
            row,
            [code.code, code.name, code.times, note, code.minutes / 60, *breaks],
            [_chip(tint(contents, code)), BODY, BODY, BODY, *[HOURS] * (1 + len(roles))],
        )
    hours = HoursOfCodes(
        contents,
        max(row, HEADER_ROW + 1),
        {role.id: _FIRST_HOURS + 1 + number for number, role in enumerate(roles)},
    )
    row = _call_signs(page, contents, hours.last_row + 2)
    row = _absences(page, row + 1)
    for number, note in enumerate(_NOTES, start=1):
        page.put(row + number, 1, note, NOTE)
    page.widths([9, 34, 24, 24, 12, *[14] * len(roles)])
    _for_formulas(page, contents, hours)
    page.freeze(HEADER_ROW + 1, 1)
    page.print_set_up(contents.book.name, contents.period, (1, 1))
    return hours


def _for_formulas(page: Page, contents: RotaContents, hours: HoursOfCodes) -> None:
    """Writes hidden columns: start and end of each code for the checks, and the people of each seat for drop-downs."""
    column = hours.first_hidden
    page.put_row(HEADER_ROW, ["Code and blank", "Starts", "Ends", *contents.seats], BODY, column)
    for row, code in enumerate(contents.codes.shifts, start=HEADER_ROW + 1):
        page.put_row(row, [f"{code.code} ", code.starts / 60, code.ends / 60], BODY, column)
    for number, name in enumerate((live.KEYS, live.STARTS, live.ENDS)):
        cells = stretch((HEADER_ROW + 1, column + number), (hours.last_row, column + number), "Codes", fixed=True)
        page.define(name, cells)
    for number, seat in enumerate(contents.seats, start=column + 3):
        for row, person in enumerate(hours.people_for(seat), start=HEADER_ROW + 1):
            page.put(row, number, person, BODY)
    page.hide(column, column + 2 + len(contents.seats))


def _chip(colour: str) -> Look:
    return COUNT.but(colour=colour, bold=True)


def _call_signs(page: Page, contents: RotaContents, row: int) -> int:
    page.put(row, 1, "Call signs", SECTION)
    page.put_row(row + 1, ["Number", "Call sign", "Area"], HEADER)
    row += 2
    areas = names_of_areas(contents.book)
    for call_sign in contents.book.call_signs:
        if call_sign.id in contents.codes.numbers:
            area = areas[contents.book.area_names.ids(call_sign.area)[0]]
            name = call_sign.id if not call_sign.name else f"{call_sign.id}, {call_sign.name}"
            page.put_row(row, [contents.codes.numbers[call_sign.id], name, area], [_chip("FFFFFF"), BODY, BODY])
            row += 1
    return row


def _absences(page: Page, row: int) -> int:
    page.put(row, 1, "Other marks", SECTION)
    page.put_row(row + 1, ["Mark", "Meaning"], HEADER)
    marks = [(code, kind.value.capitalize(), AWAY) for kind, code in ABSENCE_CODES.items()]
    row += 2
    marks += [
        (OFFERED, "Offered, and not on a duty", "FFFFFF"),
        (PINNED, "Behind a code or a name: pinned there", "FFFFFF"),
        *((word, meaning.capitalize(), colour) for word, meaning, colour in live.LEGEND),
    ]
    for mark, meaning, colour in marks:
        page.put_row(row, [mark, meaning], [_chip(colour), BODY])
        row += 1
    return row

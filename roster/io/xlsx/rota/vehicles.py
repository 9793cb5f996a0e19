"""Writes the sheet `Vehicles`: one row for each duty, with a column for each place of its crew."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from openpyxl.styles import Border, Side
from openpyxl.worksheet.datavalidation import DataValidation

from models.duty import Duty
from models.rota import DutyState
from roster.io.xlsx.kit.cell_styles import BODY, DATE, HEADER, NOTE, STATE_FILLS, SUBTITLE, TIME, TITLE, WRAPPED
from roster.io.xlsx.kit.grid_codes import EMPTY
from roster.io.xlsx.kit.page import Page, Value, fitting, place, stretch
from roster.io.xlsx.kit.stored_values import Formula
from roster.io.xlsx.rota import conditional_formats as live
from roster.io.xlsx.rota.codes import HoursOfCodes
from roster.io.xlsx.rota.rota_contents import RotaContents

HEADER_ROW = 4
HEADS = ("Date", "Day", "Call sign", "Vehicle", "Shift", "From", "To")
_DATE, _CALL_SIGN, _VEHICLE, _SEATS = 1, 3, 4, 8
_NEW_DATE = Border(top=Side(style="thin", color="7F7F7F"), bottom=Side(style="thin", color="BFBFBF"))
_MARKS = (
    "To change the rota by hand, write a name or ID into a place, or “-”; a trailing ! pins the person there."
    " Then run  roster check  on the saved workbook."
)


@dataclass(frozen=True)
class VehicleRows:
    """The rows of duties, and formulas of other sheets that count them."""

    last_row: int
    state_column: int

    def _column(self, column: int) -> str:
        return stretch((HEADER_ROW + 1, column), (self.last_row, column), "Vehicles", fixed=True)

    def by_call_sign(self, cell: str, state: DutyState, value: int) -> Formula:
        """Returns the formula that counts the duties in a state, of the call sign in a cell."""
        # EXACT, not COUNTIFS: a call sign may be 04, or contain an asterisk.
        states = self._column(self.state_column)
        return Formula(f'=SUMPRODUCT(EXACT({self._column(_CALL_SIGN)},{cell})*({states}="{state}"))', value)

    def by_vehicle(self, cell: str, value: int) -> Formula:
        """Returns the formula that counts the duties of the vehicle in a cell."""
        return Formula(f"=SUMPRODUCT(EXACT({self._column(_VEHICLE)},{cell})*1)", value)

    def by_date(self, cell: str, state: DutyState, value: int) -> Formula:
        """Returns the formula that counts the duties in a state, on the date in a cell."""
        return Formula(f'=COUNTIFS({self._column(_DATE)},{cell},{self._column(self.state_column)},"{state}")', value)


def write_vehicles(page: Page, contents: RotaContents, codes: HoursOfCodes) -> VehicleRows:
    """Fills the sheet."""
    sheet = _Sheet(page, contents)
    page.put(1, 1, "Vehicles", TITLE)
    page.put(2, 1, f"Every duty of {contents.period}: who is on it, in what, and how it is crewed.", SUBTITLE)
    page.put(3, 1, _MARKS, NOTE)
    page.put_row(HEADER_ROW, sheet.header, HEADER)
    page.height(HEADER_ROW, 20)
    row, before = HEADER_ROW, None
    for row, duty in enumerate(contents.facts.duties, start=HEADER_ROW + 1):
        sheet.row(row, duty, new_date=duty.date != before)
        before = duty.date
    last_row = max(row, HEADER_ROW + 1)
    sheet.widths()
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, _CALL_SIGN + 1)
    page.filter(HEADER_ROW, last_row, sheet.state + 1)
    page.print_set_up(contents.book.name, contents.period, (HEADER_ROW, HEADER_ROW))
    page.sheet.print_area = stretch((1, 1), (last_row, sheet.state + 1))
    sheet.watch(last_row, codes)
    return VehicleRows(last_row, sheet.state)


class _Sheet:
    """Writes the sheet.

    To the right of the visible columns are hidden ones for formulas: start and end of the duty in days, and minimum and
    preferred number of each seat. They are in the row of the duty, so that they are sorted with it.
    """

    def __init__(self, page: Page, contents: RotaContents) -> None:
        self.page = page
        self.contents = contents
        self.places = contents.places
        self.state = _SEATS + len(self.places)
        self.start = self.state + 2
        self.least = {seat: self.start + 2 + 2 * number for number, seat in enumerate(contents.seats)}
        self.columns: dict[str, list[int]] = defaultdict(list)
        for column, item in enumerate(self.places, start=_SEATS):
            self.columns[item.seat].append(column)

    @property
    def header(self) -> list[Value]:
        """The headings of all columns."""
        needs = [f"{seat}: {what}" for seat in self.contents.seats for what in ("minimum", "preferred")]
        return [*HEADS, *(item.heading for item in self.places), "State", "Missing", "Starts", "Ends", *needs]

    def row(self, row: int, duty: Duty, *, new_date: bool) -> None:
        """Writes one duty."""
        page, contents = self.page, self.contents
        state = contents.view.state(duty)
        border = _NEW_DATE if new_date else BODY.border
        body, wrapped = BODY.but(border=border), WRAPPED.but(border=border, upright="center")
        shift = duty.shift.name or duty.shift.id
        vehicle = contents.view.vehicles.get(duty.id)
        start, end = duty.wall_start.time(), duty.wall_end.time()
        page.put_row(
            row,
            [duty.date, f"{duty.date:%a}", duty.call_sign.id, vehicle, shift, start, end],
            [DATE.but(border=border), body, body.but(bold=True), body, body, *[TIME.but(border=border)] * 2],
        )
        page.put_row(row, [self._names(duty, column) for column in range(len(self.places))], wrapped, _SEATS)
        look = body.but(across="center", bold=state is not DutyState.CREWED, colour=STATE_FILLS[state])
        page.put(row, self.state, self._state(row, duty), look)
        page.put(row, self.state + 1, self._missing(row, duty), wrapped)
        seats = {seat.id: seat for seat in duty.crew.seats}
        needs = [number for seat in contents.seats for number in _needs(seats.get(seat))]
        page.put_row(row, [live.in_days(duty.start), live.in_days(duty.end), *needs], body, self.start)

    def _names(self, duty: Duty, number: int) -> str | None:
        people = self.contents.in_place(duty, self.places[number])
        if people is None:
            return None
        return ", ".join(self.contents.name(name) + self.contents.mark(name, duty) for name in people) or EMPTY

    # --- formulas that count what is typed into the places

    def _taken(self, row: int, seat: str) -> str:
        """Returns the part of a formula (no `=`) that counts the taken places of a seat."""
        columns = self.columns[seat]
        cells = stretch((row, columns[0]), (row, columns[-1]))
        return f'(COUNTA({cells})-COUNTIF({cells},"{EMPTY}"))'

    def _countable(self, duty: Duty) -> list[str] | None:
        """Returns the seats of a crew; None where a cell holds several people, which formulas cannot count."""
        seats = [seat.id for seat in duty.crew.seats]
        crowded = any(len(self.contents.view.in_seat(duty, seat)) > len(self.columns[seat]) for seat in seats)
        short = any(seat.preferred > len(self.columns[seat.id]) for seat in duty.crew.seats)
        return None if crowded or short else seats

    def _state(self, row: int, duty: Duty) -> Value:
        state, seats = self.contents.view.state(duty), self._countable(duty)
        if seats is None:
            return state.value
        down, part = (
            ",".join(f"{self._taken(row, seat)}<{place(row, self.least[seat] + more)}" for seat in seats)
            for more in (0, 1)
        )
        words = DutyState
        return Formula(
            f'=IF(OR({down}),"{words.STOOD_DOWN}",IF(OR({part}),"{words.PART_CREWED}","{words.CREWED}"))', state.value
        )

    def _missing(self, row: int, duty: Duty) -> Value:
        """Returns what is missing; as long as nobody is written into a duty that is stood down, why it is."""
        told, seats = self.contents.missing(duty), self._countable(duty)
        if seats is None:
            return told
        parts = []
        for seat in duty.crew.seats:
            taken, wanted = self._taken(row, seat.id), place(row, self.least[seat.id] + 1)
            name = _quoted(seat.name or seat.id)
            some = f'" and only "&{taken}&" of "&{wanted}&" {name}"'
            parts.append(f'IF({taken}<{wanted},IF({taken}=0," and no {name}",{some}),"")')
        counted = f"MID({'&'.join(parts)},6,200)"
        if self.contents.view.state(duty) is not DutyState.STOOD_DOWN:
            return Formula(f"={counted}", told)
        nobody = "+".join(self._taken(row, seat) for seat in seats)
        return Formula(f'=IF({nobody}=0,"{_quoted(told)}",{counted})', told)

    # --- the look

    def widths(self) -> None:
        """Sets the widths; hides the columns that only formulas read."""
        page, contents = self.page, self.contents
        duties = contents.facts.duties
        vehicles = (vehicle.id for vehicle in contents.book.vehicles)
        shifts = (shift.name or shift.id for shift in contents.book.shifts)
        page.widths([13, 7, 12, fitting(vehicles, 10, 24), fitting(shifts, 10, 28), 8, 8])
        texts = [[self._names(duty, column) or "" for duty in duties] for column in range(len(self.places))]
        heads = [len(item.heading) / 1.1 + 4 for item in self.places]
        page.widths(
            [fitting(column, max(14, head), 44) for column, head in zip(texts, heads, strict=True)],
            _SEATS,
        )
        page.widths([14, fitting(map(contents.missing, duties), 11, 30)], self.state)
        page.hide(self.start, self.start + 1 + 2 * len(self.least))

    def watch(self, last_row: int, codes: HoursOfCodes) -> None:
        """Adds the live checks, and drop-downs of the people for each seat."""
        if not self.places or last_row <= HEADER_ROW:  # no duties
            return
        seen = live.VehicleCells(HEADER_ROW + 1, last_row, _SEATS, self.state - 1, self.start)
        live.add_crew_checks(self.page.sheet, seen, live.least_rest(self.contents))
        live.add_state_colours(self.page.sheet, HEADER_ROW + 1, last_row, self.state)
        for seat, columns in self.columns.items():
            cells = ((HEADER_ROW + 1, columns[0]), (last_row, columns[-1]))
            live.add_seat_colours(self.page.sheet, *cells, self.least[seat])
            if (names := codes.names_for(seat)) is not None:
                choice = DataValidation("list", formula1=f"={names}", allow_blank=True, showErrorMessage=False)
                choice.add(stretch(*cells))
                self.page.sheet.add_data_validation(choice)


def _needs(seat: object) -> tuple[int, int]:
    """Returns minimum and preferred number of a seat; zeros where the crew has no such seat."""
    return (getattr(seat, "minimum", 0), getattr(seat, "preferred", 0))


def _quoted(text: str) -> str:
    """Returns a text as it stands in the quotes of a formula."""
    return text.replace('"', '""')

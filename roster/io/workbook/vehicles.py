"""The sheet `Vehicles`: one row a duty, so that it can be filtered by anything."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.styles import Border, Side

from models.duty import Duty
from models.rota import DutyState
from models.service import Seat
from roster.io.workbook.contents import Contents
from roster.io.workbook.page import Page, fitting, stretch
from roster.io.workbook.stored import Formula
from roster.io.workbook.style import BODY, DATE, HEADER, STATE_FILLS, SUBTITLE, TIME, TITLE, WRAPPED

HEADER_ROW = 4
_DATE, _CALL_SIGN, _VEHICLE, _SEATS = 1, 3, 4, 8
_NEW_DATE = Border(top=Side(style="thin", color="7F7F7F"), bottom=Side(style="thin", color="BFBFBF"))


@dataclass(frozen=True)
class VehicleRows:
    """Where the duties stand, and the formulas that count them."""

    last_row: int
    state_column: int

    def _column(self, column: int) -> str:
        return stretch((HEADER_ROW + 1, column), (self.last_row, column), "Vehicles", fixed=True)

    def by_call_sign(self, cell: str, state: DutyState, value: int) -> Formula:
        """How many duties of the call sign that a cell names are in a state."""
        # EXACT, not COUNTIFS: a call sign may be 04, or hold an asterisk.
        states = self._column(self.state_column)
        return Formula(f'=SUMPRODUCT(EXACT({self._column(_CALL_SIGN)},{cell})*({states}="{state}"))', value)

    def by_vehicle(self, cell: str, value: int) -> Formula:
        """How many duties run in the vehicle that a cell names."""
        return Formula(f"=SUMPRODUCT(EXACT({self._column(_VEHICLE)},{cell})*1)", value)

    def by_date(self, cell: str, state: DutyState, value: int) -> Formula:
        """How many duties of the date in a cell are in a state."""
        return Formula(f'=COUNTIFS({self._column(_DATE)},{cell},{self._column(self.state_column)},"{state}")', value)


def seats_of(contents: Contents) -> dict[str, Seat]:
    """Every seat of the crews that duties ask for, by id, in the book's order."""
    used = {duty.crew.id for duty in contents.facts.duties}
    found: dict[str, Seat] = {}
    for crew in contents.book.crews:
        if crew.id in used:
            for seat in crew.seats:
                found.setdefault(seat.id, seat)
    return found


def seat_name(seat: Seat) -> str:
    """A seat's name as a heading."""
    name = seat.name or seat.id
    return name[:1].upper() + name[1:]


def write_vehicles(page: Page, contents: Contents) -> VehicleRows:
    """Fill the sheet."""
    seats = seats_of(contents)
    state_column = _SEATS + len(seats)
    page.put(1, 1, "Vehicles", TITLE)
    page.put(2, 1, f"Every duty of {contents.period}: who is on it, in what, and how it is crewed.", SUBTITLE)
    names = [seat_name(seat) for seat in seats.values()]
    header = ["Date", "Day", "Call sign", "Vehicle", "Shift", "From", "To", *names, "State", "Missing"]
    page.put_row(HEADER_ROW, header, HEADER)
    page.height(HEADER_ROW, 20)
    row, before = HEADER_ROW, None
    for row, duty in enumerate(contents.facts.duties, start=HEADER_ROW + 1):
        _row(page, contents, row, duty, list(seats), new_date=duty.date != before)
        before = duty.date
    last_row = max(row, HEADER_ROW + 1)
    duties = contents.facts.duties
    page.widths([13, 7, 12, *_widths(contents), 8, 8])
    page.widths(
        [fitting((crew_names(contents, duty, seat) or "" for duty in duties), 14, 44) for seat in seats], _SEATS
    )
    page.widths([14, fitting((missing(contents, duty) for duty in duties), 11, 30)], state_column)
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, _CALL_SIGN + 1)
    page.filter(HEADER_ROW, last_row, len(header))
    page.print_set_up(contents.book.name, contents.period, (HEADER_ROW, HEADER_ROW))
    return VehicleRows(last_row, state_column)


def _widths(contents: Contents) -> tuple[float, float]:
    """The widths of the columns of vehicles and shifts."""
    vehicles = (vehicle.id for vehicle in contents.book.vehicles)
    shifts = (shift.name or shift.id for shift in contents.book.shifts)
    return fitting(vehicles, 10, 24), fitting(shifts, 10, 28)


def _row(page: Page, contents: Contents, row: int, duty: Duty, seats: list[str], *, new_date: bool) -> None:
    state = contents.view.state(duty)
    border = _NEW_DATE if new_date else BODY.border
    body, wrapped = BODY.but(border=border), WRAPPED.but(border=border, upright="center")
    shift = duty.shift.name or duty.shift.id
    vehicle = contents.view.vehicles.get(duty.id)
    page.put_row(
        row,
        [duty.date, f"{duty.date:%a}", duty.call_sign.id, vehicle, shift, duty.wall_start.time(), duty.wall_end.time()],
        [DATE.but(border=border), body, body.but(bold=True), body, body, *[TIME.but(border=border)] * 2],
    )
    crews = [crew_names(contents, duty, seat) for seat in seats]
    page.put_row(row, crews, wrapped, _SEATS)
    look = body.but(across="center", bold=state is not DutyState.CREWED, colour=STATE_FILLS[state])
    page.put(row, _SEATS + len(seats), state.value, look)
    page.put(row, _SEATS + len(seats) + 1, missing(contents, duty), wrapped)


def missing(contents: Contents, duty: Duty) -> str:
    """What a duty lacks of its full crew: `1 paramedic, 2 police`."""
    short = [
        f"{lacking} {seat.name or seat.id}"
        for seat in duty.crew.seats
        if (lacking := seat.preferred - len(contents.view.in_seat(duty, seat.id))) > 0
    ]
    return ", ".join(short)


def crew_names(contents: Contents, duty: Duty, seat: str) -> str | None:
    """Who sits in a seat: names, `-` when it is empty, None when the crew has no such seat."""
    if seat not in {own.id for own in duty.crew.seats}:
        return None
    return ", ".join(contents.name(assignment.person) for assignment in contents.view.in_seat(duty, seat)) or "-"

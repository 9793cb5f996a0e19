"""Adds conditional formats that check the rota while a user edits it: double bookings, short rest, absences.

They show at once what formulas can find; `roster check` applies every rule. On the sheet Rota, times come from hidden
columns of the sheet Codes and are local clock time; on the sheet Vehicles they are elapsed time. Formulas refer to
other sheets only by defined names, as old versions of Excel require.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from models.people import Person
from models.rota import DutyState
from roster.io.xlsx.kit.cell_styles import ALARM, DARK, STATE_FILLS, UNAVAILABLE, fill
from roster.io.xlsx.kit.grid_codes import EMPTY, PINNED
from roster.io.xlsx.kit.page import place, stretch
from roster.io.xlsx.rota.rota_contents import RotaContents

KEYS, STARTS, ENDS = "rota_codes", "rota_starts", "rota_ends"  # defined names: codes with a blank, and their hours
REST_KIND = "daily-rest"
SHORT_REST = "FF9B45"
LEGEND = (
    ("2x", "two duties at once", ALARM),
    ("rest", "too little rest", SHORT_REST),
    ("away", "absent, or not offered", UNAVAILABLE),
)
_MOST_CELLS = 6_000  # of names, each of which is compared with all others; with more, Excel gets slow
_LONGEST_REST = 24  # hours; formulas compare adjacent dates only
_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)  # day 0 of Excel
_TOLERANCE = 1e-6  # days: less than a second, more than rounding errors


def in_days(instant: datetime) -> float:
    """Returns an instant as a serial number of Excel, in days, in UTC."""
    return round((instant - _EPOCH).total_seconds() / 86_400, 9)


def rest_of(contents: RotaContents, person: Person) -> float:
    """Returns the hours of rest that the rules require of a person after every duty; 0 for none."""
    return min(
        _LONGEST_REST,
        max(
            (
                float(getattr(rule, "hours", 0))
                for rule in contents.rules
                if rule.kind == REST_KIND and rule.concerns_person(person) and not rule.applies_to.names_duties
            ),
            default=0.0,
        ),
    )


def least_rest(contents: RotaContents) -> float:
    """Returns the hours of rest that the rules require of every person."""
    return min((rest_of(contents, person) for person in contents.book.people), default=0.0)


# --- the sheet Rota


@dataclass(frozen=True)
class GridCells:
    """The cells of the grid on the sheet Rota, and formulas that check them.

    Attributes:
        ids: column of the people's ids.
        free: hidden column with a letter for each date, `.` where the person may work.
        rest: hidden column of the hours of rest that a person must have.
    """

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    ids: int
    free: int
    rest: int

    @property
    def all(self) -> str:
        """The range of all cells."""
        return stretch((self.first_row, self.first_column), (self.last_row, self.last_column))

    def _beside(self, column: int) -> str:
        """Returns the reference of a column's cell in the same row."""
        return f"${place(self.first_row, column)}"

    def _down(self, column: int) -> str:
        """Returns the range of the cells of a date, relative, so that it moves with the formula."""
        letter = place(1, column)[:-1]
        return f"{letter}${self.first_row}:{letter}${self.last_row}"

    @property
    def _own(self) -> str:
        """The formula that tells which rows are those of the same person."""
        ids = stretch((self.first_row, self.ids), (self.last_row, self.ids), fixed=True)
        return f"({ids}={self._beside(self.ids)})"

    def overlaps(self, pad: str) -> str:
        """Returns the formula: another duty overlaps this one, or ends less than `pad` hours before it."""
        cell, today = place(self.first_row, self.first_column), self._down(self.first_column)
        before = self._down(self.first_column - 1)
        start, end = _hours(cell, STARTS), _hours(cell, ENDS)
        yesterday = f"SUMPRODUCT({self._own}*({_hours(before, ENDS)}-24+{pad}>{start}))"
        same = (
            f"SUMPRODUCT({self._own}*({_hours(today, ENDS)}>0)*({_hours(today, STARTS)}<{end}+{pad})"
            f"*({_hours(today, ENDS)}+{pad}>{start}))"
        )
        return f"IF({end}=0,FALSE,{yesterday}+{same}>1)"

    @property
    def double(self) -> str:
        """The formula: the person has two duties at once."""
        return self.overlaps("0")

    @property
    def short_rest(self) -> str:
        """The formula: the person has too little rest before a duty, or between two duties of one date."""
        return self.overlaps(self._beside(self.rest))

    @property
    def away(self) -> str:
        """The formula: the person cannot be on a duty on that date."""
        cell, first = place(self.first_row, self.first_column), f"${place(self.first_row, self.first_column)}"
        letter = f"MID({self._beside(self.free)},COLUMN({cell})-COLUMN({first})+1,1)"
        return f'AND({_hours(cell, ENDS)}>0,{letter}<>".")'


def _hours(cells: str, name: str) -> str:
    """Returns the formula for the hours from midnight to the start or end of duties in cells; 0 for other cells."""
    return f'SUMIF({KEYS},LEFT({cells},FIND(" ",{cells}&" ")),{name})'


def add_grid_checks(sheet: Worksheet, cells: GridCells) -> None:
    """Adds the checks to the grid; they take precedence over the colours of codes."""
    _format(sheet, cells.all, cells.double, ALARM)
    _format(sheet, cells.all, cells.away, UNAVAILABLE)
    _format(sheet, cells.all, cells.short_rest, SHORT_REST)


# --- the sheet Vehicles


@dataclass(frozen=True)
class VehicleCells:
    """The cells of the crews on the sheet Vehicles, and formulas that check them.

    Attributes:
        start: column of the starts of duties in days; the next column has their ends.
    """

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    start: int

    @property
    def all(self) -> str:
        """The range of all cells."""
        return stretch((self.first_row, self.first_column), (self.last_row, self.last_column))

    def overlaps(self, hours: float) -> str:
        """Returns the formula: the person has another duty less than some hours away."""
        cell = place(self.first_row, self.first_column)
        names = stretch((self.first_row, self.first_column), (self.last_row, self.last_column), fixed=True)
        starts, ends = (
            stretch((self.first_row, column), (self.last_row, column), fixed=True)
            for column in (self.start, self.start + 1)
        )
        start, end = (f"${place(self.first_row, column)}" for column in (self.start, self.start + 1))
        pad = f"{hours / 24 - _TOLERANCE:.9f}" if hours else f"{-_TOLERANCE:.6f}"
        near = f"({starts}<{end}+({pad}))*({ends}+({pad})>{start})"
        same = f"({_without_pin(names)}={_without_pin(cell)})"
        return f'IF(OR({cell}="",{cell}="{EMPTY}"),FALSE,SUMPRODUCT({same}*{near})>1)'


def _without_pin(cells: str) -> str:
    """Returns the formula for names without the mark of a pin."""
    return f'TRIM(SUBSTITUTE({cells},"{PINNED}",""))'


def add_crew_checks(sheet: Worksheet, cells: VehicleCells, rest: float) -> None:
    """Adds the checks of people to the cells of crews."""
    if (cells.last_row - cells.first_row + 1) * (cells.last_column - cells.first_column + 1) > _MOST_CELLS:
        return
    _format(sheet, cells.all, cells.overlaps(0), ALARM)
    if rest:
        _format(sheet, cells.all, cells.overlaps(rest), SHORT_REST)


def add_seat_colours(sheet: Worksheet, first: tuple[int, int], last: tuple[int, int], least: int) -> None:
    """Colours the empty places of a seat: red where the duty cannot run, amber where it is not fully crewed.

    Args:
        least: column of the seat's minimum; the next column has its preferred number.
    """
    cell, row = place(*first), first[0]
    taken = f"${place(row, first[1])}:${place(row, last[1])}"
    count = f'COUNTA({taken})-COUNTIF({taken},"{EMPTY}")'
    for column, state in ((least, DutyState.STOOD_DOWN), (least + 1, DutyState.PART_CREWED)):
        blank = f'OR({cell}="",{cell}="{EMPTY}")'
        _format(sheet, stretch(first, last), f"AND({blank},{count}<${place(row, column)})", STATE_FILLS[state])


def add_state_colours(sheet: Worksheet, first_row: int, last_row: int, column: int) -> None:
    """Colours the states of duties by conditional formats, so that the colour changes with the state."""
    cells = stretch((first_row, column), (last_row, column))
    for state, colour in STATE_FILLS.items():
        _format(sheet, cells, f'${place(first_row, column)}="{state}"', colour)


def _format(sheet: Worksheet, cells: str, formula: str, colour: str) -> None:
    font = Font(color="FFFFFF", bold=True) if colour in DARK else Font(color="000000")
    rule = FormulaRule(formula=[formula], fill=fill(colour), font=font, stopIfTrue=True)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(cells, rule)

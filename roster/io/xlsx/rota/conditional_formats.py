"""Conditional formats that check the rota while somebody edits it: double bookings, short rest and crews, absence.

They say what can be seen in a workbook, at once; `roster check` says what every rule finds. On the sheet Rota times
come from the hidden columns of the sheet Codes and are those of the clock on the wall; on Vehicles they are those that
really pass. Formulas reach other sheets through defined names only, as every version of Excel wants it.
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

KEYS, STARTS, ENDS = "rota_codes", "rota_starts", "rota_ends"  # defined names: a code and a blank, and its hours
REST_KIND = "daily-rest"
SHORT_REST = "FF9B45"
LEGEND = (
    ("2x", "two duties at once", ALARM),
    ("rest", "too little rest", SHORT_REST),
    ("away", "absent, or not offered", UNAVAILABLE),
)
_MOST_CELLS = 6_000  # of names that are each compared with each; with more, a spreadsheet gets slow
_LONGEST_REST = 24  # hours; between dates that follow each other no more can be looked at
_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)  # as Excel counts days
_HAIR = 1e-6  # of a day: less than a second, more than what adding fractions gets wrong


def in_days(instant: datetime) -> float:
    """An instant as a spreadsheet counts: days, those of the clock in London in winter."""
    return round((instant - _EPOCH).total_seconds() / 86_400, 9)


def rest_of(contents: RotaContents, person: Person) -> float:
    """The hours of rest that the book's rules ask for of a person after every duty; 0 where none does."""
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
    """The hours of rest that everybody must have."""
    return min((rest_of(contents, person) for person in contents.book.people), default=0.0)


# --- the sheet Rota


@dataclass(frozen=True)
class GridCells:
    """Where the grid stands.

    Attributes:
        ids: column of the people's ids.
        free: column of a letter for each date, `.` where the person may work.
        rest: column of the hours of rest a person must have.
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
        """Every cell."""
        return stretch((self.first_row, self.first_column), (self.last_row, self.last_column))

    def _beside(self, column: int) -> str:
        """A column's cell of the same row."""
        return f"${place(self.first_row, column)}"

    def _down(self, column: int) -> str:
        """The cells of a date, for formulas that move from date to date."""
        letter = place(1, column)[:-1]
        return f"{letter}${self.first_row}:{letter}${self.last_row}"

    @property
    def _own(self) -> str:
        """Which rows are the same person's."""
        ids = stretch((self.first_row, self.ids), (self.last_row, self.ids), fixed=True)
        return f"({ids}={self._beside(self.ids)})"

    def crowded(self, pad: str) -> str:
        """Whether another duty of the person ends less than `pad` hours before this one, or is at the same time."""
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
        """Whether the person has two duties at once."""
        return self.crowded("0")

    @property
    def short_rest(self) -> str:
        """Whether the person has too little rest before a duty, or between two of the same date."""
        return self.crowded(self._beside(self.rest))

    @property
    def away(self) -> str:
        """Whether the person cannot be on a duty that date."""
        cell, first = place(self.first_row, self.first_column), f"${place(self.first_row, self.first_column)}"
        letter = f"MID({self._beside(self.free)},COLUMN({cell})-COLUMN({first})+1,1)"
        return f'AND({_hours(cell, ENDS)}>0,{letter}<>".")'


def _hours(cells: str, name: str) -> str:
    """Hours from midnight to the start or end of what cells show; 0 where that is no duty."""
    return f'SUMIF({KEYS},LEFT({cells},FIND(" ",{cells}&" ")),{name})'


def watch_grid(sheet: Worksheet, cells: GridCells) -> None:
    """Put the checks on the grid; they come before the colours of codes."""
    _format(sheet, cells.all, cells.double, ALARM)
    _format(sheet, cells.all, cells.away, UNAVAILABLE)
    _format(sheet, cells.all, cells.short_rest, SHORT_REST)


# --- the sheet Vehicles


@dataclass(frozen=True)
class VehicleCells:
    """Where the places of crews stand.

    Attributes:
        start: column of the duties' starts in days; their ends are beside it.
    """

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    start: int

    @property
    def all(self) -> str:
        """Every cell."""
        return stretch((self.first_row, self.first_column), (self.last_row, self.last_column))

    def crowded(self, hours: float) -> str:
        """Whether the person has another duty that is less than some hours away."""
        cell = place(self.first_row, self.first_column)
        names = stretch((self.first_row, self.first_column), (self.last_row, self.last_column), fixed=True)
        starts, ends = (
            stretch((self.first_row, column), (self.last_row, column), fixed=True)
            for column in (self.start, self.start + 1)
        )
        start, end = (f"${place(self.first_row, column)}" for column in (self.start, self.start + 1))
        pad = f"{hours / 24 - _HAIR:.9f}" if hours else f"{-_HAIR:.6f}"
        near = f"({starts}<{end}+({pad}))*({ends}+({pad})>{start})"
        return f'IF(OR({cell}="",{cell}="{EMPTY}"),FALSE,SUMPRODUCT(({_bare(names)}={_bare(cell)})*{near})>1)'


def _bare(cells: str) -> str:
    """Names without the mark of a pin."""
    return f'TRIM(SUBSTITUTE({cells},"{PINNED}",""))'


def watch_vehicles(sheet: Worksheet, cells: VehicleCells, rest: float) -> None:
    """Put the checks of people on the places of crews."""
    if (cells.last_row - cells.first_row + 1) * (cells.last_column - cells.first_column + 1) > _MOST_CELLS:
        return
    _format(sheet, cells.all, cells.crowded(0), ALARM)
    if rest:
        _format(sheet, cells.all, cells.crowded(rest), SHORT_REST)


def watch_places(sheet: Worksheet, first: tuple[int, int], last: tuple[int, int], least: int) -> None:
    """Colour the empty places of a seat: red where the duty cannot run without, amber where it is not full.

    Args:
        least: column of how many the seat needs; what makes it full is beside it.
    """
    cell, row = place(*first), first[0]
    taken = f"${place(row, first[1])}:${place(row, last[1])}"
    count = f'COUNTA({taken})-COUNTIF({taken},"{EMPTY}")'
    for column, state in ((least, DutyState.STOOD_DOWN), (least + 1, DutyState.PART_CREWED)):
        blank = f'OR({cell}="",{cell}="{EMPTY}")'
        _format(sheet, stretch(first, last), f"AND({blank},{count}<${place(row, column)})", STATE_FILLS[state])


def watch_states(sheet: Worksheet, first_row: int, last_row: int, column: int) -> None:
    """Colour the state by its word, so that the colour follows."""
    cells = stretch((first_row, column), (last_row, column))
    for state, colour in STATE_FILLS.items():
        _format(sheet, cells, f'${place(first_row, column)}="{state}"', colour)


def _format(sheet: Worksheet, cells: str, formula: str, colour: str) -> None:
    font = Font(color="FFFFFF", bold=True) if colour in DARK else Font(color="000000")
    rule = FormulaRule(formula=[formula], fill=fill(colour), font=font, stopIfTrue=True)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(cells, rule)

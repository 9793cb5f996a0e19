"""Writes the sheet `Rota`: people down, dates across, hours and duties added up from the codes in the cells."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import wrap

from openpyxl.formatting.rule import FormulaRule

from models.clock import days, month_of
from models.duty import Duty
from models.people import Absence, Person
from models.rota import DutyState
from roster.io.xlsx.kit.cell_styles import (
    AWAY,
    BLOCK,
    GRID,
    HOLIDAY,
    NAVY,
    NOTE,
    PALE_BLUE,
    STATE_FILLS,
    SUBTITLE,
    TITLE,
    WEEKEND,
    Look,
    fill,
)
from roster.io.xlsx.kit.grid_codes import ABSENCE_CODES, OFFERED, PINNED
from roster.io.xlsx.kit.page import Page, Value, fitting, place, short_text, stretch
from roster.io.xlsx.rota import conditional_formats as live
from roster.io.xlsx.rota.codes import HoursOfCodes, tint
from roster.io.xlsx.rota.rota_contents import RotaContents
from roster.io.xlsx.rota.vehicles import VehicleRows

_NAME, _ID, _DUTIES, _HOURS, _DUE, FIRST_DATE = 1, 2, 3, 4, 5, 6
_MONTH_ROW, _STATES_ROW, _HOLIDAY_ROW, _DAY_ROW, _WEEKDAY_ROW = 4, 5, 7, 8, 9
_SHORT = (DutyState.STOOD_DOWN, DutyState.PART_CREWED)
_FIRST_ROW = _WEEKDAY_ROW + 1
_DAYS_A_PAGE = 35  # a month fits on one page, a quarter on three

_NOTES = (
    "Hours are paid hours: rostered hours less the unpaid break of the role.",
    "Due is the contract's hours in the period, or what is left of the promise.",
)
_LEGEND_DATES = 6  # date columns that a code and its meaning take in the legend

_CELL = Look(size=8, across="center", border=GRID)
_SIDE = Look(border=GRID, indent=1)
_TOTAL = _SIDE.but(across="center", number_format="0.0")
_LABEL = Look(size=8, colour=NAVY, indent=1)


@dataclass(frozen=True)
class RotaRows:
    """The rows of people in the grid.

    Attributes:
        rows: person -> first and last row; more than one where a person has two duties on a date.
    """

    contents: RotaContents
    rows: dict[str, tuple[int, int]]

    def cells(self, person: str, month: str | None = None) -> str:
        """Returns the range of a person's cells, for other sheets: the whole period, or one month (`YYYY-MM`)."""
        dates = self.contents.book.period.dates
        columns = [FIRST_DATE + n for n, day in enumerate(dates) if month is None or month_of(day) == month]
        first, last = self.rows[person]
        return stretch((first, columns[0]), (last, columns[-1]), "Rota", fixed=True)


def write_rota(page: Page, contents: RotaContents, hours: HoursOfCodes, vehicles: VehicleRows) -> RotaRows:
    """Fills the sheet."""
    grid = _Grid(page, contents, hours)
    page.put(1, 1, short_text(contents.book.name), TITLE)
    page.put(2, 1, f"Rota for {contents.period}. {_reading(contents)}", SUBTITLE)
    grid.header(vehicles)
    row = _FIRST_ROW
    for organisation, role, people in contents.groups:
        title = f"{organisation.name or organisation.id}: {contents.role_name(role.id)} ({len(people)})"
        row = grid.block(row, title, organisation.id, people)
    grid.watch(row - 1)
    grid.follow_typing(row - 1)
    grid.legend(row + 1)
    dates = contents.book.period.dates
    names = fitting((person.name or person.id for person in contents.book.people), 16, 30)
    ids = fitting((person.id for person in contents.book.people), 6, 14)
    page.widths([names, ids, 7, 7, 7, *[grid.width] * len(dates)])
    page.freeze(_FIRST_ROW, FIRST_DATE)
    page.print_set_up(
        contents.book.name,
        contents.period,
        (_MONTH_ROW, _WEEKDAY_ROW),
        repeat_columns=_DUE,
        wide=-(-len(dates) // _DAYS_A_PAGE),
    )
    return RotaRows(contents, grid.rows)


def _reading(contents: RotaContents) -> str:
    for duty in contents.facts.duties:
        return f"“{contents.codes.text(duty)}” is {duty.shift_called} on {duty.call_sign.id}."
    return "No service asks for a duty."


class _Grid:
    """Writes the grid."""

    def __init__(self, page: Page, contents: RotaContents, hours: HoursOfCodes) -> None:
        self.page = page
        self.contents = contents
        self.hours = hours
        self.dates = contents.book.period.dates
        self.last_column = FIRST_DATE + len(self.dates) - 1
        self.rows: dict[str, tuple[int, int]] = {}
        longest = max((len(contents.codes.text(duty)) for duty in contents.facts.duties), default=4)
        self.width = max(4.6, longest + 0.6)

    def _shade(self, day: date, organisation: str | None) -> str | None:
        """Returns the colour of a weekend or bank holiday, in one organisation's calendar or (None) in any."""
        calendars = self.contents.facts.bank_holidays
        if any(day in days for name, days in calendars.items() if organisation in (None, name)):
            return HOLIDAY
        return WEEKEND if day.weekday() >= 5 else None

    # --- the head

    def header(self, vehicles: VehicleRows) -> None:
        """Writes the rows above the grid: months, numbers of short duties, bank holidays, days and weekdays."""
        page = self.page
        labels = [None, *(f"Duties {state}" for state in _SHORT), "Bank holiday", None]
        for row, label in enumerate(labels, start=_MONTH_ROW):
            page.put_row(row, [label, *[None] * (_DUE - 1)], _LABEL)
        heads = ["Name", "ID", "Duties", "Hours", "Due"]
        page.put_row(_WEEKDAY_ROW, heads, [_LABEL.but(bold=True)] * 2 + [_LABEL.but(bold=True, across="center")] * 3)
        states = Counter((duty.date, self.contents.view.state(duty)) for duty in self.contents.facts.duties)
        kept = {day for days in self.contents.facts.bank_holidays.values() for day in days}
        for number, day in enumerate(self.dates):
            column = FIRST_DATE + number
            plain = _CELL.but(colour=self._shade(day, None))
            # No border here: the name of the month extends over the next cells.
            month = f"{day:%B %Y}" if number == 0 or day.day == 1 else None
            page.put(_MONTH_ROW, column, month, _LABEL.but(bold=True, indent=0))
            for row, state in enumerate(_SHORT, start=_STATES_ROW):
                count = states[day, state]
                colour = STATE_FILLS[state] if count else plain.colour
                formula = vehicles.by_date(place(_DAY_ROW, column), state, count)
                page.put(row, column, formula, plain.but(bold=True, number_format="0;;", colour=colour))
            page.put(_HOLIDAY_ROW, column, "BH" if day in kept else None, plain.but(bold=True))
            page.put(_DAY_ROW, column, day, plain.but(bold=True, number_format="d"))
            page.put(_WEEKDAY_ROW, column, f"{day:%a}", plain)
        self.page.sheet.row_dimensions[_HOLIDAY_ROW].hidden = not kept

    # --- the body

    def block(self, row: int, title: str, organisation: str, people: list[Person]) -> int:
        """Writes the people of one role; returns the next row."""
        heading, row = row, row + 1
        counts: dict[date, int] = defaultdict(int)
        for person in people:
            for duty in self.contents.view.planned_duties_of(person):
                counts[duty.date] += 1
        for person in people:
            first, row = row, self._person(row, person, organisation)
            helps: list[Value] = [self._free(person), live.rest_of(self.contents, person)]
            for line in range(first, row):
                self.page.put_row(line, helps, _LABEL, self.last_column + 1)
        look = Look(bold=True, colour=PALE_BLUE, border=BLOCK)
        self.page.put_row(heading, [title, *[None] * (_DUE - 1)], look.but(indent=1))
        for number, day in enumerate(self.dates):
            column = FIRST_DATE + number
            cells = stretch((heading + 1, column), (row - 1, column))
            self.page.put(
                heading,
                column,
                self.hours.duties(cells, counts[day]),
                look.but(size=8, across="center", number_format="0;;"),
            )
        return row

    def _person(self, row: int, person: Person, organisation: str) -> int:
        by_date: dict[date, list[Duty]] = defaultdict(list)
        duties = self.contents.view.planned_duties_of(person)
        for duty in duties:
            by_date[duty.date].append(duty)
        lines = max((len(found) for found in by_date.values()), default=1)
        last = row + lines - 1
        self.rows[person.id] = (row, last)
        cells = stretch((row, FIRST_DATE), (last, self.last_column))
        for line in range(lines):
            name = (person.name or person.id) + (f" (duty {line + 1})" if line else "")
            self.page.put_row(row + line, [name, person.id], _SIDE)
            self.page.put_row(row + line, [None] * 3, _TOTAL, _DUTIES)
            self._days(row + line, line, person, organisation, by_date)
        self.page.put(row, _DUTIES, self.hours.duties(cells, len(duties)), _TOTAL.but(number_format="0"))
        self.page.put(row, _HOURS, self.hours.paid(cells, person, duties), _TOTAL.but(bold=True))
        self.page.put(row, _DUE, _due(self.contents, person), _TOTAL)
        return last + 1

    def _days(self, row: int, line: int, person: Person, organisation: str, by_date: dict[date, list[Duty]]) -> None:
        away = _absences(person, self.dates[0], self.dates[-1])
        facts = self.contents.facts
        offered = {duty.date for duty in facts.reachable(person) if facts.offered(person, duty)}
        for number, day in enumerate(self.dates):
            duties = by_date[day]
            shade = self._shade(day, organisation)
            text: str | None = None
            look = _CELL.but(colour=shade)
            if line < len(duties):
                duty = duties[line]
                text = self.contents.codes.text(duty) + self.contents.mark(person.id, duty)
                look = _CELL.but(colour=tint(self.contents, self.contents.codes.code_of(duty)))
            elif line:
                pass  # absences and offers are shown on the first line
            elif day in away:
                text, look = ABSENCE_CODES[away[day].kind], _CELL.but(colour=AWAY)
            elif day in offered and not duties:
                text = OFFERED
            self.page.put(row, FIRST_DATE + number, text, look)

    def _free(self, person: Person) -> str:
        """Returns a letter for each date: `.` where the person may be on a duty, `x` where not."""
        facts = self.contents.facts
        free = {
            duty.date
            for duty in facts.reachable(person)
            if facts.bases(person, duty) and not facts.absent(person, duty)
        }
        return "".join("." if day in free else "x" for day in self.dates)

    def watch(self, last_row: int) -> None:
        """Adds the live checks; the hidden columns that they read are to the right of the last date."""
        self.page.hide(self.last_column + 1, self.last_column + 2)
        cells = live.GridCells(
            _FIRST_ROW,
            max(last_row, _FIRST_ROW),
            FIRST_DATE,
            self.last_column,
            ids=_ID,
            free=self.last_column + 1,
            rest=self.last_column + 2,
        )
        live.add_grid_checks(self.page.sheet, cells)

    def follow_typing(self, last_row: int) -> None:
        """Adds conditional formats that colour typed codes like written ones."""
        cells = stretch((_FIRST_ROW, FIRST_DATE), (max(last_row, _FIRST_ROW), self.last_column))
        first = place(_FIRST_ROW, FIRST_DATE)
        for code in self.contents.codes.shifts:
            typed = f'LEFT({first},{len(code.code) + 1})="{code.code} "'
            rule = FormulaRule(formula=[typed], fill=fill(tint(self.contents, code)))  # type: ignore[no-untyped-call]
            self.page.sheet.conditional_formatting.add(cells, rule)

    # --- the foot

    def legend(self, row: int) -> None:
        """Writes the legend of the codes below the grid, for prints."""
        page, contents = self.page, self.contents
        page.put(row, 1, "Shifts", NOTE.but(bold=True))
        below = row + 1
        for code in contents.codes.shifts:
            look = _CELL.but(across="left", indent=1, colour=tint(contents, code))
            page.put(below, 1, f"{code.code}   {code.name}, {code.times}", look)
            below += 1
        used = {absence.kind for person in contents.book.people for absence in person.absences}
        marks: list[tuple[str, str, str | None]] = [
            (code, kind.value, AWAY) for kind, code in ABSENCE_CODES.items() if kind in used
        ]
        marks.append((OFFERED, "offered, not on a duty", None))
        marks += [(PINNED, "pinned", None), *live.LEGEND]
        right = self._legend_of(
            row, "Call signs", [(number, name, None) for name, number in contents.codes.numbers.items()]
        )
        right = self._legend_of(right, "Other marks", marks)
        notes = [*_NOTES, *([f"Bank holidays: {'; '.join(contents.holidays)}."] if contents.holidays else [])]
        width = 70 + 5 * min(len(self.dates), _DAYS_A_PAGE)  # characters that fit the width of the grid
        lines = [line for note in notes for line in wrap(note, width)]
        for number, line in enumerate(lines, start=max(below, right) + 1):
            page.put(number, 1, line, NOTE)

    def _legend_of(self, row: int, title: str, items: list[tuple[str, str, str | None]]) -> int:
        """Writes codes and meanings in several columns below the dates; returns the next row."""
        self.page.put(row, FIRST_DATE, title, NOTE.but(bold=True))
        columns = max(1, min(5, len(self.dates) // _LEGEND_DATES))
        for number, (code, meaning, colour) in enumerate(items):
            line, column = row + 1 + number // columns, FIRST_DATE + _LEGEND_DATES * (number % columns)
            self.page.put(line, column, code, _CELL.but(colour=colour))
            self.page.put(line, column + 1, meaning, NOTE.but(indent=1))
        return row + 1 + -(-len(items) // columns)


def _due(contents: RotaContents, person: Person) -> float | None:
    """Returns the hours that a person owes in the period by contract or promise; None without either."""
    if person.posting is not None:
        return round(contents.facts.contract_minutes(person) / 60, 2)
    lines = contents.ledger_of.get(person.id)
    if not lines:
        return None
    return sum(max(0, line.promised - line.carried_in - line.elsewhere) for line in lines) / 60


def _absences(person: Person, first: date, last: date) -> dict[date, Absence]:
    """Returns the dates on which a person is away for any part of the day."""
    found: dict[date, Absence] = {}
    for absence in person.absences:
        dates = absence.dates_within(first, last)
        if absence.start and absence.end:
            dates = days(max(first, absence.start.date()), min(last, (absence.end - timedelta(minutes=1)).date()))
        for day in dates:
            found.setdefault(day, absence)
    return found

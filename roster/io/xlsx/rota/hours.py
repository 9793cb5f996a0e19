"""Writes the sheet `Hours`: promised hours, who is short of them, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font

from constraints.facts import Counting
from models.clock import month_of
from roster.analysis.ledger import LedgerLine, Light
from roster.io.xlsx.kit.cell_styles import (
    BODY,
    HEADER,
    HOURS,
    HOURS_OR_DASH,
    LIGHT_FILLS,
    SUBTITLE,
    TITLE,
    WRAPPED,
    fill,
)
from roster.io.xlsx.kit.page import Page, fitting, place, stretch
from roster.io.xlsx.kit.stored_values import Formula
from roster.io.xlsx.rota.codes import HoursOfCodes
from roster.io.xlsx.rota.rota import RotaRows
from roster.io.xlsx.rota.rota_contents import RotaContents

HEADER_ROW = 4
_HEADERS = [
    "Name", "ID", "Role", "Month", "Promised", "Carried in", "Else-\nwhere", "Offered", "Planned", "Worked",
    "Down for", "Left to\nfind", "Promise", "Why short",
]  # fmt: skip
_READING = (
    "In hours. Offered is what offers and own limits allow. Down for is carried in, elsewhere, worked, and of the"
    " planned what is not on record yet. Green: the promise is met; amber: at least half of it; red: less."
)
_PROMISED, _CARRIED, _ELSEWHERE, _ASSIGNED, _WORKED, _TOTAL, _TO_GO, _STANDING = 5, 6, 7, 9, 10, 11, 12, 13


@dataclass(frozen=True)
class HoursRows:
    """The rows of the sheet, and formulas of other sheets that count them."""

    contents: RotaContents
    last_row: int

    def standing(self, light: Light) -> Formula:
        """Returns the formula that counts the lines of a light (green, amber, red)."""
        cells = stretch((HEADER_ROW + 1, _STANDING), (self.last_row, _STANDING), "Hours", fixed=True)
        counts = Counter(line.light for line in self.contents.ledger)
        return Formula(f'=COUNTIF({cells},"{_word(light)}")', counts[light])


def _word(light: Light) -> str:
    return f"{light.value}: {light.words}"


def write_hours(page: Page, contents: RotaContents, codes: HoursOfCodes, rota: RotaRows) -> HoursRows:
    """Fills the sheet."""
    page.put(1, 1, "Hours", TITLE)
    page.put(2, 1, _READING, SUBTITLE)
    centred = HEADER.but(across="center")
    page.put_row(HEADER_ROW, _HEADERS, [*[HEADER] * 3, *[centred] * 10, HEADER])
    page.height(HEADER_ROW, 28)
    row = HEADER_ROW
    for row, line in enumerate(contents.ledger, start=HEADER_ROW + 1):
        _line(page, contents, codes, rota, row, line)
    last_row = max(row, HEADER_ROW + 1)
    if not contents.ledger:
        page.put(last_row, 1, "No rule of this book speaks of promised hours (minimum-hours).", BODY.but(border=None))
    _lights(page, last_row)
    names = fitting((line.name for line in contents.ledger), 16, 34)
    ids = fitting((line.person for line in contents.ledger), 8, 16)
    roles = fitting((role.name or role.id for role in contents.book.roles), 10, 26)
    page.widths([names, ids, roles, 10, *[9.5] * 8, 16, 52])
    page.fit_heights(HEADER_ROW + 1)
    page.freeze(HEADER_ROW + 1, 2)
    page.filter(HEADER_ROW, last_row, len(_HEADERS))
    page.print_set_up(contents.book.name, contents.period, (HEADER_ROW, HEADER_ROW))
    return HoursRows(contents, last_row)


def _line(page: Page, contents: RotaContents, codes: HoursOfCodes, rota: RotaRows, row: int, line: LedgerLine) -> None:
    total, to_go = place(row, _TOTAL), place(row, _TO_GO)
    promised = place(row, _PROMISED)
    parts = "+".join(place(row, column) for column in (_CARRIED, _ELSEWHERE, _ASSIGNED, _WORKED))
    if line.settled:
        parts += f"-{line.settled / 60:g}"
    words = {light: f'"{_word(light)}"' for light in Light}
    standing = f"=IF({to_go}=0,{words[Light.GREEN]},IF(2*{total}>={promised},{words[Light.AMBER]},{words[Light.RED]}))"
    role = contents.role_name(contents.facts.people[line.person].role)
    page.put_row(
        row,
        [
            line.name or line.person,
            line.person,
            role,
            line.month,
            line.promised / 60,
            line.carried_in / 60,
            line.elsewhere / 60,
            line.offered / 60,
            _assigned(contents, codes, rota, line),
            line.worked / 60,
            Formula(f"={parts}", line.total / 60),
            # Rounded: sums of hours like 7.4 are not exact in floating point.
            Formula(f"=MAX(0,ROUND({promised}-{total},4))", round(line.to_go / 60, 4)),
            Formula(standing, _word(line.light)),
            "; ".join(line.reasons) or None,
        ],
        [
            *[BODY] * 3,
            BODY.but(across="center"),
            HOURS,
            *[HOURS_OR_DASH] * 2,
            *[HOURS] * 2,
            HOURS_OR_DASH,
            *[HOURS.but(bold=True)] * 2,
            BODY.but(across="center", bold=True),
            WRAPPED.but(upright="center"),
        ],
    )


def _assigned(contents: RotaContents, codes: HoursOfCodes, rota: RotaRows, line: LedgerLine) -> Formula | float:
    """Returns the assigned hours: a formula over the grid where the rule counts local clock time, else a number."""
    month = line.month if "-" in line.month else None
    person = contents.facts.people[line.person]
    duties = [duty for duty in contents.view.planned_duties_of(person) if month in (None, month_of(duty.date))]
    if contents.view.minutes_of(person, duties, Counting.ROSTERED) != line.assigned:
        return line.assigned / 60
    return codes.rostered(rota.cells(line.person, month), line.assigned)


def _lights(page: Page, last_row: int) -> None:
    """Colours the standing by conditional formats, so that the colour changes when hours are edited."""
    cells = stretch((HEADER_ROW + 1, _STANDING), (last_row, _STANDING))
    first = f"${place(HEADER_ROW + 1, _STANDING)}"
    for light in Light:
        font = Font(color="FFFFFF") if light is Light.RED else None
        page.sheet.conditional_formatting.add(
            cells,
            FormulaRule(  # type: ignore[no-untyped-call]
                formula=[f'{first}="{_word(light)}"'], fill=fill(LIGHT_FILLS[light]), font=font
            ),
        )

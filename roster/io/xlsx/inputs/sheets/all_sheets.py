"""Lists every sheet of inputs, in the order of the workbook; template, writer and reader follow this list."""

from __future__ import annotations

from roster.io.xlsx.embedded.embedded_rota import EMBEDDED_SHEET
from roster.io.xlsx.inputs.sheets import demand_sheets, month_sheets, people_sheets, rule_sheets
from roster.io.xlsx.inputs.sheets.declarations import Form, Table

START = "Start here"
GRID = "Availability"
LISTS = rule_sheets.LISTS
MISTAKES = "Mistakes"  # in a marked copy

# The grid is listed by its name; its reader is in `availability/`.
INPUTS: tuple[Form | Table | str, ...] = (
    *demand_sheets.SHEETS,
    people_sheets.TEAMS,
    people_sheets.PEOPLE,
    people_sheets.HELD,
    GRID,
    people_sheets.OFFERS,
    people_sheets.ABSENCES,
    people_sheets.DAY_JOBS,
    month_sheets.REQUESTS,
    month_sheets.PINS,
    month_sheets.CARRIED_IN,
    month_sheets.TOTALS,
    month_sheets.STAND_DOWNS,
    month_sheets.WORKED,
    rule_sheets.RULES,
    rule_sheets.DEROGATIONS,
    rule_sheets.SETTINGS,
)
TABLES = tuple(sheet for sheet in INPUTS if isinstance(sheet, Table))
FORMS = tuple(sheet for sheet in INPUTS if isinstance(sheet, Form))
NAMES = tuple(sheet if isinstance(sheet, str) else sheet.name for sheet in INPUTS)
# Other sheets that this program writes, which hold no inputs.
OTHERS = (
    START,
    LISTS,
    EMBEDDED_SHEET,
    MISTAKES,
    "Summary",
    "Rota",
    "Vehicles",
    "Hours",
    "Gaps",
    "Codes",
    "About",
    "Changes",
)

"""The dates over the grid of an empty template: formulas that follow the sheet Period.

A program that fills in the template without calculating (a script, say) leaves them without results; being our own,
they can be worked out here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from openpyxl.utils import column_index_from_string

from roster.io.xlsx.inputs.sheets.demand_sheets import PERIOD
from roster.io.xlsx.kit.page import place
from roster.io.xlsx.kit.stored_values import Formula

_FIRST = re.compile(r'IF\(Period!\$B\$\d+="","",Period!\$B\$\d+\)')
_NEXT = re.compile(r'IF\(([A-Z]+)\d+="","",IF\(\1\d+\+1>Period!\$B\$\d+,"",\1\d+\+1\)\)')


def formulas(days: int, row: int, column: int, first_line: int) -> list[Formula]:
    """Dates side by side from a cell on, as many as the period has.

    Args:
        first_line: the row of the first line of the sheet Period.
    """
    lines = {line.path[-1]: first_line + number for number, line in enumerate(PERIOD.columns)}
    first, last = (f"{PERIOD.name}!$B${lines[name]}" for name in ("first", "last"))
    found = [Formula(f'=IF({first}="","",{first})', "")]
    for number in range(1, days):
        before = place(row, column + number - 1)
        found.append(Formula(f'=IF({before}="","",IF({before}+1>{last},"",{before}+1))', ""))
    return found


def worked_out(formula: str, period: object, dates: Mapping[int, str]) -> str | None:
    """What one of these formulas comes to: a date (YYYY-MM-DD), or the empty text; None when it is none of them.

    Args:
        period: the raw period of the book.
        dates: those over the columns so far, by column.
    """
    ends = [period.get(name) for name in ("first", "last")] if isinstance(period, dict) else []
    try:
        first, last = (date.fromisoformat(str(end)) for end in ends)
    except ValueError:
        return None
    if _FIRST.fullmatch(formula):
        return first.isoformat()
    match = _NEXT.fullmatch(formula)
    if match is None:
        return None
    before = dates.get(column_index_from_string(match[1]))
    day = date.fromisoformat(before) + timedelta(days=1) if before else last + timedelta(days=1)
    return day.isoformat() if day <= last else ""

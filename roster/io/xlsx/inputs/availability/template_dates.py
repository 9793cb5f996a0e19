"""Formulas for the dates of the empty template, which follow the sheet Period, and their results.

A program that fills in the template without calculating (a script, for example) leaves the formulas without results;
so they are calculated here when the workbook is read.
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


def date_formulas(days: int, row: int, column: int, first_line: int) -> list[Formula]:
    """Makes formulas for dates in adjacent cells, which show as many dates as the period has.

    Args:
        days: how many cells.
        row, column: the first cell.
        first_line: the row of the first line on the sheet Period.
    """
    lines = {line.path[-1]: first_line + number for number, line in enumerate(PERIOD.columns)}
    first, last = (f"{PERIOD.name}!$B${lines[name]}" for name in ("first", "last"))
    found = [Formula(f'=IF({first}="","",{first})', "")]
    for number in range(1, days):
        before = place(row, column + number - 1)
        found.append(Formula(f'=IF({before}="","",IF({before}+1>{last},"",{before}+1))', ""))
    return found


def calculate(formula: str, period: object, dates: Mapping[int, str]) -> str | None:
    """Calculates one of these formulas: a date (YYYY-MM-DD), or empty; None when it is another formula.

    Args:
        period: the raw period of the book.
        dates: column -> date, of the columns before.
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

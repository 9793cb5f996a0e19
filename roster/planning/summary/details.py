"""The details of one cell in words: hours and fairness by role, and the levels that were solved."""

from __future__ import annotations

from roster.analysis.words import points, proof_status
from roster.planning.results.cell import CellResult
from roster.planning.results.month import FairLine, MonthResult

_COUNTED = {"friday-saturday": "Friday and Saturday nights"}


def hours_in_words(cell: CellResult) -> str:
    """A line for each role, of the first month: people, promises, contracts, extra turns, fairness."""
    if not cell.months:
        return ""
    month = cell.months[0]
    lines = []
    for hours in month.hours:
        parts = [f"{hours.people} {hours.role}{'' if hours.people == 1 else 's'}"]
        if hours.promised:
            parts.append(f"{_h(hours.promise_unmet)} of {_h(hours.promised)} h promised lacking")
        if hours.contract:
            parts.append(f"{_h(hours.contract_unmet)} of {_h(hours.contract)} contract h not used")
        if hours.overtime_duties or hours.extra_duties:
            parts.append(
                f"{hours.overtime_duties + hours.extra_duties} extra turns, {_h(hours.overtime + hours.extra)} h"
            )
        parts += _shares(month, hours.role)
        lines.append(": ".join([parts[0], ", ".join(parts[1:])]) if len(parts) > 1 else parts[0])
    return "\n".join(lines)


def _shares(month: MonthResult, role: str) -> list[str]:
    """The fairness of a role: `13 to 19 duties and 3 to 8 Friday and Saturday nights each`."""
    found = []
    for rostered in (True, False):
        lines = [fair for fair in month.fair if fair.role == role and fair.rostered is rostered]
        numbers = " and ".join(f"{_between(fair)} {_COUNTED.get(fair.counts, fair.counts)}" for fair in lines)
        if numbers:
            found.append(f"{numbers} each" + ("" if rostered else " of those who only offer"))
    return found


def _between(fair: FairLine) -> str:
    return f"{fair.least:g} to {fair.most:g}" if fair.least < fair.most else f"{fair.most:g}"


def _h(minutes: int) -> str:
    return f"{minutes / 60:,.0f}"


def levels_in_words(cell: CellResult) -> str:
    """A line for each level that was solved, with its value and what is proven, of the first month."""
    if not cell.months:
        return ""
    month: MonthResult = cell.months[0]
    lines = [f"{score.level}: {points(score.value)}, {proof_status(score)}" for score in month.scores]
    return "\n".join([*lines, "time ran out"] if month.cut_short else lines)

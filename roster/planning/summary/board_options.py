"""Which options the first page of the board paper lists, in workbook and HTML page."""

from __future__ import annotations

from roster.planning.results.money import Case
from roster.planning.summary.options import Option
from roster.planning.summary.report_data import ReportData

MAX_LINES = 16  # options on page one; the sheet Grid has the rest


def same_in_all(draws: int) -> str:
    """The text instead of percentiles that are equal."""
    return "the same in all" if draws > 1 else "one draw"


def board_options(data: ReportData) -> list[Option]:
    """The options of page one: all of them; of too many the base and those not beaten, equal ones once."""
    if len(data.options) <= MAX_LINES:
        return data.options
    found: dict[tuple[float, float], Option] = {}
    for option in data.done:
        if option.beaten_by is None and option.number > 1:
            money = option.money
            assert money is not None  # an option that is done has money
            found.setdefault((round(money.hours), round(money.at(Case.CENTRAL).cost)), option)
    return [data.options[0], *found.values()][:MAX_LINES]

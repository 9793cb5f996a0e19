"""Writes an empty scenarios workbook whose drop-downs offer the names of one book."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from models.book import Book
from roster.planning.scenarios.workbook.columns import COLUMNS, kinds

ROWS = 200  # rows with drop-downs
_HEAD_COLOUR, _EXAMPLE_COLOUR = "1F3864", "7F7F7F"
_WIDTHS = {"scenario": 22, "name": 34, "change": 18, "with": 44}
_EXAMPLES = {
    "scenario": "e.g. two more",
    "name": "Two more paramedics",
    "change": "add-people",
    "role": "paramedic",
    "number": 2,
    "with": "posting: {hours_per_week: 37.5}",
}
_GRID = (("e.g. late-turn", "8 h, 10 h"), ("e.g. days", "5, 7"))
_SETTINGS = (
    ("name", "What next?"),
    ("description", None),
    ("e.g. draws", "{months: 5, away: [{kind: sickness, rate: 0.05}]}"),
    ("e.g. money", "{days: 31, car_year: 9500}"),
)
_HELP = (
    "One row for each change. A scenario of several changes goes on in the rows below, with Scenario left blank."
    " Choose names from the lists; several names are divided by commas. What has no column goes under With:"
    " `hours_per_week: 30`. Rows that begin with e.g. are examples and are not read.",
    "An axis is a role, a shift, days... with its values; each combination of the values is solved.",
    "draws: how many months are tried, and what is left to chance in them. Without draws it is the month as written.",
)


def template_bytes(book: Book) -> bytes:
    """The workbook: sheets Scenarios, Grid and Settings to fill in, and Names with what this book has.

    Args:
        book: its names are offered in the drop-downs.
    """
    from openpyxl import Workbook  # slow to import

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    scenarios, grid, settings = (workbook.create_sheet(name) for name in ("Scenarios", "Grid", "Settings"))
    heads = ["scenario", "name", "change", *COLUMNS, "with"]
    example = [_EXAMPLES.get(head) for head in heads]
    _sheet(scenarios, heads, [example], [_WIDTHS.get(head, 15) for head in heads], _HELP[0])
    _sheet(grid, ["axis", "values"], _GRID, [30, 60], _HELP[1])
    _sheet(settings, ["setting", "value"], _SETTINGS, [24, 80], _HELP[2])
    names = workbook.create_sheet("Names")
    lists = names_of(book)
    _sheet(names, list(lists), _side_by_side(list(lists.values())), [24] * len(lists), "What this book calls them.")
    for number, head in enumerate(lists, start=1):
        _drop_down(scenarios, heads.index(head) + 1, number, len(lists[head]))
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def names_of(book: Book) -> Mapping[str, Sequence[str]]:
    """The names that each column may hold; columns without any are left out."""
    seats = dict.fromkeys(seat.id for crew in book.crews for seat in crew.seats)
    found: dict[str, Sequence[str]] = {
        "change": list(kinds()),
        "role": [item.id for item in book.roles],
        "person": [item.id for item in book.people],
        "area": [item.id for item in book.areas],
        "call sign": [item.id for item in book.call_signs],
        "service": [item.id for item in book.services],
        "shift": [item.id for item in book.shifts],
        "seat": list(seats),
    }
    return {head: names for head, names in found.items() if names}


def _side_by_side(lists: Sequence[Sequence[str]]) -> list[list[str | None]]:
    return [
        [names[row] if row < len(names) else None for names in lists] for row in range(max(map(len, lists), default=0))
    ]


def _sheet(sheet, heads, rows, widths, help_text) -> None:  # type: ignore[no-untyped-def]
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet.append([help_text])
    sheet.append([head.capitalize() for head in heads])
    for row in rows:
        sheet.append(row)
        if str(row[0]).startswith("e.g."):
            for cell in sheet[sheet.max_row]:
                cell.font = Font(italic=True, color=_EXAMPLE_COLOUR)
    sheet["A1"].alignment = Alignment(wrap_text=False)
    for cell in sheet[2]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_HEAD_COLOUR)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "B3"


def _drop_down(sheet, column: int, list_column: int, length: int) -> None:  # type: ignore[no-untyped-def]
    """Offers a list of the sheet Names in a column; other texts, such as two names, may be typed too."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    source = get_column_letter(list_column)
    rule = DataValidation(
        "list", f"=Names!${source}$3:${source}${length + 2}", allow_blank=True, showErrorMessage=False
    )
    sheet.add_data_validation(rule)
    letter = get_column_letter(column)
    rule.add(f"{letter}3:{letter}{ROWS}")


__all__ = ["names_of", "template_bytes"]

"""Marks the cells with problems in a workbook, each with a comment, and lists all problems on a first sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from roster.io.xlsx.inputs.sheets.all_sheets import MISTAKES
from roster.io.xlsx.kit.cell_styles import FONT, fill
from roster.io.xlsx.kit.page import safe_text
from roster.io.xlsx.raw_sheets.raw_sheet import Place
from roster.io.xlsx.raw_sheets.safe_opening import unreadable_error

MARK = "FF9B9B"  # pale enough for black text
_AUTHOR = "roster check"
_LONGEST_NOTE = 2_000  # characters
_MOST_MARKED = 5_000


@dataclass(frozen=True)
class Mark:
    """A problem: its cell (None where it has none in this workbook), and its sentence without the cell."""

    place: Place | None
    sentence: str


def mark(path: Path, workbook: Workbook, marks: Sequence[Mark]) -> None:
    """Colours and comments the cells with problems, and lists every problem on a first sheet.

    Formulas lose their stored results; Excel and LibreOffice calculate them when they open the file.

    Raises:
        FileError: openpyxl cannot write on the workbook.
    """
    try:
        if MISTAKES in workbook.sheetnames:
            del workbook[MISTAKES]
        listed = workbook.create_sheet(MISTAKES, 0)
        assert isinstance(listed, Worksheet)  # only a write-only workbook has others
        listed.append(["Cell", "What is wrong"])
        for number, one in enumerate(marks[:_MOST_MARKED], start=2):
            place = one.place
            listed.cell(number, 1, safe_text(str(place or ""))).data_type = "s"
            listed.cell(number, 2, safe_text(one.sentence)).data_type = "s"
            sheet = workbook[place.sheet] if place is not None and place.sheet in workbook.sheetnames else None
            if place is not None and place.row and isinstance(sheet, Worksheet):
                _mark(sheet, place, one.sentence)
                cell = str(place).rpartition("!")[2]
                quoted = place.sheet.replace("'", "''")
                listed.cell(number, 1).hyperlink = f"#'{quoted}'!{cell}"
        _set_up(listed)
        workbook.active = 0
        for other in workbook.worksheets[1:]:
            other.sheet_view.tabSelected = False
        workbook.calculation.fullCalcOnLoad = True
    except Exception as error:  # openpyxl fails in many ways on unusual files
        raise unreadable_error(path, error) from None


def _set_up(listed: Worksheet) -> None:
    """Sets widths and print set-up of the list of problems."""
    for cell in listed[1]:
        cell.font = Font(name=FONT, bold=True)
    listed.column_dimensions["A"].width, listed.column_dimensions["B"].width = 26, 120
    listed.freeze_panes = "A2"
    listed.page_setup.orientation, listed.page_setup.paperSize = "landscape", 9  # A4
    listed.page_setup.fitToHeight = 0
    listed.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _mark(sheet: Worksheet, place: Place, sentence: str) -> None:
    cell = sheet.cell(place.row, place.column)
    if not isinstance(cell, Cell):  # a cell inside a merged range
        for merged in sheet.merged_cells.ranges:
            if cell.coordinate in merged:
                cell = sheet.cell(merged.min_row, merged.min_col)
    if not isinstance(cell, Cell):
        return
    before = cell.comment.text + "\n" if cell.comment is not None else ""
    cell.comment = Comment(safe_text(before + sentence)[:_LONGEST_NOTE], _AUTHOR, height=90, width=320)
    cell.fill = fill(MARK)

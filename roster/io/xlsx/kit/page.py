"""Writes cells of a sheet: text that stays text, formulas with stored results, print set-up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from textwrap import wrap

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from roster.io.xlsx.kit.cell_styles import FONT, Look, Looks
from roster.io.xlsx.kit.stored_values import Formula, StoredValues

# Characters that XML forbids, and halves of surrogate pairs, which UTF-8 forbids.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32_000  # characters; a cell holds at most 32,767
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t")

Value = str | int | float | date | time | Formula | None

_LINE_POINTS = 12  # height of a line of text in points
_LETTERS = 1.25  # letters that fit a unit of column width; Arial 9 is narrower than the font widths are measured in


def safe_text(text: str) -> str:
    """Returns a text without characters that XML forbids, cut to what a cell can hold."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:_LONGEST_TEXT]


def short_text(text: str, longest: int = 90) -> str:
    """Returns a text on one line, cut to a length, for headings that must fit on the page."""
    one_line = " ".join(safe_text(text).split())
    return one_line if len(one_line) <= longest else one_line[: longest - 1] + "…"


def place(row: int, column: int, *, fixed: bool = False) -> str:
    """Returns the reference of a cell: `B5`, or `$B$5` (absolute) when `fixed`."""
    letter = get_column_letter(column)
    return f"${letter}${row}" if fixed else f"{letter}{row}"


def stretch(first: tuple[int, int], last: tuple[int, int], sheet: str = "", *, fixed: bool = False) -> str:
    """Returns the reference of a range from (row, column) to (row, column), with the sheet when one is named."""
    return f"{sheet + '!' if sheet else ''}{place(*first, fixed=fixed)}:{place(*last, fixed=fixed)}"


class Page:
    """One sheet, and methods that write on it."""

    def __init__(self, sheet: Worksheet, stored: StoredValues, looks: Looks) -> None:
        self.sheet = sheet
        self._stored = stored
        self._looks = looks

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.sheet.title

    def put(self, row: int, column: int, value: Value, look: Look) -> None:
        """Writes one cell. Text stays text, even if it begins with `=`."""
        cell = self.sheet.cell(row, column)
        assert isinstance(cell, Cell)  # no cell is merged on our sheets
        if isinstance(value, Formula):
            shown = safe_text(value.value) if isinstance(value.value, str) else value.value
            self._stored.put(cell, Formula(safe_text(value.text), shown))  # formulas contain names that users chose
        elif isinstance(value, str):
            cell.value = safe_text(value)
            cell.data_type = "s"  # openpyxl takes "=..." for a formula and "#N/A" for an error
        else:
            cell.value = value
        self._looks.give(cell, look)  # after the value: openpyxl sets a number format with a date
        if isinstance(value, str) and value.startswith(_LIKE_A_FORMULA):
            cell.quotePrefix = True  # otherwise Excel makes it a formula when a user edits the cell

    def put_row(self, row: int, values: Sequence[Value], look: Look | Sequence[Look], column: int = 1) -> None:
        """Writes cells side by side, with one look for all or one for each."""
        looks = [look] * len(values) if isinstance(look, Look) else look
        for offset, (value, one) in enumerate(zip(values, looks, strict=True)):
            self.put(row, column + offset, value, one)

    def widths(self, widths: Sequence[float], column: int = 1) -> None:
        """Sets the widths of adjacent columns, in characters."""
        for offset, width in enumerate(widths):
            self.sheet.column_dimensions[get_column_letter(column + offset)].width = width

    def hide(self, first: int, last: int) -> None:
        """Hides columns that only formulas read."""
        for column in range(first, last + 1):
            self.sheet.column_dimensions[get_column_letter(column)].hidden = True

    def define(self, name: str, cells: str) -> None:
        """Defines a name for a range, for formulas on every sheet."""
        workbook = self.sheet.parent
        assert workbook is not None
        workbook.defined_names[name] = DefinedName(name, attr_text=cells, hidden=True)

    def height(self, row: int, points: float) -> None:
        """Sets the height of a row, in points."""
        self.sheet.row_dimensions[row].height = points

    def fit_heights(self, first_row: int) -> None:
        """Sets the heights of rows to what their wrapped texts need; widths must be set before."""
        for number, cells in enumerate(self.sheet.iter_rows(min_row=first_row), start=first_row):
            lines = 1
            for column, cell in enumerate(cells, start=1):
                value = self._stored.shown(cell)
                if isinstance(value, str) and cell.alignment.wrap_text:
                    width = self.sheet.column_dimensions[get_column_letter(column)].width
                    lines = max(lines, _lines(value, width))
            if lines > 1:
                self.height(number, lines * _LINE_POINTS + 3)

    def freeze(self, row: int, column: int) -> None:
        """Freezes the rows above a cell and the columns to its left."""
        self.sheet.freeze_panes = place(row, column)

    def filter(self, header: int, last_row: int, last_column: int) -> None:
        """Adds filter arrows to a header row."""
        self.sheet.auto_filter.ref = stretch((header, 1), (max(header, last_row), last_column))

    def print_set_up(
        self,
        title: str,
        period: str,
        repeat_rows: tuple[int, int],
        *,
        repeat_columns: int = 0,
        wide: int = 1,
        reader: str = "Coordinator's copy: holds personal data",
    ) -> None:
        """Sets the page up for print: A4 landscape, titles on each page.

        Args:
            title: of the book, at the top left.
            period: at the top right.
            repeat_rows: first and last row to repeat on each page.
            repeat_columns: how many columns to repeat on each page.
            wide: how many pages wide.
            reader: whose copy it is, at the bottom left.
        """
        sheet = self.sheet
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth = wide
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top, sheet.page_margins.bottom = 0.65, 0.6
        sheet.page_margins.header = sheet.page_margins.footer = 0.3
        sheet.print_options.horizontalCentered = True
        sheet.print_title_rows = f"{repeat_rows[0]}:{repeat_rows[1]}"
        if repeat_columns:
            sheet.print_title_cols = f"A:{get_column_letter(repeat_columns)}"
        header, footer = sheet.oddHeader, sheet.oddFooter
        assert header is not None  # openpyxl makes both with the sheet
        assert footer is not None
        header.left.text, header.center.text, header.right.text = _header(title), sheet.title, period
        footer.left.text, footer.right.text = _header(reader), "Page &P of &N"
        for part in (header.left, header.center, header.right, footer.left, footer.right):
            part.font, part.size = f"{FONT},Regular", 8
        sheet.sheet_view.showGridLines = False


def _lines(text: str, width: float) -> int:
    """Counts the lines that a text takes in a column of a width."""
    letters = max(1, int((width - 2) * _LETTERS))
    return sum(max(1, len(wrap(line, letters))) for line in text.split("\n"))


def fitting(texts: Iterable[str], least: float, most: float) -> float:
    """Returns the width of a column that shows the longest text, between `least` and `most`."""
    longest = max((max(map(len, text.split("\n"))) for text in texts), default=0)
    return min(most, max(least, longest / _LETTERS + 2.5))


def _header(text: str) -> str:
    """Returns a text for a page header, in which & begins a command and all parts have at most 255 characters."""
    return short_text(text, 60).replace("&", "&&")

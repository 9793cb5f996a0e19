"""Reads the cells of a workbook, sheet by sheet; merged cells are filled downwards."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape
from zipfile import ZipFile

from openpyxl.utils import get_column_letter, range_boundaries

from models.text.dates_and_times import tidy
from roster.io.storage.files import FileError
from roster.io.storage.limits import LIMITS, Limits
from roster.io.xlsx.raw_sheets import safe_opening
from roster.io.xlsx.raw_sheets.comments import commented_cells

CellValue = str | int | float | bool | date | datetime | time | timedelta

_ROW_START = re.compile(rb"<(?:\w+:)?row[\s>]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
# A formula without a stored result: the writing program did not calculate. An empty text result is marked t="str".
_FORMULA_WITHOUT_RESULT = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# Cells beyond the last row and column of any workbook; reading up to them would never end.
_BEYOND = re.compile(rb'\sr="(?:[0-9]{8,}|[A-Z]{4,}[0-9]+|[A-Z]+[0-9]{8,})"')
_NOT_CALCULATED = "holds a formula whose result is not in the file; open it in Excel or LibreOffice and save it"
STRUCK = "is struck through; clear it, or take the line away if it still holds"
_PLACE = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_COLUMN_TAG = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_SPAN = re.compile(rb'(?=.*\smin="([0-9]{1,5})")(?=.*\smax="([0-9]{1,5})")', re.DOTALL)
_NUMBER = re.compile(rb'\sr="([0-9]{1,7})"')


@dataclass(frozen=True)
class CellFault:
    """A cell whose value cannot be read, and the reason.

    Attributes:
        formula: of a formula without a stored result: its text without `=`; else empty.
    """

    sentence: str
    formula: str = ""


@dataclass(frozen=True)
class Place:
    """A cell of a workbook, or a whole sheet where the row is 0.

    Attributes:
        order: the position of the sheet in its workbook, from 0.
    """

    sheet: str
    row: int = 0
    column: int = 0
    order: int = field(default=0, compare=False)

    @property
    def in_order(self) -> tuple[int, int, int]:
        """The key by which cells are sorted."""
        return self.order, self.row, self.column

    @property
    def cell(self) -> str:
        """The cell without its sheet: `B7`."""
        return f"{get_column_letter(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.row else self.sheet


@dataclass
class RawSheet:
    """One sheet of a workbook.

    Attributes:
        rows: row -> column -> value; blank cells are left out.
        wide: the merged ranges of several columns, as (row, first column, last column).
        merged: all merged ranges, as (first column, first row, last column, last row).
        hidden: whether the whole sheet is hidden.
        hidden_rows: rows with values that are hidden, by hand or by a filter.
        hidden_columns: columns with values that are hidden.
        comments: the cells that have a comment.
        struck: the cells whose text is struck through, as (row, column).
    """

    name: str
    order: int = 0
    rows: dict[int, dict[int, CellValue | CellFault]] = field(default_factory=dict)
    wide: list[tuple[int, int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    struck: set[tuple[int, int]] = field(default_factory=set)

    def place(self, row: int, column: int) -> Place:
        """Returns the place of a cell of this sheet."""
        return Place(self.name, row, column, self.order)

    @property
    def whole(self) -> Place:
        """The place of the whole sheet."""
        return Place(self.name, order=self.order)

    def text(self, row: int, column: int) -> str:
        """Returns the text of a cell; empty where it holds no text."""
        found = self.rows.get(row, {}).get(column)
        return tidy(found) if isinstance(found, str) else ""

    def merged_cells(self, below: int, right_of: int) -> dict[int, dict[int, CellValue | CellFault]]:
        """Returns a value for each cell that a merged range covers, by row and column: the value of its first cell.

        Args:
            below: only ranges that begin below this row.
            right_of: only ranges that begin to the right of this column.
        """
        cells: dict[int, dict[int, CellValue | CellFault]] = defaultdict(dict)
        for left, top, right, bottom in self.merged:
            value = self.rows.get(top, {}).get(left)
            if value is not None and top > below and left > right_of:
                for row in range(top, bottom + 1):
                    if row in self.rows:
                        cells[row] |= dict.fromkeys(range(left, right + 1), value)
        return cells


def read_raw_sheets(path: Path, data: bytes, limits: Limits = LIMITS) -> list[RawSheet]:
    """Reads every sheet of cells in the bytes of a workbook, hidden sheets too.

    Args:
        path: names the workbook in errors.

    Raises:
        FileError: no workbook, one that cannot be read, or one beyond a limit.
    """
    data = safe_opening.checked_workbook(path, data, limits=limits)
    workbook = safe_opening.load_checked(path, data, values=True, stream=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [_read_sheet(path, sheet, order, limits) for order, sheet in enumerate(workbook.worksheets)]
    except FileError:
        raise
    except Exception as error:  # openpyxl fails in many ways on a damaged sheet
        raise safe_opening.unreadable_error(path, error) from None
    finally:
        workbook.close()


def _read_sheet(path: Path, sheet: Any, order: int, limits: Limits) -> RawSheet:
    raw = RawSheet(sheet.title, order)
    sheet.reset_dimensions()  # the size that a sheet states of itself is often wrong
    archive: ZipFile = sheet.parent._archive
    xml = archive.read(sheet._worksheet_path)
    _refuse_oversize(path, raw.name, xml, limits)
    _read_cells(path, raw, sheet, dict(_formulas_without_result(xml)), limits)
    _fill_merged_cells(raw, xml)
    hidden = {int(number) for tag in _ROW_TAG.findall(xml) if _HIDDEN.search(tag) for number in _NUMBER.findall(tag)}
    raw.hidden_rows = sorted(hidden & set(raw.rows))
    raw.hidden = sheet.sheet_state != "visible"
    used = {column for cells in raw.rows.values() for column in cells}
    spans = [range(int(tag[1]), int(tag[2]) + 1) for tag in _spans_of_hidden_columns(xml)]
    raw.hidden_columns = sorted(column for column in used if any(column in span for span in spans))
    raw.comments = commented_cells(archive, sheet._worksheet_path)
    return raw


def _spans_of_hidden_columns(xml: bytes) -> Iterator[re.Match[bytes]]:
    """Yields the first and last column of each definition of columns that hides them."""
    for tag in _COLUMN_TAG.findall(xml):
        if _HIDDEN.search(tag) and (span := _SPAN.search(tag)):
            yield span


def _refuse_oversize(path: Path, name: str, xml: bytes, limits: Limits) -> None:
    """Refuses a sheet with cells outside of any workbook, or with too many rows, before its cells are read.

    Raises:
        FileError: such a sheet.
    """
    if _BEYOND.search(xml):
        raise FileError([f"{path}: sheet {name} has cells where no workbook has any; save it again in Excel"])
    if sum(_VALUE.search(row) is not None for row in _ROW_START.split(xml)) > limits.sheet_rows:
        raise FileError([f"{path}: sheet {name} holds more than {limits.sheet_rows:,} rows; no book's sheet does"])


def _read_cells(path: Path, raw: RawSheet, sheet: Any, unsaved: Mapping[str, str], limits: Limits) -> None:
    """Reads the cells that hold something.

    Args:
        unsaved: cell -> its formula, where the file holds no result.

    Raises:
        FileError: more cells than the limit.
    """
    struck_through = _strikethrough_styles(sheet.parent)
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        values: dict[int, CellValue | CellFault] = {}
        for column, cell in enumerate(row, start=1):
            value = cell.value
            if value is None:
                formula = unsaved.get(f"{get_column_letter(column)}{number}") if unsaved else None
                if formula is not None:
                    values[column] = CellFault(_NOT_CALCULATED, formula)
            elif not isinstance(value, str) or tidy(value):
                values[column] = _value_of(cell)
                if cell._style_id in struck_through:
                    raw.struck.add((number, column))
        if values:
            raw.rows[number] = values
            cells += len(values)
            if cells > limits.sheet_cells:
                raise FileError(
                    [f"{path}: sheet {raw.name} holds more than {limits.sheet_cells:,} cells; no book does"]
                )


def _value_of(cell: Any) -> CellValue | CellFault:
    """Returns the value of a cell that is not blank."""
    value = cell.value
    if cell.data_type == "e":
        return CellFault(f"holds the error {value}")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _padded(value, cell.number_format)
    return value if isinstance(value, bool | str | date | datetime | time | timedelta) else str(value)


def _strikethrough_styles(workbook: Any) -> set[int]:
    """Returns the numbers of the cell styles that strike text through."""
    fonts = [bool(font.strike) for font in workbook._fonts]
    return {number for number, style in enumerate(workbook._cell_styles) if fonts[style.fontId]}


def _padded(value: int | float, number_format: object) -> CellValue:
    """Returns a number with the leading zeros that its format shows, as text: 4 shown as 04 is a call sign."""
    shape = str(number_format)
    if isinstance(value, int) and value >= 0 and re.fullmatch("00+", shape):
        return f"{value:0{len(shape)}}"
    return value


def _formulas_without_result(xml: bytes) -> Iterator[tuple[str, str]]:
    """Finds formulas without a stored result: the cell, and the formula."""
    if b"<f" not in xml and b":f" not in xml:
        return
    for match in _FORMULA_WITHOUT_RESULT.finditer(xml):
        place = _PLACE.search(match[1])
        if place and b't="str"' not in match[1]:
            yield place[1].decode(), unescape((match[2] or b"").decode(errors="replace"), {"&quot;": '"'})


def _fill_merged_cells(found: RawSheet, xml: bytes) -> None:
    """Copies the value of a range that is merged over rows into each row; notes ranges merged over columns."""
    last_row = max(found.rows, default=0)
    fills: dict[int, dict[int, CellValue | CellFault]] = defaultdict(dict)
    for match in _MERGED.finditer(xml):
        left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(match[1].decode()))
        if right > left:
            found.wide += [(row, left, right) for row in range(top, min(bottom, top + 50) + 1)]
        found.merged.append((left, top, right, min(bottom, last_row)))
        value = found.rows.get(top, {}).get(left)
        if value is not None:
            for row in range(top + 1, min(bottom, last_row) + 1):
                fills[row].setdefault(left, value)
    for row, cells in fills.items():
        if row in found.rows:
            for column, value in cells.items():
                found.rows[row].setdefault(column, value)

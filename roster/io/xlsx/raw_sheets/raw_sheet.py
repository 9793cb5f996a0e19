"""The cells of a workbook that hold something, sheet by sheet, merged ones filled downwards."""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape
from zipfile import ZipFile

from openpyxl.utils import get_column_letter, range_boundaries

from models.text.dates_and_times import tidy
from roster.io.storage.files import FileError
from roster.io.xlsx.raw_sheets import safe_opening as opening
from roster.io.xlsx.raw_sheets.comments import commented_cells

CellValue = str | int | float | bool | date | datetime | time | timedelta

_MOST_CELLS = 2_000_000  # of one sheet; a year of 2,300 people is some 900,000
_MOST_ROWS = 60_000  # of one sheet that hold something; a month of 2,300 people's records is some 46,000
_ROW = re.compile(rb"<(?:\w+:)?row[\s>]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
# A formula with nothing beside it: whoever wrote it has not calculated. Text that comes to nothing is marked t="str".
_UNSAVED = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# Beyond the last row and column of any workbook: filling up to there would take for ever.
_BEYOND = re.compile(rb'\sr="(?:[0-9]{8,}|[A-Z]{4,}[0-9]+|[A-Z]+[0-9]{8,})"')
_NOT_CALCULATED = "holds a formula whose result is not in the file; open it in Excel or LibreOffice and save it"
STRUCK = "is struck through; clear it, or take the line away if it still holds"
_PLACE = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_NUMBER = re.compile(rb'\sr="([0-9]{1,7})"')


@dataclass(frozen=True)
class CellFault:
    """A cell that holds nothing that can be read, and why.

    Attributes:
        formula: the one whose result is missing, without its `=`.
    """

    sentence: str
    formula: str = ""


@dataclass(frozen=True)
class Place:
    """A cell, or a sheet when it has no row.

    Attributes:
        order: the sheet's place in its workbook.
    """

    sheet: str
    row: int = 0
    column: int = 0
    order: int = field(default=0, compare=False)

    @property
    def in_order(self) -> tuple[int, int, int]:
        """By which cells are sorted."""
        return self.order, self.row, self.column

    @property
    def cell(self) -> str:
        """The cell without its sheet: `B7`."""
        return f"{get_column_letter(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.row else self.sheet


@dataclass
class RawSheet:
    """One sheet.

    Attributes:
        rows: row -> column -> what is there; blank cells are left out.
        wide: the merged ranges of several columns, as (row, first column, last column).
        merged: all merged ranges, as (first column, first row, last column, last row).
        hidden_rows: those that hold something and are hidden, by hand or by a filter.
        comments: the cells that have a comment.
        struck: the cells whose text is struck through, as (row, column).
    """

    name: str
    order: int = 0
    rows: dict[int, dict[int, CellValue | CellFault]] = field(default_factory=dict)
    wide: list[tuple[int, int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    struck: set[tuple[int, int]] = field(default_factory=set)

    def place(self, row: int, column: int) -> Place:
        """A cell of it."""
        return Place(self.name, row, column, self.order)

    @property
    def whole(self) -> Place:
        """The sheet itself."""
        return Place(self.name, order=self.order)

    def text(self, row: int, column: int) -> str:
        """What a cell says, when that is a text."""
        found = self.rows.get(row, {}).get(column)
        return tidy(found) if isinstance(found, str) else ""

    def merged_cells(self, below: int, right_of: int) -> dict[int, dict[int, CellValue | CellFault]]:
        """What merged cells mean for the cells they cover, by row and column: what is written once in all of them.

        Args:
            below, right_of: only ranges that begin below this row and right of this column.
        """
        cells: dict[int, dict[int, CellValue | CellFault]] = defaultdict(dict)
        for left, top, right, bottom in self.merged:
            value = self.rows.get(top, {}).get(left)
            if value is not None and top > below and left > right_of:
                for row in range(top, bottom + 1):
                    if row in self.rows:
                        cells[row] |= dict.fromkeys(range(left, right + 1), value)
        return cells


def read_raw_sheets(path: Path, data: bytes) -> list[RawSheet]:
    """Every sheet of cells in the bytes of a workbook, hidden ones too.

    Raises:
        FileError: no workbook, or one that cannot be read.
    """
    data = opening.checked_workbook(path, data)
    workbook = opening.load_checked(path, data, values=True, stream=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [_sheet(path, sheet, order) for order, sheet in enumerate(workbook.worksheets)]
    except FileError:
        raise
    except Exception as error:
        raise opening.unreadable_error(path, error) from None
    finally:
        workbook.close()


def _sheet(path: Path, sheet: object, order: int) -> RawSheet:
    found = RawSheet(sheet.title, order)  # type: ignore[attr-defined]
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what a sheet says of its own size is often wrong
    archive: ZipFile = sheet.parent._archive  # type: ignore[attr-defined]
    xml = archive.read(sheet._worksheet_path)  # type: ignore[attr-defined]
    if _BEYOND.search(xml):
        raise FileError([f"{path}: sheet {found.name} has cells where no workbook has any; save it again in Excel"])
    if sum(_VALUE.search(row) is not None for row in _ROW.split(xml)) > _MOST_ROWS:
        raise FileError([f"{path}: sheet {found.name} holds more than {_MOST_ROWS:,} rows; no book's sheet does"])
    unsaved = dict(_unsaved(xml))
    struck = _struck_styles(sheet.parent)  # type: ignore[attr-defined]
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):  # type: ignore[attr-defined]
        kept: dict[int, CellValue | CellFault] = {}
        for column, cell in enumerate(row, start=1):
            value = cell.value
            if value is None:
                formula = unsaved.get(f"{get_column_letter(column)}{number}") if unsaved else None
                if formula is not None:
                    kept[column] = CellFault(_NOT_CALCULATED, formula)
                continue
            if not isinstance(value, str) or tidy(value):
                kept[column] = _found_in(cell)
                if cell._style_id in struck:
                    found.struck.add((number, column))
        if kept:
            found.rows[number] = kept
            cells += len(kept)
            if cells > _MOST_CELLS:
                raise FileError([f"{path}: sheet {found.name} holds more than {_MOST_CELLS:,} cells; no book does"])
    _fill_down(found, xml)
    hidden = {int(number) for tag in _ROW.findall(xml) if _HIDDEN.search(tag) for number in _NUMBER.findall(tag)}
    found.hidden_rows = sorted(hidden & set(found.rows))
    found.comments = commented_cells(archive, sheet._worksheet_path)  # type: ignore[attr-defined]
    return found


def _found_in(cell: Any) -> CellValue | CellFault:
    """What a cell that is not blank holds."""
    value = cell.value
    if cell.data_type == "e":
        return CellFault(f"holds the error {value}")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _padded(value, cell.number_format)
    return value if isinstance(value, bool | str | date | datetime | time | timedelta) else str(value)


def _struck_styles(workbook: Any) -> set[int]:
    """The numbers of the cell styles that strike text through."""
    fonts = [bool(font.strike) for font in workbook._fonts]
    return {number for number, style in enumerate(workbook._cell_styles) if fonts[style.fontId]}


def _padded(value: int | float, number_format: object) -> CellValue:
    """A number as the cell shows it where its format asks for leading noughts: 4 as 04 is a call sign, not a number."""
    shape = str(number_format)
    if isinstance(value, int) and value >= 0 and re.fullmatch("00+", shape):
        return f"{value:0{len(shape)}}"
    return value


def _unsaved(xml: bytes) -> Iterator[tuple[str, str]]:
    """The cells of formulas without a result, and the formulas."""
    if b"<f" not in xml and b":f" not in xml:
        return
    for match in _UNSAVED.finditer(xml):
        place = _PLACE.search(match[1])
        if place and b't="str"' not in match[1]:
            yield place[1].decode(), unescape((match[2] or b"").decode(errors="replace"), {"&quot;": '"'})


def _fill_down(found: RawSheet, xml: bytes) -> None:
    """What is merged over several rows is meant for each of them; over several columns it is only noted."""
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

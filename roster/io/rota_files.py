"""Opens an existing rota, a workbook or a CSV file, as plain sheets of cells; and the mapping that goes with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from models.text.lists import first_few
from roster.importing.answers import MappingRow
from roster.importing.grid import Grid, column_letters
from roster.io.storage.files import FileError, read_bytes
from roster.io.storage.limits import LIMITS
from roster.io.tables.text_table import SEPARATORS, decoded, likeliest_separator
from roster.io.xlsx.raw_sheets.raw_sheet import CellFault, RawSheet, read_raw_sheets
from roster.io.xlsx.raw_sheets.safe_opening import read_workbook_bytes

WORKBOOKS = (".xlsx", ".xlsm")
READABLE = (*WORKBOOKS, ".csv", ".tsv", ".txt")
_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_STRUCK = "is struck through, so it is not taken"


def read_rota_file(path: Path) -> tuple[list[Grid], list[str]]:
    """Reads the sheets of a rota.

    Returns:
        The sheets that hold something, and sentences on what is not read of them.

    Raises:
        FileError: missing, of another form, damaged, too large, or empty.
    """
    if path.suffix.lower() not in READABLE:
        raise FileError([f"{path}: a rota is read from {', '.join(READABLE)}; save it as one of these"])
    if path.suffix.lower() in WORKBOOKS:
        sheets = read_raw_sheets(path, read_workbook_bytes(path))
        grids = [_grid(sheet) for sheet in sheets]
        notes = [f"{path}: comments are not read: {sheet.name}!{cell}" for sheet in sheets for cell in sheet.comments]
        notes += [f"{path}: {note}" for sheet in sheets for note in _hidden(sheet)]
    else:
        text_grid, notes = _text_grid(path)
        grids = [text_grid]
    grids = [grid for grid in grids if grid.rows or grid.faults]
    if not grids:
        raise FileError([f"{path}: the file is empty"])
    return grids, notes


def _hidden(sheet: RawSheet) -> Iterator[str]:
    """Yields a sentence on each part of a sheet that is hidden, and that is read all the same."""
    if sheet.hidden and sheet.rows:
        yield f"the sheet {sheet.name} is hidden; it is read like the others"
    if sheet.hidden_rows:
        yield f"{sheet.name} has hidden rows; they are read like the others"
    if sheet.hidden_columns:
        letters = first_few([column_letters(column) for column in sheet.hidden_columns])
        yield f"{sheet.name} has hidden columns ({letters}); they are read like the others"


def _grid(sheet: RawSheet) -> Grid:
    """The cells of a sheet as the file has them: without the values that reading fills into merged ranges."""
    covered = {
        (row, column)
        for left, top, right, bottom in sheet.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    cells, faults = {}, {}
    for row, values in sheet.rows.items():
        for column, value in values.items():
            if (row, column) in covered:
                continue
            if isinstance(value, CellFault):
                faults[row, column] = value.sentence
            else:
                cells[row, column] = value
                if (row, column) in sheet.struck:
                    faults[row, column] = _STRUCK
    return Grid(sheet.name, cells, sheet.merged, faults)


def _text_grid(path: Path) -> tuple[Grid, list[str]]:
    data = read_bytes(path)
    if data.startswith(_ZIP):
        raise FileError([f"{path}: is a workbook; name it .xlsx"])
    if data.startswith(_OLD_WORKBOOK):
        raise FileError([f"{path}: is a workbook of the old form (.xls); save it as .xlsx or as CSV"])
    text, guess = decoded(path, data)
    if text.lstrip().lower().startswith(("<!doctype html", "<html", "<table", "<?xml")):
        raise FileError([f"{path}: is a web page or XML, not a table; open it in Excel and save it as .xlsx or CSV"])
    separator = likeliest_separator(text, lambda cells: len([cell for cell in cells if cell.strip()]), 50)
    if separator not in SEPARATORS or text.count(separator) == 0:
        separator = ","
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator))
    except csv.Error as error:
        raise FileError([f"{path}: cannot be split into rows: {error}"]) from None
    if len(rows) > LIMITS.table_rows or max(map(len, rows), default=0) > LIMITS.table_columns:
        raise FileError([f"{path}: has more rows or columns than any rota"])
    cells = {
        (row, column): value.strip()
        for row, values in enumerate(rows, start=1)
        for column, value in enumerate(values, start=1)
        if value.strip()
    }
    return Grid(path.stem[:31] or "rota", {at: _number(value) for at, value in cells.items()}), (
        [f"{path}: {guess}"] if guess else []
    )


def _number(text: str) -> str | int:
    """A bare number of at most two digits as a number, as a spreadsheet would have it: a day of the month."""
    return int(text) if text.isdigit() and len(text) <= 2 and not text.startswith("0") else text


def read_mapping_file(path: Path) -> tuple[list[MappingRow], list[str]]:
    """Reads a mapping that was filled in.

    Returns:
        Its rows, and sentences on rows that are not read.

    Raises:
        FileError: it is no mapping, or has mistakes, all of them at once.
    """
    from roster.io.xlsx.mapping.mapping_reader import rows_of_mapping  # here, not above: it needs openpyxl

    if path.suffix.lower() not in WORKBOOKS:
        raise FileError([f"{path}: a mapping is a workbook (.xlsx)"])
    return rows_of_mapping(path, read_raw_sheets(path, read_workbook_bytes(path)))


__all__ = ["READABLE", "read_mapping_file", "read_rota_file"]

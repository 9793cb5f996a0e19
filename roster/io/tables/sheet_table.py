"""Reads a table from a workbook: finds the sheet that holds it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from roster.io.storage.files import FileError
from roster.io.storage.limits import LIMITS
from roster.io.tables.text_table import Rows

if TYPE_CHECKING:
    from roster.io.xlsx.raw_sheets.raw_sheet import RawSheet

_TABLE = "Worked"  # the sheet that is taken where several could hold the table


def rows_of_sheet(path: Path, data: bytes, is_table: Callable[[Rows], bool], say: Callable[[str], None]) -> Rows:
    """Reads the rows of the sheet that holds the table; a value merged over rows counts for each row.

    Args:
        is_table: whether rows look like the wanted table.
        say: receives a sentence on the sheets that are not read.

    Raises:
        FileError: no workbook, an empty one, or several such sheets.
    """
    from roster.io.xlsx.raw_sheets.raw_sheet import read_raw_sheets  # here, not above: openpyxl takes a while to import

    sheets = {sheet.name: _rows(path, sheet) for sheet in read_raw_sheets(path, data) if sheet.rows}
    if not sheets:
        raise FileError([f"{path}: the workbook is empty"])
    tables = [name for name, rows in sheets.items() if is_table(rows)]
    if len(tables) > 1 and _TABLE not in tables:
        raise FileError([f"{path}: the sheets {', '.join(tables)} could all be meant; leave one of them"])
    chosen = _TABLE if _TABLE in tables else next(iter([*tables, *sheets]))
    if others := [name for name in sheets if name != chosen]:
        say(f"only the sheet '{chosen}' is read, not {', '.join(others)}")
    return sheets[chosen]


def _rows(path: Path, sheet: RawSheet) -> Rows:
    """Returns the rows of a sheet up to the last one with values."""
    import pandas as pd

    from roster.io.xlsx.raw_sheets.raw_sheet import CellFault

    height, width = max(sheet.rows), max(max(cells) for cells in sheet.rows.values())
    if height > LIMITS.table_rows:
        raise FileError([f"{path}: has more than {LIMITS.table_rows:,} rows; no table of a period has"])
    if width > LIMITS.table_columns:
        raise FileError([f"{path}: has more than {LIMITS.table_columns:,} columns; no table that is read here has"])
    faults = {
        (row, column - 1): found.sentence
        for row, cells in sheet.rows.items()
        for column, found in cells.items()
        if isinstance(found, CellFault)
    }
    found = [
        [None if (row, at) in faults else cells.get(at + 1) for at in range(width)]
        for row in range(1, height + 1)
        for cells in (sheet.rows.get(row, {}),)
    ]
    return Rows(pd.DataFrame(found, dtype=object, index=pd.RangeIndex(1, height + 1)), faults=faults)

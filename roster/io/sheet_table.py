"""A table in a workbook: the one sheet that holds it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from roster.io.files import FileError
from roster.io.text_table import MOST_COLUMNS, MOST_ROWS, Rows

_TABLE = "Worked"  # the sheet that is meant where several could be


def rows_of_sheet(path: Path, data: bytes, is_table: Callable[[Rows], bool], say: Callable[[str], None]) -> Rows:
    """The rows of the sheet that is a table.

    Args:
        is_table: whether rows are those of the table that is looked for.
        say: told, in a sentence, which other sheets are not read.

    Raises:
        FileError: no workbook, no such sheet, or several.
    """
    from roster.io.inputs.opening import checked, loaded

    data = checked(path, data)
    values = loaded(path, data, values=True, stream=True)
    formulas = loaded(path, data, values=False, stream=True)
    sheets = {}
    for name in values.sheetnames:
        if not hasattr(values[name], "iter_rows"):
            continue  # a chart
        rows = _rows(path, values[name], formulas[name])
        if not rows.frame.empty:
            sheets[name] = rows
    tables = [name for name, rows in sheets.items() if is_table(rows)]
    if len(tables) > 1 and _TABLE not in tables:
        raise FileError([f"{path}: the sheets {', '.join(tables)} could all be meant; leave one of them"])
    if not sheets:
        raise FileError([f"{path}: the workbook is empty"])
    chosen = _TABLE if _TABLE in tables else tables[0] if tables else next(iter(sheets))
    if others := [name for name in sheets if name != chosen]:
        say(f"only the sheet '{chosen}' is read, not {', '.join(others)}")
    return sheets[chosen]


def _rows(path: Path, values: Any, formulas: Any) -> Rows:
    """The rows of a sheet up to the last that holds anything."""
    import pandas as pd

    for sheet in (values, formulas):
        sheet.reset_dimensions()  # what a file says of its size need not be so
    found = []
    for row, (cells, asked) in enumerate(
        zip(values.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True), start=1
    ):
        if row > MOST_ROWS:
            raise FileError([f"{path}: has more than {MOST_ROWS:,} rows; no record of a period has"])
        for value, formula in zip(cells, asked, strict=True):
            if value is None and formula is not None:
                raise FileError(
                    [f"{path}: {values.title}, row {row}: the formula {formula} has no result yet; save it in Excel"]
                )
        found.append(cells)
    ends = [max((at for at, cell in enumerate(cells, start=1) if cell is not None), default=0) for cells in found]
    width = max(ends, default=0)
    if width > MOST_COLUMNS:
        raise FileError([f"{path}: has more than {MOST_COLUMNS:,} columns; no record of worked time has"])
    height = max((row for row, end in enumerate(ends, start=1) if end), default=0)
    frame = pd.DataFrame([[*cells[:width], *[None] * (width - len(cells))] for cells in found[:height]], dtype=object)
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return Rows(frame, {})

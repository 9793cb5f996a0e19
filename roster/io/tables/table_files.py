"""Writes a table to a file: CSV, Parquet or a workbook of one sheet; the suffix decides."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roster.io.storage.files import STANDARD, FileError, write_atomically
from roster.tables.cells.text import escaped

if TYPE_CHECKING:
    from pandas import DataFrame

PARQUET = ".parquet"


def refuse_form(path: Path) -> None:
    """Checks, before any work is done, that a table can be written in the form of a suffix.

    Raises:
        FileError: pyarrow is needed and is not installed.
    """
    if path.suffix.lower() == PARQUET and find_spec("pyarrow") is None:
        raise FileError([f"{path}: Parquet files need pyarrow; pip install 'jru-roster[parquet]' installs it"])


def write_table(frame: DataFrame, name: str, path: Path) -> None:
    """Writes a table, completely or not at all; as CSV to standard output.

    Args:
        name: of the table, for the sheet of a workbook.

    Raises:
        FileError: it cannot be written.
    """
    to_stdout = str(path) == STANDARD
    data = _csv_text(frame).encode() if to_stdout else FORMS[path.suffix.lower()](frame, name)
    write_atomically([(path, data)])


def records(frame: DataFrame) -> Iterator[dict[str, Any]]:
    """Yields the rows as plain values: numbers, booleans, text, dates and times; None for a missing value."""
    from roster.tables.typed_columns import WHOLE_DATES  # here, not above: it imports pandas

    names = [str(column) for column in frame.columns]
    dated = [name in WHOLE_DATES for name in names]
    missing = frame.isna().to_numpy()
    for cells, blanks in zip(frame.to_numpy(dtype=object).tolist(), missing, strict=True):
        plain = (
            None if is_missing else _plain(cell, whole_date=whole)
            for cell, is_missing, whole in zip(cells, blanks, dated, strict=True)
        )
        yield dict(zip(names, plain, strict=True))


def as_data(frame: DataFrame) -> list[dict[str, Any]]:
    """Returns the rows as JSON data: dates and times as text."""
    kept = (bool, int, float, type(None))
    return [
        {name: value if isinstance(value, kept) else as_text(value) for name, value in row.items()}
        for row in records(frame)
    ]


def as_text(value: Any) -> str:
    """Returns a value as text for CSV and JSON: `2026-12-04`, `2026-12-04 18:00`, `2026-12-04T18:00Z`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if value.tzinfo else f"{value:%Y-%m-%d %H:%M}"
    return str(value)


def _plain(value: Any, *, whole_date: bool) -> Any:
    if isinstance(value, datetime):
        moment = value.to_pydatetime() if hasattr(value, "to_pydatetime") else value
        return moment.date() if whole_date else moment
    return value.item() if hasattr(value, "item") else value


def _csv(frame: DataFrame, name: str) -> bytes:
    return _csv_text(frame).encode("utf-8-sig")  # without the byte order mark, Excel assumes a Windows encoding


def _csv_text(frame: DataFrame) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(escaped, map(str, frame.columns)))
    for row in records(frame):
        writer.writerow(escaped(value) if isinstance(value, str) else as_text(value) for value in row.values())
    return text.getvalue()


def _parquet(frame: DataFrame, name: str) -> bytes:
    file = io.BytesIO()
    frame.to_parquet(file, engine="pyarrow", index=False)
    return file.getvalue()


def _workbook(frame: DataFrame, name: str) -> bytes:
    from roster.io.xlsx.answers.table import table_bytes  # here, not above: openpyxl takes a while to import

    return table_bytes(name, [str(column) for column in frame.columns], [list(row.values()) for row in records(frame)])


FORMS: Mapping[str, Callable[[DataFrame, str], bytes]] = {".csv": _csv, PARQUET: _parquet, ".xlsx": _workbook}


__all__ = ["FORMS", "as_data", "as_text", "records", "refuse_form", "write_table"]

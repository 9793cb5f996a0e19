"""Opens the files of replies: workbooks and CSV files, alone or in folders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from roster.io.storage.files import FileError, read_bytes
from roster.io.storage.limits import LIMITS
from roster.io.tables.text_table import decoded, likeliest_separator, split_rows, unclosed_quotes
from roster.offers.replies import Grid, Place, Remark

READABLE = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_HEADING_ROWS = 30
_MOST_FILES = 5000


def reply_files(paths: Sequence[Path], notes: list[Remark]) -> list[Path]:
    """The files to read: those named, and those in the folders named, in order of their names.

    Args:
        paths: files and folders.
        notes: receives a sentence for each file in a folder that is passed over.

    Raises:
        FileError: a path leads to nothing, or a folder holds no file that can be read.
    """
    found: list[Path] = []
    wrong = []
    for path in paths:
        if not path.exists():
            wrong.append(f"{path}: there is no such file or folder")
        elif path.is_dir():
            inside = list(_inside(path, notes))
            if not inside:
                wrong.append(f"{path}: the folder holds no reply ({', '.join(READABLE)})")
            found += inside
        else:
            found.append(path)
    if len(found) > _MOST_FILES:
        wrong.append(f"{paths[0]}: there are more than {_MOST_FILES:,} files; name a folder that holds replies alone")
    if wrong:
        raise FileError(wrong)
    return list({path.resolve(): path for path in found}.values())


def _inside(folder: Path, notes: list[Remark]) -> Iterator[Path]:
    """The files of a folder and of those inside it; hidden files and Excel's lock files are passed over in silence."""
    for path in sorted(folder.rglob("*"), key=lambda item: str(item).casefold()):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if hidden or path.is_dir():
            continue
        if path.suffix.lower() in READABLE:
            yield path
        else:
            notes.append(Remark(Place(str(path)), "not read: it is neither a workbook (.xlsx) nor a CSV file"))


def grids_of(path: Path, zone: ZoneInfo, score: Callable[[Sequence[str]], int]) -> list[Grid]:
    """The sheets of a workbook, or the one table of a CSV file.

    Args:
        path: the file.
        zone: the time zone of the book, in which the file's time is given.
        score: how much a row of cells looks like the headings of a form.

    Raises:
        FileError: it cannot be read.
    """
    data = read_bytes(path)
    moment = datetime.fromtimestamp(path.stat().st_mtime, zone).replace(tzinfo=None, microsecond=0)
    if data.startswith(_ZIP):
        return _sheets(path, data, moment)
    if data.startswith(_OLD_WORKBOOK):
        raise FileError([f"{path}: is a workbook of the old form (.xls), or protected by a password; save it as .xlsx"])
    text, _ = decoded(path, data)
    if not text.strip():
        raise FileError([f"{path}: the file is empty"])
    if text.lstrip().lower().startswith(("<!doctype html", "<html", "<table", "<?xml")):
        raise FileError([f"{path}: is a web page or XML, not a table; open it in Excel and save it as .xlsx or CSV"])
    separator = likeliest_separator(text, score, _HEADING_ROWS)
    rows = split_rows(path, text, separator)
    if broken := list(unclosed_quotes(rows, separator, 1)):
        raise FileError([f"{path}: {sentence}" for sentence in broken])
    cells = {
        int(row): {at: value for at, value in enumerate(values, start=1) if value}
        for row, *values in rows.frame.itertuples(name=None)
        if any(values)
    }
    return [Grid(str(path), str(path), "", moment, cells)]


def _sheets(path: Path, data: bytes, moment: datetime) -> list[Grid]:
    from roster.io.xlsx.raw_sheets.raw_sheet import (  # here, not above: openpyxl takes a while to import
        STRUCK,
        CellFault,
        read_raw_sheets,
    )

    sheets = [sheet for sheet in read_raw_sheets(path, data) if sheet.rows]
    if not sheets:
        raise FileError([f"{path}: the workbook is empty"])
    grids = []
    for sheet in sheets:
        if max(sheet.rows) > LIMITS.table_rows or max(map(max, sheet.rows.values())) > LIMITS.table_columns:
            raise FileError([f"{path}: the sheet '{sheet.name}' is larger than any list of replies"])
        faults = {
            (row, column): value.sentence
            for row, cells in sheet.rows.items()
            for column, value in cells.items()
            if isinstance(value, CellFault)
        } | dict.fromkeys(sheet.struck, STRUCK)
        rows = {
            row: {column: value for column, value in cells.items() if (row, column) not in faults}
            for row, cells in sheet.rows.items()
        }
        name = f"{path} [{sheet.name}]" if len(sheets) > 1 else str(path)
        grids.append(Grid(str(path), name, sheet.name, moment, rows, faults))
    return grids

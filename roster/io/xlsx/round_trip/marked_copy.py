"""Makes a copy of a user's workbook with marked problems, and everything else kept as far as possible."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from pathlib import Path

from roster.io.storage.files import FileError
from roster.io.xlsx.inputs.marking import Mark, mark
from roster.io.xlsx.inputs.sheets.all_sheets import MISTAKES
from roster.io.xlsx.raw_sheets import safe_opening as opening
from roster.io.xlsx.round_trip.loss_report import loss_report
from roster.io.xlsx.round_trip.merge_sheets import KeptSheet, merge_sheets
from roster.io.xlsx.round_trip.parts.package import ForeignPackageError, Package
from roster.io.xlsx.round_trip.parts.stripped_workbook import stripped_workbook
from roster.io.xlsx.workbook import NO_TIME


def marked_copy(path: Path, marks: Sequence[Mark]) -> tuple[bytes, list[str]]:
    """Returns the bytes of the copy, and a sentence for each thing that it could not keep.

    Raises:
        FileError: the workbook cannot be read.
    """
    before = opening.checked_workbook(path, opening.read_workbook_bytes(path), trim=False)
    titles = {one.place.sheet for one in marks if one.place is not None and one.place.row}
    # The first attempt that succeeds: marked sheets with their drawings; the whole workbook; cells only.
    for attempt in (_marked_sheets_whole, _whole_workbook, _marked_cells_only):
        try:
            data, own = attempt(path, before, marks, titles)
            return data, loss_report(before, data, {title: title for title in own})
        except (ForeignPackageError, FileError) as error:
            failed = error
    raise failed if isinstance(failed, FileError) else opening.unreadable_error(path, failed)


def _marked_sheets_whole(path: Path, before: bytes, marks: Sequence[Mark], titles: set[str]) -> tuple[bytes, list[str]]:
    """Lets openpyxl write the marked sheets, and keeps the others as they were."""
    data, own = _written(path, stripped_workbook(before, cells=False, whole=titles), marks, macros=False)
    if any("/pivotTables/" in name for name in Package(data).parts):
        raise ForeignPackageError("a pivot table depends on other sheets")
    return _merged(path, before, data, [title for title in own if title not in titles]), own


def _whole_workbook(path: Path, before: bytes, marks: Sequence[Mark], titles: set[str]) -> tuple[bytes, list[str]]:
    """Lets openpyxl write the whole workbook."""
    return _written(path, before, marks, macros=_has_macros(path))


def _marked_cells_only(path: Path, before: bytes, marks: Sequence[Mark], titles: set[str]) -> tuple[bytes, list[str]]:
    """Lets openpyxl write the cells of the marked sheets only, and keeps the others as they were."""
    data, own = _written(path, stripped_workbook(before, cells=True), marks, macros=False)
    return _merged(path, before, data, [title for title in own if title not in titles]), own


def _written(path: Path, data: bytes, marks: Sequence[Mark], *, macros: bool) -> tuple[bytes, list[str]]:
    """Marks a workbook with openpyxl; returns its bytes, and the titles of the user's sheets."""
    workbook = opening.load_checked(path, data, values=False, stream=False, macros=macros, rich=True)
    mark(path, workbook, marks)
    buffer = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook.save(buffer)
    except Exception as error:  # openpyxl fails in many ways on unusual files
        raise opening.unreadable_error(path, error) from None
    return buffer.getvalue(), [title for title in workbook.sheetnames if title != MISTAKES]


def _merged(path: Path, before: bytes, data: bytes, titles: Sequence[str]) -> bytes:
    kept = {title: KeptSheet(title) for title in titles}
    return merge_sheets(before, data, kept, MISTAKES, macros=_has_macros(path), made_at=NO_TIME)


def _has_macros(path: Path) -> bool:
    return path.suffix.lower() == ".xlsm"

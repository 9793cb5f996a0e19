"""A copy of somebody's workbook with its faulty cells marked, and everything else as far as it can be kept."""

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
    """The bytes of the copy, and what could not be kept in it, one sentence each.

    Raises:
        FileError: when the workbook cannot be read.
    """
    before = opening.checked_workbook(path, opening.read_workbook_bytes(path), trim=False)
    titles = {one.place.sheet for one in marks if one.place is not None and one.place.row}
    # The first that goes well: the marked sheets with all that hangs on them, all sheets so, or cells alone.
    for attempt in (_beside_the_others, _all_written_anew, _cells_alone):
        try:
            data, own = attempt(path, before, marks, titles)
            return data, loss_report(before, data, {title: title for title in own})
        except (ForeignPackageError, FileError) as error:
            failed = error
    raise failed if isinstance(failed, FileError) else opening.unreadable_error(path, failed)


def _beside_the_others(path: Path, before: bytes, marks: Sequence[Mark], titles: set[str]) -> tuple[bytes, list[str]]:
    """The marked sheets as openpyxl writes them, the others as they were."""
    data, own = _written(path, stripped_workbook(before, cells=False, whole=titles), marks, macros=False)
    if any("/pivotTables/" in name for name in Package(data).parts):
        raise ForeignPackageError("a pivot table goes with what it counts")
    return _grafted(path, before, data, [title for title in own if title not in titles]), own


def _all_written_anew(path: Path, before: bytes, marks: Sequence[Mark], titles: set[str]) -> tuple[bytes, list[str]]:
    """The whole workbook as openpyxl writes it."""
    return _written(path, before, marks, macros=_has_macros(path))


def _cells_alone(path: Path, before: bytes, marks: Sequence[Mark], titles: set[str]) -> tuple[bytes, list[str]]:
    """The marked sheets without what hangs on them, the others as they were."""
    data, own = _written(path, stripped_workbook(before, cells=True), marks, macros=False)
    return _grafted(path, before, data, [title for title in own if title not in titles]), own


def _written(path: Path, data: bytes, marks: Sequence[Mark], *, macros: bool) -> tuple[bytes, list[str]]:
    """The marked workbook as openpyxl writes it, and the titles of the sheets that are somebody's own."""
    workbook = opening.load_checked(path, data, values=False, stream=False, macros=macros, rich=True)
    mark(path, workbook, marks)
    buffer = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook.save(buffer)
    except Exception as error:  # a foreign library on a stranger's file
        raise opening.unreadable_error(path, error) from None
    return buffer.getvalue(), [title for title in workbook.sheetnames if title != MISTAKES]


def _grafted(path: Path, before: bytes, data: bytes, titles: Sequence[str]) -> bytes:
    kept = {title: KeptSheet(title) for title in titles}
    return merge_sheets(before, data, kept, MISTAKES, macros=_has_macros(path), made_at=NO_TIME)


def _has_macros(path: Path) -> bool:
    return path.suffix.lower() == ".xlsm"

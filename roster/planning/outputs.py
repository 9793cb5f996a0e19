"""Writes a sweep to files: JSON, workbook or HTML page, by the suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from roster.io.books import refuse_same
from roster.io.storage.files import STANDARD, FileError, check_writable, write_atomically
from roster.planning.results.sweep import Sweep


def workbook_bytes(sweep: Sweep) -> bytes:
    """The workbook of a sweep; the same sweep gives the same bytes."""
    from roster.planning.xlsx.workbook import sweep_workbook  # openpyxl is slow to import

    return sweep_workbook(sweep)


def report_bytes(sweep: Sweep) -> bytes:
    """The HTML page of a sweep, in UTF-8; the same sweep gives the same bytes."""
    from roster.planning.html.report import sweep_page

    return sweep_page(sweep).encode()


def json_bytes(sweep: Sweep) -> bytes:
    """A sweep as JSON, with its money."""
    import json

    from roster.planning.summary.money_data import money_data

    data = {**sweep.model_dump(mode="json"), "money": money_data(sweep.table)}
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()


FORMS: Mapping[str, Callable[[Sweep], bytes]] = {".json": json_bytes, ".xlsx": workbook_bytes, ".html": report_bytes}


def refuse(outputs: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Checks before any work that all outputs can be written.

    Raises:
        FileError: names each output that has an unknown suffix or no folder, is an input, or is given twice.
    """
    named_twice = partial(refuse_same, [*(path for path in inputs if str(path) != STANDARD), *outputs])
    lines: list[str] = []
    for refusal in (named_twice, *(partial(_refuse, path) for path in outputs if str(path) != STANDARD)):
        try:
            refusal()
        except FileError as error:
            lines += error.lines
    if lines:
        raise FileError(list(dict.fromkeys(lines)))


def _refuse(path: Path) -> None:
    if path.suffix.lower() not in FORMS:
        raise FileError([f"{path}: a table of scenarios is written as {', '.join(FORMS)}"])
    if path.is_dir():
        raise FileError([f"{path}: is a folder"])
    if not path.parent.is_dir():
        raise FileError([f"{path}: there is no folder {path.parent}"])
    check_writable(path)


def write(sweep: Sweep, outputs: Sequence[Path]) -> None:
    """Writes a sweep to several files, each whole or not at all.

    Raises:
        FileError: when one cannot be written; then none has changed.
    """
    write_atomically(
        [(path, FORMS[".json" if str(path) == STANDARD else path.suffix.lower()](sweep)) for path in outputs]
    )

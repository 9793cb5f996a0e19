"""Writes a sweep to files: JSON, workbook or HTML page, by the suffix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from roster.io.books import refuse_same
from roster.io.storage.files import STANDARD, FileError, check_writable, write_atomically
from roster.planning.results.sweep import Sweep


def workbook_bytes(sweep: Sweep, *, appendix: bool = False) -> bytes:
    """The workbook of a sweep; the same sweep gives the same bytes.

    Args:
        appendix: whether the appendix is shown and printed too.
    """
    from roster.planning.xlsx.workbook import sweep_workbook  # openpyxl is slow to import

    return sweep_workbook(sweep, appendix=appendix)


def report_bytes(sweep: Sweep, *, appendix: bool = False) -> bytes:
    """The HTML page of a sweep, in UTF-8; the same sweep gives the same bytes.

    Args:
        appendix: whether the appendix is printed too.
    """
    from roster.planning.html.report import sweep_page

    return sweep_page(sweep, appendix=appendix).encode()


def json_bytes(sweep: Sweep, *, appendix: bool = False) -> bytes:
    """A sweep as JSON, with its money; it is whole in any case."""
    import json

    from roster.planning.summary.money_data import money_data

    data = {**sweep.model_dump(mode="json"), "money": money_data(sweep.table)}
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()


class Form(Protocol):
    """Makes a file of a sweep."""

    def __call__(self, sweep: Sweep, *, appendix: bool = False) -> bytes:
        """The bytes of the file."""


FORMS: Mapping[str, Form] = {".json": json_bytes, ".xlsx": workbook_bytes, ".html": report_bytes}


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


def write(sweep: Sweep, outputs: Sequence[Path], *, appendix: bool = False) -> None:
    """Writes a sweep to several files, each whole or not at all.

    Args:
        appendix: whether the appendix of workbook and page is printed too.

    Raises:
        FileError: when one cannot be written; then none has changed.
    """
    write_atomically(
        [
            (path, FORMS[".json" if str(path) == STANDARD else path.suffix.lower()](sweep, appendix=appendix))
            for path in outputs
        ]
    )

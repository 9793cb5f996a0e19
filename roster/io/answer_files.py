"""Writes answers that are no books: a workbook of a few sheets, or JSON; the suffix decides."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from roster.io.books import refuse_same
from roster.io.storage.files import STANDARD, FileError, check_writable

SUFFIXES = (".xlsx", ".json")


def refuse_answer(path: Path, others: Sequence[Path], suffixes: Iterable[str] = SUFFIXES) -> None:
    """Checks, before any work is done, that an answer can be written to a path.

    Args:
        others: the inputs, and the other outputs.
        suffixes: of the forms in which the answer can be written.

    Raises:
        FileError: an unknown suffix, a missing folder, or one of the others.
    """
    forms = list(suffixes)
    if path.suffix.lower() not in forms:
        raise FileError([f"{path}: this is written as {', '.join(forms[:-1])} or {forms[-1]}"])
    if path.is_dir():
        raise FileError([f"{path}: is a folder"])
    if not path.parent.is_dir():
        raise FileError([f"{path}: there is no folder {path.parent}"])
    for other in others:
        if str(other) != STANDARD:
            refuse_same([other, path])
    check_writable(path)


def answer(path: Path, data: Any, workbook: Callable[[], bytes]) -> tuple[Path, bytes]:
    """Encodes an answer for a file.

    Args:
        data: the answer as JSON data.
        workbook: makes the bytes of the workbook; called only for a workbook.

    Returns:
        The path and the bytes.
    """
    if path.suffix.lower() == ".xlsx":
        return path, workbook()
    return path, (json.dumps(data, indent=1, ensure_ascii=False, default=str) + "\n").encode()

"""Reads a list of the people of a new unit: a workbook with a sheet People, or a book with people in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from roster.io.sources import READABLE, Source, read_source
from roster.io.storage.files import FileError
from roster.io.storage.limits import LIMITS, Limits

_TAKEN = frozenset({"people", "schema_version"})


def is_people_list(answer: str) -> bool:
    """Whether the answer to "how many people?" names a file instead: by its suffix."""
    return Path(answer.strip()).suffix.lower() in (*READABLE, ".csv", ".xls", ".ods")


def read_people_list(path: Path, limits: Limits = LIMITS) -> Source:
    """Reads a list of people.

    Raises:
        FileError: no such list, or its cells cannot be read, each with its place.
    """
    if path.suffix.lower() not in READABLE:
        raise FileError([f"{path}: save the list of people as .xlsx, on a sheet People with ID, Name and Role"])
    source = read_source(path, limits, by_headings=("People", "Held"))
    if source.workbook is not None and not isinstance(source.raw.get("people"), list):
        raise FileError([f"{path}: no sheet has the headings ID, Name and Role: {_sheets(source)}"])
    if source.problems:
        raise FileError.of(path, list(source.problems), lambda problem: f"{path}: {source.sentence(problem)}")
    people = source.raw.get("people") if isinstance(source.raw, Mapping) else None
    if not isinstance(people, list) or not people:
        raise FileError([f"{path}: there are no people in it"])
    return source


def _sheets(source: Source) -> str:
    assert source.workbook is not None
    return f"its sheets are {', '.join(sheet.name for sheet in source.workbook.sheets)}"


def sections_left_out(source: Source) -> list[str]:
    """The sections of the file that are no people, which a list of people does not give."""
    return sorted(str(name) for name, value in source.raw.items() if name not in _TAKEN and value)


__all__ = ["is_people_list", "read_people_list", "sections_left_out"]

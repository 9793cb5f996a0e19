"""Reads a list of the people of a new unit: a workbook with a sheet People, a CSV file, or a book with people in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from roster.io.sources import READABLE, WORKBOOKS, Source, read_source, source_of
from roster.io.storage.files import FileError, read_bytes
from roster.io.storage.limits import LIMITS, Limits
from roster.io.tables.text_table import decoded, likeliest_separator, split_rows, unclosed_quotes
from roster.lifecycle.new_unit.roles import UnitAnswerError, id_letters, role_named

if TYPE_CHECKING:
    from roster.io.xlsx.raw_sheets.raw_sheet import RawSheet

_TAKEN = frozenset({"people", "schema_version"})
_TEXTS = (".csv", ".tsv", ".txt")
_SHEET = "People"
_OTHER_SHEET = "Held"
_FORENAMES, _SURNAMES = {"first name", "forename", "given name"}, {"last name", "surname", "family name"}


def is_people_list(answer: str) -> bool:
    """Whether the answer to "how many people?" names a file instead: by its suffix."""
    return Path(answer.strip()).suffix.lower() in (*READABLE, *_TEXTS, ".xls", ".ods")


def read_people_list(path: Path, limits: Limits = LIMITS) -> Source:
    """Reads a list of people.

    Raises:
        FileError: no such list, or its cells cannot be read, each with its place.
    """
    suffix = path.suffix.lower()
    if suffix not in (*READABLE, *_TEXTS):
        raise FileError([f"{path}: save the list of people as .xlsx or CSV, with Name and Role in its first row"])
    source = _sheets_of(path, limits) if suffix in (*WORKBOOKS, *_TEXTS) else read_source(path, limits)
    if source.workbook is not None and not isinstance(source.raw.get("people"), list):
        raise FileError([f"{path}: no sheet has the headings Name and Role: {_names_of_sheets(source)}"])
    if source.problems:
        raise FileError.of(path, list(source.problems), lambda problem: f"{path}: {source.sentence(problem)}")
    people = source.raw.get("people") if isinstance(source.raw, Mapping) else None
    if not isinstance(people, list) or not people:
        raise FileError([f"{path}: there are no people in it"])
    return source


def _sheets_of(path: Path, limits: Limits) -> Source:
    """The people in the sheets of a workbook, or in the one table of a CSV file."""
    # Here, not above: openpyxl takes a while to import.
    from roster.io.xlsx.inputs.reader import read_book_of
    from roster.io.xlsx.raw_sheets.raw_sheet import read_raw_sheets
    from roster.io.xlsx.raw_sheets.safe_opening import read_workbook_bytes

    if path.suffix.lower() in _TEXTS:
        sheets = [_sheet_of_text(path)]
    else:
        sheets = read_raw_sheets(path, read_workbook_bytes(path, limits), limits)
    notes = _complete(sheets)
    source = source_of(path, read_book_of(sheets, by_headings=(_SHEET, _OTHER_SHEET)))
    return replace(source, notes=[*source.notes, *notes])


def _sheet_of_text(path: Path) -> RawSheet:
    from roster.io.xlsx.raw_sheets.raw_sheet import RawSheet

    text, _ = decoded(path, read_bytes(path))
    if not text.strip():
        raise FileError([f"{path}: the file is empty"])
    separator = likeliest_separator(text, lambda cells: len(_headings(cells)), 30)
    rows = split_rows(path, text, separator)
    if broken := list(unclosed_quotes(rows, separator, 1)):
        raise FileError([f"{path}: {sentence}" for sentence in broken])
    cells = {
        int(row): {at: value.strip() for at, value in enumerate(values, start=1) if value.strip()}
        for row, *values in rows.frame.itertuples(name=None)
    }
    return RawSheet(_SHEET, rows={row: found for row, found in cells.items() if found})


def _headings(cells: Sequence[str]) -> dict[str, int]:
    """Which of the headings ID, Name, Role, Forename and Surname stand where in a row, from 0."""
    from roster.io.xlsx.inputs.reading.headings import words_of
    from roster.io.xlsx.inputs.sheets.people_sheets import PEOPLE

    known = {words_of(word): column.heading for column in PEOPLE.columns[:3] for word in (column.heading, *column.also)}
    known |= dict.fromkeys(_FORENAMES, "Forename") | dict.fromkeys(_SURNAMES, "Surname")
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        if (word := known.get(words_of(cell))) is not None:
            found.setdefault(word, at)
    return found


def _complete(sheets: Sequence[RawSheet]) -> list[str]:
    """Adds the columns Name and ID to a list that has none, to the right of its own; returns a note for each."""
    for sheet in sheets:
        for row in sorted(sheet.rows)[:30]:
            width = max(sheet.rows[row])
            heads = {word: at + 1 for word, at in _headings([sheet.text(row, at + 1) for at in range(width)]).items()}
            named = "Name" in heads or {"Forename", "Surname"} <= heads.keys()
            if named and "Role" in heads and not ({"ID", "Name"} <= heads.keys()):
                return _add_columns(sheet, row, heads)
    return []


def _add_columns(sheet: RawSheet, heading: int, heads: dict[str, int]) -> list[str]:
    notes = []
    below = [row for row in sorted(sheet.rows) if row > heading]
    free = max(max(cells) for cells in sheet.rows.values()) + 1
    if "Name" not in heads:
        parts = heads["Forename"], heads["Surname"]
        for row in below:
            if name := " ".join(filter(None, (sheet.text(row, part) for part in parts))):
                sheet.rows[row][free] = name
        sheet.rows[heading][free] = "Name"
        for cells in sheet.rows.values():  # read, so that nothing says that they are not
            for part in parts:
                cells.pop(part, None)
        heads = {**heads, "Name": free}
        free += 1
        notes.append(f"{sheet.name}: names are put together from two columns")
    if "ID" not in heads:
        sheet.rows[heading][free] = "ID"
        numbers: Counter[str] = Counter()
        for row in below:
            if sheet.text(row, heads["Name"]):
                letters = _letters(sheet.text(row, heads["Role"]))
                numbers[letters] += 1
                sheet.rows[row][free] = f"{letters}{numbers[letters]:02}"
        made = ", ".join(map(_span, numbers.items()))
        notes.append(f"{sheet.name}: there is no column ID; ids are made in the order of the list: {made}")
    return notes


def _letters(role: str) -> str:
    """The letters that begin the ids of a role; `X` where no role stands there."""
    try:
        return id_letters(role_named(role)[0])
    except UnitAnswerError:
        return "X"


def _span(item: tuple[str, int]) -> str:
    letters, number = item
    return f"{letters}01" if number == 1 else f"{letters}01 to {letters}{number:02}"


def _names_of_sheets(source: Source) -> str:
    assert source.workbook is not None
    return f"its sheets are {', '.join(sheet.name for sheet in source.workbook.sheets)}"


def sections_left_out(source: Source) -> list[str]:
    """The sections of the file that are no people, which a list of people does not give."""
    return sorted(str(name) for name, value in source.raw.items() if name not in _TAKEN and value)


__all__ = ["is_people_list", "read_people_list", "sections_left_out"]

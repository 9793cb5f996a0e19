"""Reads the sheets of inputs of a workbook into the raw data of a book, each part with its cell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from models.problems import did_you_mean
from roster.io.storage.limits import LIMITS, Limits
from roster.io.xlsx.embedded import embedded_rota as kept
from roster.io.xlsx.embedded.embedded_rota import EMBEDDED_SHEET
from roster.io.xlsx.inputs.availability.availability_reader import read_grid
from roster.io.xlsx.inputs.reading.cell_map import CellMap
from roster.io.xlsx.inputs.reading.form_reader import read_form
from roster.io.xlsx.inputs.reading.headings import find_headings, words_of
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
from roster.io.xlsx.inputs.reading.section_reader import SectionReader
from roster.io.xlsx.inputs.sheets.all_sheets import FORMS, INPUTS, OTHERS, TABLES
from roster.io.xlsx.inputs.sheets.declarations import Form, Table
from roster.io.xlsx.raw_sheets.raw_sheet import RawSheet, read_raw_sheets


def read_sheets(path: Path, data: bytes, limits: Limits = LIMITS, by_headings: Collection[str] = ()) -> ParsedBook:
    """Reads the book in the bytes of a workbook.

    Args:
        path: names the workbook in errors.
        limits: sizes beyond which it is refused.
        by_headings: sheets that are found by their headings where none has their name.

    Raises:
        FileError: no workbook, or one that cannot be read.
    """
    return read_book_of(read_raw_sheets(path, data, limits), by_headings)


def read_book_of(sheets: Sequence[RawSheet], by_headings: Collection[str] = ()) -> ParsedBook:
    """Reads the book in sheets whose cells are already read.

    Args:
        by_headings: as for `read_sheets`.
    """
    by_name: dict[str, RawSheet] = {}
    book = ParsedBook({}, CellMap(), sheets, by_name)
    _match_sheets(book, by_name, by_headings)
    for form in FORMS:
        read_form(book, form)
    sections = SectionReader(book)
    tables = [table for table in TABLES if table.name in by_name]
    for table in tables:
        if table.section is not None:
            sections.read_section(table)
    read_grid(book, sections)
    for table in tables:
        if table.owner is not None:
            sections.read_owned(table, table.owner)
    if (sheet := by_name.get(EMBEDDED_SHEET)) is not None:
        _read_rota(book, sheet)
    return book


def _match_sheets(book: ParsedBook, by_name: dict[str, RawSheet], by_headings: Collection[str]) -> None:
    """Matches the sheets of the workbook with the declared ones, by name; other sheets are the user's, or of a rota.

    Args:
        by_headings: as for `read_sheets`.
    """
    inputs = {sheet if isinstance(sheet, str) else sheet.name: sheet for sheet in INPUTS}
    names = {words_of(name): name for name in (*inputs, EMBEDDED_SHEET)}
    left: list[RawSheet] = []
    for sheet in book.sheets:
        name = names.get(words_of(sheet.name))
        if name is None:
            left.append(sheet)
        elif name in by_name:
            book.add_problem((), sheet.whole, f"there are two sheets {name}; rename one of them")
        else:
            by_name[name] = sheet
    missing = [name for name in inputs if name not in by_name]
    for name in list(missing):
        any_name = name in by_headings
        also = next((sheet for sheet in left if _is_under_other_name(inputs[name], sheet, any_name=any_name)), None)
        if also is not None:
            by_name[name] = also
            missing.remove(name)
            left.remove(also)
    _report_other_sheets(book, left, missing)
    sections = {table.section: table.name for table in TABLES if table.section is not None}
    book.places.sheets = {section: by_name[name].whole for section, name in sections.items() if name in by_name}
    book.places.missing |= sections


def _report_other_sheets(book: ParsedBook, left: Sequence[RawSheet], missing: Sequence[str]) -> None:
    """Reports sheets whose name resembles a missing one; notes that sheets of the user are not read."""
    others = {words_of(name) for name in OTHERS}
    for sheet in left:
        if words_of(sheet.name) in others:
            continue
        if meant := did_you_mean(sheet.name, missing):
            book.add_problem((), sheet.whole, f"is no sheet of a book{meant} Rename it, or give it a name of its own")
        elif sheet.rows:
            book.sheet_summaries[sheet.order] = f"{sheet.name}: a sheet of your own; it is kept and not read"


def _is_under_other_name(declared: Form | Table | str, sheet: RawSheet, *, any_name: bool) -> bool:
    """Whether a sheet is a declared one under another accepted name, or under any name.

    Its headings decide: a sheet `Vehicles` may be the fleet, or the rota by vehicle.
    """
    if isinstance(declared, str):
        return False
    if not any_name and words_of(sheet.name) not in map(words_of, declared.also):
        return False
    return isinstance(declared, Form) or find_headings(sheet, declared.columns[:3], declared.more) is not None


def _read_rota(book: ParsedBook, sheet: RawSheet) -> None:
    """Reads the embedded rota."""
    found = kept.read_embedded_rota(sheet)
    if found is None:
        book.notes.append("the rota kept in this workbook can no longer be read; it is taken for unsolved")
        return
    data, book.rota_words = found
    for name, value in data.items():
        book.places.put((name,), sheet.whole, name)
        book.raw[name] = value


__all__ = ["read_book_of", "read_sheets"]

"""From the sheets of a workbook to the raw data that YAML would give, each part with the cell it comes from."""

from __future__ import annotations

from collections.abc import Sequence
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


def read_sheets(path: Path, data: bytes, limits: Limits = LIMITS) -> ParsedBook:
    """The book in the bytes of a workbook.

    Raises:
        FileError: no workbook, or one that cannot be read.
    """
    sheets = read_raw_sheets(path, data, limits)
    by_name: dict[str, RawSheet] = {}
    book = ParsedBook({}, CellMap(), sheets, by_name)
    _name_sheets(book, by_name)
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
        _read_kept(book, sheet)
    return book


def _name_sheets(book: ParsedBook, by_name: dict[str, RawSheet]) -> None:
    """Find out which sheet is which; the others are the user's own, or of a rota."""
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
        also = next((sheet for sheet in left if _is_also(inputs[name], sheet)), None)
        if also is not None:
            by_name[name] = also
            missing.remove(name)
            left.remove(also)
    _tell_of_others(book, left, missing)
    sections = {table.section: table.name for table in TABLES if table.section is not None}
    book.places.sheets = {section: by_name[name].whole for section, name in sections.items() if name in by_name}
    book.places.missing |= sections


def _tell_of_others(book: ParsedBook, left: Sequence[RawSheet], missing: Sequence[str]) -> None:
    """Refuse a sheet whose name is nearly one of ours; of the user's own say that they are not read."""
    others = {words_of(name) for name in OTHERS}
    for sheet in left:
        if words_of(sheet.name) in others:
            continue
        if meant := did_you_mean(sheet.name, missing):
            book.add_problem((), sheet.whole, f"is no sheet of a book{meant} Rename it, or give it a name of its own")
        elif sheet.rows:
            book.sheet_summaries[sheet.order] = f"{sheet.name}: a sheet of your own; it is kept and not read"


def _is_also(declared: Form | Table | str, sheet: RawSheet) -> bool:
    """Whether a sheet goes by another name; `Vehicles` may be the rota by vehicle, so that its headings must tell."""
    if isinstance(declared, str) or words_of(sheet.name) not in map(words_of, declared.also):
        return False
    return isinstance(declared, Form) or find_headings(sheet, declared.columns[:3], declared.more) is not None


def _read_kept(book: ParsedBook, sheet: RawSheet) -> None:
    """The solved rota."""
    found = kept.read_embedded_rota(sheet)
    if found is None:
        book.notes.append("the rota kept in this workbook can no longer be read; it is taken for unsolved")
        return
    data, book.rota_words = found
    for name, value in data.items():
        book.places.put((name,), sheet.whole, name)
        book.raw[name] = value


__all__ = ["read_sheets"]

"""Puts the sheets of an answer together: the call sheet of a repair, the differences of two rotas."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from models.book import Book
from models.clock import spoken_date
from roster.analysis.differences import Differences
from roster.io.xlsx.answers.call_sheet import write_calls
from roster.io.xlsx.answers.changes import write_changed_duties, write_changes
from roster.io.xlsx.kit.cell_styles import Looks
from roster.io.xlsx.kit.page import Page, safe_text
from roster.io.xlsx.kit.stored_values import StoredValues
from roster.lifecycle.call_sheet import CallSheet


def changes_bytes(found: Differences, book: Book) -> bytes:
    """Makes a workbook of the differences between two rotas. The same input gives the same bytes."""
    return _bytes(book, _changes(found, book))


def call_sheet_bytes(calls: CallSheet, found: Differences, book: Book) -> bytes:
    """Makes a workbook of the people to ring, and of all changes."""
    return _bytes(
        book, {"Call sheet": lambda page: write_calls(page, calls, book.name, _period(book)), **_changes(found, book)}
    )


def _changes(found: Differences, book: Book) -> dict[str, Callable[[Page], None]]:
    period = _period(book)
    return {
        "Changes": lambda page: write_changes(page, found, book.name, period),
        "Duties changed": lambda page: write_changed_duties(page, found, book.name, period),
    }


def _period(book: Book) -> str:
    first, last = book.period.first, book.period.last
    return f"{spoken_date(first)} to {spoken_date(last)} {last.year}"


def _bytes(book: Book, sheets: Mapping[str, Callable[[Page], None]]) -> bytes:
    stored, looks = StoredValues(), Looks()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, write in sheets.items():
        sheet = workbook.create_sheet(name)
        assert isinstance(sheet, Worksheet)
        write(Page(sheet, stored, looks))
    made_at = book.rota.provenance.made_at if book.rota else datetime(2000, 1, 1, tzinfo=UTC)
    workbook.properties.creator = "jru-roster"
    workbook.properties.title = safe_text(book.name)
    workbook.properties.created = made_at.astimezone(UTC).replace(tzinfo=None)
    return stored.save(workbook, made_at)

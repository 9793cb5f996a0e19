"""A solved book as an Excel workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from constraints.base import Rule
from models.book import Book
from roster.io.files import FileError
from roster.io.workbook.about import write_about
from roster.io.workbook.contents import Contents
from roster.io.workbook.gaps import write_gaps
from roster.io.workbook.hours import write_hours
from roster.io.workbook.legend import write_codes
from roster.io.workbook.page import Page, safe_text
from roster.io.workbook.rota import write_rota
from roster.io.workbook.stored import StoredValues
from roster.io.workbook.style import Looks
from roster.io.workbook.summary import write_summary
from roster.io.workbook.vehicles import write_vehicles

SHEETS = ("Summary", "Rota", "Vehicles", "Hours", "Gaps", "Codes", "About")


def workbook_bytes(book: Book, rules: Sequence[Rule]) -> bytes:
    """The coordinator's workbook: totals are live formulas that carry their values. The same book gives the same bytes.

    Args:
        rules: the book's own, built.

    Raises:
        FileError: when the book holds no rota.
    """
    if book.rota is None:
        raise FileError(["a book without a rota cannot be written as .xlsx yet; solve it first"])
    contents = Contents(book, book.rota, rules)
    stored, looks = StoredValues(), Looks()
    workbook = Workbook()
    pages = {name: Page(_sheet(workbook, name), stored, looks) for name in SHEETS}
    # Sheets others count on come first, whatever their place in the workbook.
    codes = write_codes(pages["Codes"], contents)
    vehicles = write_vehicles(pages["Vehicles"], contents)
    rota = write_rota(pages["Rota"], contents, codes, vehicles)
    hours = write_hours(pages["Hours"], contents, codes, rota)
    write_gaps(pages["Gaps"], contents)
    write_about(pages["About"], contents)
    write_summary(pages["Summary"], contents, vehicles, hours)
    made_at = book.rota.provenance.made_at
    workbook.properties.creator = "jru-roster"
    workbook.properties.title = safe_text(book.name)
    workbook.properties.created = made_at.astimezone(UTC).replace(tzinfo=None)
    workbook.calculation.fullCalcOnLoad = True
    return stored.save(workbook, made_at)


def _sheet(workbook: Workbook, name: str) -> Worksheet:
    sheet = workbook.active if name == SHEETS[0] else workbook.create_sheet()
    assert isinstance(sheet, Worksheet)  # a new workbook's first sheet is no chart
    sheet.title = name
    return sheet

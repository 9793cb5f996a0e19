"""Makes the workbook of a book: the sheets of its rota, if it has one, and those of its inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from constraints.base import Rule
from constraints.facts import Facts
from constraints.unread import unread
from models.book import Book
from roster.io.xlsx.embedded.embedded_rota import write_embedded_rota
from roster.io.xlsx.embedded.rota_words import RotaWords
from roster.io.xlsx.inputs.book_to_rows import row_cells
from roster.io.xlsx.inputs.sheets.rule_sheets import RULES
from roster.io.xlsx.inputs.sheets.starting_rules import starting_rules
from roster.io.xlsx.inputs.writer import write_inputs
from roster.io.xlsx.kit.cell_styles import Looks
from roster.io.xlsx.kit.page import Page, safe_text
from roster.io.xlsx.kit.stored_values import StoredValues
from roster.io.xlsx.rota.about import write_about
from roster.io.xlsx.rota.codes import write_codes
from roster.io.xlsx.rota.gaps import write_gaps
from roster.io.xlsx.rota.hours import write_hours
from roster.io.xlsx.rota.rota import write_rota
from roster.io.xlsx.rota.rota_contents import RotaContents
from roster.io.xlsx.rota.summary import write_summary
from roster.io.xlsx.rota.vehicles import write_vehicles
from roster.io.xlsx.rota.words_used import words_used

SHEETS = ("Summary", "Rota", "Vehicles", "Hours", "Gaps", "Codes", "About")
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # the date of a workbook without a rota


# The sheets that are filled in every month stand in front in the workbook of a new unit.
FRONT = ("Start here", "Period", "People", "Availability", "Requests", "Pins", "Services", "Rules")


def workbook_bytes(book: Book, rules: Sequence[Rule], front: Sequence[str] = ()) -> bytes:
    """Makes the coordinator's workbook; the same book gives the same bytes.

    Totals are live formulas with stored results.

    Args:
        rules: the rules of the book, for the sheets of the rota, and to find inputs that no rule reads.
        front: names of sheets that stand before the others, in this order.
    """
    stored, looks = StoredValues(), Looks()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    shown: RotaWords | None = None
    if book.rota is not None:
        contents = RotaContents(book, book.rota, rules)
        write_rota_sheets({name: new_page(workbook, name, stored, looks) for name in SHEETS}, contents)
        shown = words_used(contents)
    # Without the rules, also those that always hold, it is unknown which inputs they read.
    said = [item.sentence for item in unread(Facts(book), rules)] if rules and book.rota is None else []
    write_inputs(workbook, lambda name: new_page(workbook, name, stored, looks), book, said, front=front)
    write_embedded_rota(workbook, book, shown)
    for position, name in enumerate(front):
        workbook.move_sheet(name, position - workbook.sheetnames.index(name))
    return saved(workbook, stored, book)


def write_rota_sheets(pages: Mapping[str, Page], contents: RotaContents) -> None:
    """Fills the sheets of a rota.

    Args:
        pages: an empty page for each name in `SHEETS`.
    """
    # Sheets that others refer to are written first, whatever their position in the workbook.
    codes = write_codes(pages["Codes"], contents)
    vehicles = write_vehicles(pages["Vehicles"], contents, codes)
    rota = write_rota(pages["Rota"], contents, codes, vehicles)
    hours = write_hours(pages["Hours"], contents, codes, rota)
    write_gaps(pages["Gaps"], contents)
    write_about(pages["About"], contents)
    write_summary(pages["Summary"], contents, vehicles, hours)


def template_bytes() -> bytes:
    """Makes the template: every sheet of inputs, with an example row and the rules of the starter book.

    The bytes are the same every time.
    """
    stored, looks = StoredValues(), Looks()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    rules = [row_cells(RULES, rule) for rule in starting_rules()]
    write_inputs(workbook, lambda name: new_page(workbook, name, stored, looks), None, starting={RULES.name: rules})
    return saved(workbook, stored, None)


def new_page(workbook: Workbook, name: str, stored: StoredValues, looks: Looks) -> Page:
    """Adds a new sheet at the end of a workbook."""
    sheet = workbook.create_sheet(name)
    assert isinstance(sheet, Worksheet)  # only a write-only workbook has others
    return Page(sheet, stored, looks)


def saved(workbook: Workbook, stored: StoredValues, book: Book | None) -> bytes:
    """Returns the bytes of a new workbook, with its properties set."""
    made_at = book.rota.provenance.made_at if book is not None and book.rota is not None else NO_TIME
    workbook.properties.creator = "jru-roster"
    workbook.properties.title = safe_text(book.name if book is not None else "A book for a rota")
    workbook.properties.created = made_at.astimezone(UTC).replace(tzinfo=None)
    workbook.calculation.fullCalcOnLoad = True
    return stored.save(workbook, made_at)

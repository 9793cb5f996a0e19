"""Writes the mapping of an imported rota: questions first, in yellow; then what was understood; then every cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from models.people import AbsenceKind
from roster.importing.answers import ANSWER_FIELDS, LABEL_MEANINGS, NOTHING, SHIFT, MappingRow, Topic
from roster.importing.ledger import Fate, Use
from roster.io.xlsx.kit.cell_styles import BODY, GRID, HEADER, NOTE, TITLE, WRAPPED, Look, Looks
from roster.io.xlsx.kit.page import Page, place
from roster.io.xlsx.kit.stored_values import StoredValues
from roster.io.xlsx.mapping.columns import ANSWERED_IN, CELLS, COLUMNS, SHEET

_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same rota gives the same bytes
_ANSWER = WRAPPED.but(colour="FFF2CC", border=GRID)
_OPEN = WRAPPED.but(colour="FFD966", border=GRID, bold=True)
_HEADINGS = 4
_HOW = (
    "Answer the rows in dark yellow: a code is a shift (write start and end), a kind of day away, or nothing. Other"
    " yellow cells hold what was understood; correct them where they are wrong. Then import the rota again with"
    " --mapping and this file."
)
_ORDER = {Fate.UNKNOWN: 0, Fate.SET_ASIDE: 1, Fate.TAKEN: 2}


def mapping_bytes(name: str, rows: Sequence[MappingRow], uses: Sequence[Use]) -> bytes:
    """Makes the workbook of a mapping.

    Args:
        name: of the rota's file.
        rows: of the mapping.
        uses: of every cell of the rota.
    """
    stored, looks = StoredValues(), Looks()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _write_rows(_page(workbook, SHEET, stored, looks), name, rows)
    _write_cells(_page(workbook, CELLS, stored, looks), name, uses)
    workbook.properties.creator = "jru-roster"
    workbook.properties.created = _MADE.replace(tzinfo=None)
    return stored.save(workbook, _MADE)


def _page(workbook: Workbook, name: str, stored: StoredValues, looks: Looks) -> Page:
    sheet = workbook.create_sheet(name)
    assert isinstance(sheet, Worksheet)
    return Page(sheet, stored, looks)


def _write_rows(page: Page, name: str, rows: Sequence[MappingRow]) -> None:
    asked = sum(row.asks for row in rows)
    page.put(1, 1, f"Mapping of {name}", TITLE)
    summary = f"{asked} to answer" if asked else "Nothing to answer: everything was understood"
    page.put(2, 1, summary, NOTE.but(bold=True))
    page.put(3, 1, _HOW, NOTE)
    page.put_row(_HEADINGS, [heading for heading, _ in COLUMNS.values()], HEADER)
    page.widths([width for _, width in COLUMNS.values()])
    for number, row in enumerate(rows, start=_HEADINGS + 1):
        for column, field in enumerate(COLUMNS, start=1):
            page.put(number, column, str(getattr(row, field)) or None, _look(row, field))
    page.fit_heights(_HEADINGS + 1)
    page.freeze(_HEADINGS + 1, 3)
    page.filter(_HEADINGS, _HEADINGS + max(len(rows), 1), len(COLUMNS))
    page.print_set_up(f"Mapping of {name}", "", (_HEADINGS, _HEADINGS))
    _drop_downs(page, rows)


def _look(row: MappingRow, field: str) -> Look:
    if field not in ANSWERED_IN[row.topic]:
        return WRAPPED.but(bold=row.asks) if field not in ANSWER_FIELDS else BODY
    return _OPEN if row.asks and not getattr(row, field) else _ANSWER


def _drop_downs(page: Page, rows: Sequence[MappingRow]) -> None:
    """Offers the words for the column Means of codes and labels."""
    column = list(COLUMNS).index("means") + 1
    for topic, words in (
        (Topic.CODE, (SHIFT, *AbsenceKind, NOTHING)),
        (Topic.LABEL, LABEL_MEANINGS),
    ):
        choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False)
        cells = [number for number, row in enumerate(rows, start=_HEADINGS + 1) if row.topic is topic]
        for number in cells:
            choice.add(place(number, column))
        if cells:
            page.sheet.add_data_validation(choice)


def _write_cells(page: Page, name: str, uses: Sequence[Use]) -> None:
    page.put(1, 1, f"Every cell of {name}, and what it was taken for", TITLE)
    page.put_row(2, ["Sheet", "Cell", "Holds", "", "Taken for"], HEADER)
    page.widths([18, 8, 30, 15, 80])
    for number, use in enumerate(sorted(uses, key=lambda use: (_ORDER[use.fate], use.cell)), start=3):
        look = WRAPPED.but(colour="FFD966") if use.fate is Fate.UNKNOWN else WRAPPED
        page.put_row(number, [use.cell.sheet, use.cell.place, use.text, str(use.fate), use.meaning], look)
    page.freeze(3, 3)
    page.filter(2, max(len(uses), 1) + 2, 5)
    page.print_set_up(f"Cells of {name}", "", (2, 2))

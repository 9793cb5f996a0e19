"""Writes the sheet on which one person says when they could work, and a workbook of all sheets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from models.book import Book
from roster.io.xlsx.kit.cell_styles import BODY, GRID, HEADER, SUBTITLE, TITLE, WEEKEND, Look, Looks
from roster.io.xlsx.kit.page import Page, safe_text
from roster.io.xlsx.kit.stored_values import StoredValues
from roster.offers.asking import sheet_words as words
from roster.offers.asking.slots import AskedPerson, Slot
from roster.offers.words.written_caps import QUESTIONS

_YELLOW = "FFF8D6"
_INPUT = BODY.but(size=10, colour=_YELLOW, border=GRID, across="center", indent=0)
_TIME = _INPUT.but(number_format="hh:mm")
_TEXT = BODY.but(size=10)
_LABEL = Look(size=10, bold=True)
_DATE = _TEXT.but(number_format="d mmm yyyy")
_WIDTHS = (13, 6, 12.5, 27, 10, 10.5, 10.5, 27, 25)
_ANSWER = words.HEADINGS.index(words.ANSWER) + 1
_NOTE = words.HEADINGS.index(words.NOTE) + 1
_ROW_POINTS = 17  # room to write by hand on a printed sheet
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same book gives the same bytes
_FREE_ROWS = 3  # empty rows in yellow below the dates, for what was not asked
_NOT_IN_A_TITLE = re.compile(r"[\\/*?:\[\]']")
_LONGEST_TITLE = 31


def person_bytes(asked: AskedPerson, book: Book) -> bytes:
    """Makes the workbook of one person. It holds nothing of anybody else, and no name of the book."""
    return workbook_bytes([asked], book)


def workbook_bytes(everybody: Sequence[AskedPerson], book: Book) -> bytes:
    """Makes a workbook with a sheet for each person, named by their id."""
    stored, looks = StoredValues(), Looks()
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    titles: set[str] = set()
    for asked in everybody:
        sheet = workbook.create_sheet(_title(asked.person.id, titles))
        assert isinstance(sheet, Worksheet)
        _write(Page(sheet, stored, looks), asked, book)
    workbook.properties.creator = "jru-roster"
    workbook.properties.title = safe_text(words.headline(book.period))
    workbook.properties.created = _MADE.replace(tzinfo=None)
    return stored.save(workbook, _MADE)


def _title(person: str, taken: set[str]) -> str:
    """A sheet's name for an id: without the characters that Excel forbids, and unlike all others."""
    plain = _NOT_IN_A_TITLE.sub("-", person).strip("-") or "Person"
    title, number = plain[:_LONGEST_TITLE], 2
    while title.casefold() in taken or title.casefold() == "history":
        title = f"{plain[: _LONGEST_TITLE - 4]} {number}"
        number += 1
    taken.add(title.casefold())
    return title


def _write(page: Page, asked: AskedPerson, book: Book) -> None:
    page.put(1, 1, words.headline(book.period), TITLE)
    page.put_row(2, [words.PERSON, asked.person.name or asked.person.id], [_LABEL, SUBTITLE])
    page.put_row(3, [words.PERSON_ID, asked.person.id], [_LABEL, SUBTITLE])
    row = 4
    for sentence in (*words.SENTENCES, *([asked.last_time] if asked.last_time else [])):
        page.put(row, 1, sentence, SUBTITLE)
        row += 1
    row = _questions(page, asked, row + 1)
    header = row + 1
    page.put_row(header, list(words.HEADINGS), HEADER)
    page.height(header, 20)
    last = _dates(page, asked, header)
    page.widths(_WIDTHS)
    for row in range(header - len(QUESTIONS) - 3, last + 1):
        page.height(row, _ROW_POINTS)
    page.fit_heights(header + 1)
    page.freeze(header + 1, 1)
    _drop_down(page, f"E{header + 1}:E{last}")
    page.print_set_up(words.headline(book.period), "", (header, header), reader=f"For {asked.person.id}")
    page.sheet.page_setup.fitToHeight = 1
    page.sheet.page_setup.orientation = "portrait" if last > 30 else "landscape"


def _questions(page: Page, asked: AskedPerson, row: int) -> int:
    """Writes the questions above the dates, each with a yellow cell; returns the row after them."""
    caps = asked.person.caps
    for name, question in QUESTIONS.items():
        value = getattr(caps, name)
        page.put(row, 1, question, _LABEL)
        page.put(row, _ANSWER, None, _INPUT.but(number_format="General"))
        page.put(
            row, _ANSWER + 1, words.SO_FAR + ("no limit" if value is None else f"{value:g}"), _TEXT.but(border=None)
        )
        row += 1
    page.put(row, 1, words.NOTHING, _LABEL)
    page.put(row, _ANSWER, None, _INPUT)
    _drop_down(page, f"E{row}")
    row += 1
    page.put(row, 1, words.REMARK, _LABEL)
    for column in range(_ANSWER, _NOTE + 1):
        page.put(row, column, None, _INPUT.but(across="left", border=None))
    return row + 1


def _dates(page: Page, asked: AskedPerson, header: int) -> int:
    """Writes a row for each shift, and a few empty ones; returns the last row."""
    row = header
    for slot in asked.slots:
        row += 1
        shade = WEEKEND if slot.date.weekday() >= 5 else None
        text, day = _TEXT.but(colour=shade), _DATE.but(colour=shade)
        page.put_row(
            row,
            [
                slot.date,
                f"{slot.date:%a}",
                slot.times,
                words.duty_text(slot),
                None,
                None,
                None,
                None,
                _to_know(asked, slot),
            ],
            [day, text, text, text.but(wrap=True), _INPUT, _TIME, _TIME, _INPUT.but(across="left", wrap=True), text],
        )
    for _ in range(_FREE_ROWS):
        row += 1
        page.put_row(
            row,
            [None] * len(words.HEADINGS),
            [_INPUT.but(number_format="d mmm yyyy"), *[_INPUT] * 4, _TIME, _TIME, _INPUT, _TEXT],
        )
    return row


def _to_know(asked: AskedPerson, slot: Slot) -> str:
    if slot.away:
        return f"you are down as away: {slot.away}"
    if slot.offered:
        return "you have offered this already"
    return words.before_text(asked, slot.date.weekday())


def _drop_down(page: Page, cells: str) -> None:
    """Adds the drop-down Yes, No; anything else may be typed too, such as 'only till 22:00'."""
    choice = DataValidation(type="list", formula1='"Yes,No"', allow_blank=True, showErrorMessage=False)
    page.sheet.add_data_validation(choice)
    choice.add(cells)

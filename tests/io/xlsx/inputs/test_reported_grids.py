"""Reported workbooks whose grid was misread: each is read as it was meant, or refused with its cells."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from roster.io.xlsx.inputs.reader import read_sheets
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook

REPORTED = Path(__file__).parents[3] / "reported"


def grid(name: str) -> tuple[ParsedBook, dict[tuple[str, date], str]]:
    """What was read, and what the cells say: (person, date) -> text; the grid begins on 1 December 2026."""
    path = REPORTED / name
    sheet = openpyxl.load_workbook(path)["Availability"]
    said = {
        (row[0].value, date(2026, 11, 28) + timedelta(days=cell.column)): str(cell.value)
        for row in sheet.iter_rows(min_row=5, max_col=33)
        for cell in row[2:]
        if cell.value is not None and row[0].value
    }
    return read_sheets(path, path.read_bytes()), said


def offered(book: ParsedBook) -> dict[tuple[str, date], set[tuple[str, str]]]:
    found: dict[tuple[str, date], set[tuple[str, str]]] = {}
    for person in book.raw["people"]:
        for offer in person.get("offers", []):
            for day in offer.get("dates", []):
                window = (offer.get("start", ""), offer.get("end", ""))
                found.setdefault((person["id"], date.fromisoformat(day)), set()).add(window)
    return found


def away(book: ParsedBook, person: str) -> list[Any]:
    return next(item for item in book.raw["people"] if item["id"] == person).get("absences", [])


def test_x02_a_grid_whose_headings_are_weekdays() -> None:
    book, cells = grid("x02-weekday-headers.xlsx")
    said = [book.places.sentence(problem) for problem in book.problems]
    assert said[0] == "Availability!C4: 'Tue' is not a date; write it as DD/MM/YYYY"
    filled = {day for _, day in cells}
    assert len(said) == len(filled) == 30, "every column that somebody has written in"
    assert not set(cells) & set(offered(book))


def test_x05_a_shift_whose_code_is_n() -> None:
    book, said = grid("x05-N-for-night.xlsx")
    assert book.problems == []
    nights = {at for at, text in said.items() if text == "N"}
    assert len(nights) > 50
    found = offered(book)
    assert all(found[at] == {("22:00", "07:00")} for at in nights)


def test_x06_leave_written_with_a_stroke() -> None:
    book, said = grid("x06-annual-leave-as-A-slash-L.xlsx")
    assert book.problems == []
    leave = {at for at, text in said.items() if text == "A/L"}
    assert len(leave) == 53
    assert not leave & set(offered(book))
    for person, day in leave:
        assert any(
            item["kind"] == "annual leave" and item["first"] <= day.isoformat() <= item.get("last", item["first"])
            for item in away(book, person)
        )


def test_x08_leave_written_once_in_merged_cells() -> None:
    book, _ = grid("x08-merged-leave.xlsx")
    assert book.problems == []
    assert away(book, "P06") == [{"kind": "annual leave", "first": "2026-12-08", "last": "2026-12-14"}]

"""New offers go into the cells of the sheet Availability, where its codes can say them."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from models.people import Offer
from roster import api
from tests.offers.unit import unit

FRIDAY, SATURDAY = date(2026, 12, 4), date(2026, 12, 5)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook without offers, with a column and a remark of the user's own."""
    path = tmp_path / "december.xlsx"
    api.write_book(unit(), path)
    workbook = openpyxl.load_workbook(path)
    workbook["Availability"].cell(1, 40, "ring Kim on Mondays")
    workbook.save(path)
    return path


def changed(book: Path, offers: dict[str, list[Offer]]) -> Path:
    """The workbook with offers of some people, written as a new file that reads back as the same book."""
    opened = api.open_book(book)
    people = [person.remade(offers=offers.get(person.id, person.offers)) for person in opened.book.people]
    path = book.with_name(f"after-{book.name}")
    said: list[str] = []
    api.write_book(replace(opened, book=opened.book.changed(people=people)), path, say=said.append)
    assert said == []  # the sheets are not written anew
    assert api.read_book(path).people == tuple(people)
    assert openpyxl.load_workbook(path)["Availability"].cell(1, 40).value == "ring Kim on Mondays"
    return path


def cells(path: Path, person: str) -> dict[int, str]:
    """Day of December -> what stands in the grid."""
    sheet = openpyxl.load_workbook(path)["Availability"]
    row = next(cell.row for cell in sheet["A"] if cell.value == person)
    days = next(cells for cells in sheet.iter_rows() if cells[0].value == "Person *")
    return {day.value.day: value for day in days[2:] if day.value and (value := sheet.cell(row, day.column).value)}


def listed(path: Path) -> list[str]:
    """Whose offers stand on the sheet Offers."""
    rows = openpyxl.load_workbook(path)["Offers"].iter_rows(min_row=5, max_col=1, values_only=True)
    return [value for (value,) in rows if value and not str(value).startswith("e.g.")]


def test_whole_dates_go_into_the_grid(book: Path) -> None:
    path = changed(book, {"SC04": [Offer(dates=(FRIDAY, SATURDAY))], "SC01": [Offer(dates=(SATURDAY,))]})
    assert cells(path, "SC04") == {4: "A", 5: "A"}
    assert cells(path, "SC01") == {5: "A"}
    assert listed(path) == []


def test_what_the_grid_cannot_say_goes_to_the_sheet_of_offers(book: Path) -> None:
    limited = Offer(dates=(SATURDAY,), start=time(18), end=time(22))
    path = changed(
        book, {"SC04": [Offer(dates=(FRIDAY,)), limited], "SC02": [Offer(dates=(FRIDAY,), call_signs=("JR-07",))]}
    )
    assert cells(path, "SC04") == {4: "A"}
    assert cells(path, "SC02") == {}
    assert listed(path) == ["SC02", "SC04"]


def test_leave_in_the_grid_stays(book: Path) -> None:
    path = changed(book, {"SC03": [Offer(dates=(FRIDAY,))]})
    assert cells(path, "SC03") == {4: "A", 11: "AL", 12: "AL", 13: "AL"}


def test_an_offer_on_a_day_of_leave_is_no_reason_to_write_all_anew(book: Path) -> None:
    path = changed(book, {"SC03": [Offer(dates=(FRIDAY, date(2026, 12, 11)))]})
    assert cells(path, "SC03") == {11: "AL", 12: "AL", 13: "AL"}
    assert listed(path) == ["SC03"]


def test_a_row_says_who_it_is_for_as_the_drop_down_does(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    for cell in workbook["Availability"]["A"]:
        if cell.value == "SC04":
            cell.value = next(f"{person.name} ({person.id})" for person in unit().people if person.id == "SC04")
            chosen = cell.value
    workbook.save(book)
    path = changed(book, {"SC04": [Offer(dates=(FRIDAY, SATURDAY))]})
    assert cells(path, chosen) == {4: "A", 5: "A"}
    assert listed(path) == []

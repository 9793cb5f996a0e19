"""Vehicles off the road, from the browser: taken off, back on it, and the repair of the duties that they carry."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book import Book
from models.service import OffRoad
from tests.desk.service.unit import small_book, solved
from tests.desk.web.pages.client import Pages, pages_of, went_to, words

CARS = [{"id": "CAR-1", "call_signs": ["JR-04"]}, {"id": "CAR-2", "name": "Spare"}]


@pytest.fixture(scope="module")
def book() -> Book:
    return solved(small_book(vehicles=CARS))


@pytest.fixture
def pages(book: Book, tmp_path: Path) -> Iterator[Pages]:
    yield from pages_of(book, tmp_path)


def off_road(pages: Pages, vehicle: str = "CAR-1") -> tuple[OffRoad, ...]:
    return next(item.off_road for item in pages.unit.book.vehicles if item.id == vehicle)


def test_a_vehicle_is_taken_off_the_road_and_comes_back(pages: Pages) -> None:
    fields = {"base": 1, "vehicle": "CAR-1", "first": "2026-12-04", "last": "2026-12-05", "reason": "brakes"}
    assert went_to(pages.post("both", "off-road", fields)) == "off-road?done=2"
    assert off_road(pages) == (OffRoad(first="2026-12-04", last="2026-12-05", reason="brakes"),)
    page = pages.get("both", "off-road?done=2").text
    assert "CAR-1 is off the road Fri 4 Dec to Sat 5 Dec (brakes)" in words(page)
    assert "JR-04 on Fri 4 Dec" in words(page)
    key = page.partition('name="key" value="')[2].partition('"')[0]
    back = {"base": 2, "vehicle": "CAR-1", "key": key}
    assert went_to(pages.post("both", "off-road/back", back)) == "off-road?done=3"
    assert off_road(pages) == ()
    again = pages.post("both", "off-road/back", {**back, "base": 3})
    assert again.status_code == 422
    assert "back on the road already" in words(again.text)


def test_one_day_and_exact_times(pages: Pages) -> None:
    pages.post("both", "off-road", {"base": 1, "vehicle": "CAR-1", "first": "2026-12-04"})
    assert off_road(pages) == (OffRoad(first="2026-12-04"),)
    times = {"base": 2, "vehicle": "CAR-2", "first": "2026-12-04", "start": "08:00", "end": "12:30"}
    assert went_to(pages.post("both", "off-road", times)) == "off-road?done=3"
    assert off_road(pages, "CAR-2") == (OffRoad(start="2026-12-04T08:00", end="2026-12-04T12:30"),)
    assert "08:00" in pages.text("both", "off-road")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, ["Choose the vehicle.", "Say from which date."]),
        ({"vehicle": "CAR-9", "first": "4.12."}, ["Choose the vehicle.", "Write the date as YYYY-MM-DD."]),
        ({"vehicle": "CAR-1", "first": "2026-12-04", "last": "2026-12-03"}, ["It ends before it begins"]),
        ({"vehicle": "CAR-1", "first": "2026-12-04", "start": "08:00"}, ["Give both times"]),
        ({"vehicle": "CAR-1", "first": "2026-12-04", "start": "early", "end": "12:00"}, ["Write the time as HH:MM."]),
        ({"vehicle": "CAR-1", "first": "2026-12-04", "start": "12:00", "end": "08:00"}, ["It ends before it begins"]),
    ],
)
def test_all_mistakes_stand_beside_their_fields_and_what_was_typed_is_kept(
    pages: Pages, fields: dict[str, str], told: list[str]
) -> None:
    answer = pages.post("both", "off-road", {"base": 1, "reason": "flat tyre", **fields})
    assert answer.status_code == 422
    assert all(sentence in words(answer.text) for sentence in told)
    assert 'value="flat tyre"' in answer.text
    assert pages.unit.head == 1


def test_the_repair_without_the_vehicle_is_one_button(pages: Pages) -> None:
    pages.post("both", "off-road", {"base": 1, "vehicle": "CAR-1", "first": "2026-12-04", "last": "2026-12-05"})
    fields = {"vehicle": "CAR-1", "first": "2026-12-04", "last": "2026-12-05"}
    assert went_to(pages.post("both", "off-road/repair", fields)) == "sick-call/1"
    assert "CAR-1" in pages.text("both", "sick-call/1")


def test_either_organisation_may_and_a_reader_may_not(pages: Pages) -> None:
    fields = {"base": 1, "vehicle": "CAR-1", "first": "2026-12-04"}
    assert pages.post("reader", "off-road", fields).status_code == 403
    assert off_road(pages) == ()
    assert went_to(pages.post("police", "off-road", fields)) == "off-road?done=2"

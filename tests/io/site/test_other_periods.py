"""The next month published into the same folder: this month's duties stay with people until they are over."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar, Event

from models.book import Book
from roster.io.site.publication import Publication
from roster.io.storage.files import FileError
from tests.io.site.conftest import AT, SEATS, again, published, solved

LAST_WEEK = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)  # before the duties of Saturday 24 October
DURING = datetime(2026, 10, 24, 23, 0, tzinfo=UTC)
AFTER = datetime(2026, 10, 25, 2, 0, tzinfo=UTC)  # 02:00: they have just ended
NOVEMBER: dict[str, Any] = {"name": "November", "period": {"first": "2026-11-01", "last": "2026-11-30"}}


def november(*names: str) -> Book:
    """The next month: P01 and the named people on Friday the 6th."""
    seats = [("P01", "JR-04@2026-11-06/peak", "paramedic")]
    seats += [(name, "JR-04@2026-11-06/peak", "police") for name in names]
    return solved(seats, carried_in={}, **NOVEMBER)


def events(made: Publication, folder: Path, person: str) -> dict[str, Event]:
    data = (folder / "person" / f"{made.addresses.page(person)}.ics").read_bytes()
    calendar = Calendar.from_ical(data)
    return {str(event.start.date()): event for event in calendar.walk("VEVENT")}


def page(made: Publication, folder: Path, person: str) -> str:
    return (folder / "person" / f"{made.addresses.page(person)}.html").read_text()


@pytest.fixture
def site(tmp_path: Path) -> tuple[Path, Publication]:
    """October, published."""
    return tmp_path / "site", published(solved(), tmp_path / "site")


@pytest.mark.parametrize(("at", "left"), [(LAST_WEEK, True), (DURING, True), (AFTER, False)])
def test_what_is_not_over_stays(site: tuple[Path, Publication], at: datetime, left: bool) -> None:
    """In page, calendar and workbook, as it was told; what is over goes."""
    folder, october = site
    before = events(october, folder, "SC01")["2026-10-24"]
    made = published(november("SC02"), folder, 2, at=at, after=october.book)
    for person, day in (("SC01", None), ("P01", "2026-11-06")):
        found = events(made, folder, person)
        assert set(found) == ({"2026-10-24"} if left else set()) | ({day} if day else set())
        assert ("From Site" in page(made, folder, person)) is left
    if left:
        kept = events(made, folder, "SC01")["2026-10-24"]
        for name in ("UID", "SUMMARY", "LOCATION", "DESCRIPTION", "SEQUENCE", "STATUS", "LAST-MODIFIED"):
            assert kept[name].to_ical() == before[name].to_ical(), name
        assert (kept.start, kept.end) == (before.start, before.end)
        own = page(made, folder, "SC01")
        assert "Ada Ashdown (paramedic)" in own
        assert "You have no duties in this period." in own
        book = openpyxl.load_workbook(folder / "person" / f"{made.addresses.page('SC01')}.xlsx")
        assert [row[2].value for row in book["Other rotas"].iter_rows(min_row=5)] == ["JR-04 peak"]


def test_a_later_version_keeps_it_too_until_it_is_over(site: tuple[Path, Publication]) -> None:
    """The second version of November goes on from its own frozen book alone."""
    folder, october = site
    first = published(november("SC02"), folder, 2, at=LAST_WEEK, after=october.book)
    again_ = again(first, [("P01", "JR-04@2026-11-07/peak", "paramedic"), ("SC02", "JR-04@2026-11-07/peak", "police")])
    second = published(again_, folder, 3, at=LAST_WEEK + timedelta(days=1))
    assert set(events(second, folder, "SC01")) == {"2026-10-24"}
    assert second.published.version == 2
    third = published(again(second, []), folder, 4, at=AFTER)
    assert events(third, folder, "SC01") == {}


def test_somebody_who_left_keeps_their_last_duties(site: tuple[Path, Publication]) -> None:
    """SC01 is in no book of November, and still on duty on the 24th."""
    folder, october = site
    raw = november("SC02").model_dump(mode="json", exclude={"rota"}, exclude_defaults=True)
    raw["people"] = [item for item in raw["people"] if item["id"] != "SC01"]
    raw["requests"] = [item for item in raw["requests"] if item["person"] != "SC01"]
    from tests.io.conftest import with_rota

    seats = [("P01", "JR-04@2026-11-06/peak", "paramedic"), ("SC02", "JR-04@2026-11-06/peak", "police")]
    made = published(with_rota(raw, seats)[0], folder, 2, at=LAST_WEEK, after=october.book)
    assert set(events(made, folder, "SC01")) == {"2026-10-24"}
    assert "From Site" in page(made, folder, "SC01")


def test_a_correction_of_this_month_keeps_the_next(site: tuple[Path, Publication]) -> None:
    """October's second version, after November: its changes are told, and November stays; then the other way."""
    folder, october = site
    nov = published(november("SC02"), folder, 2, at=LAST_WEEK, after=october.book)
    corrected = again(october, [item for item in SEATS if item[:2] != ("SC01", "JR-04@2026-10-24/peak")] + [
        ("SC02", "JR-04@2026-10-24/peak", "police")
    ])  # fmt: skip
    with pytest.raises(FileError, match="name the frozen book of that version with --after, so that they stay"):
        published(corrected, folder, 3, at=LAST_WEEK + timedelta(hours=1))
    second = published(corrected, folder, 3, at=LAST_WEEK + timedelta(hours=1), after=nov.book)
    assert second.published.version == 2
    assert second.frozen.changes.duties.keys() == {"P01", "SC01", "SC02"}
    assert set(events(second, folder, "SC02")) == {"2026-10-02", "2026-10-24", "2026-11-06"}
    lost = events(second, folder, "SC01")["2026-10-24"]
    assert (lost["STATUS"], lost["SEQUENCE"]) == ("CANCELLED", 1)
    with pytest.raises(FileError, match="holds version 2 of 'Site: 2026-10-01 to 2026-10-31'"):
        published(again(nov, []), folder, 4, at=LAST_WEEK + timedelta(hours=2))
    with pytest.raises(FileError, match="holds version 2"):  # the first version knows less than the folder
        published(again(nov, []), folder, 4, at=LAST_WEEK + timedelta(hours=2), after=october.book)
    third = published(again(nov, []), folder, 4, at=LAST_WEEK + timedelta(hours=2), after=second.book)
    assert set(events(third, folder, "SC02")) == {"2026-10-24", "2026-11-06"}
    assert events(third, folder, "SC02")["2026-10-24"]["STATUS"] == "CONFIRMED"
    assert events(third, folder, "SC02")["2026-11-06"]["STATUS"] == "CANCELLED"
    assert events(third, folder, "SC01")["2026-10-24"]["STATUS"] == "CANCELLED"


def test_plain_names_do_not_hide_that_duties_would_be_lost(tmp_path: Path) -> None:
    """Links stay the same by themselves, and October's duties would be gone: refused, until October is over."""
    folder = tmp_path / "site"
    october = published(solved(), folder, plain_names=True)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(FileError, match="whose duties are not over"):
        published(november("SC02"), folder, 2, at=LAST_WEEK, plain_names=True)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    published(november("SC02"), folder, 2, at=LAST_WEEK, plain_names=True, audiences=["police"])
    made = published(november("SC02"), tmp_path / "other", 3, at=LAST_WEEK, plain_names=True, after=october.book)
    assert set(events(made, tmp_path / "other", "SC01")) == {"2026-10-24"}


def test_a_month_that_is_over_stands_in_nobodys_way(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    published(solved(), folder, plain_names=True)
    made = published(november("SC02"), folder, 2, at=datetime(2026, 11, 2, tzinfo=UTC), plain_names=True)
    assert events(made, folder, "SC01") == {}


def test_a_rota_for_a_part_of_the_period_cancels_nothing_outside_it(tmp_path: Path) -> None:
    """October and November at once, then November alone from the same book: October's duties stay as they were."""
    both = {"first": "2026-10-01", "last": "2026-11-30"}
    first = published(solved([*SEATS, ("SC02", "JR-04@2026-11-06/peak", "police"),
                              ("P01", "JR-04@2026-11-06/peak", "paramedic")],
                             period=both, carried_in={}), tmp_path / "site")  # fmt: skip
    made = published(november("SC02"), tmp_path / "other", 2, at=LAST_WEEK, after=first.book)
    found = events(made, tmp_path / "other", "P01")
    assert {day: str(event["STATUS"]) for day, event in found.items()} == {
        "2026-10-24": "CONFIRMED",
        "2026-11-06": "CONFIRMED",
    }
    assert made.frozen.changes.duties == {}


def test_the_frozen_book_is_read_again(site: tuple[Path, Publication], tmp_path: Path) -> None:
    from roster import api

    folder, october = site
    made = published(november("SC02"), folder, 2, at=LAST_WEEK, after=october.book)
    assert made.published.kept
    for suffix in ("xlsx", "yaml", "json"):
        path = tmp_path / f"frozen.{suffix}"
        api.write_book(made.book, path)
        assert api.open_book(path).book.published == made.published
    assert made.published.at == LAST_WEEK != AT

"""What stands in people's calendars, read back by the icalendar library, over two publications."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from models.base import parse_minutes
from roster.io.site.publication import Publication
from roster.io.site.time_zones import timezone_of
from tests.io.site.conftest import AT, SEATS, again, published, solved

LONDON = ZoneInfo("Europe/London")
LATER = AT + timedelta(days=3)


def calendar_of(made: Publication, folder: Path, person: str) -> Calendar:
    """A person's calendar, after a strict look at its letters."""
    data = (folder / "person" / f"{made.addresses.page(person)}.ics").read_bytes()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    assert not calendar.errors
    assert "METHOD" not in calendar
    assert calendar["VERSION"] == "2.0"
    return calendar


def events(made: Publication, folder: Path, person: str) -> dict[str, Event]:
    """A person's entries by the date they start on; no two may have one UID."""
    found = calendar_of(made, folder, person).walk("VEVENT")
    assert len({str(event["UID"]) for event in found}) == len(found)
    for event in found:
        assert not event.errors
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY"} <= set(event)
    return {str(event.start.date()): event for event in found}


def test_an_entry_says_when_where_in_what_and_with_whom(tmp_path: Path) -> None:
    made = published(solved(), tmp_path / "site")
    event = events(made, tmp_path / "site", "SC01")["2026-10-02"]
    assert event["SUMMARY"] == "JR-04 peak"
    assert event["LOCATION"] == "Medway & Swale"
    assert event["STATUS"] == "CONFIRMED"
    assert event["SEQUENCE"] == 0
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Call sign: JR-04",
        "Seat: police",
        "Vehicle: CAR-1",
        "With: Ada Ashdown (paramedic); Di Dogwood (police)",
    ]
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert event.start == datetime(2026, 10, 2, 18, tzinfo=LONDON)
    assert event.DTSTAMP == AT


@pytest.mark.parametrize(
    ("day", "start", "end", "hours"),
    [
        ("2026-10-24", "2026-10-24T17:00:00+00:00", "2026-10-25T02:00:00+00:00", 9),
        ("2027-03-27", "2027-03-27T18:00:00+00:00", "2027-03-28T01:00:00+00:00", 7),
    ],
)
def test_nights_on_which_the_clocks_change(tmp_path: Path, day: str, start: str, end: str, hours: int) -> None:
    """By the wall 18:00 to 02:00 on both, whether a program knows the zone itself or believes the file."""
    month = {"first": f"{day[:8]}01", "last": f"{day[:8]}31"}
    seats = [("P01", f"JR-04@{day}/peak", "paramedic"), ("SC01", f"JR-04@{day}/peak", "police")]
    made = published(solved(seats, period=month, carried_in={}), tmp_path / "site")
    event = events(made, tmp_path / "site", "SC01")[day]
    text = event.to_ical().decode()
    assert f"DTSTART;TZID=Europe/London:{day.replace('-', '')}T180000" in text
    assert re.search(r"DTEND;TZID=Europe/London:\d{8}T020000", text)
    assert event.start.astimezone(UTC) == datetime.fromisoformat(start)
    assert event.end.astimezone(UTC) == datetime.fromisoformat(end)
    assert event.end.astimezone(UTC) - event.start.astimezone(UTC) == timedelta(hours=hours)
    (zone,) = calendar_of(made, tmp_path / "site", "SC01").walk("VTIMEZONE")
    believed = zone.to_tz(lookup_tzid=False)
    for wall, instant in ((event.start, start), (event.end, end)):
        assert wall.replace(tzinfo=believed).astimezone(UTC) == datetime.fromisoformat(instant)


def test_the_second_of_two_equal_hours_is_told_by_utc(tmp_path: Path) -> None:
    """01:30 comes twice on 25 October; a local time would mean the first."""
    shifts = [{"id": "peak", "start": "18:00", "end": "01:30", "fold": "second"}]
    made = published(solved(shifts=shifts), tmp_path / "site")
    event = events(made, tmp_path / "site", "SC01")["2026-10-24"]
    assert "DTEND:20261025T013000Z" in event.to_ical().decode()
    assert event.end.astimezone(UTC) - event.start.astimezone(UTC) == timedelta(minutes=parse_minutes("8h30m"))


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("Europe/London", {"BYDAY=-1SU;BYMONTH=3", "BYDAY=-1SU;BYMONTH=10"}),
        ("Europe/Dublin", {"BYDAY=-1SU;BYMONTH=3", "BYDAY=-1SU;BYMONTH=10"}),
        ("America/New_York", {"BYDAY=2SU;BYMONTH=3", "BYDAY=1SU;BYMONTH=11"}),
        ("Australia/Sydney", {"BYDAY=1SU;BYMONTH=4", "BYDAY=1SU;BYMONTH=10"}),
        ("Asia/Kolkata", set()),
        ("UTC", set()),
    ],
)
def test_the_clocks_change_by_rule(name: str, rules: set[str]) -> None:
    """Each change of the year is told once, with a rule that never ends (RFC 5545, 3.6.5)."""
    zone = timezone_of(ZoneInfo(name), date(2026, 6, 1), date(2026, 6, 30))
    parts = zone.subcomponents
    assert len(parts) == max(1, len(rules))
    found = {";".join(sorted(part["RRULE"].to_ical().decode().split(";"))) for part in parts if "RRULE" in part}
    assert {rule.replace(";FREQ=YEARLY", "") for rule in found} == rules
    assert all("UNTIL" not in rule and "COUNT" not in rule for rule in found)
    if rules:
        assert {part.name for part in parts} == {"STANDARD", "DAYLIGHT"}
        assert all(part.DTSTART.year == 2025 for part in parts), "before the first event"


def test_a_change_begins_by_the_clock_as_it_went_until_then() -> None:
    zone = timezone_of(LONDON, date(2026, 6, 1), date(2027, 6, 1))
    begins = {
        part.name: (f"{part.DTSTART:%Y-%m-%d %H:%M}", part.TZOFFSETFROM, part.TZOFFSETTO) for part in zone.subcomponents
    }
    none, hour = timedelta(), timedelta(hours=1)
    assert begins == {"DAYLIGHT": ("2025-03-30 01:00", none, hour), "STANDARD": ("2025-10-26 02:00", hour, none)}


@pytest.mark.parametrize("name", ["Africa/Casablanca", "Asia/Jerusalem", "Africa/Cairo", "America/Santiago"])
def test_changes_that_follow_no_simple_rule_have_their_true_times(name: str) -> None:
    """Listed or by rule: a program that believes the file alone has every hour of the period right."""
    zone = timezone_of(ZoneInfo(name), date(2026, 1, 1), date(2027, 6, 30))
    believed = zone.to_tz(lookup_tzid=False)
    for day in range(545):
        wall = datetime(2026, 1, 1, 12) + timedelta(days=day)
        assert wall.replace(tzinfo=believed).utcoffset() == wall.replace(tzinfo=ZoneInfo(name)).utcoffset(), wall


ODD = "A, b; c\\d\ne\x07\x1bf: \u201cg\u201d \u2028h"


def test_no_text_breaks_the_file(tmp_path: Path) -> None:
    """Commas, semicolons, back strokes are escaped, line breaks and control characters are blanks, in every field."""
    areas = [{"id": "medway-swale", "name": ODD}]
    shifts = [{"id": "peak", "code": "N", "name": ODD, "start": "18:00", "end": "02:00"}]
    raw = solved().model_dump(mode="json", exclude_defaults=True)
    people = [{**item, "name": f"{ODD} {item['id']}"} for item in raw["people"]]
    vehicles = [{**item, "name": ODD} for item in raw["vehicles"]]
    made = published(solved(name=ODD, areas=areas, shifts=shifts, people=people, vehicles=vehicles), tmp_path / "site")
    calendar = calendar_of(made, tmp_path / "site", "SC01")
    text = (tmp_path / "site" / "person" / f"{made.addresses.page('SC01')}.ics").read_bytes().decode()
    unfolded = text.replace("\r\n ", "")
    plain = "A, b; c\\d e f: \u201cg\u201d h"
    for name in ("NAME", "X-WR-CALNAME"):
        assert f"\r\n{name}:A\\, b\\; c\\\\d e f: \u201cg\u201d h\r\n" in unfolded
    assert not [letter for letter in text if ord(letter) < 32 and letter not in "\r\n"]
    event = events(made, tmp_path / "site", "SC01")["2026-10-02"]
    assert str(event["SUMMARY"]) == f"JR-04 {plain}"
    assert str(event["LOCATION"]) == plain
    assert len(str(event["DESCRIPTION"]).splitlines()) == 4
    assert "METHOD" not in calendar
    assert not [item for item in calendar.walk("VEVENT") if "CLASS" in item or "ORGANIZER" in item]


def test_what_a_second_publication_does_to_entries(tmp_path: Path) -> None:
    """Kept as it was; with another mate one further; lost: cancelled and one further; new: a first time."""
    first = published(solved(), tmp_path / "site")
    before = {name: events(first, tmp_path / "site", name) for name in ("P01", "SC01", "SC02", "SC03")}
    seats = [item for item in SEATS if item[0] != "SC02"] + [("SC03", "JR-04@2026-10-24/peak", "police")]
    second = published(again(first, seats), tmp_path / "elsewhere", 2, at=LATER)
    after = {name: events(second, tmp_path / "elsewhere", name) for name in before}

    def told(entries: dict[str, Event], day: str) -> tuple[str, int, str]:
        event = entries[day]
        return str(event["UID"]), int(event["SEQUENCE"]), str(event["STATUS"])

    for name, day, sequence, status in (
        ("SC01", "2026-10-02", 1, "CONFIRMED"),  # without SC02
        ("SC01", "2026-10-24", 1, "CONFIRMED"),  # with SC03
        ("SC02", "2026-10-02", 1, "CANCELLED"),
        ("SC03", "2026-10-03", 0, "CONFIRMED"),  # as it was
    ):
        assert told(after[name], day) == (told(before[name], day)[0], sequence, status), (name, day)
        assert after[name][day].start == before[name][day].start
    assert told(after["SC03"], "2026-10-24")[1:] == (0, "CONFIRMED")
    assert after["SC03"]["2026-10-03"]["LAST-MODIFIED"].dt == AT
    assert after["SC03"]["2026-10-03"].DTSTAMP == AT  # without a METHOD, when the event last changed
    assert after["SC02"]["2026-10-02"].DTSTAMP == LATER
    assert after["SC02"]["2026-10-02"]["SUMMARY"] == "Cancelled: JR-04 peak"
    assert after["SC02"]["2026-10-02"].end == before["SC02"]["2026-10-02"].end

    third = published(again(second, SEATS), tmp_path / "site", 3, at=LATER + timedelta(days=1))
    back = {name: events(third, tmp_path / "site", name) for name in before}
    assert told(back["SC02"], "2026-10-02") == (told(before["SC02"], "2026-10-02")[0], 2, "CONFIRMED")
    assert told(back["SC03"], "2026-10-24")[1:] == (1, "CANCELLED")
    fourth = published(again(third, SEATS), tmp_path / "site", 4, at=LATER + timedelta(days=2))
    assert told(events(fourth, tmp_path / "site", "SC03"), "2026-10-24")[1:] == (1, "CANCELLED")  # and stays so


def test_a_duty_that_nobody_asks_for_any_more_is_cancelled(tmp_path: Path) -> None:
    """The book knows it no longer; its times are those that were told."""
    first = published(solved(), tmp_path / "site")
    services: list[dict[str, Any]] = [
        {**service.model_dump(mode="json", exclude_defaults=True), "removed_dates": ["2026-10-03"]}
        for service in first.book.services
    ]
    second = published(again(first, [item for item in SEATS if "-03/" not in item[1]], services=services),
                       tmp_path / "site", 2, at=LATER)  # fmt: skip
    event = events(second, tmp_path / "site", "SC03")["2026-10-03"]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert event.start == datetime(2026, 10, 3, 18, tzinfo=LONDON)


def test_a_shift_that_moves_changes_its_entry(tmp_path: Path) -> None:
    first = published(solved(), tmp_path / "site")
    shifts = [{"id": "peak", "code": "N", "start": "17:00", "end": "02:00"}]
    second = published(again(first, SEATS, shifts=shifts), tmp_path / "site", 2, at=LATER)
    event = events(second, tmp_path / "site", "SC03")["2026-10-03"]
    assert (event["STATUS"], event["SEQUENCE"], event.start.hour) == ("CONFIRMED", 1, 17)

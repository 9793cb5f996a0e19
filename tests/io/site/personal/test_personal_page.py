"""A person's own page as a volunteer reads it on a phone: when next, with whom, how many hours, what to take."""

import copy
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from roster import api as roster_api
from roster.api import PublishOptions, ready
from roster.io.site.publication import Publication
from tests.browser import NARROW, NEEDS_CHROMIUM, PHONE, WIDE, violations
from tests.io.conftest import Seats, with_rota
from tests.io.site.browser import Opened
from tests.io.site.conftest import AT, SITE, solved
from tests.io.site.test_leaks import hours_in

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

# Nobody is a paramedic on the 10th; SC03 offered Fridays only, SC02 nothing.
SEATS: Seats = [
    ("P01", "JR-04@2026-10-02/peak", "paramedic"),
    ("SC01", "JR-04@2026-10-02/peak", "police"),
    ("P02", "JR-07@2026-10-03/peak", "paramedic"),
    ("SC01", "JR-07@2026-10-03/peak", "police"),
    ("P01", "JR-04@2026-10-24/peak", "paramedic"),
    ("SC03", "JR-04@2026-10-24/peak", "police"),
]
OFFERS = {
    "P01": ["2026-10-02", "2026-10-24"],
    "P02": ["2026-10-03"],
    "SC01": ["2026-10-02", "2026-10-03", "2026-10-10"],
    "SC02": [],
    "SC03": ["2026-10-24"],
}
ADDRESS = "https://rota.example.org/kent/"
OWN_WORDS = ["Due", "Forecast", "To go", "Stands", "for want of", "Nobody expects it"]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Publication]:
    """A publication whose folder is served on the web."""
    raw = copy.deepcopy(SITE) | {"carried_in": {}, "period": {"first": "2026-10-01", "last": "2026-10-24"}}
    raw["rules"] = [{"kind": "minimum-hours", "hours": 16, "per": "period", "applies_to": {"roles": ["special"]}}]
    for item in raw["people"]:
        item["offers"] = [{"dates": OFFERS[item["id"]]}] if OFFERS[item["id"]] else []
        item["absences"] = []
        item.pop("posting", None)
    book, _ = with_rota(raw, SEATS)
    records = tuple(
        record.model_copy(update={"vehicle": "CAR-1" if record.call_sign == "JR-04" else "CAR-2"})
        if record.vehicle
        else record
        for record in book.rota.duties
    )
    book = book.model_copy(update={"rota": book.rota.model_copy(update={"duties": records})})
    folder = tmp_path_factory.mktemp("own") / "site"
    options = PublishOptions(plain_names=True, at=AT, address=ADDRESS)
    return folder, roster_api.publish_with(ready(book), folder, folder.parent / "frozen.json", options)


@pytest.fixture
def opened(browser: Any, own: tuple[Path, Publication]) -> Iterator[Opened]:
    with Opened(browser, own[0]) as pages:
        yield pages


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_first_screen_of_a_phone_answers(opened: Opened) -> None:
    """Next duty with day, time, place, call sign and crew; hours promised and given, and why; what could be taken."""
    page = opened("person/SC01.html", PHONE, now=at("2026-10-01 08:00"))
    assert page.locator("header").bounding_box()["height"] < 120
    for text in ("Fri 2 October", "18:00-02:00", "JR-04", "with Ada Ashdown (paramedic)", "tomorrow"):
        found = page.locator(".next").get_by_text(text).first
        assert found.bounding_box()["y"] + found.bounding_box()["height"] < PHONE["height"], text
    hours = page.get_by_text("You promised 16 h, you are down for 16 h. Thank you.")
    assert hours.bounding_box()["y"] < PHONE["height"]


def test_a_short_promise_says_what_is_left_and_why(opened: Opened) -> None:
    page = opened("person/SC03.html", PHONE, now=at("2026-10-01 08:00"))
    said = page.locator(".balance").inner_text().replace("\xa0", " ")
    assert "8 of 16 h" in said.replace("\n", " ")
    assert "8 h left to find" in said
    assert "You promised 16 h, you are down for 8 h. The dates you gave come to 8 h." in said
    assert page.get_by_text("You could take Fri 2 Oct").bounding_box()["y"] < PHONE["height"]


@pytest.mark.parametrize(
    ("now", "next_duty", "away"),
    [
        ("2026-09-20 09:00", "Fri 2 October", "in 12 days"),
        ("2026-10-02 08:00", "Fri 2 October", "today"),
        ("2026-10-02 22:00", "Fri 2 October", "now"),  # it began at 17:00 UTC
        ("2026-10-03 00:30", "Fri 2 October", "now"),
        ("2026-10-03 01:00", "Sat 3 October", "today"),  # 02:00 in London: the first has just ended
        ("2026-10-04 01:00", "No duty ahead", ""),
    ],
)
def test_the_next_duty_is_the_first_that_is_not_over(opened: Opened, now: str, next_duty: str, away: str) -> None:
    """By the clock of the rota's zone, wherever the reader is."""
    page = opened("person/SC01.html", PHONE, now=at(now), timezone_id="Pacific/Auckland")
    assert page.locator(".next .when:visible").inner_text() == next_duty
    assert page.locator("[data-relative]").inner_text() == away


def test_today_is_marked_and_what_is_over_is_told_apart(opened: Opened) -> None:
    page = opened("person/SC01.html", now=at("2026-10-03 12:00"))
    assert page.locator(".month [aria-current=date]").inner_text().startswith("3")
    assert page.locator(".dates li.today").count() == 1
    assert "Ben Birch" in page.locator(".dates li.today").inner_text()
    assert "Ada Ashdown" in page.locator(".dates li.over").inner_text()
    page = opened("notice-board/index.html", now=at("2026-10-03 12:00"))
    assert page.locator("tr.today th").inner_text() == "Sat 3 Oct"
    page = opened("notice-board/people.html", now=at("2026-10-03 23:30"))  # 00:30 of the 4th in London
    assert page.locator("th.today").inner_text().split() == ["Sun", "4"]


def test_bank_holidays_are_named(site: tuple[Path, Publication], browser: Any, tmp_path: Path) -> None:
    raw = {"period": {"first": "2026-12-20", "last": "2026-12-31"}, "carried_in": {}, "requests": []}
    book = solved([("P01", "JR-04@2026-12-25/peak", "paramedic"), ("SC01", "JR-04@2026-12-25/peak", "police")], **raw)
    roster_api.publish(ready(book), tmp_path / "site", tmp_path / "frozen.json", at=AT, plain_names=True)
    with Opened(browser, tmp_path / "site") as opened:
        page = opened("person/P01.html", PHONE)
        assert page.locator(".dates .bh").inner_text() == "Christmas Day"
        assert "Fri 25 Dec Christmas Day" in page.locator(".key").inner_text()


def test_only_seats_where_they_change_something_each_with_a_mail(opened: Opened) -> None:
    """SC02 offered nothing: second seats of crews that run; the 10th lacks a paramedic, and SC01 is there for it."""
    page = opened("person/SC02.html")
    said = [item.text_content() for item in page.locator(".dates li:has(.button)").all()]
    assert ["With you the crew is complete" in item for item in said] == [True] * 3 + [False] * (len(said) - 3)
    assert all("Also needs a paramedic" in item for item in said[3:])
    assert not any(item.split()[:3] == ["Sat", "10", "Oct"] for item in said)
    assert any(item.split()[:3] == ["Sat", "17", "Oct"] for item in said)
    link = urlsplit(page.get_by_role("link", name="I can: Fri 2 Oct, JR-04").get_attribute("href"))
    assert (link.scheme, link.path) == ("mailto", "flo%2Brota@example.com")
    mail = parse_qs(link.query)
    assert mail["subject"] == ["I can: JR-04, Fri 2 Oct 2026"]
    assert mail["body"] == [
        "Hello Flo Fir,\r\n\r\nI can do JR-04 on Fri 2 Oct 2026, 18:00-02:00, Medway & Swale, in the police seat."
        "\r\n\r\nDi Dogwood"
    ]
    assert page.get_by_text("opens a mail to Flo Fir.").count() == 1


def test_never_what_they_offered(own: tuple[Path, Publication], opened: Opened) -> None:
    """SC01 offered the 10th, on which nothing runs: it is no date to take."""
    for person, dates in OFFERS.items():
        page = opened(f"person/{person}.html")
        for day in dates:
            number = f"{int(day[-2:])} Oct"
            assert page.get_by_role("link", name=f"{number}, JR").count() == 0, (person, day)
    page = opened("person/P02.html")
    assert page.locator(".strong").first.locator(".effect").inner_text() == "Runs if you come"
    mail = page.locator("a[href^='mailto:']").first.get_attribute("href")
    assert mail.startswith("mailto:?subject=")  # their organisation names no coordinator
    assert page.get_by_text("opens a mail to your coordinator: put in the address.").count() == 1


def test_the_calendar_can_be_subscribed_to(own: tuple[Path, Publication], opened: Opened) -> None:
    folder, _ = own
    page = opened("person/SC01.html")
    link = page.get_by_role("link", name="Subscribe").get_attribute("href")
    assert link == "webcal://rota.example.org/kent/person/SC01.ics"
    assert page.locator(".address").inner_text() == "https://rota.example.org/kent/person/SC01.ics"
    lines = (folder / "person" / "SC01.ics").read_bytes().replace(b"\r\n ", b"").decode().split("\r\n")
    assert "SOURCE;VALUE=URI:https://rota.example.org/kent/person/SC01.ics" in lines
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= set(lines)


def test_without_its_program_the_page_is_whole(opened: Opened) -> None:
    page = opened("person/SC01.html", java_script_enabled=False)
    assert page.locator(".next .when:visible").inner_text() == "Fri 2 October"
    assert page.locator(".dates li:visible").count() >= 2


def test_none_of_our_own_words(own: tuple[Path, Publication], opened: Opened) -> None:
    for person in OFFERS:
        said = opened(f"person/{person}.html").locator("body").inner_text()
        assert not [word for word in OWN_WORDS if word in said], person


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE, NARROW], ids=["wide", "phone", "narrow"])
def test_everybody_can_read_it(opened: Opened, size: dict[str, int], scheme: str) -> None:
    """No sideways scrolling at 320 px, nothing that axe finds, in light and in dark."""
    for path in ("person/SC02.html", "person/SC01.html", "notice-board/index.html", "police/hours.html"):
        page = opened(path, size, color_scheme=scheme, bypass_csp=True, now=at("2026-10-03 12:00"))
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
        assert not violations(page), path


def test_dark_is_dark_and_nothing_moves_for_those_who_ask(opened: Opened) -> None:
    dark = opened("person/SC02.html", color_scheme="dark").evaluate("getComputedStyle(document.body).backgroundColor")
    light = opened("person/SC02.html", color_scheme="light").evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, dark.strip("rgb()").split(","))) < 150 < sum(map(int, light.strip("rgb()").split(",")))
    page = opened("person/SC02.html", reduced_motion="reduce")
    assert page.locator(".button").first.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"


def test_it_prints_on_one_page(opened: Opened) -> None:
    for person in OFFERS:
        page = opened(f"person/{person}.html", color_scheme="dark")
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))) == 1, person


def test_a_full_month_prints_on_one_page(browser: Any, tmp_path: Path) -> None:
    """Eighteen duties: more than a contract of full-time nights holds."""
    days = [f"2026-10-{number:02}" for number in range(1, 32) if number % 7 < 4]
    seats = [
        (person, f"JR-04@{day}/peak", seat)
        for day in days
        for person, seat in (("P01", "paramedic"), ("SC01", "police"), ("SC02", "police"))
    ]
    every = {"weekdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}
    people = [item | {"offers": [every], "absences": [], "caps": {}, "posting": None} for item in SITE["people"]]
    services = [SITE["services"][0] | every]
    book = solved(seats, services=services, people=people, carried_in={}, requests=[])
    roster_api.publish(ready(book), tmp_path / "site", tmp_path / "frozen.json", at=AT, plain_names=True)
    with Opened(browser, tmp_path / "site") as opened:
        page = opened("person/P01.html")
        assert page.locator(".dates li").count() >= 18
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))) == 1


def test_the_keyboard_reaches_every_link(opened: Opened) -> None:
    page = opened("person/SC02.html")
    names = []
    for _ in range(page.locator("a:visible, summary:visible, .skip").count()):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", names
    assert names[0] == "Skip to the content"
    assert "Subscribe" in names
    assert any(name.startswith("I can") for name in names)


def test_the_same_book_and_clock_give_the_same_bytes(own: tuple[Path, Publication], tmp_path: Path) -> None:
    folder, made = own
    again = made.book.changed(published=made.published.model_copy(update={"told": ()}))
    parts = []
    for name in ("one", "two"):
        options = PublishOptions(plain_names=True, at=AT)
        roster_api.publish_with(ready(again), tmp_path / name, tmp_path / f"{name}.json", options)
        found = {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        parts.append({path: data for path, data in found.items() if path.name != ".roster-published"})
    assert parts[0] == parts[1]
    assert len(parts[0]) > len(list(folder.glob("person/*")))
    assert "webcal://rota.example.org" in (tmp_path / "one" / "person" / "SC01.html").read_text()  # remembered


def test_the_new_sentences_tell_nobody_elses_hours(site: tuple[Path, Publication]) -> None:
    folder, made = site
    for person in ("SC01", "SC02", "SC03"):
        path = folder / "person" / f"{made.addresses.page(person)}.html"
        assert "You promised" in path.read_text()
        assert hours_in(path) == {person}


def test_people_read_how_they_are_reached_and_whom_to_tell(opened: Opened) -> None:
    """Their own number and address, on their own page alone; paper does not carry them."""
    page = opened("person/SC03.html", PHONE)
    said = page.locator("footer").inner_text()
    assert "You are reached at 07700 900144 and elder@example.org. Not right? Tell Flo Fir." in said
    assert "Tell your coordinator." in opened("person/P01.html").locator("footer").inner_text()
    page.emulate_media(media="print")
    assert "07700" not in page.locator("body").inner_text()

"""A coordinator's day without a mouse: search, move a person, cure a duty, a sick call, publish."""

import copy
from typing import Any

import pytest

from models.book import Book
from tests.browser import NEEDS_CHROMIUM
from tests.desk.web.conftest import WAIT, Open, Shown
from tests.desk.web.hands import Hands
from tests.io.site.conftest import SITE, absence, person

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

FIRST, SATURDAY, EMPTY = "JR-04@2026-10-02/peak", "JR-04@2026-10-10/peak", "JR-04@2026-10-09/peak"


def book() -> Book:
    """One car. On Friday 9 October the one paramedic who offered is away; the other could still offer it."""
    data: dict[str, Any] = copy.deepcopy(SITE) | {
        "name": "Day",
        "people": [
            person("P01", "paramedic", absences=[absence("annual leave", "2026-10-09")]),
            person("P02", "paramedic", offers=[{"weekdays": ["sat"]}]),
            *(person(name, "special") for name in ("SC01", "SC02", "SC03")),
        ],
    }
    data["services"][0]["call_signs"] = ["JR-04"]
    return Book.model_validate(data)


def crew(shown: Shown, duty: str, seat: str) -> set[str]:
    rota = shown.served.store.head(shown.unit).book.rota
    assert rota is not None
    return {item.person for item in rota.assignments if (item.duty, item.seat) == (duty, seat)}


def search(shown: Shown, hands: Hands) -> None:
    """Lets the search make the rota, and takes it."""
    hands.enter("Make the rota", most=5, leads_to="/solve")
    hands.enter("Start the search", most=12, leads_to="/solve/*")
    shown.page.locator("#search[data-state=done]").wait_for(timeout=60_000)
    hands.enter("See what would change", most=14, leads_to="/proposals/*")
    hands.enter("Take all of it", most=24, leads_to="/board*")
    shown.at_revision(2)


def move_somebody(shown: Shown, hands: Hands) -> None:
    """Takes somebody out of the first duty, and puts in who sat nowhere that night."""
    hands.enter("Skip to the rota", most=1)
    hands.see()
    hands.press("ArrowDown")
    assert shown.focused.startswith(f"{FIRST}|police|")
    before = crew(shown, FIRST, "police")
    (free,) = {"SC01", "SC02", "SC03"} - before
    hands.press("Delete")
    shown.at_revision(3)
    hands.see()
    shown.seat(f"{FIRST}|police").focus()
    hands.press("Enter")
    shown.page.locator("#panel-heading", has_text="JR-04 on Fri 2 Oct").wait_for()
    shown.page.keyboard.type(free)
    hands.press("Enter")
    shown.at_revision(4)
    hands.see()
    assert shown.focused == f"{FIRST}|police|{free}"
    assert free in crew(shown, FIRST, "police")


def cure(shown: Shown, hands: Hands) -> None:
    """Finds out why a duty is stood down, notes the offer that cures it, and puts a crew in."""
    hands.press("Escape", "Control+Home")
    while not shown.focused.startswith(EMPTY):
        hands.press("ArrowDown")
    hands.press("Enter")
    panel = shown.page.locator("#panel")
    panel.locator(".why", has_text="paramedic").wait_for()
    panel.locator(".cures", has_text="Ben Birch (P02) offers JR-04 on Fri 9 Oct").wait_for()
    hands.tab_to("Note the offer: Ben Birch (P02)", most=12)
    hands.press("Enter")
    shown.at_revision(5)
    shown.page.locator("#panel-heading:focus").wait_for()  # what follows is in the panel
    hands.see()
    hands.tab_to("Put in Ben Birch (P02)", most=4)
    hands.press("Enter")
    shown.at_revision(6)
    hands.see()
    assert crew(shown, EMPTY, "paramedic") == {"P02"}


def sick_call(shown: Shown, hands: Hands) -> None:
    """Somebody rings in sick; whoever is asked says yes; the repair is taken."""
    away = min(crew(shown, SATURDAY, "paramedic"))
    name = {"P01": "Ada", "P02": "Ben"}[away]
    hands.press("Escape")
    hands.tab_to("Sick call", most=26, key="Shift+Tab")
    hands.page.keyboard.press("Enter")
    hands.page.wait_for_url("**/sick-call", timeout=WAIT)
    hands.tab_to("Who is away", most=12)
    shown.page.keyboard.type(name)
    hands.tab_to("From", most=1)
    shown.page.keyboard.type("10102026")  # the same where the month comes first
    hands.enter("Who could cover?", most=8)
    shown.page.get_by_text("1 duty to cover").wait_for()
    hands.enter("Find the repair", most=24)
    shown.page.locator("#sheet").wait_for(timeout=30_000)
    hands.tab_to("Yes: ", most=14)
    asked = hands.on
    hands.press("Enter")
    shown.page.locator(".answered.yes").wait_for()
    hands.see()
    assert hands.on == asked
    hands.enter("Take the repair (publishing is the next step)", most=24, leads_to="/publish*")
    assert away not in crew(shown, SATURDAY, "paramedic")


def test_a_whole_day(opened: Open) -> None:
    shown = opened(book=book())
    hands = Hands(shown.page)
    search(shown, hands)
    move_somebody(shown, hands)
    cure(shown, hands)
    sick_call(shown, hands)
    hands.enter("Publish version 1", most=16, leads_to="/publish*")
    shown.page.get_by_text("Version 1 is the one that counts").wait_for(timeout=WAIT)
    assert shown.served.store.head(shown.unit).book.published is not None

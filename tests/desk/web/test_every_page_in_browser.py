"""Every page of a unit, at three widths, in light and dark: it fits, shuts nobody out, and can be hit with a thumb."""

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.responses import HTMLResponse

from roster.desk.changes import Clear, apply_changes
from roster.desk.changes.drafts.sections import SECTIONS
from roster.desk.jobs.requests import Missing, RepairRequest, SolveRequest
from roster.desk.store import Proposed
from roster.desk.web.app import _ROUTES
from tests.browser import NARROW, NEEDS_CHROMIUM, faults, faults_at_every_size
from tests.desk.web.conftest import Open, Served
from tests.io.site.conftest import solved

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

ZOOMED = {"width": 640, "height": 450}  # a window of 1280 x 900 at 200 %
SEAT = quote("JR-04@2026-10-02/peak|police")
# Every page of a unit -> the addresses at which it is looked at; a page that is not here fails a test.
SEEN = {
    "board": ("board", "board?view=people", f"board?at={SEAT}", f"board?view=people&at={SEAT}"),
    "solve": ("solve",),
    "solve/{number}": ("solve/JOB",),
    "sick-call": (
        "sick-call",
        "sick-call?person=SC01&first=2026-10-02&last=2026-10-24",
        "sick-call?person=SC01&first=x",
    ),
    "sick-call/{number}": ("sick-call/REPAIR",),
    "off-road": ("off-road",),
    "inbox": ("inbox",),
    "inbox/passing": ("inbox/passing",),
    "proposals": ("proposals", "proposals?everything=true"),
    "proposals/{number}": ("proposals/PROPOSAL",),
    "publish": ("publish",),
    "hours": ("hours", "hours?everything=true"),
    "history": ("history",),
    "history/{number}": ("history/1",),
    "history/{number}/board": ("history/1/board",),
    "book": ("book",),
    "book/{section}": (*(f"book/{section}" for section in SECTIONS), "book/nothing"),
    "book/{section}/record": (
        "book/people/record?key=P01",
        "book/people/record",
        "book/rules/record",
        "book/rules/record?kind=accompanied",
        "book/services/record?key=peaks",
        "book/crews/record?key=jru",
        "book/vehicles/record",
    ),
}
OF_MEMBERS = {"me", "me/swap", "me/give-back"}  # looked at in tests/desk/web/members
PIECES = {"seat", "day"}  # of the board, which shows them
PARTS = {
    "board": ("board", "history"),
    "work": ("solve", "sick-call", "off-road", "inbox", "proposals", "publish", "hours"),
}


def addresses(part: str) -> list[str]:
    """The addresses of a part of the pages; of the book where no other part has them."""
    others = [name for names in PARTS.values() for name in names]
    return [
        address
        for page, at in SEEN.items()
        for address in at
        if (page.partition("/")[0] in PARTS[part] if part in PARTS else page.partition("/")[0] not in others)
    ]


def test_no_page_of_a_unit_is_forgotten() -> None:
    pages = {
        route.path.removeprefix("/u/{unit}/")
        for module in _ROUTES
        for route in module.router.routes
        if route.path.startswith("/u/") and "GET" in route.methods and route.response_class is HTMLResponse
    }
    assert pages - PIECES - OF_MEMBERS == set(SEEN)


@pytest.fixture
def unit(served: Served) -> int:
    """A unit with a search, and a proposal."""
    number = served.unit(solved())
    book = served.store.head(number).book
    assert book.rota is not None
    served.store.jobs.add(number, "solve", 1, SolveRequest().model_dump(mode="json"), "you")
    changes = tuple(Clear(person=item.person, duty=item.duty, seat=item.seat) for item in book.rota.assignments)
    proposed = Proposed(number, 1, apply_changes(book, changes), changes, "solve", "you", "an empty rota")
    served.store.proposals.propose(proposed)
    request = RepairRequest(absent=(Missing(name="SC01", first=date(2026, 10, 2), last=date(2026, 10, 2)),), seconds=5)
    served.store.jobs.add(number, "repair", 1, request.model_dump(mode="json"), "you")
    return number


def visit(page: Any, served: Served, unit: int, path: str) -> None:
    """Opens a page of the unit."""
    jobs = {job.kind: str(job.id) for job in served.store.jobs.of(unit)}
    proposal = str(served.store.proposals.pending(unit)[-1].id)
    for word, number in (("JOB", jobs["solve"]), ("REPAIR", jobs["repair"]), ("PROPOSAL", proposal)):
        path = path.replace(word, number)
    page.goto(f"{served.address}/u/{unit}/{path}", wait_until="load")


@pytest.mark.parametrize("part", ["board", "work", "book"])
def test_at_three_widths_in_light_and_dark(opened: Open, served: Served, unit: int, part: str) -> None:
    shown = opened("board", bypass_csp=True, reduced_motion="reduce", unit=unit)  # else colours fade into each other
    for path in addresses(part):
        visit(shown.page, served, unit, path)
        assert not faults_at_every_size(shown.page), path
    shown.ignore_trouble()  # a page that is not there is not there


def test_at_twice_the_size_nothing_is_lost(opened: Open, served: Served, unit: int) -> None:
    shown = opened("board", ZOOMED, unit=unit)
    for path in (*addresses("board"), *addresses("work")):
        visit(shown.page, served, unit, path)
        assert not faults(shown.page), path
    shown.ignore_trouble()


def test_with_the_reader_s_own_few_colours_buttons_and_what_is_chosen_are_still_seen(opened: Open) -> None:
    shown = opened(f"board?at={SEAT}", forced_colors="active")
    looks = shown.page.evaluate("""() => {
      const look = (selector) => getComputedStyle(document.querySelector(selector));
      return {
        button: look("#undo").borderTopStyle,
        chosen: look(".place.chosen").backgroundColor === look(".place:not(.chosen)").backgroundColor,
        here: look("nav a[aria-current]").borderBottomWidth,
        elsewhere: look("nav a:not([aria-current])").borderBottomWidth,
        view: look(".views [aria-current]").backgroundColor === look(".views a:not([aria-current])").backgroundColor,
      };
    }""")
    assert looks == {"button": "solid", "chosen": False, "here": "3px", "elsewhere": "0px", "view": False}


def test_on_a_small_phone_the_first_duty_is_in_sight(opened: Open) -> None:
    shown = opened("board", NARROW)
    first = shown.page.locator("#board .duty").first.bounding_box()
    assert first["y"] + 60 < NARROW["height"]


def test_on_a_phone_the_dates_of_people_show_that_they_go_on_to_the_side(opened: Open) -> None:
    shown = opened("board?view=people", NARROW)
    assert shown.page.get_by_text("More dates are to the right").is_visible()
    cut = """(node) => [...node.querySelectorAll(".group span")].some((span) =>
      span.getBoundingClientRect().right > node.getBoundingClientRect().right)"""
    assert not shown.page.locator(".scroll").evaluate(cut)


def test_nothing_moves_where_the_reader_wants_no_motion(opened: Open) -> None:
    shown = opened(reduced_motion="reduce")
    shown.seat("JR-04@2026-10-02/peak|paramedic|P01").focus()
    shown.press("Control+Enter")
    shown.at_revision(2)
    moving = "document.getAnimations().filter((item) => item.effect.getTiming().duration > 0).length"
    assert shown.page.evaluate(moving) == 0
    still = "[...document.querySelectorAll('*')].filter((item) => getComputedStyle(item).transitionDuration !== '0s')"
    assert shown.page.evaluate(f"{still}.length") == 0

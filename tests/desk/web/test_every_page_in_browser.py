"""Every page of a unit, at three widths, in light and dark: it fits, shuts nobody out, and can be hit with a thumb."""

from typing import Any
from urllib.parse import quote

import pytest

from roster.desk.changes import Clear, apply_changes
from roster.desk.jobs.requests import SolveRequest
from roster.desk.store import Proposed
from tests.browser import NARROW, NEEDS_CHROMIUM, faults, faults_at_every_size
from tests.desk.web.conftest import Open, Served
from tests.io.site.conftest import solved

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

ZOOMED = {"width": 640, "height": 450}  # a window of 1280 x 900 at 200 %
SEAT = quote("JR-04@2026-10-02/peak|police")
BOARDS = ("board", "board?view=people", f"board?at={SEAT}", f"board?view=people&at={SEAT}", "history/1/board")
WORK = (
    "solve",
    "sick-call",
    "sick-call?person=SC01&first=2026-10-02&last=2026-10-24",
    "publish",
    "hours",
    "hours?everything=true",
    "history",
    "history/1",
    "solve/JOB",
    "proposals",
    "proposals/PROPOSAL",
)
BOOK = (
    "book",
    "book/people",
    "book/people/record?key=P01",
    "book/people/record",
    "book/rules",
    "book/rules/record?kind=daily-rest",
    "book/services/record?key=peaks",
    "book/nothing",
)


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
    return number


def visit(page: Any, served: Served, unit: int, path: str) -> None:
    """Opens a page of the unit."""
    job, proposal = served.store.jobs.of(unit)[-1].id, served.store.proposals.pending(unit)[-1].id
    path = path.replace("JOB", str(job)).replace("PROPOSAL", str(proposal))
    page.goto(f"{served.address}/u/{unit}/{path}", wait_until="load")


@pytest.mark.parametrize("paths", [BOARDS, WORK, BOOK], ids=["board", "work", "book"])
def test_at_three_widths_in_light_and_dark(opened: Open, served: Served, unit: int, paths: tuple[str, ...]) -> None:
    shown = opened("board", bypass_csp=True, reduced_motion="reduce", unit=unit)  # else colours fade into each other
    for path in paths:
        visit(shown.page, served, unit, path)
        assert not faults_at_every_size(shown.page), path
    if "book/nothing" in paths:
        shown.ignore_trouble()


def test_at_twice_the_size_nothing_is_lost(opened: Open, served: Served, unit: int) -> None:
    shown = opened("board", ZOOMED, unit=unit)
    for path in (*BOARDS, *WORK):
        visit(shown.page, served, unit, path)
        assert not faults(shown.page), path


def test_with_the_reader_s_own_few_colours_buttons_and_what_is_chosen_are_still_seen(opened: Open) -> None:
    shown = opened(f"board?at={SEAT}", forced_colors="active")
    looks = shown.page.evaluate("""() => {
      const look = (selector) => getComputedStyle(document.querySelector(selector));
      return {
        button: look("#undo").borderTopStyle,
        chosen: look(".place.chosen").outlineStyle,
        here: look("nav a[aria-current]").borderBottomWidth,
        elsewhere: look("nav a:not([aria-current])").borderBottomWidth,
        view: look(".views [aria-current]").backgroundColor === look(".views a:not([aria-current])").backgroundColor,
      };
    }""")
    assert looks == {"button": "solid", "chosen": "solid", "here": "3px", "elsewhere": "0px", "view": False}


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
    shown.press("p")
    shown.at_revision(2)
    moving = "document.getAnimations().filter((item) => item.effect.getTiming().duration > 0).length"
    assert shown.page.evaluate(moving) == 0
    still = "[...document.querySelectorAll('*')].filter((item) => getComputedStyle(item).transitionDuration !== '0s')"
    assert shown.page.evaluate(f"{still}.length") == 0

"""The panel of a seat and its seat on the board: both stay in sight, and agree about whose they are."""

import pytest

from tests.browser import MIDDLE, WIDE
from tests.desk.web.conftest import Open, Shown
from tests.desk.web.hands import Hands
from tests.io.site.conftest import SEATS, solved

FRI, SAT = "JR-04@2026-10-02/peak", "JR-07@2026-10-03/peak"
LAST = "JR-07@2026-10-31/peak|police"
SEEN = """node => {
  const box = node.getBoundingClientRect();
  return node.contains(document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2));
}"""


def in_sight(shown: Shown, at: str) -> bool:
    """Whether the middle of a seat is seen."""
    return bool(shown.seat(at).evaluate(SEEN))


@pytest.mark.parametrize("at", [f"{FRI}|paramedic|P01", f"{SAT}|police", "JR-04@2026-10-17/peak|paramedic", LAST])
@pytest.mark.parametrize("keys", ["Enter", "el"], ids=["opened", "typed"])
def test_the_seat_stays_in_sight_beside_its_panel(opened: Open, at: str, keys: str) -> None:
    shown = opened(size=WIDE)
    shown.seat(at).focus()
    if keys == "Enter":
        shown.press("Enter")
        shown.page.locator("#panel-heading:focus").wait_for()
    else:
        shown.page.keyboard.type(keys)
        shown.page.locator("#who:focus").wait_for()
    Hands(shown.page).see()
    assert in_sight(shown, at)


@pytest.mark.parametrize("at", [f"{FRI}|paramedic|P01", "JR-04@2026-10-17/peak|paramedic"])
def test_the_page_stays_while_one_goes_through_the_panel(opened: Open, at: str) -> None:
    shown = opened(size={"width": 1280, "height": 560})
    shown.seat(at).focus()
    shown.press("Enter")
    shown.page.locator("#panel-heading:focus").wait_for()
    before = shown.page.evaluate("scrollY")
    for _ in range(12):
        shown.press("Tab")
        Hands(shown.page).see()
    assert shown.page.locator("#panel :focus").count() == 1
    assert shown.page.evaluate("scrollY") == before
    assert in_sight(shown, at)


def test_the_panel_begins_with_its_heading_and_letters_lead_to_the_name(opened: Open) -> None:
    shown = opened()
    shown.seat(f"{SAT}|police").focus()
    shown.press("Enter")
    shown.page.locator("#panel-heading:focus").wait_for()
    shown.page.keyboard.type("Di")
    assert shown.page.locator("#who:focus").input_value() == "Di"
    shown.page.locator("#enter", has_text="Put in: Di Dogwood (SC02)").wait_for()


def test_over_the_board_the_panel_keeps_the_focus_until_it_is_closed(opened: Open) -> None:
    shown = opened(size=MIDDLE)
    shown.seat(f"{FRI}|paramedic|P01").focus()
    shown.press("Enter")
    shown.page.get_by_role("dialog", name="Seat").wait_for()
    for _ in range(40):
        shown.press("Tab")
        beneath = shown.page.evaluate(
            "document.activeElement.closest('main, body > header, #verdict')?.outerHTML.slice(0, 90)"
        )
        assert not beneath
    shown.page.locator("#panel button").first.focus()
    shown.press("Escape")
    assert shown.focused == f"{FRI}|paramedic|P01"
    assert shown.page.locator("[inert]").count() == 0
    shown.page.locator("#undo, #level-hard").first.focus()
    assert shown.focused == "level-hard"


def test_after_a_swap_the_panel_the_ring_and_the_focus_are_of_one_seat(opened: Open) -> None:
    shown = opened(book=solved(SEATS), size=WIDE)
    hands = Hands(shown.page)
    shown.seat(f"{SAT}|paramedic|P02").focus()
    hands.press("Enter")
    shown.page.locator("#panel-heading:focus").wait_for()
    hands.tab_to("Somebody on another day (2)", most=9)
    hands.press("Enter")
    hands.tab_to("Swap Ben Birch (P02) with Ada Ashdown (P01)", most=3)
    hands.press("Enter")
    shown.at_revision(2)
    assert shown.focused == f"{SAT}|paramedic|P01"
    assert shown.page.locator("#board .chosen").get_attribute("value") == f"{SAT}|paramedic|P01"
    assert shown.page.locator("#panel-heading").inner_text() == "JR-07 on Sat 3 Oct"


def test_what_is_open_and_what_has_the_focus_are_marked_in_two_ways(opened: Open) -> None:
    shown = opened(f"board?at={FRI}|paramedic|P01")
    chosen, other = shown.seat(f"{FRI}|paramedic|P01"), shown.seat(f"{FRI}|police|SC01")
    chosen.focus()
    shown.press("ArrowDown")
    style = "node => [getComputedStyle(node).backgroundColor, getComputedStyle(node).outlineStyle]"
    filled, ringed = chosen.evaluate(style), other.evaluate(style)
    assert chosen.get_attribute("aria-current") == "true"
    assert filled[0] != ringed[0]
    assert (filled[1], ringed[1]) == ("none", "solid")

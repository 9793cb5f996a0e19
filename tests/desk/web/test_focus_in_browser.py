"""Where the focus is after a piece of the page was replaced by a newer one, and how few keys lead to a seat."""

from typing import Any

import pytest

from roster.desk.changes import PinPerson
from roster.desk.service import Edit
from tests.browser import NARROW, NEEDS_CHROMIUM, WIDE
from tests.desk.web.conftest import Open, Shown
from tests.desk.web.hands import Hands

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

FRIDAY, SATURDAY = "JR-04@2026-10-02/peak", "JR-07@2026-10-03/peak"


def pin_meanwhile(shown: Shown) -> None:
    """Somebody else pins a person."""
    pin = PinPerson(person="P01", duty=FRIDAY, seat="paramedic")
    shown.served.desk.edit(shown.served.sessions.who, shown.unit, Edit(base=1, changes=(pin,)))
    shown.at_revision(2)


@pytest.mark.parametrize("path", ["board", "board?view=people"])
def test_one_tab_and_enter_lead_to_the_first_seat(opened: Open, path: str) -> None:
    shown = opened(path)
    hands = Hands(shown.page)
    hands.enter("Skip to the rota", most=1)
    hands.see()
    first = shown.page.locator("#board button[name=at]").first.get_attribute("value")
    assert shown.focused == first


def test_without_javascript_the_same_link_leads_to_the_seats(opened: Open) -> None:
    shown = opened(java_script_enabled=False)
    shown.press("Tab", "Enter", "Tab")
    first = shown.page.locator("#board button[name=at]").first
    assert first.evaluate("node => node === document.activeElement")


def test_undo_keeps_the_focus_until_there_is_nothing_to_undo(opened: Open) -> None:
    shown = opened()
    hands = Hands(shown.page)
    shown.seat(f"{FRIDAY}|paramedic|P01").focus()
    shown.press("Control+Enter")
    shown.at_revision(2)
    shown.press("Control+Enter")
    shown.at_revision(3)
    shown.page.locator("#undo").focus()
    shown.press("Enter")
    shown.at_revision(4)
    hands.see()
    assert shown.focused == "undo"
    shown.press("Enter")
    shown.at_revision(5)
    hands.see()
    assert shown.focused == "level-hard"


def test_a_figure_keeps_the_focus_when_somebody_else_changes_the_rota(opened: Open) -> None:
    shown = opened()
    shown.page.locator("#level-full").focus()
    pin_meanwhile(shown)
    assert shown.focused == "level-full"


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["320", "1280"])
def test_after_an_answer_one_goes_on_ringing(opened: Open, size: dict[str, int]) -> None:
    shown = opened(f"board?at={SATURDAY}|police", size)
    hands = Hands(shown.page)
    answer = shown.page.get_by_role("button", name="Di Dogwood (SC02): said no", exact=True)
    answer.focus()
    shown.press("Enter")
    shown.page.locator(".candidate", has_text="No,").wait_for()
    hands.see()
    assert hands.on == "Di Dogwood (SC02): said no"


def test_a_button_of_the_panel_keeps_the_focus_when_somebody_else_changes_the_rota(opened: Open) -> None:
    shown = opened(f"board?at={SATURDAY}|police")
    button = shown.page.get_by_role("button", name="Put in: Di Dogwood (SC02)")
    button.focus()
    old: Any = button.element_handle()
    pin_meanwhile(shown)
    shown.page.wait_for_function("node => !node.isConnected", arg=old)
    assert Hands(shown.page).on == "Put in: Di Dogwood (SC02)"


def test_escape_on_a_seat_closes_the_panel_too(opened: Open) -> None:
    shown = opened()
    shown.seat(f"{SATURDAY}|police").focus()
    shown.press("Enter")
    shown.page.locator("#panel-heading").wait_for()
    shown.seat(f"{SATURDAY}|police").focus()
    shown.press("Escape")
    assert shown.page.locator("#panel").is_hidden()
    assert shown.focused == f"{SATURDAY}|police"

"""A person's day without a duty on the board by person: opened by a click or a key, it says what they could take."""

from typing import Any

import pytest

from tests.browser import NEEDS_CHROMIUM, PHONE, faults_at_every_size
from tests.desk.web.conftest import Open, Shown

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

SATURDAY = "2026-10-03"


def day(shown: Shown, person: str, date: str) -> Any:
    """The cell of a person's day."""
    column = shown.page.evaluate(
        "date => [...document.querySelectorAll('#board thead th')].findIndex((head) => head.dataset.day === date)", date
    )
    return shown.page.locator(f'#board tr[data-person="{person}"] > :nth-child({column + 1})')


def test_a_click_on_an_empty_day_says_what_they_could_take_and_puts_them_on_it(opened: Open) -> None:
    shown = opened("board?view=people")
    day(shown, "SC02", SATURDAY).click()
    panel = shown.page.locator("#panel")
    panel.get_by_role("heading", name="What Di Dogwood (SC02) could take on Sat 3 Oct").wait_for()
    panel.get_by_role("button", name="Put in: JR-07, police seat").click()
    shown.told("Put Di Dogwood (SC02) on JR-07 on Sat 3 Oct (police).")
    assert day(shown, "SC02", SATURDAY).get_by_role("button").count() == 1
    panel.get_by_text("Is on this duty already").first.wait_for()
    shown.press("Escape")
    assert shown.focused.startswith("JR-07@2026-10-03/peak|police|SC02")


def test_by_keyboard_arrows_lead_over_empty_days_and_enter_opens_one(opened: Open) -> None:
    shown = opened("board?view=people")
    first = shown.page.locator('#board tr[data-person="SC02"] button[name=at]').first
    first.focus()
    shown.press("ArrowRight")
    place = shown.page.evaluate("document.activeElement.localName")
    assert place == "td"
    shown.press("Enter")
    shown.page.locator("#panel-heading", has_text="What Di Dogwood (SC02) could take").wait_for()
    shown.press("Escape")
    assert shown.page.evaluate("document.activeElement.localName") == "td"
    shown.press("ArrowLeft")
    assert shown.focused == first.get_attribute("value")
    assert shown.page.locator("#board [tabindex='0']").count() == 1


def test_where_the_filter_hides_the_seat_the_focus_is_not_lost_with_its_panel(opened: Open) -> None:
    shown = opened()
    shown.page.get_by_role("button", name="Show the").filter(has_text="stood down").click()
    shown.page.locator(".place.empty:visible").first.focus()
    shown.press("Enter")
    shown.page.locator("#who").wait_for()
    shown.page.get_by_label("Duties").select_option("crewed")
    shown.page.locator("#who").focus()
    shown.press("Escape")
    assert shown.seat(shown.focused).is_visible()


def test_help_is_there_before_any_seat_has_the_focus(opened: Open) -> None:
    shown = opened()
    shown.page.get_by_role("button", name="Keys").focus()
    shown.press("Enter")
    assert shown.page.locator("#help").is_visible()


def test_somebody_is_moved_from_their_seat_to_another_car_of_that_day(opened: Open) -> None:
    shown = opened()
    shown.seat("JR-04@2026-10-02/peak|police|SC01").click()
    panel = shown.page.locator("#panel")
    panel.get_by_role("link", name="Move Cy Cedar (SC01)").click()
    panel.locator("#panel-heading", has_text="What Cy Cedar (SC01) could take on Fri 2 Oct").wait_for()
    panel.get_by_role("button", name=": JR-07, police seat").click()
    shown.at_revision(2)
    rota = shown.served.store.head(shown.unit).book.rota
    assert rota is not None
    theirs = [item.duty for item in rota.assignments if item.person == "SC01" and "@2026-10-02" in item.duty]
    assert theirs == ["JR-07@2026-10-02/peak"]


def test_somebody_without_any_duty_is_reached_by_arrows(opened: Open) -> None:
    shown = opened("board?view=people")
    reached = set()
    shown.page.get_by_role("link", name="Skip to the rota").focus()
    shown.press("Enter", "Control+Home")
    for _ in range(shown.page.locator("#board tr[data-person]").count()):
        reached.add(shown.page.evaluate("document.activeElement.closest('tr').dataset.person"))
        shown.press("ArrowDown")
    assert reached == {person.id for person in shown.served.store.head(shown.unit).book.people}


def test_the_panel_of_a_day_looks_right_at_every_size(opened: Open) -> None:
    shown = opened("board?view=people", size=PHONE, bypass_csp=True)
    day(shown, "SC02", SATURDAY).click()
    shown.page.locator("#panel-heading").wait_for()
    assert not faults_at_every_size(shown.page)

"""The board by keyboard alone, in a real browser without a window."""

import pytest

from roster.desk.changes import PinPerson
from roster.desk.service import Edit
from tests.browser import NEEDS_CHROMIUM
from tests.desk.web.conftest import Open, Shown

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

FRIDAY = "JR-04@2026-10-02/peak"  # Ada Ashdown; Cy Cedar and Di Dogwood
SATURDAY = "JR-07@2026-10-03/peak"  # Ben Birch; Ed Elder and one wanted


def head(shown: Shown) -> int:
    return shown.served.desk.head_number(shown.served.sessions.who, shown.unit)


def crew(shown: Shown, duty: str) -> set[tuple[str, str]]:
    rota = shown.served.store.head(shown.unit).book.rota
    assert rota is not None
    return {(item.seat, item.person) for item in rota.assignments if item.duty == duty}


def test_tab_leads_to_one_seat_and_arrows_to_the_others(opened: Open) -> None:
    shown = opened()
    tabs = shown.page.locator("#board button[name=at]").evaluate_all("all => all.filter(b => b.tabIndex === 0).length")
    assert tabs == 1
    shown.seat(f"{FRIDAY}|paramedic|P01").focus()
    for key, place in [
        ("ArrowDown", f"{FRIDAY}|police|SC01"),
        ("ArrowRight", f"{FRIDAY}|police|SC02"),
        ("ArrowRight", "JR-07@2026-10-02/peak|police"),
        ("ArrowUp", "JR-07@2026-10-02/peak|paramedic"),
        ("ArrowDown", "JR-07@2026-10-02/peak|police"),
        ("ArrowDown", f"{SATURDAY}|paramedic|P02"),
        ("ArrowLeft", "JR-04@2026-10-03/peak|paramedic"),
        ("Home", "JR-04@2026-10-03/peak|paramedic"),
        ("End", f"{SATURDAY}|police"),
        ("Control+End", "JR-07@2026-10-31/peak|police"),
        ("Control+Home", f"{FRIDAY}|paramedic|P01"),
        ("PageDown", "JR-04@2026-10-09/peak|paramedic"),
        ("PageDown", "JR-04@2026-10-16/peak|paramedic"),
        ("PageUp", "JR-04@2026-10-09/peak|paramedic"),
        ("ArrowUp", "JR-04@2026-10-03/peak|police"),
    ]:
        shown.press(key)
        assert shown.focused == place, key
    shown.press("Shift+Tab", "Tab")
    assert shown.focused == "JR-04@2026-10-03/peak|police"


def test_a_seat_is_filled_by_typing_a_name_and_emptied_again(opened: Open) -> None:
    shown = opened()
    shown.seat(f"{SATURDAY}|police").focus()
    shown.press("d", "i")
    shown.page.locator("#enter", has_text="Put in: Di Dogwood (SC02)").wait_for()
    shown.press("Enter")
    shown.told("Put Di Dogwood (SC02) on JR-07 on Sat 3 Oct (police).")
    assert shown.focused == f"{SATURDAY}|police|SC02"
    assert ("police", "SC02") in crew(shown, SATURDAY)
    assert shown.page.locator("#said").inner_text().startswith("Put Di Dogwood (SC02)")
    assert "No hard rule is broken. Cover" in shown.page.locator("#said").inner_text()
    shown.press("Delete")
    shown.told("Take Di Dogwood (SC02) off")
    assert crew(shown, SATURDAY) == {("paramedic", "P02"), ("police", "SC03")}
    assert shown.focused == f"{SATURDAY}|police"


def test_pin_undo_and_redo(opened: Open) -> None:
    shown = opened()
    shown.seat(f"{FRIDAY}|paramedic|P01").focus()
    shown.press("Control+Enter")
    shown.told("Pin Ada Ashdown (P01)")
    assert "pinned" in (shown.seat(f"{FRIDAY}|paramedic|P01").get_attribute("aria-label") or "")
    assert shown.focused == f"{FRIDAY}|paramedic|P01"
    shown.press("Control+z")
    shown.at_revision(3)
    assert shown.served.store.head(shown.unit).book.pins == ()
    assert shown.focused == f"{FRIDAY}|paramedic|P01"
    shown.press("Control+y")
    shown.at_revision(4)
    assert len(shown.served.store.head(shown.unit).book.pins) == 1
    shown.press("Control+Enter")
    shown.told("Unpin Ada Ashdown (P01)")


def test_nothing_to_undo_is_said(opened: Open) -> None:
    shown = opened()
    shown.seat(f"{FRIDAY}|paramedic|P01").focus()
    shown.press("Control+z")
    shown.told("There is nothing to undo.")
    assert head(shown) == 1


def test_a_name_that_does_not_fit_says_why_and_changes_nothing(opened: Open) -> None:
    shown = opened()
    shown.seat(f"{SATURDAY}|police").focus()
    shown.press("a", "d", "a", "Enter")
    assert shown.page.locator("#enter").inner_text().startswith("Ada Ashdown (P01): Is a")
    assert shown.page.locator("#said").inner_text().startswith("Ada Ashdown (P01): Is a")
    shown.page.locator("#who").fill("nobody")
    assert shown.page.locator("#enter").inner_text() == "Nobody of that name."
    shown.press("Enter")
    assert head(shown) == 1


def test_the_panel_opens_and_closes_with_the_focus_where_it_was(opened: Open) -> None:
    shown = opened()
    shown.seat(f"{FRIDAY}|police|SC01").focus()
    shown.press("Enter")
    shown.page.locator("#panel-heading", has_text="JR-04 on Fri 2 Oct").wait_for()
    assert shown.focused == "panel-heading"
    assert shown.page.locator(".sitting").first.inner_text().startswith("Cy Cedar (SC01)")
    shown.press("Escape")
    assert shown.page.locator("#panel").is_hidden()
    assert shown.focused == f"{FRIDAY}|police|SC01"


def test_help_lists_the_keys(opened: Open) -> None:
    shown = opened()
    shown.seat(f"{FRIDAY}|police|SC01").focus()
    shown.press("?")
    dialog = shown.page.get_by_role("dialog", name="The board by keyboard")
    assert dialog.get_by_text("take the person out").is_visible()
    shown.press("Escape")
    assert dialog.is_hidden()
    assert shown.focused == f"{FRIDAY}|police|SC01"


def test_letters_do_nothing_outside_the_seats(opened: Open) -> None:
    shown = opened()
    shown.page.get_by_label("Find a name").focus()
    shown.press("u", "p", "Delete")
    assert shown.page.get_by_label("Find a name").input_value() == "up"
    assert head(shown) == 1


def test_what_somebody_else_changes_appears_and_takes_no_focus(opened: Open) -> None:
    shown = opened()
    shown.seat(f"{SATURDAY}|police").focus()
    pin = PinPerson(person="P01", duty=FRIDAY, seat="paramedic")
    shown.served.desk.edit(shown.served.sessions.who, shown.unit, Edit(base=1, changes=(pin,)))
    shown.at_revision(2)
    assert "pinned" in (shown.seat(f"{FRIDAY}|paramedic|P01").get_attribute("aria-label") or "")
    assert shown.focused == f"{SATURDAY}|police"

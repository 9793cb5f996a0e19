"""Whoever types a name on a seat looks for somebody: no letter, figure or mark changes the rota by itself."""

import string
from typing import Any

import pytest

from tests.desk.web.conftest import Open, Shown
from tests.io.site.conftest import SEATS, solved

FRIDAY, SATURDAY = "JR-04@2026-10-02/peak", "JR-07@2026-10-03/peak"
FILLED, EMPTY = f"{FRIDAY}|paramedic|P01", f"{SATURDAY}|police"


def head(shown: Shown) -> int:
    """The number of the newest revision."""
    return shown.served.desk.head_number(shown.served.sessions.who, shown.unit)


def a_change(shown: Shown) -> None:
    """Makes a change, so that there is something to undo, and undoes it, so that there is something to redo."""
    shown.seat(FILLED).focus()
    shown.press("Control+Enter")
    shown.at_revision(2)
    shown.press("Control+z")
    shown.at_revision(3)
    shown.press("Control+Shift+Z")
    shown.at_revision(4)


@pytest.mark.parametrize("place", [FILLED, EMPTY], ids=["filled", "empty"])
@pytest.mark.parametrize("name", ["paramedic 09", "UNA PINE", "d'Urso"])
def test_a_name_is_looked_for_from_its_first_letter(opened: Open, place: str, name: str) -> None:
    shown = opened()
    shown.seat(place).focus()
    shown.page.keyboard.type(name)
    shown.page.locator("#who:focus").wait_for()
    assert shown.page.locator("#who").input_value() == name
    assert head(shown) == 1


@pytest.mark.parametrize("view", ["board", "board?view=people"])
def test_no_key_that_writes_something_changes_the_rota(opened: Open, view: str) -> None:
    shown = opened(view)
    a_change(shown)
    for key in string.ascii_letters + string.digits + string.punctuation + " ":
        shown.page.keyboard.press("Escape")
        shown.seat(FILLED).focus()
        shown.page.keyboard.press(key)
    shown.press("Escape")
    shown.seat(FILLED).focus()
    shown.press("Control+Enter")
    shown.told("Unpin Ada Ashdown (P01)")
    assert head(shown) == 5  # the one change since


def test_letters_on_an_empty_day_change_nothing(opened: Open) -> None:
    shown = opened("board?view=people")
    a_change(shown)
    shown.seat(FILLED).focus()
    while shown.page.evaluate("document.activeElement.localName") != "td":
        shown.press("ArrowRight")
    shown.page.keyboard.type("undo Pip")
    shown.press("Delete", "Control+z")
    shown.at_revision(5)
    assert head(shown) == 5  # only Ctrl+Z did something


def test_a_name_that_is_corrected_while_it_is_typed_takes_nobody_out(opened: Open) -> None:
    shown = opened()
    shown.seat(FILLED).focus()
    shown.page.route("**/seat?*", lambda route: route.abort())  # a line that fails
    shown.page.keyboard.type("bem")
    shown.press("Backspace", "Backspace", "Backspace", "Backspace")
    shown.told("The desk does not answer.")
    shown.ignore_trouble()
    assert head(shown) == 1


def test_escape_while_the_panel_is_on_its_way_opens_none(opened: Open) -> None:
    shown = opened()
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    shown.page.route("**/seat?*", hold)
    shown.seat(FILLED).focus()
    shown.page.keyboard.type("be")
    shown.press("Escape")
    held[0].continue_()
    shown.press("Control+Enter")
    shown.told("Pin Ada Ashdown (P01)")
    assert shown.page.locator("#panel").is_hidden()


def test_question_mark_helps_on_a_seat_and_does_nothing_elsewhere(opened: Open) -> None:
    shown = opened(book=solved(SEATS))
    dialog = shown.page.get_by_role("dialog", name="The board by keyboard")
    shown.page.locator("#undo, #level-hard").last.focus()
    shown.press("?")
    assert dialog.is_hidden()
    shown.seat(FILLED).focus()
    shown.press("?")
    dialog.get_by_text("pin the person, or unpin them").wait_for()
    assert dialog.get_by_text("undo the last change").is_visible()
    assert {"P", "U"}.isdisjoint(dialog.locator("kbd").all_inner_texts())


def test_the_keys_that_change_something_need_ctrl_or_type_nothing(opened: Open) -> None:
    shown = opened()
    shown.seat(FILLED).focus()
    shown.press("Control+Backspace")
    shown.told("Take Ada Ashdown (P01) off")
    shown.press("Control+z")
    shown.at_revision(3)
    assert shown.seat(FILLED).count() == 1

"""Where the focus is after a form was answered by a new page, and marks that must be whole and not in the way."""

from typing import Any

import pytest

from tests.browser import MIDDLE, WIDE
from tests.desk.web.conftest import WAIT, Open
from tests.desk.web.hands import Hands
from tests.io.site.conftest import solved

FRI = "JR-04@2026-10-02/peak"
ROOM = """() => {
  const node = document.activeElement;
  const style = getComputedStyle(node);
  const out = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth);
  const box = node.getBoundingClientRect();
  const edges = [[box.left + box.width / 2, box.top - out + 1], [box.left + box.width / 2, box.bottom + out - 1]];
  return edges.every(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top && (top.contains(node) || node.contains(top));
  });
}"""


def test_after_asking_who_could_cover_the_answer_has_the_focus(opened: Open) -> None:
    shown = opened("sick-call")
    hands = Hands(shown.page)
    shown.page.get_by_label("Who is away").select_option("P01")
    hands.enter("Who could cover?", most=24)
    shown.page.locator("#cover:focus", has_text="to cover").wait_for()
    hands.see()


def test_after_a_mistake_the_form_has_the_focus(opened: Open) -> None:
    shown = opened("sick-call")
    hands = Hands(shown.page)
    hands.enter("Who could cover?", most=24)
    shown.page.locator("form:focus .mistake").first.wait_for()
    hands.tab_to("Who is away", most=1)
    shown.ignore_trouble()  # the browser writes down that the form was refused


def test_after_publishing_what_was_done_has_the_focus(opened: Open) -> None:
    shown = opened("publish")
    hands = Hands(shown.page)
    hands.enter("Publish version 1", most=24)
    shown.page.locator(".told:focus").wait_for(timeout=WAIT)
    hands.see()


@pytest.mark.parametrize("size", [MIDDLE, WIDE], ids=["768", "1280"])
@pytest.mark.parametrize("path", ["board", "publish"])
def test_the_ring_of_every_page_link_is_whole(opened: Open, size: dict[str, int], path: str) -> None:
    shown = opened(path, size)
    shown.page.locator("nav a").first.focus()
    shown.press("Shift+Tab", "Tab")
    for _ in range(shown.page.locator("nav a").count()):
        assert shown.page.evaluate(ROOM), Hands(shown.page).on
        shown.press("Tab")


def test_in_the_decision_bar_tab_leaves_the_page_where_it_is(opened: Open) -> None:
    shown = opened("publish", {"width": 1280, "height": 500})
    shown.page.locator(".decide :is(input, textarea)").first.focus()
    shown.page.evaluate("window.scrollTo({ top: 60, behavior: 'instant' })")
    before = shown.page.evaluate("scrollY")
    assert before
    shown.press("Tab")
    assert shown.page.locator(".decide button:focus").count() == 1
    shown.press("Shift+Tab")
    assert shown.page.evaluate("scrollY") == before


@pytest.mark.parametrize("size", [MIDDLE, WIDE], ids=["768", "1280"])
def test_the_decision_bar_covers_nothing_of_the_end_of_the_page(opened: Open, size: dict[str, int]) -> None:
    shown = opened("publish", size)
    shown.page.evaluate("window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    bar = _box(shown.page, ".decide")
    last = _box(shown.page, "main li:visible >> nth=-1")
    assert last["y"] + last["height"] <= bar["y"]


@pytest.mark.parametrize("size", [MIDDLE, WIDE], ids=["768", "1280"])
def test_what_is_told_does_not_lie_over_the_panel(opened: Open, size: dict[str, int]) -> None:
    shown = opened(f"board?at={FRI}|paramedic|P01", size, book=solved())
    shown.page.evaluate("document.getElementById('toast').textContent = 'Something was done. '.repeat(9)")
    shown.page.evaluate("document.getElementById('toast').hidden = false")
    toast, panel = (_box(shown.page, name) for name in ("#toast", "#panel"))
    beside = toast["x"] + toast["width"] <= panel["x"] or toast["y"] + toast["height"] <= panel["y"]
    assert beside, (toast, panel)


def test_with_the_reader_s_own_colours_what_cannot_be_pressed_differs(opened: Open) -> None:
    shown = opened(forced_colors="active")
    shown.seat(f"{FRI}|paramedic|P01").focus()
    shown.press("Control+Enter")
    shown.at_revision(2)
    look = "node => [getComputedStyle(node).color, getComputedStyle(node).borderTopColor]"
    undo, redo = (shown.page.locator(name).evaluate(look) for name in ("#undo", "#redo"))
    assert undo[0] != redo[0]
    assert undo[1] != redo[1]


def _box(page: Any, name: str) -> dict[str, float]:
    found: dict[str, float] = page.locator(name).bounding_box()
    return found

"""Nothing that has the focus lies beneath what stays at the top of the window, whichever way one goes (WCAG 2.4.11)."""

import pytest

from tests.browser import MIDDLE, NARROW, WIDE
from tests.desk.web.conftest import Open, Shown

SIZES = pytest.mark.parametrize("size", [NARROW, MIDDLE, WIDE], ids=["320", "768", "1280"])
FRIDAY, LATER = "JR-04@2026-10-02/peak|police|SC01", "JR-04@2026-10-17/peak|paramedic"

# What covers the middle of what has the focus; empty where it is seen there.
COVERED = """() => {
  const node = document.activeElement;
  const name = node.outerHTML.slice(0, 80);
  const boxes = [...node.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  if (node === document.body || !boxes.length) return `nowhere: ${name}`;
  const box = boxes[0];
  const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  const seen = top && (node.contains(top) || node.labels?.[0]?.contains(top));
  return seen ? "" : `${name} beneath ${top?.outerHTML.slice(0, 80)}`;
}"""


def walk(shown: Shown, key: str, scroll: int) -> list[str]:
    """Goes through everything by one key, the page scrolled a little before each step; what was covered."""
    covered = []
    for _ in range(70):
        shown.page.evaluate("by => window.scrollTo({ top: by, behavior: 'instant' })", scroll)
        shown.press(key)
        if shown.page.evaluate("document.activeElement === document.body"):
            break
        wrong = shown.page.evaluate(COVERED)
        if wrong:
            covered.append(wrong)
    return covered


@SIZES
@pytest.mark.parametrize("view", ["board", "board?view=people"])
@pytest.mark.parametrize("scroll", [0, 209, 420])
def test_shift_tab_from_a_seat_leads_through_nothing_unseen(
    opened: Open, size: dict[str, int], view: str, scroll: int
) -> None:
    shown = opened(view, size)
    shown.page.locator("#board button[name=at]").first.focus()
    assert not walk(shown, "Shift+Tab", scroll)


@SIZES
@pytest.mark.parametrize("at", [FRIDAY, LATER])
def test_tab_through_a_panel_leads_through_nothing_unseen(opened: Open, size: dict[str, int], at: str) -> None:
    shown = opened(f"board?at={at}", size)
    shown.page.locator("#panel-heading").focus()
    assert not walk(shown, "Tab", 209)
    shown.page.locator("#panel button").last.focus()
    assert not walk(shown, "Shift+Tab", 209)

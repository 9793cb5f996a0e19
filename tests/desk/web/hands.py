"""A person without a mouse: goes from one thing to the next by Tab, and must always see where they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.desk.web.conftest import WAIT

# What is wrong with the focus; an empty text where it is in sight, on top of everything else, and marked.
_WRONG = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return "nothing has the focus";
  const box = node.getBoundingClientRect();
  const name = node.outerHTML.slice(0, 90);
  if (box.width < 1 || box.height < 1) return `no size: ${name}`;
  const across = [box.left + 2, (box.left + box.right) / 2, box.right - 2];
  const down = [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2];
  const seen = across.some((x) => down.some((y) => {
    const top = document.elementFromPoint(x, y);
    return top && (node.contains(top) || top.contains(node) && getComputedStyle(node).display === "inline");
  }));
  if (!seen && !node.matches("input[type=checkbox], input[type=radio]")) return `out of sight: ${name}`;
  if (node.matches("main")) return "";
  const style = getComputedStyle(node);
  return style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 ? `not marked: ${name}` : "";
}"""
_NAME = """() => {
  const node = document.activeElement;
  const label = node.labels?.[0]?.textContent;
  return (node.ariaLabel || label || node.textContent || "").replace(/\\s+/g, " ").trim();
}"""


@dataclass
class Hands:
    """Ten fingers on the keyboard of a page."""

    page: Any

    @property
    def on(self) -> str:
        """The words of what has the focus."""
        return str(self.page.evaluate(_NAME))

    def see(self) -> None:
        """The focus is somewhere, in sight, and marked."""
        wrong = self.page.evaluate(_WRONG)
        assert not wrong, f"{self.page.url}: {wrong}"

    def press(self, *keys: str) -> None:
        """Presses keys; the focus is in sight after each."""
        for key in keys:
            self.page.keyboard.press(key)
            self.see()

    def tab_to(self, words: str, *, most: int, key: str = "Tab") -> None:
        """Presses Tab until something whose words begin so has the focus.

        Args:
            most: how many times at most.
            key: `Shift+Tab` goes back.
        """
        passed = []
        for _ in range(most):
            self.press(key)
            passed.append(self.on)
            if passed[-1].startswith(words):
                return
        raise AssertionError(f"{words!r} is not among the next {most}: {passed}")

    def enter(self, words: str, *, most: int, leads_to: str = "") -> None:
        """Goes to a link or a button and presses Enter.

        Args:
            leads_to: the end of the address of the page that it opens; empty where it opens none.
        """
        self.tab_to(words, most=most)
        self.page.keyboard.press("Enter")
        if leads_to:
            self.page.wait_for_url(f"**{leads_to}", timeout=WAIT)
            self.page.wait_for_load_state()

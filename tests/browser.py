"""A real browser without a window, for the tests of pages: where it is, the sizes of its window, and what axe finds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NEEDS_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed; no page can be opened")
_SIZES = ((1280, 900), (768, 900), (360, 740), (320, 600))
WIDE, MIDDLE, PHONE, NARROW = ({"width": width, "height": height} for width, height in _SIZES)


# What the pages of the desk are held to: all that WCAG 2.2 AA asks for, and what axe thinks best besides.
STRICT = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def running_browser() -> Iterator[Any]:
    """Runs a browser without a window, for a fixture."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


def violations(page: Any, options: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    """What axe finds on a page that shuts somebody out: the rule, and the first place.

    axe is put into the page from outside, which the page's own policy forbids: open it with `bypass_csp=True`.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    found = (axe.run(page) if options is None else axe.run(page, options=options)).response["violations"]
    return [(item["id"], item["nodes"][0]["html"]) for item in found]


_CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}  # all that the dark changes
# Controls smaller than 24 by 24 pixels that are no link within a sentence, and texts that are cut off.
_FAULTS = """() => {
  const shown = (node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest(".vh, .skip");
  const controls = [...document.querySelectorAll("a, button, summary, select, textarea, input:not([type=hidden])")];
  const small = controls.filter(shown).filter((node) => {
    const hit = node.matches("[type=checkbox], [type=radio]") && node.closest("label") || node;
    const box = hit.getBoundingClientRect();
    const inSentence = node.localName === "a" && getComputedStyle(node).display === "inline"
      && node.parentElement.textContent.trim() !== node.textContent.trim();
    return (box.width < 23.5 || box.height < 23.5) && !inSentence;
  });
  const cut = [...document.querySelectorAll("main *, #panel *, header *")].filter(shown).filter((node) =>
    !node.matches("input, .last") && ["hidden", "clip"].includes(getComputedStyle(node).overflowX)
    && node.clientWidth > 2 && node.scrollWidth > node.clientWidth + 1);
  const page = document.documentElement;
  return [
    ...small.map((node) => `small: ${node.outerHTML.slice(0, 80)}`),
    ...cut.map((node) => `cut off: ${node.outerHTML.slice(0, 80)}`),
    ...(page.scrollWidth > page.clientWidth ? [`too wide: ${page.scrollWidth}`] : []),
  ];
}"""


def faults(page: Any) -> list[str]:
    """What nobody would choose to see: too wide for the window, cut off, too small for a thumb."""
    return list(page.evaluate(_FAULTS))


def faults_at_every_size(page: Any) -> list[str]:
    """All that is wrong with a page at three widths, in light and dark; colours must not fade into each other."""
    found = []
    for size in (WIDE, MIDDLE, NARROW):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        wrong = [*faults(page), *map(str, violations(page, STRICT))]
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        wrong += [f"dark: {item}" for item in violations(page, _CONTRAST)]
        found += [f"{size['width']}: {item}" for item in wrong]
    return found

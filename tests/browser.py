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
# Controls smaller than 24 by 24 pixels that are no link within a sentence; texts that are cut off, too small to read,
# broken within a word or a number, not in the middle of their button, or touching the one beside them; boxes to tick
# that are squeezed; fields side by side that do not stand in a line.
_FAULTS = """() => {
  const unseen = [...document.querySelectorAll(".vh, .skip, thead")].filter((node) =>
    node.localName !== "thead" || getComputedStyle(node).clipPath !== "none");
  const shown = (node) =>
    node.checkVisibility({ visibilityProperty: true }) && !unseen.some((other) => other.contains(node));
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
  const lines = (node) => {  // where the texts inside stand
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const [range, found] = [document.createRange(), []];
    while (texts.nextNode()) {
      if (!texts.currentNode.data.trim() || !shown(texts.currentNode.parentElement)) continue;
      range.selectNodeContents(texts.currentNode);
      found.push(...[...range.getClientRects()].filter((box) => box.width > 1));
    }
    return found;
  };
  const seen = [...document.querySelectorAll("main *, #verdict *, #panel *, header *")].filter(shown);
  const words = seen.filter((node) => !node.children.length && /^\\s*\\S{1,12}\\s*$/.test(node.textContent));
  const broken = words.filter((node) => new Set(lines(node).map((box) => Math.round(box.top))).size > 1);
  const tiny = seen.filter((node) => node.textContent.trim() && !node.closest("svg")
    && parseFloat(getComputedStyle(node).fontSize) < 12);
  const askew = seen.filter((node) => node.matches(".button, button") && !node.children.length).filter((node) => {
    const [box, text] = [node.getBoundingClientRect(), lines(node)];
    return text.length && Math.abs(text[0].top + text.at(-1).bottom - box.top - box.bottom) > 3;
  });
  const squeezed = seen.filter((node) => node.matches("[type=checkbox], [type=radio]") && node.offsetWidth < 16);
  const touching = seen.filter((node) => /grid|flex/.test(getComputedStyle(node).display)).filter((node) =>
    [...node.children].filter(shown).some((child, at, all) => {
      if (!all[at + 1]) return false;
      const beside = lines(all[at + 1]);
      return lines(child).some((one) => beside.some((two) => two.left < one.right + 3 && one.left < two.right + 3
        && two.top + 4 < one.bottom && one.top + 4 < two.bottom));
    }));
  const uneven = [...document.querySelectorAll(".fields")].filter(shown).filter((node) => {
    const fields = [...node.children].filter((field) => field.matches("p.field:not(.tick)"));
    const top = (field) => Math.round(field.querySelector("input, select, textarea").getBoundingClientRect().top);
    const tops = Map.groupBy(fields, (field) => Math.round(field.getBoundingClientRect().top));
    return [...tops.values()].some((row) => new Set(row.map(top)).size > 1);
  });
  const told = { broken, tiny, askew, squeezed, touching, uneven };
  const page = document.documentElement;
  return [
    ...Object.entries(told).flatMap(([name, all]) => all.map((node) => `${name}: ${node.outerHTML.slice(0, 120)}`)),
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

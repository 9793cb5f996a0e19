"""A real browser without a window, for the tests of pages: where it is, the sizes of its window, and what axe finds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NEEDS_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed; no page can be opened")
WIDE, PHONE, NARROW = ({"width": width, "height": height} for width, height in ((1280, 900), (360, 740), (320, 600)))


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

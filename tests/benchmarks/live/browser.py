"""How long a coordinator waits for an edit in a browser: from the click to the page that shows the verdict."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.book import Book
from tests.browser import CHROMIUM, WIDE, running_browser

PATIENCE = 120_000  # milliseconds
_CLICK = """(button) => new Promise((done) => {
  const began = performance.now(), before = document.documentElement.dataset.revision;
  performance.clearResourceTimings();
  new MutationObserver((_, seen) => {
    if (document.documentElement.dataset.revision === before) return;
    seen.disconnect();
    // Two frames later the browser has drawn it.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const asked = performance.getEntriesByType("resource").filter((item) => item.initiatorType === "fetch")[0];
      done([performance.now() - began, asked ? asked.responseStart - asked.requestStart : 0]);
    }));
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-revision"] });
  setTimeout(() => done(null), 20000);
  button.click();
})"""
_REST = 500  # milliseconds between two edits, in which the page hears of its own edit by the stream of events


@dataclass(frozen=True)
class Waited:
    """Milliseconds of one edit in a browser.

    Attributes:
        shown: from the click to the page that shows the verdict.
        server: of these, until the answer of the server began.
    """

    shown: float
    server: float


def waits(book: Book, runs: int) -> Iterator[tuple[str, list[Waited]]]:
    """Yields how long taking somebody out of a seat takes, and undoing it; nothing where there is no Chromium."""
    if CHROMIUM is None:
        return
    taken_out: list[Waited] = []
    undone: list[Waited] = []
    with tempfile.TemporaryDirectory() as folder, _served(book, Path(folder)) as address:
        for browser in running_browser():
            page = browser.new_page(viewport=WIDE)
            page.set_default_timeout(PATIENCE)
            page.goto(address)
            people = page.locator("#board button[name=at]").evaluate_all("all => all.map(item => item.value)")
            # A place is duty|seat|person; without a person it is empty.
            crewed = [item for item in people if item.count("|") == 2]
            for place in (crewed * runs)[:: max(1, len(crewed) // runs)][:runs]:
                page.locator(f'#board button[name=at][value="{place}"]').click()
                out = page.locator(".seat-panel").get_by_role("button", name=re.compile("^Take out")).first
                taken_out += _clicked(page, out)
                undone += _clicked(page, page.locator("#verdict").get_by_role("button", name="Undo"))
    yield "take a person out, in a browser", taken_out
    yield "undo it, in a browser", undone


def _clicked(page: Any, button: Any) -> list[Waited]:
    """How long a click took to show; nothing where the button was replaced just before."""
    button.wait_for()
    page.wait_for_timeout(_REST)
    found = button.evaluate(_CLICK)
    return [Waited(*found)] if found else []


@contextmanager
def _served(book: Book, folder: Path) -> Iterator[str]:
    """Serves a book with `roster serve`; gives the address that signs a browser in."""
    path = folder / "book.json"
    path.write_text(book.model_dump_json(exclude_defaults=True), encoding="utf-8")
    line = [sys.executable, "-m", "roster", "serve", str(path), "--no-browser", "--port", "18767"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        try:
            found = (re.search(r"http://\S+", text) for text in process.stdout)
            yield next(item for item in found if item)[0]
        finally:
            process.terminate()

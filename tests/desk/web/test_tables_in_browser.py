"""Tables stay tables for screen readers on a phone, where their rows are shown one below the other."""

from collections import Counter
from typing import Any

import pytest

from roster.desk.changes import Clear, apply_changes
from roster.desk.store import Proposed
from tests.browser import NARROW, NEEDS_CHROMIUM, WIDE
from tests.desk.web.conftest import Open, Served
from tests.io.site.conftest import solved

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

PATHS = (
    "board",
    "board?view=people",
    "history/1/board",
    "hours?everything=true",
    "solve",
    "solve/1",
    "proposals",
    "proposals/1",
    "book/people",
    "book/rules",
)
# The cells that are shown, by what they are; those without a role of their own first.
_DRAWN = """() => {
  const tables = [...document.querySelectorAll("table")];
  const cells = tables.flatMap((table) => [...table.querySelectorAll("tr, th, td")]);
  const shown = cells.filter((cell) => cell.checkVisibility());
  const cards = shown.filter((cell) => cell.closest("table.cards"));
  return [cards.filter((cell) => !cell.getAttribute("role")).length, shown.map((cell) => cell.localName)];
}"""
_ROLES = {"row": "tr", "rowheader": "th", "columnheader": "th", "cell": "td", "gridcell": "td"}


def told(page: Any) -> Counter[str]:
    """The rows and cells that the browser tells screen readers of."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = (node["role"]["value"] for node in nodes if not node["ignored"] and "role" in node)
    return Counter(_ROLES[role] for role in roles if role in _ROLES)


@pytest.fixture
def unit(served: Served) -> int:
    """A unit with something in every table."""
    number = served.unit(solved())
    book = served.store.head(number).book
    assert book.rota is not None
    item = book.rota.assignments[0]
    changes = (Clear(person=item.person, duty=item.duty, seat=item.seat),)
    served.store.jobs.add(number, "solve", 1, {}, "you")
    after = apply_changes(book, changes)
    served.store.proposals.propose(Proposed(number, 1, after, changes, "solve", "you", "one out"))
    return number


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["320", "1280"])
def test_every_row_and_cell_is_told(opened: Open, served: Served, unit: int, size: dict[str, int]) -> None:
    shown = opened(PATHS[0], size, unit=unit)
    job, proposal = served.store.jobs.of(unit)[-1].id, served.store.proposals.pending(unit)[-1].id
    for path in PATHS:
        address = path.replace("solve/1", f"solve/{job}").replace("proposals/1", f"proposals/{proposal}")
        shown.page.goto(f"{served.address}/u/{unit}/{address}")
        bare, drawn = shown.page.evaluate(_DRAWN)
        assert bare == 0, path
        assert told(shown.page) == Counter(drawn), path

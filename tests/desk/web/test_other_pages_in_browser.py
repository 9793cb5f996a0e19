"""The pages beside the board, in a real browser: they fit a phone, shut nobody out, and can be read in the dark."""

import pytest

from roster.desk.web.navigation import PAGES
from tests.desk.web.conftest import Open
from tests.io.site.browser import NARROW, NEEDS_CHROMIUM

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

OTHERS = [path for path in PAGES if path != "board"]


@pytest.mark.parametrize("path", OTHERS)
def test_on_the_narrowest_phone_nothing_is_cut_off(opened: Open, path: str) -> None:
    shown = opened(path, NARROW)
    assert shown.page.get_by_role("heading", level=1).is_visible()
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", OTHERS)
def test_axe_finds_nothing_that_shuts_anybody_out(opened: Open, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    # axe is put into the page from outside, which the page's own policy forbids.
    shown = opened(path, bypass_csp=True, color_scheme=scheme)
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = axe.run(shown.page, options=rules).response["violations"]
    assert not found, [(item["id"], item["nodes"][0]["html"]) for item in found]

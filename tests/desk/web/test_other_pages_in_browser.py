"""The pages beside the board, in a real browser: they fit a phone, shut nobody out, and can be read in the dark."""

import pytest

from roster.desk.web.navigation import PAGES
from tests.browser import NARROW, NEEDS_CHROMIUM, STRICT, violations
from tests.desk.web.conftest import Open

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
    shown = opened(path, bypass_csp=True, color_scheme=scheme)
    assert not violations(shown.page, STRICT)

"""The first screen of a phone: a duty that was lost stands before the hours, and no name runs out of its card."""

import copy
from pathlib import Path
from typing import Any

import pytest

from roster import api
from roster.api import ready
from tests.browser import NEEDS_CHROMIUM, PHONE
from tests.io.site.browser import Opened
from tests.io.site.conftest import AT, SEATS, SITE, again, published, solved

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM


def test_a_lost_duty_and_the_longest_name(browser: Any, tmp_path: Path) -> None:
    people = copy.deepcopy(SITE["people"])
    people[0]["name"] = "Wolfeschlegelsteinhausenbergerdorff Ada"  # 35 letters without a break
    first = published(solved(people=people), tmp_path / "site", plain_names=True)
    second = again(first, [item for item in SEATS if item[0] != "SC02"])
    api.publish(ready(second), tmp_path / "site", tmp_path / "v2.json", at=AT, plain_names=True)
    with Opened(browser, tmp_path / "site") as opened:
        page = opened("person/SC02.html", PHONE)
        lost = page.get_by_role("heading", name="Not yours any more").bounding_box()
        assert lost["y"] < page.get_by_role("heading", name="Your hours").bounding_box()["y"]
        card = opened("person/SC01.html", PHONE).locator(".next")
        assert card.evaluate("card => card.scrollWidth <= card.clientWidth")

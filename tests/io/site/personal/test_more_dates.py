"""Whoever has hours left to find and no seat to take finds a mail to offer more dates, addressed and begun."""

import copy
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from roster import api
from roster.api import ready
from tests.browser import NEEDS_CHROMIUM, PHONE
from tests.io.conftest import Seats, with_rota
from tests.io.site.browser import Opened
from tests.io.site.conftest import AT, SITE

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

# One duty, with a whole crew: nobody has a seat to take.
FULL: Seats = [(person, "JR-04@2026-10-02/peak", seat) for person, seat in (("P01", "paramedic"), ("SC01", "police"))]


def _publish(folder: Path, coordinator: dict[str, str] | None) -> None:
    raw = copy.deepcopy(SITE) | {
        "carried_in": {},
        "requests": [],
        "period": {"first": "2026-10-02", "last": "2026-10-02"},
    }
    raw["organisations"][1]["coordinator"] = coordinator
    raw["services"][0]["call_signs"] = ["JR-04"]
    raw["rules"] = [{"kind": "minimum-hours", "hours": 16, "per": "period", "applies_to": {"roles": ["special"]}}]
    for item in raw["people"]:
        item["absences"] = []
        item.pop("posting", None)
    book, _ = with_rota(raw, [*FULL, ("SC02", "JR-04@2026-10-02/peak", "police")])
    api.publish(ready(book), folder, folder.parent / "frozen.json", at=AT, plain_names=True)


@pytest.mark.parametrize(
    ("person", "name", "left"),
    [("SC01", "Cy Cedar", 16 - 8), ("SC03", "Ed Elder", 16 - 0)],  # one duty of 8 h or none, of 16 h promised
)
def test_the_mail_says_how_many_hours_are_left(browser: Any, tmp_path: Path, person: str, name: str, left: int) -> None:
    _publish(tmp_path / "site", {"name": "Flo Fir", "email": "flo+rota@example.com"})
    with Opened(browser, tmp_path / "site") as opened:
        page = opened(f"person/{person}.html", PHONE)
        assert page.get_by_text("No seat that you could take is free just now.").count() == 1
        assert page.get_by_text("It opens a mail to Flo Fir: put in your dates.").count() == 1
        link = urlsplit(page.get_by_role("link", name="Offer more dates").get_attribute("href"))
        assert (link.scheme, link.path) == ("mailto", "flo%2Brota@example.com")
        mail = parse_qs(link.query)
        assert mail["subject"] == ["More dates: Site"]
        assert mail["body"] == [
            f"Hello Flo Fir,\r\n\r\nI have {left} h left to find in Site. I can also do these dates:\r\n\r\n{name}"
        ]


def test_without_a_coordinator_the_address_is_left_to_fill_in(browser: Any, tmp_path: Path) -> None:
    _publish(tmp_path / "site", None)
    with Opened(browser, tmp_path / "site") as opened:
        page = opened("person/SC03.html", PHONE)
        assert page.get_by_text("It opens a mail to your coordinator: put in your dates and the address.").count() == 1
        link = page.get_by_role("link", name="Offer more dates").get_attribute("href")
        assert link.startswith("mailto:?subject=More%20dates")


def test_whoever_promised_nothing_is_not_asked(browser: Any, tmp_path: Path) -> None:
    _publish(tmp_path / "site", None)
    with Opened(browser, tmp_path / "site") as opened:
        page = opened("person/P02.html", PHONE)
        assert page.get_by_role("link", name="Offer more dates").count() == 0
        assert page.get_by_text("No seat that you could take").count() == 0

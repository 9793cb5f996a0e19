"""Names that people have, or that somebody types to break pages: long, right to left, with the signs of HTML."""

from typing import Any

import pytest

from models.book import Book
from tests.browser import NARROW, NEEDS_CHROMIUM, WIDE
from tests.desk.web.conftest import Open, Served
from tests.io.site.conftest import solved

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM

NAMES = {
    "P01": "<img src=x onerror=document.body.id='broken'>",
    "P02": "Dr Maria Theresia Freifrau von und zu Altenburg-Waldstetten-Hohenschwangau, MBE",
    "SC01": "שרה בת־דוד (محمد)",
    "SC02": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "SC03": 'Zoë & Ed "O\'Neil" 👮🏽‍♀️ {{ csrf }}',
}
PATHS = (
    "board",
    "board?view=people",
    "board?at=JR-04@2026-10-02/peak|police",
    "hours?everything=true",
    "publish",
    "sick-call?person=SC01&first=2026-10-02&last=2026-10-02",
    "book/people",
    "book/people/record?key=P01",
)


@pytest.fixture
def renamed() -> Book:
    book = solved()
    people = tuple(person.model_copy(update={"name": NAMES[person.id]}) for person in book.people)
    return book.model_copy(update={"name": "Kent <b>&amp; שרה</b> " + "X" * 60, "people": people})


@pytest.mark.parametrize("window", [NARROW, WIDE], ids=["narrow", "wide"])
def test_names_are_shown_as_they_are_and_keep_to_their_place(
    opened: Open, served: Served, renamed: Book, window: dict[str, Any]
) -> None:
    unit = served.unit(renamed)
    shown = opened("board", window, unit=unit)
    for path in PATHS:
        shown.page.goto(f"{served.address}/u/{unit}/{path}", wait_until="load")
        body, width = shown.page.evaluate("[document.body.id, document.documentElement.scrollWidth]")
        assert body != "broken"
        assert width <= window["width"], path
        text = shown.page.locator("main").inner_text() + str(
            shown.page.locator("input").evaluate_all("all => all.map((field) => field.value)")
        )
        assert any(name in text for name in NAMES.values()), path
        assert shown.page.locator("img[src=x]").count() == 0

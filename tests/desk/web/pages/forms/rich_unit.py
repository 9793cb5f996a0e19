"""A small unit with a record in every list, a sick call, a proposal, a publication: every form is on some page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.book import Book
from tests.desk.service.unit import FRIDAY, SATURDAY, small_book, solved
from tests.desk.web.pages.client import Pages, pages_of
from tests.desk.web.pages.forms.page_forms import PageForm, page_forms

OFF_ROAD = {"first": "2026-12-19", "last": "2026-12-20", "reason": "service"}
CARRIED = {"person": "P01", "start": "2026-11-27 18:00", "end": "2026-11-28 02:00", "call_sign": "JR-04"}
COORDINATOR = {"name": "Duty desk", "email": "desk@example.org"}
RICH: dict[str, Any] = {
    "organisations": [
        {"id": "secamb", "coordinator": COORDINATOR, "holidays": {"added": {"2026-12-24": "Eve"}}},
        {"id": "kent-police", "name": "Kent Police"},
    ],
    "vehicles": [{"id": "CAR-1", "name": "One", "call_signs": ["JR-04"], "off_road": [OFF_ROAD]}],
    "teams": [{"id": "DG-A", "name": "Team A", "anchor": "2026-11-03", "cycle": ["peak", "rest"]}],
    "requests": [{"person": "P01", "wish": "off", "dates": ["2026-12-25"], "weight": 3}],
    "pins": [{"person": "SC01", "duty": FRIDAY, "seat": "police"}],
    "worked": [{"person": "SC02", "start": "2026-12-06 10:00", "end": "2026-12-06 16:00", "kind": "elsewhere"}],
    "derogations": [{"rule": "minimum-hours", "person": "SC03", "first": "2026-12-05", "reason": "agreed"}],
    "carried_in": {
        "duties": [CARRIED],
        "totals": [{"person": "P01", "shares": {"duties": 9}, "hours": {"2026-11": 12}}],
        "stand_downs": [{"call_sign": "JR-04", "month": "2026-11", "duties": 2}],
    },
}


def rich_book() -> Book:
    """The book, solved."""
    return solved(small_book(**RICH))


def rich_pages(book: Book, folder: Path) -> Iterator[Pages]:
    """Its pages, after a publication, a change since, and a sick call with an answer that waits for a decision."""
    for pages in pages_of(book, folder):
        pages.unit.desk.folder = folder
        pages.post("both", "publish", {"base": 1})
        gone = {
            "kind": "clear",
            "person": pages.unit.crew(SATURDAY, "police")[0],
            "duty": SATURDAY,
            "seat": "police",
        }
        assert pages.post("both", "changes", {"base": 2, "change": json.dumps([gone])}).status_code == 303
        person = pages.unit.crew(FRIDAY, "police")[0]
        pages.post("both", "sick-call", {"person": person, "first": "2026-12-04"})
        answer = form_of(pages.get("both", "sick-call/1").text, pages.url("sick-call/1/answer"), "until")
        pages.post("both", "sick-call/1/answer", answer.sent | {"until": ["20:00"], "reply": ["only until"]})
        pages.unit.store.jobs.add(pages.unit.unit, "solve", pages.unit.head, {"seconds": 5}, "both")  # waits
        yield pages


def form_of(page: str, action: str, field: str = "") -> PageForm:
    """The first form of a page that goes to an address, and has a field."""
    found = [form for form in page_forms(page) if html.unescape(form.action).partition("?")[0] == action]
    return next(form for form in found if not field or any(item.name == field for item in form.inputs))


def starts(pages: Pages) -> list[str]:
    """Pages from which links lead to all others, and those that only a form leads to."""
    person = pages.unit.crew(FRIDAY, "police")[0]
    return [
        *map(pages.url, ("board", "publish", "off-road", f"seat?at={FRIDAY}%7Cpolice")),
        *map(pages.url, (f"sick-call?person={person}&first=2026-12-04", "book/rules/record?kind=daily-rest")),
    ]


def every_form(pages: Pages) -> Iterator[tuple[str, PageForm]]:
    """Each page that a link leads to, with each form on it that changes something."""
    waiting, seen = starts(pages), set[str]()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = pages["both"].get(address)
        assert answer.status_code < 400, (address, answer.text)
        if answer.headers["content-type"].startswith("text/html"):
            yield from ((address, form) for form in page_forms(answer.text) if form.method == "post")
            waiting += [html.unescape(link) for link in re.findall(r'href="(/u/[^"#]+)', answer.text)]

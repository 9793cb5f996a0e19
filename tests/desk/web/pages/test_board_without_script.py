"""The board for a browser without JavaScript: every panel is a page that is opened by a link or a form."""

import html
import json
import re
from urllib.parse import unquote

import pytest

from tests.desk.service.unit import FRIDAY
from tests.desk.web.pages.client import Pages, went_to


def body(pages: Pages, path: str, **headers: str) -> str:
    answer = pages.get("both", path, **headers) if headers else pages.get("both", path)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


@pytest.mark.parametrize("path", [f"seat?at={FRIDAY}%7Cpolice", "day?person=SC01&on=2026-12-04"])
def test_a_panel_that_is_opened_by_its_address_is_a_whole_page(pages: Pages, path: str) -> None:
    text = body(pages, path)
    assert text.startswith("<!doctype html>")
    assert 'aria-label="Pages"' in text
    assert 'id="panel-heading"' in text
    assert "desk.css" in text


def test_moving_somebody_needs_no_script(pages: Pages) -> None:
    there = next(item for item in pages.unit.book.rota.assignments if item.duty == FRIDAY)  # type: ignore[union-attr]
    text = body(pages, f"seat?at={FRIDAY}%7C{there.seat}%7C{there.person}")
    link = re.search(r'<a class="button" href="/u/\d+/(day\?[^"]+)" data-opens', text)
    assert link is not None
    assert "could take on" in body(pages, html.unescape(link[1]))
    button = re.search(r'<button name="change" value="([^"]+)" aria-label="Take out', text)
    assert button is not None
    form = {"base": pages.unit.head, "at": f"{FRIDAY}|{there.seat}", "change": html.unescape(button[1])}
    assert went_to(pages.post("both", "changes", form)).startswith("board")
    assert json.loads(form["change"])[0]["kind"] == "clear"
    assert there.person not in pages.unit.crew(FRIDAY, there.seat)


def test_an_empty_day_is_found_by_a_form(pages: Pages) -> None:
    text = body(pages, "board?view=people")
    form = re.search(r"<noscript>(.*?)</noscript>", text, re.DOTALL)
    assert form is not None
    assert all(f'name="{name}"' in form[1] for name in ("person", "on"))


def test_a_broken_rule_leads_to_the_seat_that_it_is_about(pages: Pages) -> None:
    person = pages.unit.crew(FRIDAY, "police")[0]
    off = {"kind": "clear", "person": person, "duty": FRIDAY, "seat": "police"}
    pages.post("both", "changes", {"base": pages.unit.head, "change": json.dumps([off])})
    strip = body(pages, "board").partition('id="verdict"')[2].partition("</section>")[0]
    links = re.findall(r'<a href="(board\?at=[^"]+)"', strip)
    assert f"board?at={FRIDAY}|police" in map(unquote, links)
    opened = body(pages, links[0])
    assert f'data-at="{FRIDAY}|police"' in opened

"""What was typed in a form that is refused stands in it again, in an input that shows it."""

import json
import re
from pathlib import Path

import pytest

from tests.desk.service.unit import FRIDAY, small_book
from tests.desk.web.pages.client import Pages, pages_of, words


def shown(html: str, name: str) -> tuple[str, str]:
    """Type and value of the inputs of a name that a person sees, the last of them."""
    found = [tag for tag in re.findall(r"<input [^>]*>", html) if f' name="{name}"' in tag and "hidden" not in tag]
    kind, value = (re.search(rf' {part}="([^"]*)"', found[-1]) for part in ("type", "value"))
    assert value is not None, found[-1]
    return kind[1] if kind else "text", value[1]


@pytest.mark.parametrize("text", ["4.12.", "2026-02-31", "20261204", "0001-01-01", "tomorrow", "٤ ديسمبر"])
def test_a_date_that_is_none_is_shown_as_text_in_a_sick_call(pages: Pages, text: str) -> None:
    fields = {"person": "SC01", "first": text, "last": "2026-12-05", "limit": "2"}
    for answer in (
        pages.post("both", "sick-call", fields),
        pages.get("both", f"sick-call?person=SC01&first={text}&last=2026-12-05&limit=2"),
    ):
        assert answer.status_code == 422
        assert shown(answer.text, "first") == ("text", text)
        assert shown(answer.text, "last") == ("date", "2026-12-05")
        assert '<input type="hidden" name="limit" value="2">' in answer.text


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("first", "4.12.", "Write the date as YYYY-MM-DD."),
        ("last", "2026-02-31", "that month has no such day."),
        ("last", "1512-12-04", "The year 1512 cannot be meant."),
        ("start", "early", "Write the time as HH:MM."),
        ("end", "25:00", "Write the time as HH:MM."),
        ("end", "12:30:30", "Write the time as HH:MM."),
        ("reason", "x" * 201, "At most 200 characters."),
    ],
)
def test_a_slip_in_one_field_of_off_the_road_leaves_the_others(name: str, text: str, told: str, tmp_path: Path) -> None:
    typed = {"first": "2026-12-04", "last": "2026-12-05", "start": "08:00", "end": "12:30", "reason": "brakes"}
    for pages in pages_of(small_book(vehicles=[{"id": "CAR-1", "call_signs": ["JR-04"]}]), tmp_path):
        answer = pages.post("both", "off-road", {"base": 1, "vehicle": "CAR-1", **typed, name: text})
        assert answer.status_code == 422
        assert told in words(answer.text)
        assert {field: shown(answer.text, field)[1] for field in typed} == {**typed, name: text}
        assert shown(answer.text, name)[0] == "text"
        assert answer.text.count('aria-invalid="true"') == 1
        assert pages.unit.head == 1


@pytest.mark.parametrize("number", ["²", "1²", "-1", "many", "9999"])
def test_what_looks_like_a_number_and_is_none_is_a_mistake(pages: Pages, number: str) -> None:
    answer = pages.post("both", "sick-call", {"person": "SC01", "first": "2026-12-04", "limit": number})
    assert answer.status_code == 422
    assert shown(answer.text, "limit") == ("text", number)
    file = {"file": ("book.yaml", b"name: x")}
    answer = pages.post("both", "workbook", {"base": number, "why": "as agreed"}, files=file)
    assert answer.status_code == 422
    assert shown(answer.text, "base") == ("text", number)
    assert shown(answer.text, "why") == ("text", "as agreed")


def test_a_reason_stays_when_what_was_looked_at_is_no_longer_so(pages: Pages) -> None:
    person = pages.unit.crew(FRIDAY, "police")[0]
    change = {"kind": "clear", "person": person, "duty": FRIDAY, "seat": "police"}
    assert pages.post("both", "changes", {"base": 1, "change": json.dumps([change])}).status_code == 303
    stale = pages.post("both", "publish", {"base": 1, "why": "agreed by telephone"})
    assert stale.status_code == 409
    assert shown(stale.text, "why") == ("text", "agreed by telephone")


def test_a_reason_stays_when_nobody_is_ticked(unsolved: Pages) -> None:
    unsolved.post("both", "solve", {"minutes": "0.1"})
    answer = unsolved.post("both", "proposals/1", {"act": "some", "why": "only these"})
    assert answer.status_code == 422
    assert shown(answer.text, "why") == ("text", "only these")


def test_the_name_of_a_file_stays_beside_what_is_wrong_with_it(pages: Pages, tmp_path: Path) -> None:
    pages.unit.desk.folder = tmp_path
    answer = pages.post("both", "workbook/save", {"name": "rota.pdf", "replace": "true"})
    assert answer.status_code == 422
    assert shown(answer.text, "name") == ("text", "rota.pdf")
    assert re.search(r'name="replace" value="true" checked', answer.text)

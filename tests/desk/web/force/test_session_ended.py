"""A form that is sent after its session has ended, or of what others removed, comes back with what was typed in it."""

from __future__ import annotations

import html
import re

import pytest

from tests.desk.service.unit import FRIDAY
from tests.desk.web.force.browsers import COOKIE, Browser, Force
from tests.desk.web.pages.client import words
from tests.desk.web.pages.forms.sent_form import Sent, sent_form

PERSON = "/u/1/book/people/record?key=SC01"
TYPED = 'Zoë <b>"Marsh"</b> & מרש'


def opened(browser: Browser, address: str = PERSON) -> Sent:
    """What the form of a record sends, with a name typed in it."""
    return sent_form(browser.get(address).text) | {"name": [TYPED], "act": ["save"]}


def action_of(page: str) -> str:
    """Where the form with what was typed goes."""
    found = re.search(r'<form id="(?:kept|record)" method="post" action="([^"]*)"', page)
    assert found is not None, words(page)
    return html.unescape(found[1])


def again(browser: Browser, page: str, form: str) -> str:
    """Presses the button of the form once more."""
    answer = browser.client.post(action_of(page), data=sent_form(page, form) | {"act": ["save"]})
    assert answer.status_code in (303, 403), words(answer.text)
    return answer.text if answer.status_code == 403 else "saved"


def name_of(force: Force, person: str = "SC01") -> str:
    return next(item.name for item in force.unit.book.people if item.id == person)


def signed_in_anew(force: Force, browser: Browser, kind: str = "both") -> None:
    """What signing in in another tab does to the cookie of the browser."""
    browser.client.cookies.delete(COOKIE)
    browser.client.cookies.set(COOKIE, force.store.sessions.start(getattr(force.unit, kind).id))


def test_a_record_typed_while_the_session_ended_is_saved_after_signing_in_in_another_tab(force: Force) -> None:
    browser = force.browser("both")
    sent = opened(browser)
    force.store.sessions.end_all(force.unit.both.id)
    answer = browser.client.post(PERSON, data=sent)
    assert answer.status_code == 401
    assert "You are no longer signed in" in words(answer.text)
    assert 'href="/sign-in" target="_blank"' in answer.text
    assert sent_form(answer.text, "kept")["name"] == [TYPED]
    assert "<b>" not in answer.text
    assert sent["csrf"][0] not in answer.text
    signed_in_anew(force, browser)
    shown = again(browser, answer.text, "kept")  # the form of the record itself, with what was typed
    assert "press Save again" in words(shown)
    assert sent_form(shown)["name"] == [TYPED]
    assert name_of(force) != TYPED
    assert again(browser, shown, "record") == "saved"
    assert name_of(force) == TYPED


def test_whoever_signed_in_instead_is_named_and_decides(force: Force) -> None:
    browser = force.browser("both")
    sent = opened(browser) | {"minutes": ["many"]}
    signed_in_anew(force, browser, "reader")
    answer = browser.client.post("/u/1/solve", data=sent)
    assert answer.status_code == 403
    assert f"You are signed in as {force.unit.reader.name}" in words(answer.text)
    assert sent_form(answer.text, "kept")["csrf"] == [force.sessions.csrf(browser.client.cookies[COOKIE])]
    assert force.unit.head == 1


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/account/password", {"current": "old secret 1", "password": "new secret 2", "again": "new secret 2"}),
        ("/u/1/solve", {"minutes": "5", "password": "new secret 2"}),
    ],
)
def test_passwords_and_secrets_are_never_shown_again(force: Force, path: str, fields: dict[str, str]) -> None:
    for browser in (force.browser(), force.browser("both")):
        answer = browser.client.post(path, data={"csrf": "an old secret", "name": "kept?", **fields})
        assert answer.status_code in (303, 403)
        assert not any(secret in answer.text for secret in ("old secret", "new secret", "an old secret"))


@pytest.mark.parametrize("path", ["//evil.example/u/1/solve", "/\\evil.example", "/u/1/none", "/u/1/board"])
def test_only_forms_of_this_desk_come_back(force: Force, path: str) -> None:
    answer = force.browser("both").client.post(f"https://desk.example.org{path}", data={"name": "typed"})
    assert answer.status_code in (404, 405)
    assert "evil" not in answer.text
    assert "typed" not in answer.text


@pytest.mark.parametrize(
    "referer", ["https://evil.example/x", "https://desk.example.org//evil.example", "nonsense", ""]
)
def test_the_way_back_leads_to_this_desk(force: Force, referer: str) -> None:
    answer = force.browser("reader").client.post(
        "/u/1/solve", data={"csrf": "x", "minutes": "5"}, headers={"Referer": referer}
    )
    assert answer.status_code == 403
    assert "evil" not in answer.text
    assert '<a href="/">To the board</a>' in answer.text
    page = "https://desk.example.org/u/1/solve?a=b"
    answer = force.browser("reader").client.post(
        "/u/1/solve", data={"csrf": "x", "minutes": "5"}, headers={"Referer": page}
    )
    assert '<a href="/u/1/solve?a=b">Back to the page</a>' in answer.text


def test_a_form_without_anything_typed_leads_to_signing_in_as_before(force: Force) -> None:
    answer = force.browser().client.post("/u/1/undo", data={"csrf": "x", "shown": "1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_what_may_not_be_done_is_shown_to_be_copied_and_not_sent_again(force: Force) -> None:
    browser = force.browser("reader")
    secret = force.sessions.csrf(browser.client.cookies[COOKIE])
    answer = browser.client.post("/u/1/solve", data={"csrf": secret, "minutes": "7", "why": "line 1\nline 2"})
    assert answer.status_code == 403
    assert 'value="7" autocomplete="off" readonly' in answer.text
    assert "line 1\nline 2</textarea>" in answer.text
    assert "Send it again" not in answer.text


def test_a_file_has_to_be_chosen_again_and_the_rest_is_kept(force: Force) -> None:
    fields = {"csrf": "old", "base": "1", "why": "as agreed"}
    answer = force.browser().client.post("/u/1/workbook", data=fields, files={"file": ("rota.xlsx", b"PK")})
    assert answer.status_code == 401
    assert "Choose the file again: rota.xlsx" in words(answer.text)
    assert 'enctype="multipart/form-data"' in answer.text
    assert sent_form(answer.text, "kept")["why"] == ["as agreed"]


def test_a_record_that_others_removed_is_added_as_a_new_one(force: Force) -> None:
    browser, other = force.browser("both"), force.browser("both")
    new = opened(browser, "/u/1/book/areas/record") | {"id": ["AB"], "name": ["Ashford"]}
    assert browser.client.post("/u/1/book/areas/record", data=new).status_code == 303
    place = "/u/1/book/areas/record?key=AB"
    mine = opened(browser, place)
    assert other.client.post(place, data=opened(other, place) | {"act": ["remove"]}).status_code == 303
    for act in ("add:nothing", "save"):
        answer = browser.client.post(place, data=mine | {"act": [act]})
        assert answer.status_code in (404, 409)
        assert "Not saved: this area was removed by others meanwhile" in words(answer.text)
        assert sent_form(answer.text)["name"] == [TYPED]
    assert again(browser, answer.text, "record") == "saved"
    assert [(area.id, area.name) for area in force.unit.book.areas][-1] == ("AB", TYPED)


def test_two_who_changed_the_same_field_are_told_and_nothing_of_the_second_is_lost(force: Force) -> None:
    browser, other = force.browser("both"), force.browser("police")
    mine = opened(browser)
    theirs = opened(other) | {"name": ["By another"], "email": ["other@example.org"]}
    assert other.client.post(PERSON, data=theirs).status_code == 303
    answer = browser.client.post(PERSON, data=mine)
    assert answer.status_code == 409
    assert "others changed the same meanwhile" in words(answer.text)
    assert "By another" in words(answer.text)
    shown = sent_form(answer.text)
    assert (shown["name"], shown["email"]) == ([TYPED], ["other@example.org"])
    assert again(browser, answer.text, "record") == "saved"
    person = next(item for item in force.unit.book.people if item.id == "SC01")
    assert (person.name, person.email) == (TYPED, "other@example.org")


def test_a_script_is_answered_with_data_as_before(force: Force) -> None:
    answer = force.browser().client.post(
        "/u/1/changes", data={"name": "typed", "at": FRIDAY}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 401
    assert answer.headers["content-type"].startswith("application/problem+json")

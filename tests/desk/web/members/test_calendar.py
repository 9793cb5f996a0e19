"""Calendar links: shown once, followed without signing in, answered shortly where nothing is new, and stopped."""

import re

import pytest

from roster.desk.changes import Clear
from roster.desk.service import Edit
from tests.desk.service.members.at_work import publish
from tests.desk.web.force.browsers import ADDRESS, COOKIE, Force
from tests.desk.web.pages.client import words

ME = "/u/1/me"


def make(force: Force) -> str:
    """Makes a link; gives its address."""
    answer = force.browser("member").send(ME, f"{ME}/calendar")
    assert answer.status_code == 200
    found = re.search(r"<code>([^<]+)</code>", answer.text)
    assert found is not None
    assert found[1].replace("https://", "webcal://") in answer.text
    return found[1]


def test_a_calendar_follows_a_link_without_signing_in(force: Force):
    link = make(force)
    assert link.startswith(f"{ADDRESS}/calendar/")
    assert link not in force.browser("member").get(ME).text  # shown once
    calendar = force.browser().get(link)
    assert calendar.status_code == 200
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert b"VEVENT" not in calendar.content
    publish(force.unit)
    assert b"BEGIN:VEVENT" in force.browser().get(link).content


def test_what_a_calendar_holds_already_is_not_sent_again(force: Force):
    publish(force.unit)
    link = make(force)
    browser = force.browser()
    tag = browser.get(link).headers["etag"]
    for sent in (tag, f'"other", W/{tag}', "*"):
        again = browser.get(link, headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    head = browser.client.head(link)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)
    rota = force.unit.book.rota
    assert rota is not None
    mine = next(item for item in rota.assignments if item.person == "SC01")
    gone = Clear(person="SC01", duty=mine.duty, seat=mine.seat)
    force.unit.desk.edit(force.unit.both, 1, Edit(base=force.unit.head, changes=(gone,)))
    assert browser.get(link, headers={"If-None-Match": tag}).status_code == 304
    publish(force.unit)
    changed = browser.get(link, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert b"STATUS:CANCELLED" in changed.content


def test_a_link_that_was_stopped_or_replaced_leads_nowhere(force: Force):
    first, second = make(force), make(force)
    assert force.browser().get(first).status_code == 404
    assert force.browser().get(second).status_code == 200
    stopped = force.browser("member").send(ME, f"{ME}/calendar/revoke")
    assert stopped.headers["location"] == f"{ME}?done=revoked#calendar"
    assert force.browser().get(second).status_code == 404
    assert "Make my calendar link" in words(force.browser("member").get(ME).text)


@pytest.mark.parametrize("token", ["x", "x" * 2000, "..%2f..%2fetc", "%00", "\u00e9"])
def test_a_guessed_link_leads_nowhere(force: Force, token: str):
    assert force.browser().get(f"/calendar/{token}.ics").status_code == 404


@pytest.mark.parametrize("kind", ["police", "both", "planner", "reader"])
def test_who_is_no_member_makes_none(force: Force, kind: str):
    browser = force.browser(kind)
    secret = force.sessions.csrf(browser.client.cookies.get(COOKIE, ""))
    assert browser.client.post(f"{ME}/calendar", data={"csrf": secret}).status_code == 403

"""A volunteer's phone: their page fits, shuts nobody out, and works without JavaScript."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from models.book import Book
from roster.desk.web import server
from roster.desk.web.app import make_app
from roster.desk.web.sign_in import AccountSessions
from tests.browser import NARROW, NEEDS_CHROMIUM, faults_at_every_size
from tests.desk.service.members.at_work import at, publish
from tests.desk.service.unit import DeskOfUnit, desk_of

pytestmark = NEEDS_CHROMIUM


@pytest.fixture
def desk(solved_book: Book, tmp_path: Path) -> Iterator[tuple[str, DeskOfUnit]]:
    unit = at(desk_of(solved_book, tmp_path))
    with server.listen(None) as listening:
        app = make_app(unit.desk, AccountSessions(unit.store), server.HOSTS)
        ready, stop = threading.Event(), threading.Event()
        thread = threading.Thread(target=server.serve, args=(app, listening, ready.set, stop), daemon=True)
        thread.start()
        assert ready.wait(30)
        yield f"http://{server.LOOPBACK}:{listening.getsockname()[1]}", unit
        stop.set()
        thread.join(10)
    unit.store.close()


def opened(browser: Any, desk: tuple[str, DeskOfUnit], **options: Any) -> Any:
    """A page of a browser that is signed in as the member, on their own page."""
    address, unit = desk
    context = browser.new_context(viewport=NARROW, reduced_motion="reduce", **options)
    session = unit.store.sessions.start(unit.member.id)
    context.add_cookies([{"name": AccountSessions(unit.store).cookie, "value": session, "url": address}])
    page = context.new_page()
    page.goto(address)
    page.wait_for_url("**/me")
    return page


def test_at_every_size_in_light_and_dark(browser: Any, desk: tuple[str, DeskOfUnit]) -> None:
    page = opened(browser, desk, bypass_csp=True)
    assert not faults_at_every_size(page)  # nothing is published yet
    publish(desk[1])
    page.reload()
    assert not faults_at_every_size(page)
    page.get_by_text("Only at some times").click()
    page.get_by_label("From").fill("18:00")
    page.get_by_role("button", name="Save my dates").click()
    page.get_by_role("alert").wait_for()
    assert not faults_at_every_size(page)
    page.get_by_label("Hours in a month").fill("lots")
    page.get_by_role("button", name="Save my limits").click()
    page.get_by_text("Write a number").wait_for()
    assert not faults_at_every_size(page)
    page.get_by_role("button", name="Make my calendar link").click()
    page.get_by_text("it is shown this once").wait_for()
    assert not faults_at_every_size(page)


def test_dates_a_version_and_a_calendar_without_javascript(browser: Any, desk: tuple[str, DeskOfUnit]) -> None:
    publish(desk[1])
    page = opened(browser, desk, java_script_enabled=False)
    for day in ("Mon 7 Dec", "Tue 8 Dec", "Wed 9 Dec"):
        page.get_by_label(day).check()
    page.get_by_role("button", name="Save my dates").click()
    page.get_by_text("Your dates are saved.").wait_for()
    person = next(item for item in desk[1].book.people if item.id == "SC01")
    assert [day.day for offer in person.offers for day in offer.dates] == [7, 8, 9]
    page.get_by_role("button", name="I have seen it").click()
    page.get_by_text("Your coordinator sees that you have seen it").wait_for()
    page.get_by_role("button", name="Make my calendar link").click()
    link = page.locator("code").inner_text()
    assert httpx2.get(link).content.startswith(b"BEGIN:VCALENDAR")


def test_dates_are_ticked_by_keyboard(browser: Any, desk: tuple[str, DeskOfUnit]) -> None:
    page = opened(browser, desk)
    page.get_by_label("Mon 7 Dec").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_text("Your dates are saved.").wait_for()
    person = next(item for item in desk[1].book.people if item.id == "SC01")
    assert [day.day for offer in person.offers for day in offer.dates] == [7, 8]

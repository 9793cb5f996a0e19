"""Signing in, in a real browser: it shuts nobody out, fits a phone, and needs no JavaScript."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from roster.desk.store import LinkPurpose
from roster.desk.web import server
from roster.desk.web.app import make_app
from roster.desk.web.sign_in import AccountSessions
from tests.browser import NARROW, NEEDS_CHROMIUM, faults_at_every_size
from tests.desk.service.unit import DeskOfUnit, desk_of, small_book

pytestmark = NEEDS_CHROMIUM
PASSWORD = "seven tall herons wait"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[str, DeskOfUnit]]:
    unit = desk_of(small_book(), tmp_path)
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


def test_an_invited_coordinator_comes_in_makes_a_token_and_leaves(browser: Any, desk: tuple[str, DeskOfUnit]) -> None:
    address, unit = desk
    token = unit.store.links.make(unit.both.id, LinkPurpose.INVITATION, "setup")
    context = browser.new_context(viewport=NARROW, bypass_csp=True)
    page = context.new_page()

    def fine() -> None:
        assert not faults_at_every_size(page), page.url

    page.goto(f"{address}/link/{token}")
    fine()
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_role("button", name="Set it and sign in").click()
    page.get_by_role("alert").wait_for()
    fine()
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("New password again").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/board")
    page.get_by_role("link", name="Both Field").click()
    page.get_by_label("What it is for").fill("duty sheet")
    page.get_by_role("button", name="Make a token").click()
    page.get_by_text("Copy it now").wait_for()
    fine()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    fine()
    page.get_by_label("Login").fill("both@example.org")
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    fine()
    context.close()

"""The pages of requests in a real browser, at every size: nothing is cut, nobody shut out; a swap on a phone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from roster.desk.web import server
from roster.desk.web.app import make_app
from roster.desk.web.sign_in import AccountSessions
from tests.browser import NARROW, NEEDS_CHROMIUM, faults_at_every_size, running_browser
from tests.desk.service.members.requests.members import FRI, LAST, OTHER, SAT, UnitOfMembers, unit_of_members

pytest.importorskip("playwright.sync_api", reason="playwright is not installed; no page can be opened")
pytestmark = NEEDS_CHROMIUM
PAGES = {
    "both": ("inbox", "inbox/passing"),
    "ambulance": ("inbox",),
    "P01": (
        f"me/swap?duty={LAST}&seat=paramedic",
        f"me/give-back?duty={LAST}&seat=paramedic",
        f"me/swap?duty={OTHER}&seat=police",  # which is not theirs
    ),
    "SC03": (f"me/swap?duty={SAT}&seat=police",),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from running_browser()


@pytest.fixture
def unit(tmp_path) -> UnitOfMembers:
    found = unit_of_members(tmp_path)
    ask = found.desk.requests
    for person in ("SC01", "SC02"):
        ask.ask_take(found.ask(person), SAT, "police", "I have the evening free")
    ask.ask_give_back(found.ask("P01"), FRI, "paramedic", "My mother is in hospital that week")
    ask.ask_swap(found.ask("P01"), FRI, "paramedic", "P02", OTHER, "paramedic")
    refused = ask.ask_give_back(found.ask("SC03"), OTHER, "police")
    found.desk.inbox.refuse(found.ask("police"), refused.id, "please find a swap first")
    return found


@pytest.fixture
def opened(unit: UnitOfMembers, browser: Any) -> Iterator[Any]:
    """Opens a page as somebody."""
    sessions = AccountSessions(unit.store, secure=False)
    app, contexts = make_app(unit.desk, sessions, server.HOSTS), []
    with server.listen(None) as listening:
        address = f"http://{server.LOOPBACK}:{listening.getsockname()[1]}"
        ready, stop = threading.Event(), threading.Event()
        serving = threading.Thread(target=server.serve, args=(app, listening, ready.set, stop), daemon=True)
        serving.start()
        assert ready.wait(30)

        def open_page(login: str, path: str, **options: Any) -> Any:
            contexts.append(browser.new_context(reduced_motion="reduce", **options))
            cookie = {"name": sessions.cookie, "value": unit.store.sessions.start(unit.who[login].id), "url": address}
            contexts[-1].add_cookies([cookie])
            page = contexts[-1].new_page()
            page.goto(f"{address}/u/{unit.unit}/{path}")
            return page

        yield open_page
        for context in contexts:
            context.close()
        stop.set()
        serving.join(10)


@pytest.mark.parametrize("login", PAGES)
def test_at_every_size_in_light_and_dark(opened: Any, login: str):
    for path in PAGES[login]:
        assert not faults_at_every_size(opened(login, path, bypass_csp=True)), path


def test_a_swap_is_asked_for_with_the_keyboard_on_a_narrow_phone(opened: Any, unit: UnitOfMembers):
    page = opened("P01", f"me/swap?duty={LAST}&seat=paramedic", viewport=NARROW, java_script_enabled=False)
    page.get_by_role("radio").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/me#request-*")
    latest = unit.desk.requests.of(unit.ask("P01"))[0]
    assert (latest.other_name, latest.other_place) == ("Ben Birch (P02)", "JR-07 on Sat 3 Oct, 18:00-02:00")

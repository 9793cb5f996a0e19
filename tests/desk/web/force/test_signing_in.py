"""Signing in to the desk of a force: where it leads, what becomes of the session before, and the proxy in front."""

import asyncio
import re
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from roster.desk.store import AuditKind, LinkPurpose
from roster.desk.store.people import passwords, sign_in
from roster.desk.web.guard import OnlyProxy
from roster.desk.web.routes.signing_in import page_within
from tests.desk.web.force.browsers import COOKIE, PASSWORD, Force


def test_the_form_leads_to_the_page_that_was_asked_for(force: Force):
    login, browser = force.with_password(), force.browser()
    form = browser.get(browser.get("/u/1/board?view=people").headers["location"]).text
    to = re.search(r'name="to" value="([^"]+)"', form)
    assert to is not None
    assert browser.sign_in(login, "wrong", to=to[1]).text.count(f'value="{to[1]}"') == 1
    answer = browser.sign_in(login, to=to[1])
    assert (answer.status_code, answer.headers["location"]) == (303, "/u/1/board?view=people")
    assert {"HttpOnly", "SameSite=lax", "Secure"} <= set(answer.headers["set-cookie"].split("; "))
    assert "Police Field" in browser.get("/u/1/board").text
    assert browser.get("/sign-in").headers["location"] == "/"


@pytest.mark.parametrize(
    "to", ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "javascript:x", "/x\r\nSet-Cookie: a=b"]
)
def test_nobody_is_led_to_another_site(to: str):
    assert page_within(to) == "/"


def test_signing_in_gives_a_new_session_and_ends_the_one_before(force: Force):
    login, browser = force.with_password(), force.browser()
    browser.sign_in(login)
    before = browser.client.cookies[COOKIE]
    browser.sign_in(login)
    assert browser.client.cookies[COOKIE] != before
    assert force.store.sessions.resume(before) is None


def test_every_way_in_and_out_and_every_token_is_on_record(force: Force):
    link = f"/link/{force.store.links.make(force.unit.police.id, LinkPurpose.INVITATION, 'setup')}"
    browser = force.browser()
    assert browser.post(link, password=PASSWORD, again=PASSWORD).status_code == 303
    browser.send("/account", "/account/tokens", name="export", days="30")
    number = force.store.tokens.of(force.unit.police.id)[0].id
    browser.send("/account", f"/account/tokens/{number}/revoke")
    browser.send("/account", "/sign-out")
    assert browser.sign_in(force.unit.police.login, "wrong").status_code == 401
    kinds = [AuditKind.PASSWORD, AuditKind.SIGN_IN, AuditKind.TOKEN, AuditKind.TOKEN, AuditKind.SIGN_OUT]
    entries = force.store.audit.entries()[-6:]
    assert [entry.kind for entry in entries] == [*kinds, AuditKind.REFUSED_SIGN_IN]
    assert {entry.address for entry in entries if entry.kind is not AuditKind.TOKEN} == {"testclient"}


def test_the_hash_of_a_password_from_a_link_is_made_before_the_transaction(
    force: Force, monkeypatch: pytest.MonkeyPatch
):
    made, link = [], force.store.links.make(force.unit.police.id, LinkPurpose.INVITATION, "setup")

    def hashed(password: str) -> str:
        made.append(force.store._database._current.get())
        return passwords.hash_password(password)

    monkeypatch.setattr(sign_in, "hash_password", hashed)
    assert force.browser().post(f"/link/{link}", password="short", again="short").status_code == 422
    assert force.browser().post(f"/link/{link}", password=PASSWORD, again=PASSWORD).status_code == 303
    assert force.browser().post(f"/link/{link}", password=PASSWORD, again=PASSWORD).status_code == 404
    assert made == [None]


def test_an_open_stream_ends_with_its_session(force: Force):
    from roster.desk.web.routes.events import _stream
    from roster.desk.web.served import visit

    token = force.store.sessions.start(force.unit.police.id)
    scope = {
        "type": "http",
        "path": "/u/1/events",
        "app": force.app,
        "headers": [(b"cookie", f"{COOKIE}={token}".encode())],
    }

    async def still_open() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def read() -> list[str]:
        request = Request(scope, still_open)
        lines = []
        async for line in _stream(request, visit(request), 1):
            lines.append(line)
            force.store.accounts.set_disabled(force.unit.police.id, True, by="setup")
        return lines

    assert asyncio.run(asyncio.wait_for(read(), 30)) == ["event: revision\ndata: 1\n\n"]


def test_only_the_proxy_is_answered_and_believed():
    app = FastAPI()

    @app.get("/")
    def seen(request: Request) -> list[str]:
        assert request.client is not None
        return [request.client.host, request.url.scheme]

    headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}

    def ask(peer: str) -> Any:
        client = TestClient(OnlyProxy(app, ["10.0.0.0/24", "::1/128"]), client=(peer, 1234))
        return client.get("/", headers=headers)

    assert ask("10.0.0.5").json() == ask("::1").json() == ["203.0.113.9", "https"]
    for peer in ("10.0.1.5", "127.0.0.1", "203.0.113.9", "nowhere"):
        assert ask(peer).status_code == 403

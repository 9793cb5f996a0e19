"""The stream of events: what changed, in numbers, for whom it concerns; it goes on where it was, and can be ended."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import uvicorn

from tests.desk.service.unit import FRIDAY
from tests.desk.web.api.client import Clients
from tests.desk.web.api.serving import served
from tests.desk.web.api.test_api import seat_of


@contextmanager
def serving(clients: Clients) -> Iterator[tuple[str, uvicorn.Server]]:
    """The address of the stream of the unit behind a real server."""
    with served(clients.app, clients.app) as (address, server):
        yield f"{address}/v1/units/{clients.unit.unit}/events", server


def read(lines: Iterator[str], number: int) -> list[dict[str, str]]:
    """So many events of a stream."""
    found: list[dict[str, str]] = []
    event: dict[str, str] = {}
    for line in lines:
        if line.startswith(":"):
            continue
        if line:
            name, _, value = line.partition(": ")
            event[name] = value
        elif event:
            found.append(event)
            event = {}
            if len(found) == number:
                break
    return found


@contextmanager
def streamed(clients: Clients, url: str, kind: str, last: str | None = None) -> Iterator[Iterator[str]]:
    """The lines of a stream as an account gets it."""
    headers = {"Authorization": clients[kind].headers["Authorization"]} | ({"Last-Event-ID": last} if last else {})
    with httpx2.Client(timeout=30) as client, client.stream("GET", url, headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        yield stream.iter_lines()


def test_events_go_on_after_the_last_one_and_tell_numbers_only(clients: Clients):
    change = seat_of(clients, FRIDAY, "paramedic")
    clients.post("ambulance", "/edits", {"base": 1, "changes": [change], "why": "flu"})
    clients.post("planner", "/edits", {"base": 2, "changes": [seat_of(clients, FRIDAY, "police")]})
    with serving(clients) as (url, _):
        with streamed(clients, url, "police", "0") as lines:
            told = read(lines, 3)
        assert [item["event"] for item in told] == ["revision", "revision", "proposal"]
        assert change["person"] not in str(told)
        with streamed(clients, url, "police", told[1]["id"]) as lines:
            assert read(lines, 1) == told[2:]


def test_events_of_searches_reach_only_those_who_may_see_them(clients: Clients):
    clients.post("police", "/searches", {"kind": "solve", "seconds": 5})
    clients.post("ambulance", "/edits", {"base": 1, "changes": [seat_of(clients, FRIDAY, "paramedic")]})
    kinds = {}
    with serving(clients) as (url, _):
        for kind, number in (("police", 3), ("reader", 2)):
            with streamed(clients, url, kind, "0") as lines:
                kinds[kind] = [item["event"] for item in read(lines, number)]
    assert kinds == {"police": ["revision", "job", "revision"], "reader": ["revision", "revision"]}
    assert clients.get("member", "/events").status_code == 403
    assert clients.get("nobody", "/events").status_code == 404


def test_a_server_ends_at_once_with_an_open_stream(clients: Clients):
    with serving(clients) as (url, server), streamed(clients, url, "police") as lines:
        next(lines)
        began = time.monotonic()
        clients.app.state.closing.set()
        server.should_exit = True
        assert [line for line in lines if line and not line.startswith(":")] == []
        assert time.monotonic() - began < 20


def test_a_number_that_was_never_given_begins_now(clients: Clients):
    with serving(clients) as (url, _), streamed(clients, url, "police", "999999") as lines:
        next(lines)
        clients.post("ambulance", "/edits", {"base": 1, "changes": [seat_of(clients, FRIDAY, "paramedic")]})
        assert [item["event"] for item in read(lines, 1)] == ["revision"]

"""What members see and do by the API."""

import pytest

from tests.desk.service.members.at_work import NOON, at
from tests.desk.web.api.client import Clients


@pytest.fixture(autouse=True)
def on_the_first_of_december(clients: Clients) -> None:
    at(clients.unit, NOON)


def put(clients: Clients, kind: str, path: str, body: object):
    return clients[kind].put(clients.url(path), json=body)


def test_own_page_offers_and_limits(clients: Clients):
    shown = clients.get("member", "/me").json()
    assert (shown["person"], shown["published"], shown["revision"]) == ("SC01", None, 1)
    days = [{"date": "2026-12-04"}, {"date": "2026-12-07", "start": "18:00", "end": "02:00", "call_signs": ["JR-04"]}]
    saved = put(clients, "member", "/me/offers", {"base": 1, "days": days})
    assert saved.status_code == 200, saved.text
    assert saved.json() == {"revision": 2, "changed": True, "sentence": "You offer 2 dates", "notes": []}
    limited = put(clients, "member", "/me/limits", {"base": 2, "limits": {"hours_per_month": 24}})
    assert limited.json()["revision"] == 3
    again = clients.get("member", "/me").json()
    offered = {item["date"]: item["offered"] for item in again["days"] if item["offered"]}
    assert offered == {
        "2026-12-04": [{"start": None, "end": None, "call_signs": []}],
        "2026-12-07": [{"start": "18:00", "end": "02:00", "call_signs": ["JR-04"]}],
    }
    assert again["limits"]["hours_per_month"] == 24


def test_what_is_sent_back_as_it_came_changes_nothing(clients: Clients):
    shown = clients.get("member", "/me").json()
    days = [{"date": item["date"], **window} for item in shown["days"] for window in item["offered"]]
    saved = put(clients, "member", "/me/offers", {"base": 1, "days": days})
    assert saved.json()["changed"] is False
    assert clients.unit.head == 1


def test_mistakes_are_told_with_their_place(clients: Clients):
    days = [{"date": "2026-12-04"}, {"date": "2027-01-04"}, {"date": "2026-12-07", "call_signs": ["JR-99"]}]
    wrong = put(clients, "member", "/me/offers", {"base": 1, "days": days})
    assert wrong.status_code == 422
    assert [item["place"] for item in wrong.json()["mistakes"]] == ["days[1].date", "days[2].call_signs"]
    assert clients.unit.head == 1


def test_a_conflict_names_who_was_quicker(clients: Clients):
    change = {"kind": "set offers", "person": "SC01", "offers": [{"dates": ["2026-12-04"]}]}
    assert clients.post("police", "/edits", {"base": 1, "changes": [change]}).status_code == 200
    found = put(clients, "member", "/me/offers", {"base": 1, "days": [{"date": "2026-12-07"}]})
    assert found.status_code == 409
    assert found.json()["conflicts"][0]["name"] == "Police Field"


def test_a_version_is_seen(clients: Clients):
    assert clients.post("both", "/publications", {"base": 1}).status_code == 201
    assert clients.post("member", "/me/seen", {"version": 1}).json() == {"noted": True}
    assert clients.post("member", "/me/seen", {"version": 1}).json() == {"noted": False}
    assert clients.post("member", "/me/seen", {"version": 2}).status_code == 400
    seen = clients.get("police", "/seen").json()
    assert [item["person"] for item in seen["people"] if item["at"]] == ["SC01"]
    assert clients.get("member", "/seen").status_code == 403


def test_a_calendar_link_is_made_and_stopped(clients: Clients):
    made = clients.post("member", "/me/calendar")
    assert made.status_code == 201
    path = made.json()["path"]
    assert path.startswith("/calendar/")
    assert path.rpartition("/")[2].removesuffix(".ics") not in clients.get("member", "/me").text
    assert clients["member"].delete(clients.url("/me/calendar")).status_code == 204
    assert clients["member"].delete(clients.url("/me/calendar")).status_code == 400
    assert clients.get("member", "/me").json()["calendar"] is None


@pytest.mark.parametrize("kind", ["police", "both", "planner", "reader"])
def test_nobody_else_has_a_page_of_their_own(clients: Clients, kind: str):
    assert clients.get(kind, "/me").status_code == 403
    assert put(clients, kind, "/me/offers", {"base": 1, "days": []}).status_code == 403

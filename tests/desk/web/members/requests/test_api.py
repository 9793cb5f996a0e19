"""The same as calls of the API: asked, answered, decided; refused to all others, and nothing of others told."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from roster.desk.web.api.app import make_api
from tests.desk.service.members.requests.members import FRI, OTHER, SAT, UnitOfMembers, unit_of_members

SWAP = {"duty": FRI, "seat": "paramedic", "other": "P02", "other_duty": OTHER, "other_seat": "paramedic"}
TAKE = {"kind": "take", "duty": SAT, "seat": "police"}


class Api:
    """Calls of the API by login."""

    def __init__(self, unit: UnitOfMembers) -> None:
        self.unit, self.app = unit, make_api(unit.desk)

    def __call__(self, login: str, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        token = self.unit.store.tokens.make(self.unit.who[login].id, "test")
        client = TestClient(self.app, headers={"Authorization": f"Bearer {token}"})
        answer = client.request(method, f"/v1/units/1/{path}", json=body)
        return answer.status_code, answer.json()


@pytest.fixture
def api(tmp_path) -> Iterator[Api]:
    unit = unit_of_members(tmp_path)
    yield Api(unit)
    unit.store.close()


def test_a_swap_from_options_to_allowed(api: Api):
    status, found = api("P01", "GET", f"me/swaps?duty={FRI.replace('@', '%40')}&seat=paramedic")
    assert (status, [item["person"] for item in found["options"]]) == (200, ["P02"])
    status, made = api("P01", "POST", "me/requests", {"kind": "swap", **SWAP, "why": "the school run"})
    assert (status, made["state"]) == (201, "waits for an answer")
    assert api("ambulance", "POST", "inbox/1/allow")[0] == 400
    status, theirs = api("P02", "GET", "me/requests")
    assert (theirs[0]["may_answer"], theirs[0]["why"]) == (True, "")
    assert api("P02", "POST", "me/requests/1/accept")[1]["accepted_at"] is not None
    status, done = api("ambulance", "POST", "inbox/1/allow", {"why": "fine"})
    assert (status, done["kind"], done["revision"]) == (200, "edited", 3)
    assert api("P01", "GET", "me/requests")[1][0]["state"] == "allowed"


def test_a_give_back_that_two_employers_allow(api: Api):
    back = {"kind": "give back", "duty": FRI, "seat": "paramedic"}
    assert api("P01", "POST", "me/requests", back)[0] == 201
    assert api("ambulance", "POST", "inbox/1/allow")[0] == 202
    assert api("police", "POST", "inbox/1/allow")[0] == 200


def test_a_refusal_needs_its_reason(api: Api):
    api("SC01", "POST", "me/requests", TAKE)
    assert api("police", "POST", "inbox/1/refuse", {"why": ""})[0] == 400
    status, refused = api("police", "POST", "inbox/1/refuse", {"why": "a trainee comes"})
    assert (status, refused["state"]) == (200, "refused")


def test_what_goes_through_by_itself_is_read_and_set(api: Api):
    rules = {"take": "when legal", "notice_hours": 24}
    status, found = api("police", "PUT", "passing/kent-police", rules)
    assert (status, found["give_back"]) == (200, "never")
    assert api("police", "GET", "passing")[1]["kent-police"]["take"] == "when legal"
    assert api("police", "PUT", "passing/secamb", rules)[0] == 403
    assert api("police", "PUT", "passing/nowhere", rules)[0] == 400
    assert api("police", "PUT", "passing/kent-police", {"take": "always"})[0] == 422
    assert api("SC01", "POST", "me/requests", TAKE)[1]["by_rule"]


@pytest.mark.parametrize("login", ["both", "planner"])
def test_nobody_but_members_asks(api: Api, login: str):
    assert api(login, "POST", "me/requests", TAKE)[0] == 403
    assert api(login, "GET", "me/requests")[0] == 403
    assert api(login, "GET", f"me/swaps?duty={FRI}&seat=police")[0] == 403
    assert api(login, "POST", "me/requests/1/withdraw")[0] in (403, 404)


@pytest.mark.parametrize("login", ["planner", "SC02"])
def test_nobody_but_coordinators_decides(api: Api, login: str):
    api("SC01", "POST", "me/requests", TAKE)
    for method, path in (("POST", "inbox/1/allow"), ("GET", "inbox"), ("GET", "passing")):
        assert api(login, method, path)[0] == 403
    assert api(login, "POST", "inbox/1/refuse", {"why": "no"})[0] == 403
    assert api(login, "PUT", "passing/kent-police", {})[0] == 403


def test_what_others_ask_for_is_told_to_nobody_whom_it_does_not_concern(api: Api):
    """Every answer that an account can get, searched for what two members wrote and asked for."""
    api("SC01", "POST", "me/requests", {**TAKE, "why": "secret-of-sc01"})
    api("P01", "POST", "me/requests", {"kind": "swap", **SWAP, "why": "secret-of-p01"})
    api("P02", "POST", "me/requests/1/accept")
    paths = [path for path, item in api.app.openapi()["paths"].items() if "get" in item and "/events" not in path]
    names = [path.removeprefix("/v1/units/{unit}/") for path in paths if path.startswith("/v1/units/{unit}/")]
    for login, hidden in {
        "SC02": ("secret-of", "asks to take", "asks to swap"),
        "SC01": ("secret-of-p01", "asks to swap"),
        "P02": ("secret-of", "asks to take"),
        "planner": ("secret-of", "asks to take", "asks to swap"),
        "police": ("secret-of-p01", "asks to swap"),
        "ambulance": ("secret-of-sc01", "asks to take"),
    }.items():
        token = api.unit.store.tokens.make(api.unit.who[login].id, "test")
        client = TestClient(api.app, headers={"Authorization": f"Bearer {token}"})
        for name in names:
            for number in ("1", "2") if "{" in name else ("",):
                path = name.replace("{proposal}", number).replace("{revision}", number).replace("{search}", number)
                text = client.get(f"/v1/units/1/{path}").text
                assert not [word for word in hidden if word in text], (login, path)
    assert "secret-of-sc01" in json.dumps(api("police", "GET", "inbox")[1])

"""The API: edits and their outcomes as status codes, problem details, tokens, files down and up, the description."""

from __future__ import annotations

import io
import json
import zipfile

from openpyxl import load_workbook

from models.book import Book
from roster import api
from roster.desk.store import AuditKind
from tests.desk.service.unit import FRIDAY
from tests.desk.web.api.client import Clients


def seat_of(clients: Clients, duty: str, seat: str) -> dict[str, str]:
    rota = clients.unit.book.rota
    assert rota is not None
    found = next(item for item in rota.assignments if (item.duty, item.seat) == (duty, seat))
    return {"kind": "clear", "person": found.person, "duty": duty, "seat": seat}


def test_an_edit_is_done_proposed_or_in_conflict(clients: Clients):
    change = seat_of(clients, FRIDAY, "paramedic")
    done = clients.post("ambulance", "/edits", {"base": 1, "changes": [change], "why": "wedding"})
    assert done.status_code == 200, done.text
    assert done.json()["revision"] == 2
    assert {item["level"] for item in done.json()["verdict"]["levels"]} >= {"cover", "hours"}
    police = seat_of(clients, FRIDAY, "police")
    proposed = clients.post("ambulance", "/edits", {"base": 2, "changes": [police]})
    assert proposed.status_code == 202
    assert proposed.json()["waits_for"] == ["kent-police"]
    pin = {"kind": "pin", "person": change["person"], "duty": FRIDAY, "seat": "paramedic"}
    conflict = clients.post("both", "/edits", {"base": 1, "changes": [pin]})
    assert conflict.status_code == 409, conflict.text
    assert conflict.json()["kind"] == "conflicts"
    assert conflict.json()["conflicts"][0]["name"] == "Ambulance Field"
    undone = clients.post("ambulance", "/undo")
    assert undone.status_code == 200
    assert clients.post("ambulance", "/redo").status_code == 200


def test_mistakes_are_problem_details_all_at_once(clients: Clients):
    changes = [
        {"kind": "assign", "person": "P99", "duty": FRIDAY, "seat": "paramedic"},
        {"kind": "clear"},
        {"kind": "no"},
    ]
    found = clients.post("both", "/edits", {"base": 1, "changes": changes, "more": 1})
    assert found.status_code == 422
    assert found.headers["content-type"] == "application/problem+json"
    problem = found.json()
    assert problem["status"] == 422
    places = {item["place"] for item in problem["mistakes"]}
    assert any(place.startswith("changes[1]") for place in places), places
    assert any(place.startswith("changes[2]") for place in places), places
    found = clients.post("both", "/edits", {"base": 1, "changes": changes[:1]})
    assert found.status_code == 422
    assert found.json()["mistakes"][0]["place"].startswith("changes[0]")
    assert found.json()["type"] == "urn:roster:unprocessable-entity"


def test_who_may_not_and_who_is_nobody(clients: Clients):
    change = seat_of(clients, FRIDAY, "paramedic")
    refused = clients.post("reader", "/edits", {"base": 1, "changes": [change]})
    assert refused.status_code == 403
    assert "may not" in refused.json()["detail"]
    assert clients.get("nobody", "/verdict").status_code == 404
    assert clients["nobody"].get("/v1/units").json() == []
    anybody = clients["police"].get("/v1/me", headers={"Authorization": "Bearer jru_wrong"})
    assert anybody.status_code == 401
    assert anybody.headers["www-authenticate"] == "Bearer"
    assert clients["police"].get("/v1/nothing").status_code == 404
    assert clients["police"].get("/v1/nothing").headers["content-type"] == "application/problem+json"


def test_a_token_is_made_used_and_revoked(clients: Clients):
    made = clients["police"].post("/v1/tokens", json={"name": "month", "days": 30})
    assert made.status_code == 201
    header = {"Authorization": f"Bearer {made.json()['token']}"}
    assert clients["police"].get("/v1/me", headers=header).json()["login"] == "police@example.org"
    number = made.json()["shown"]["id"]
    assert made.json()["token"] not in clients["police"].get("/v1/tokens").text
    assert clients["ambulance"].delete(f"/v1/tokens/{number}").status_code == 404
    assert clients["police"].delete(f"/v1/tokens/{number}").status_code == 204
    assert clients["police"].get("/v1/me", headers=header).status_code == 401


def test_the_book_down_is_that_of_the_program(clients: Clients):
    found = clients.get("both", "/book", params={"form": "json"})
    assert Book.model_validate(found.json()) == clients.unit.book
    workbook = clients.get("both", "/book", params={"form": "xlsx"})
    taken = clients.unit.store.audit.entries(unit=clients.unit.unit, kinds=(AuditKind.EXPORT,))
    assert [entry.sentence for entry in taken] == [
        "Take revision 1 out as Small-r1.json",
        "Take revision 1 out as Small-r1.xlsx",
    ]
    assert workbook.headers["x-revision"] == "1"
    with zipfile.ZipFile(io.BytesIO(workbook.content)) as archive:
        assert b"desk unit 1 revision 1" in archive.read("docProps/core.xml")
    assert load_workbook(io.BytesIO(workbook.content)).sheetnames[:3] == ["Summary", "Rota", "Vehicles"]


def test_an_unchanged_workbook_changes_nothing_and_a_changed_one_is_a_proposal(clients: Clients):
    data = clients.get("police", "/book", params={"form": "xlsx"}).content
    same = clients["police"].post(clients.url("/book"), params={"name": "k.xlsx"}, content=data)
    assert same.status_code == 200, same.text
    assert not same.json()["changed"]
    workbook = load_workbook(io.BytesIO(data))
    sheet = workbook["People"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "SC01")
    sheet.cell(cell.row, cell.column + 1).value = "Asha Marsh"
    changed = io.BytesIO()
    workbook.save(changed)
    found = clients["police"].post(clients.url("/book"), params={"name": "k.xlsx"}, content=changed.getvalue())
    assert found.status_code == 202, found.text
    shown = clients.get("police", f"/proposals/{found.json()['proposal']}").json()
    assert shown["line"]["mine"]
    assert shown["line"]["origin"] == "workbook"
    assert shown["inputs"] == ["Change name of SC01: from nothing to Asha Marsh"]
    taken = clients.post("police", f"/proposals/{found.json()['proposal']}/take")
    assert taken.status_code == 200, taken.text
    assert clients.unit.book.people[2].name == "Asha Marsh"


def test_a_yaml_book_needs_its_base_and_includes_nothing(clients: Clients):
    data = clients.get("both", "/book", params={"form": "yaml"}).text
    found = clients["both"].post(clients.url("/book"), params={"name": "k.yaml"}, content=data.encode())
    assert found.status_code == 400
    assert "from which revision" in found.json()["detail"]
    changed = data.replace("name: Small", "name: Smaller").encode()
    found = clients["both"].post(clients.url("/book"), params={"name": "k.yaml", "base": 1}, content=changed)
    assert found.status_code == 202, found.text
    shown = clients.get("both", f"/proposals/{found.json()['proposal']}").json()
    assert shown["line"]["origin"] == "workbook"
    hostile = b"include: [/etc/passwd]\n" + data.encode()
    found = clients["both"].post(clients.url("/book"), params={"name": "k.yaml", "base": 1}, content=hostile)
    assert found.status_code == 400
    assert "includes other files" in found.json()["detail"]
    broken = clients["both"].post(clients.url("/book"), params={"name": "k.yaml", "base": 1}, content=b"people: 3")
    assert broken.status_code == 400
    assert "k.yaml" in broken.json()["detail"]
    assert "/tmp" not in broken.json()["detail"]


def test_a_stale_upload_is_a_list_of_conflicts(clients: Clients):
    data = json.loads(clients.get("both", "/book", params={"form": "json"}).text)
    person = next(item for item in data["people"] if item["id"] == "SC01")
    person["name"] = "Asha Marsh"
    record = {
        "base": 1,
        "fields": {**clients.unit.book.people[2].model_dump(mode="json", exclude_defaults=True), "name": "Bo"},
    }
    assert record["fields"]["id"] == "SC01"
    done = clients["police"].put(clients.url("/records/people/SC01"), json=record)
    assert done.status_code == 200, done.text
    found = clients["both"].post(
        clients.url("/book"), params={"name": "k.json", "base": 1}, content=json.dumps(data).encode()
    )
    assert found.status_code == 409, found.text
    assert "Police Field" in found.text


def test_records_are_forms_with_all_mistakes(clients: Clients):
    shown = clients.get("police", "/records/people").json()
    assert "properties" in shown["json_schema"]
    assert {item["key"]: item["mine"] for item in shown["records"]}["P01"] is False
    wrong = {"base": 1, "fields": {"id": "SC09", "role": 7, "joined": "yesterday", "colour": "red"}}
    found = clients.post("police", "/records/people", wrong)
    assert found.status_code == 422
    assert {item["place"] for item in found.json()["mistakes"]} >= {"fields.role", "fields.joined", "fields.colour"}
    new = {"base": 1, "fields": {"id": "SC09", "role": "special", "offers": [{"weekdays": ["fri"]}]}}
    assert clients.post("police", "/records/people", new).status_code == 200
    assert (
        clients.post("ambulance", "/records/people", {**new, "fields": {"id": "SC10", "role": "special"}}).status_code
        == 202
    )
    gone = clients["police"].put(clients.url("/records/people/SC09"), json={"base": 2})
    assert gone.status_code == 200, gone.text
    assert clients.get("police", "/records/nothing").status_code == 404


def test_publishing_tells_who_is_told_and_checks_again(clients: Clients):
    preview = clients.get("police", "/publications/next").json()
    assert preview["version"] == 1
    assert preview["legal"]
    assert preview["people"]
    made = clients.post("police", "/publications", {"base": preview["revision"]})
    assert made.status_code == 201, made.text
    assert clients.unit.book.published is not None
    assert api.check(clients.unit.book).legal
    kept = clients.unit.store.audit.entries(unit=clients.unit.unit, kinds=(AuditKind.PUBLICATION,))
    assert [(entry.who, entry.sentence) for entry in kept] == [("Police Field", made.json()["sentence"])]
    stale = clients.post("police", "/publications", {"base": 1})
    assert stale.status_code == 409
    change = seat_of(clients, FRIDAY, "paramedic")
    clients.post("ambulance", "/edits", {"base": 2, "changes": [change]})
    illegal = clients.post("police", "/publications", {"base": 3})
    assert illegal.status_code == 400
    assert "not legal" in illegal.json()["detail"]
    copies = clients.get("police", "/publications/copies")
    names = zipfile.ZipFile(io.BytesIO(copies.content)).namelist()
    assert {name.partition("/")[0] for name in names} == {"index.html", "police", "notice-board"}
    whole = clients.get("both", "/publications/copies", params={"version": 1})
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(io.BytesIO(whole.content)).namelist()}
    assert tops >= {"coordinator", "person", "secamb"}
    taken = clients.unit.store.audit.entries(unit=clients.unit.unit, kinds=(AuditKind.EXPORT,))
    assert [(entry.who, entry.sentence[:36]) for entry in taken] == [
        ("Police Field", "Take the copies of version 1 out: po"),
        ("Both Field", "Take the copies of version 1 out: co"),
    ]


def test_history_is_listed_compared_and_gone_back_to(clients: Clients):
    change = seat_of(clients, FRIDAY, "paramedic")
    clients.post("ambulance", "/edits", {"base": 1, "changes": [change]})
    lines = clients.get("reader", "/revisions").json()
    assert [line["number"] for line in lines] == [1, 2]
    difference = clients.get("reader", "/revisions/1/difference").json()
    assert [item["person"] for item in difference["people"]] == [change["person"]]
    assert clients.post("reader", "/revisions/1/restore").status_code == 403
    back = clients.post("ambulance", "/revisions/1/restore", {"why": "a mistake"})
    assert back.status_code == 200, back.text
    assert clients.unit.book == clients.unit.store.revision(clients.unit.unit, 1).book


def test_the_description_is_a_page_without_scripts(clients: Clients):
    page = clients["police"].get("/docs")
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "/v1/units/{unit}/edits" in page.text
    document = clients["police"].get("/openapi.json").json()
    assert document["openapi"].startswith("3.")
    routes = [route for methods in document["paths"].values() for route in methods.values()]
    assert all(route.get("description") for route in routes)
    assert len({route["operationId"] for route in routes}) == len(routes)


def test_what_has_to_go_along_is_told_and_made_on_demand(clients: Clients):
    rota = clients.unit.book.rota
    assert rota is not None
    change = {"kind": "remove record", "section": "people", "id": rota.assignments[0].person}
    refused = clients.post("both", "/edits", {"base": 1, "changes": [change]})
    assert refused.status_code == 422
    along = refused.json()["entailed"]
    assert "clear" in {item["change"]["kind"] for item in along if item["change"]}
    done = clients.post("both", "/edits", {"base": 1, "changes": [change], "with_entailed": True})
    assert (done.status_code, done.json()["revision"]) == (200, 2)

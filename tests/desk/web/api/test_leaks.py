"""Every answer of the API, as each account, searched for what other organisations keep to themselves."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from models.book import Book
from roster import api
from tests.conftest import SMALL
from tests.desk.service.unit import FRIDAY, solved
from tests.desk.web.api.client import Clients, clients_of
from tests.desk.web.pages.client import AtOnce

# What only the ambulance service may see of its people, each a text that occurs nowhere else.
OF_AMBULANCE = ("sickness", "21.25", "41.5", "06:13", "960001", "p01@", "737", "09:13", "97.25", "35.75", "Pat Own")
SAID = {"ambulance": "Pat Own", "police": "Chris Own"}
OF_POLICE = ("abstraction", "13.25", "960002", "sc01@", "739", "93.75", "Chris Own")


def book() -> Book:
    """A book in which each person's private data is marked."""
    data: dict[str, Any] = copy.deepcopy(SMALL)
    people = {person["id"]: person for person in data["people"]}
    people["P01"] |= {
        "absences": [{"kind": "sickness", "first": "2026-12-18", "last": "2026-12-20", "hours": 21.25}],
        "caps": {"hours_per_month": 41.5},
        "day_job": [{"weekdays": ["mon"], "start": "06:13", "end": "14:20"}],
        "phone": "01632 960001",
        "email": "p01@example.org",
    }
    people["P02"] |= {"posting": {"hours_per_week": 35.75}, "offers": []}
    people["SC01"] |= {
        "absences": [{"kind": "abstraction", "first": "2026-12-26", "hours": 13.25}],
        "phone": "01632 960002",
        "email": "sc01@example.org",
    }
    data["requests"] = [
        {"person": "P02", "wish": "off", "dates": ["2026-12-12"], "weight": 737},
        {"person": "SC01", "wish": "off", "dates": ["2026-12-12"], "weight": 739},
    ]
    data["carried_in"] = {
        "duties": [{"person": "P01", "start": "2026-11-20 09:13", "end": "2026-11-20 17:00", "kind": "training"}],
        "totals": [{"person": "P02", "hours": {"2026-11": 97.25}}, {"person": "SC01", "hours": {"2026-11": 93.75}}],
    }
    data["rules"] = [
        {"kind": "minimum-hours", "hours": 16, "applies_to": {"roles": ["special"]}},
        {"kind": "minimum-hours", "hours": 100, "applies_to": {"people": ["P02"]}},
    ]
    return solved(Book.model_validate(data))


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Clients:
    """A desk where both organisations have done all sorts of things."""
    runner = AtOnce()
    clients = clients_of(book(), tmp_path_factory.mktemp("leaks"), runner)
    runner.store = clients.unit.store
    made_busy(clients)
    for kind, person, said in (("ambulance", "P01", "P02"), ("police", "SC01", "SC02")):
        repair = {"absent": [{"name": person, "first": "2026-12-05"}], "seconds": 5}
        number = clients.post(kind, "/sick-calls", repair).json()["id"]
        answer = {"person": said, "duty": FRIDAY, "reply": "no", "sentence": f"{SAID[kind]} rang back"}
        assert clients.post(kind, f"/sick-calls/{number}/answers", answer).status_code == 200
    # The police repair again, with the answers of both: one of the ambulance service is ticked on their sheet, too.
    also = {"person": "P02", "duty": FRIDAY, "reply": "no", "sentence": f"{SAID['ambulance']} rang back"}
    assert clients.post("ambulance", f"/sick-calls/{number}/answers", also).status_code == 200
    assert clients.post("police", f"/sick-calls/{number}/again").status_code == 202
    asked = {"kind": "what-if", "scenarios": {"gains": []}, "seconds": 5}
    assert clients.post("planner", "/searches", asked).status_code == 202
    states = [job["state"] for job in clients.get("both", "/searches").json()]
    assert states.count("done") >= 5, states
    return clients


def made_busy(clients: Clients) -> Clients:
    rota = clients.unit.book.rota
    assert rota is not None
    friday = next(item for item in rota.assignments if (item.duty, item.seat) == (FRIDAY, "paramedic"))
    sick = {"kind": "add absence", "person": "P02", "absence": {"kind": "sickness", "first": "2026-12-22"}}
    away = {"kind": "add absence", "person": "SC02", "absence": {"kind": "abstraction", "first": "2026-12-22"}}
    clear = {"kind": "clear", "person": friday.person, "duty": FRIDAY, "seat": "paramedic"}
    for kind, change, why in (
        ("ambulance", sick, "Pat Own has flu"),
        ("police", away, "Chris Own is at court"),
        ("police", clear, "Chris Own asks"),
        ("planner", clear, ""),
    ):
        sent = clients.post(kind, "/edits", {"base": clients.unit.head, "changes": [change], "why": why})
        assert sent.status_code in (200, 202), sent.text
    repair = {"absent": [{"name": "P01", "first": "2026-12-04"}], "answers": []}
    assert clients.post("ambulance", "/sick-calls", repair).status_code == 202
    assert clients.post("police", "/searches", {"kind": "solve", "seconds": 5}).status_code == 202
    assert clients.post("both", "/publications", {"base": clients.unit.head}).status_code == 201
    return clients


def answers(clients: Clients, kind: str) -> dict[str, str]:
    """Address -> the text of the answer, of everything that can be got; what is in zip files too."""
    found = {}
    most = max(clients.unit.head, len(clients.unit.store.jobs.of(clients.unit.unit)))
    for path in clients.app.openapi()["paths"]:
        if "get" not in clients.app.openapi()["paths"][path] or path.endswith("/events"):
            continue
        for number in range(1, most + 1) if "{" in path.replace("{unit}", "") else [1]:
            url = path.replace("{unit}", str(clients.unit.unit))
            for name in ("{revision}", "{proposal}", "{search}"):
                url = url.replace(name, str(number))
            for section in ("people", "requests", "worked", "carried_in.totals") if "{section}" in url else [""]:
                for query in _queries(path):
                    address = url.replace("{section}", section) + query
                    answer = clients[kind].get(address)
                    assert answer.status_code < 500, address
                    found[address] = _text(answer.content)
    return found


def _queries(path: str) -> list[str]:
    if path.endswith("/book"):
        return ["?form=json", "?form=yaml", "?form=xlsx", "?form=json&revision=1"]
    if path.endswith("/answer"):
        return ["?form=json", "?form=html"]
    if path.endswith("/seat"):
        seats = [(FRIDAY, "paramedic"), ("JR-04@2026-12-18/peak", "paramedic"), ("JR-04@2026-12-25/peak", "police")]
        return [f"?duty={duty}&seat={seat}".replace("@", "%40") for duty, seat in seats]
    if path.endswith("/day"):
        return [f"?person={person}&on=2026-12-{day}" for person in ("P01", "SC01", "SC02") for day in ("04", "18")]
    return ["?pending=false"] if path.endswith("/proposals") else [""]


def without_moments(text: str) -> str:
    """A text without moments and digests, whose digits may be those of a secret by chance."""
    moments = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.:+Z]*|\d\d [A-Z][a-z]{2}(?: \d{4})? \d\d:\d\d"
    return re.sub(rf"{moments}|[0-9a-f]{{16,}}", "", text)


def _text(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(_text(archive.read(name)) for name in archive.namelist() if not name.endswith(".png"))


SEES = {
    "police": OF_AMBULANCE,
    "ambulance": OF_POLICE,
    "planner": (*OF_AMBULANCE, *OF_POLICE),
    "reader": (*OF_AMBULANCE, *OF_POLICE),
    "member": (*OF_AMBULANCE, "739", "93.75"),
    "nobody": (*OF_AMBULANCE, *OF_POLICE),
}


@pytest.mark.parametrize("kind", SEES)
def test_no_answer_holds_what_others_keep_to_themselves(busy: Clients, kind: str):
    found = answers(busy, kind)
    texts = {address: without_moments(text) for address, text in found.items()}
    if kind == "police":  # what a repair of theirs proposes of their own officer
        texts = {address: text.replace("SC01 is away on Sat 5 Dec (sickness)", "") for address, text in texts.items()}
    leaks = [(address, secret) for address, text in texts.items() for secret in SEES[kind] if secret in text]
    # A list of all kinds of absence, for a form or a cell to choose from, says nothing of anybody.
    assert [leak for leak in leaks if not _lists_kinds(*leak)] == []


def _lists_kinds(address: str, secret: str) -> bool:
    lists = "/records/people" in address or "form=xlsx" in address
    return lists and secret in ("sickness", "abstraction")


@pytest.mark.parametrize("kind", ["police", "planner"])
def test_a_workbook_says_what_the_same_book_as_text_says(busy: Clients, kind: str, tmp_path: Path):
    (tmp_path / "book.xlsx").write_bytes(busy.get(kind, "/book", params={"form": "xlsx"}).content)
    text = busy.get(kind, "/book", params={"form": "json"}).text
    read = api.read_book(tmp_path / "book.xlsx")
    assert [person.absences for person in read.people] == [
        person.absences for person in Book.model_validate_json(text).people
    ]


@pytest.mark.parametrize("kind", ["police", "planner"])
def test_kinds_of_absence_are_not_told_in_lists_of_people(busy: Clients, kind: str):
    shown = busy.get(kind, "/records/people").json()["records"]
    told = {item["key"]: [away["kind"] for away in item["fields"].get("absences", [])] for item in shown}
    assert told["P01"] == ["other"]
    assert told["SC01"] == (["abstraction"] if kind == "police" else ["other"])


def test_each_secret_is_seen_by_its_own_organisation(busy: Clients):
    for kind, secrets in (("ambulance", OF_AMBULANCE), ("police", OF_POLICE)):
        text = "\n".join(answers(busy, kind).values())
        assert [secret for secret in secrets if secret not in text] == []


def test_a_calendar_stream_and_links_stay_out_of_masked_books(busy: Clients, tmp_path: Path):
    published = busy.unit.book.published
    assert published is not None
    assert published.link_secret is not None
    for kind in ("police", "ambulance", "planner", "reader"):
        assert published.link_secret not in "\n".join(answers(busy, kind).values())

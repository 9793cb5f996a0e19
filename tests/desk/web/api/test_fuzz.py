"""Random requests of every route, as each kind of account: no answer is an error of the program.

What is sent is made from the description of the API, right and wrong, by schemathesis. Half of it names people, duties,
lists and numbers that are there, so that it gets past the first check. The slow run sends more.
"""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.book import Book
from roster.desk.changes.drafts.sections import SECTIONS
from tests.desk.service.unit import FRIDAY, SATURDAY
from tests.desk.web.api.client import KINDS, Clients, clients_of
from tests.desk.web.api.conftest import NoRunner

FEW, MANY = 3, 60  # requests of each route for each kind of account
# What is in the unit, by the name of the field that says it.
REAL: dict[str, tuple[Any, ...]] = {
    "unit": (1,),
    "revision": (1, 2, 3),
    "to": (1, 2),
    "base": (1, 2),
    "proposal": (1, 2, 3),
    "request": (1, 2, 3),
    "organisation": ("secamb", "kent-police"),
    "search": (1, 2),
    "token": (1,),
    "section": tuple(SECTIONS),
    "key": ("P01", "SC01", "JR-04"),
    "person": ("P01", "P02", "SC01", "SC02"),
    "duty": (FRIDAY, SATURDAY),
    "seat": ("paramedic", "police"),
    "vehicle": ("CAR-1", "CAR-2"),
    "name": ("P01", "book.json", "book.xlsx"),
    "id": ("P01", "SC01", "CAR-1"),
}


@pytest.fixture(scope="module")
def shared(solved_book: Book, tmp_path_factory: pytest.TempPathFactory) -> Clients:
    """A unit in which there is something of everything: revisions, proposals, searches, a publication."""
    made = clients_of(solved_book, tmp_path_factory.mktemp("fuzz"), NoRunner())
    rota = made.unit.book.rota
    assert rota is not None
    for item in rota.assignments[:3]:
        pin = {"kind": "pin", "person": item.person, "duty": item.duty, "seat": item.seat}
        made.post("ambulance", "/edits", {"base": made.unit.head, "changes": [pin]})
    made.post("police", "/searches", {"kind": "solve", "seconds": 5})
    made.post("both", "/sick-calls", {"absent": [{"name": "P01", "first": "2026-12-04"}]})
    made.post("both", "/publications", {"base": made.unit.head})
    return made


def operations(clients: Clients):
    schema = schemathesis.openapi.from_asgi("/openapi.json", clients.app)
    found = [result.ok() for result in schema.get_all_operations()]
    return [item for item in found if not item.path.endswith("/events")]


@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", KINDS)
def test_no_request_ends_in_an_error_of_the_program(shared: Clients, kind: str, examples: int):
    client = shared[kind]
    token = client.headers["Authorization"]
    for operation in operations(shared):
        send(operation, token, examples)


def send(operation: Any, token: str, examples: int) -> None:
    """Sends random requests of one route."""

    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
        database=None,
    )
    @given(case=operation.as_strategy(), chance=st.randoms(use_true_random=False))
    def sent(case: Any, chance: Random) -> None:
        if chance.random() < 0.6:
            case.path_parameters = known(case.path_parameters, chance)
            case.query = known(case.query, chance)
            case.body = known(case.body, chance)
        response = case.call(headers={"Authorization": token})
        assert response.status_code < 500, (operation.label, case.body, response.text)
        if response.status_code >= 400 and response.status_code != 409:
            assert response.headers["content-type"] == ["application/problem+json"], operation.label

    sent()


def known(value: Any, chance: Random) -> Any:
    """What was made up, with most names in it replaced by those of what is there."""
    if isinstance(value, dict):
        return {
            name: chance.choice(REAL[name]) if name in REAL and chance.random() < 0.8 else known(inner, chance)
            for name, inner in value.items()
        }
    return [known(inner, chance) for inner in value] if isinstance(value, list) else value

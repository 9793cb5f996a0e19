"""Random requests of every route, as each kind of account: no answer is an error of the program.

What is sent is made from the description of the API, right and wrong, by schemathesis; the slow run sends more of it.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.book import Book
from tests.desk.web.api.client import KINDS, Clients, clients_of
from tests.desk.web.api.conftest import NoRunner

FEW, MANY = 3, 60  # requests of each route for each kind of account


@pytest.fixture(scope="module")
def shared(solved_book: Book, tmp_path_factory: pytest.TempPathFactory) -> Clients:
    return clients_of(solved_book, tmp_path_factory.mktemp("fuzz"), NoRunner())


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
        send(operation, shared.unit.unit, token, examples)


def send(operation: Any, unit: int, token: str, examples: int) -> None:
    """Sends random requests of one route."""

    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
        database=None,
    )
    @given(case=operation.as_strategy(), real=st.booleans())
    def sent(case: Any, real: bool) -> None:
        if real and "unit" in case.path_parameters:
            case.path_parameters["unit"] = unit
        response = case.call(headers={"Authorization": token})
        assert response.status_code < 500, (operation.label, response.text)
        if response.status_code >= 400 and response.status_code != 409:
            assert response.headers["content-type"] == ["application/problem+json"], operation.label

    sent()

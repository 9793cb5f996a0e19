"""The board of Kent's month, every duty crewed: how large the page is, and how often it asks the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from constraints.facts import Facts
from constraints.view import RotaView
from models.book import Book
from models.rota import Assignment, Basis
from roster import api
from roster.desk.changes import Clear
from roster.desk.service import Edit, Edited
from tests.conftest import EXAMPLES
from tests.desk.random_rotas import made_of
from tests.desk.web.force.browsers import Force

MOST_BYTES = 300_000  # without compression
MOST_QUERIES = 13
VIEWS = ("vehicles", "people")


def fully_crewed(book: Book) -> Book:
    """A rota with somebody in every seat, nobody twice on a date; by turns, legal or not."""
    facts, found = Facts(book), []
    waiting, busy = list(book.people), set()
    for duty in facts.duties:
        for seat in duty.crew.seats:
            free = [item for item in waiting if item.role in seat.roles and (item.id, duty.date) not in busy]
            for person in free[: seat.maximum]:
                busy.add((person.id, duty.date))
                found.append(Assignment(person=person.id, duty=duty.id, seat=seat.id, basis=Basis.OFFERED))
                waiting.remove(person)
                waiting.append(person)  # it is the others' turn first
    vehicles = {duty.id: None for duty in facts.duties}
    return book.model_copy(update={"rota": made_of(RotaView(facts, found, vehicles), edited=True)})


@pytest.fixture(scope="module")
def force(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Force]:
    made = Force(fully_crewed(api.read_book(EXAMPLES / "kent-2026-12.yaml")), tmp_path_factory.mktemp("kent"))
    yield made
    made.store.close()


@contextmanager
def counted(force: Force) -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile, without those that begin and end transactions."""
    said: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            said.append(statement)

    engine = force.store._database._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("kind", ["police", "both"])
def test_the_page_is_small_and_asks_little(force: Force, kind: str, view: str):
    assert force.unit.book.rota is not None
    assert len(force.unit.book.rota.assignments) > 200
    browser, address = force.browser(kind), f"/u/1/board?view={view}"
    browser.get(address)  # the first page of a server reads the book
    with counted(force) as said:
        answer = browser.get(address)
    assert answer.status_code == 200
    assert len(answer.content) <= MOST_BYTES
    assert 0 < len(said) <= MOST_QUERIES, said
    assert not [statement for statement in said if "revisions.book" in statement], "reads a whole book again"


def test_the_length_of_a_history_costs_no_query_more(force: Force):
    browser = force.browser("both")
    browser.get("/u/1/board")
    with counted(force) as few:
        browser.get("/u/1/board")
    rota = force.unit.book.rota
    assert rota is not None
    for item in rota.assignments[:5]:
        change = Clear(person=item.person, duty=item.duty, seat=item.seat)
        edit = Edit(base=force.unit.head, changes=(change,))
        assert isinstance(force.unit.desk.edit(force.unit.both, 1, edit), Edited)
    browser.get("/u/1/board")
    with counted(force) as many:
        browser.get("/u/1/board")
    assert len(many) == len(few)

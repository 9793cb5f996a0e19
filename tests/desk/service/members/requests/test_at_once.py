"""Several who ask, accept and allow at the same moment, on both databases: one of them is done, once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from models.errors import RosterError
from roster.desk.service import Desk
from roster.desk.service.members.requests import Passes, PassingRules
from roster.desk.store import open_store
from tests.desk.service.members.requests.members import FRI, OTHER, SAT, UnitOfMembers, unit_of_members


@pytest.fixture
def unit(tmp_path: Path, address: str) -> UnitOfMembers:
    return unit_of_members(tmp_path, url=address)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Does all of them at the same moment: what each gives, or its error."""
    start = Barrier(len(acts))

    def act(number: int) -> object:
        start.wait(30)
        try:
            return acts[number]()
        except RosterError as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, range(len(acts))))


def test_two_who_take_the_last_seat(unit: UnitOfMembers):
    unit.desk.passing.set(unit.ask("police"), "kent-police", PassingRules(take=Passes.LEGAL))
    take, asking = unit.desk.requests.ask_take, [unit.ask(name) for name in ("SC01", "SC02")]
    at_once(*(lambda who=who: take(who, SAT, "police") for who in asking))
    assert len(unit.crew(SAT, "police")) <= 2
    through = [item for item in unit.store.proposals.all(unit.unit) if item.taken_as is not None]
    assert len(through) == len(unit.crew(SAT, "police")) - 1


def test_two_coordinators_who_allow_two_takers_of_one_seat(unit: UnitOfMembers, address: str):
    first, second = (unit.desk.requests.ask_take(unit.ask(name), SAT, "police").id for name in ("SC01", "SC02"))
    elsewhere = Desk(open_store(address), now=unit.clock)  # another process
    done = at_once(
        lambda: unit.desk.inbox.allow(unit.ask("police"), first),
        lambda: elsewhere.inbox.allow(unit.ask("both"), second),
    )
    elsewhere.store.close()
    refused = [item for item in done if isinstance(item, RosterError)]
    assert len(refused) == 1
    assert "is taken" in str(refused[0])
    assert len(unit.crew(SAT, "police")) == 2
    assert unit.head == 3


def test_one_request_that_two_allow(unit: UnitOfMembers):
    number = unit.desk.requests.ask_take(unit.ask("SC01"), SAT, "police").id
    done = at_once(*(lambda who=who: unit.desk.inbox.allow(unit.ask(who), number) for who in ("police", "both")))
    assert sum(isinstance(item, RosterError) for item in done) == 1
    assert unit.head == 3


def test_one_accepts_while_the_other_withdraws(unit: UnitOfMembers):
    unit.desk.passing.set(unit.ask("ambulance"), "secamb", PassingRules(swap=Passes.LEGAL))
    number = unit.desk.requests.ask_swap(unit.ask("P01"), FRI, "paramedic", "P02", OTHER, "paramedic").id
    hers, his = unit.ask("P01"), unit.ask("P02")
    at_once(
        lambda: unit.desk.requests.withdraw(hers, number),
        lambda: unit.desk.requests.accept(his, number),
    )
    swapped = unit.crew(FRI, "paramedic") == {"P02"}
    assert unit.store.proposals.one(number).state == ("taken" if swapped else "left")
    assert unit.head == (3 if swapped else 2)

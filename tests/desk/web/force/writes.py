"""What every form and every call of the API that changes something needs, and a valid one of each.

The table of permissions itself is `roster/desk/service/access/table.py`; here stands only which of its actions a route
asks for, and whose people the request is about.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from roster.desk.changes.drafts.ordered import content_key
from roster.desk.jobs.child import run
from roster.desk.jobs.requests import Answer
from roster.desk.service import Edit
from roster.desk.service.access.table import Action
from roster.desk.store import JobState, Membership, MembershipRole
from tests.desk.service.unit import AMBULANCE, FRIDAY, POLICE, SATURDAY
from tests.desk.web.force.browsers import Force

BOTH = frozenset({POLICE, AMBULANCE})
Body = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Write:
    """A route that changes something.

    Attributes:
        needs: the action that it asks for.
        concerns: the organisations whose people or terms the request is about.
        make: the rest of the address and a body, for the state that the desk is in.
        proposes: whether it becomes a proposal where the account may not do it at once; else it is refused.
        for_self: whether members do it for themselves, and nobody else does it.
        own_people: whether it names people, of whom an account must see what their organisation keeps to itself.
    """

    needs: Action
    make: Callable[[Force], Body]
    concerns: frozenset[str] = frozenset({POLICE})
    proposes: bool = False
    own_people: bool = False
    for_self: bool = False


def seated(force: Force, duty: str = FRIDAY, seat: str = "police") -> str:
    return force.unit.crew(duty, seat)[0]


def pin(force: Force, duty: str, seat: str = "police") -> dict[str, Any]:
    return {"kind": "pin", "person": seated(force, duty, seat), "duty": duty, "seat": seat}


def changed(force: Force) -> int:
    """Changes something of the police; gives the revision before."""
    head = force.unit.head
    person = next(item for item in force.unit.book.people if item.id == "SC02")
    name = {"kind": "set record", "section": "people", "id": "SC02", "fields": {"name": f"{person.name}x"}}
    force.unit.desk.edit(force.unit.both, 1, Edit.model_validate({"base": head, "changes": [name]}))
    return head


def proposed(force: Force) -> int:
    """A proposal that concerns the police, by somebody else."""
    change = {"kind": "set record", "section": "people", "id": "SC02", "fields": {"name": f"P{force.unit.head}"}}
    edit = Edit.model_validate({"base": force.unit.head, "changes": [change]})
    login = f"planner-{len(force.store.accounts.all())}@example.org"
    another = force.store.accounts.add(login, "Another", [Membership(1, MembershipRole.PLANNER)], by="setup")
    return force.unit.desk.edit(another, 1, edit).proposal


def search(force: Force) -> int:
    """A search that waits."""
    return force.store.jobs.add(1, "solve", force.unit.head, {"kind": "solve", "seconds": 1}, "both").id


def repaired(force: Force) -> int:
    """A sick call with an answer, which has ended; the same one as long as it is there."""
    if done := [job for job in force.store.jobs.of(1) if job.author == "setup" and job.state == JobState.DONE]:
        return done[0].id
    absent = [{"name": seated(force), "first": "2026-12-04"}]
    options = {"kind": "repair", "absent": absent, "seconds": 5}
    job = force.store.jobs.add(1, "repair", force.unit.head, options, "setup")
    while (claim := force.store.jobs.claim("test")) is not None:
        run(force.store, claim)
    asking = force.unit.desk.asking(force.unit.both, 1)
    force.unit.desk.sick_calls.tick(asking, job.id, Answer.model_validate({**ANSWER, "reply": "yes"}))
    return job.id


def off_road_key(force: Force) -> str:
    return content_key(force.unit.book.vehicles[0].off_road[0])


def _area(force: Force) -> dict[str, Any]:
    return {"id": f"A{force.unit.head}", "name": "New"}


ANSWER = {"person": "SC02", "duty": FRIDAY, "seat": "police", "reply": "no"}
OTHERS_ANSWER = {"person": "P02", "duty": FRIDAY, "seat": "paramedic", "reply": "no"}
THURSDAY = "2026-12-10"
P, A = frozenset({POLICE}), frozenset({AMBULANCE})


def form(change: Callable[[Force], dict[str, Any]]) -> Callable[[Force], Body]:
    """A button of the board."""
    return lambda force: ("", {"base": force.unit.head, "change": json.dumps([change(force)])})


# Route -> a request of one's own, and one that is about the other organisation where that differs.
FORMS: Mapping[str, tuple[Write, ...]] = {
    "changes": (
        Write(Action.CHANGE_PEOPLE, form(lambda force: pin(force, FRIDAY)), P, proposes=True),
        Write(Action.CHANGE_PEOPLE, form(lambda force: pin(force, FRIDAY, "paramedic")), A, proposes=True),
    ),
    "quick": (
        Write(
            Action.CHANGE_PEOPLE,
            lambda force: ("", {"act": "pin", "at": f"{SATURDAY}|police|{seated(force, SATURDAY)}"}),
            P,
            proposes=True,
        ),
    ),
    "asked": (
        Write(Action.CHANGE_PEOPLE, lambda force: ("", {"at": f"{FRIDAY}|police", "answer": "SC02|no"}), P),
        Write(Action.CHANGE_PEOPLE, lambda force: ("", {"at": f"{FRIDAY}|paramedic", "answer": "P02|no"}), A),
    ),
    "undo": (Write(Action.UNDO, lambda force: ("", {})),),
    "redo": (Write(Action.UNDO, lambda force: ("", {})),),
    "solve": (Write(Action.START_JOB, lambda force: ("", {"minutes": "0.1"})),),
    "solve/{number}/stop": (Write(Action.START_JOB, lambda force: (str(search(force)), {})),),
    "sick-call": (
        Write(Action.START_JOB, lambda force: ("", {"person": "SC02", "first": "2026-12-05"}), P, own_people=True),
        Write(Action.START_JOB, lambda force: ("", {"person": "P02", "first": "2026-12-05"}), A, own_people=True),
    ),
    "sick-call/{number}/answer": (
        Write(Action.CHANGE_PEOPLE, lambda force: (str(repaired(force)), ANSWER), P),
        Write(Action.CHANGE_PEOPLE, lambda force: (str(repaired(force)), OTHERS_ANSWER), A),
    ),
    "sick-call/{number}/again": (Write(Action.START_JOB, lambda force: (str(repaired(force)), {})),),
    "sick-call/{number}/limit": (Write(Action.START_JOB, lambda force: (str(repaired(force)), {"people": "3"})),),
    "off-road": (
        Write(
            Action.CHANGE_DAY,
            lambda force: ("", {"base": force.unit.head, "vehicle": "CAR-1", "first": THURSDAY}),
            BOTH,
            proposes=True,
        ),
    ),
    "off-road/back": (
        Write(
            Action.CHANGE_DAY,
            lambda force: ("", {"base": force.unit.head, "vehicle": "CAR-1", "key": off_road_key(force)}),
            BOTH,
            proposes=True,
        ),
    ),
    "off-road/repair": (
        Write(Action.START_JOB, lambda force: ("", {"vehicle": "CAR-1", "first": THURSDAY, "last": THURSDAY})),
    ),
    "proposals/{number}": (Write(Action.TAKE, lambda force: (str(proposed(force)), {"act": "all"}), P),),
    "publish": (Write(Action.PUBLISH, lambda force: ("", {"base": force.unit.head})),),
    "history/{number}/back": (Write(Action.CHANGE_PEOPLE, lambda force: (str(changed(force)), {}), P, proposes=True),),
    "book/{section}/record": (
        Write(
            Action.CHANGE_PEOPLE,
            lambda force: ("people", {"base": force.unit.head, "id": f"N{force.unit.head}", "role": "special"}),
            P,
            proposes=True,
        ),
        Write(
            Action.CHANGE_PEOPLE,
            lambda force: ("people", {"base": force.unit.head, "id": f"N{force.unit.head}", "role": "paramedic"}),
            A,
            proposes=True,
        ),
        Write(
            Action.CHANGE_TERMS,
            lambda force: ("areas", {"base": force.unit.head, **_area(force)}),
            BOTH,
            proposes=True,
        ),
    ),
}


def edit(change: Callable[[Force], dict[str, Any]]) -> Callable[[Force], Body]:
    """A call of the API."""
    return lambda force: ("", {"base": force.unit.head, "changes": [change(force)]})


def absent(person: str) -> Callable[[Force], Body]:
    return lambda force: ("", {"absent": [{"name": person, "first": "2026-12-05"}], "seconds": 5})


API: Mapping[str, tuple[Write, ...]] = {
    "POST edits": (
        Write(Action.CHANGE_PEOPLE, edit(lambda force: pin(force, FRIDAY)), P, proposes=True),
        Write(Action.CHANGE_PEOPLE, edit(lambda force: pin(force, FRIDAY, "paramedic")), A, proposes=True),
    ),
    "POST undo": (Write(Action.UNDO, lambda force: ("", {})),),
    "POST redo": (Write(Action.UNDO, lambda force: ("", {})),),
    "POST proposals/{proposal}/take": (Write(Action.TAKE, lambda force: (str(proposed(force)), {}), P),),
    "POST proposals/{proposal}/leave": (Write(Action.TAKE, lambda force: (str(proposed(force)), {}), P),),
    "POST revisions/{revision}/restore": (
        Write(Action.CHANGE_PEOPLE, lambda force: (str(changed(force)), {}), P, proposes=True),
    ),
    "POST searches": (Write(Action.START_JOB, lambda force: ("", {"kind": "solve", "seconds": 5})),),
    "POST searches/{search}/stop": (Write(Action.START_JOB, lambda force: (str(search(force)), {})),),
    "POST sick-calls": (Write(Action.START_JOB, absent("SC02"), P), Write(Action.START_JOB, absent("P02"), A)),
    "POST sick-calls/{search}/answers": (
        Write(Action.CHANGE_PEOPLE, lambda force: (str(repaired(force)), ANSWER), P),
        Write(Action.CHANGE_PEOPLE, lambda force: (str(repaired(force)), OTHERS_ANSWER), A),
    ),
    "POST sick-calls/{search}/again": (Write(Action.START_JOB, lambda force: (str(repaired(force)), {})),),
    "POST publications": (Write(Action.PUBLISH, lambda force: ("", {"base": force.unit.head})),),
    "POST records/{section}": (
        Write(
            Action.CHANGE_TERMS,
            lambda force: ("areas", {"base": force.unit.head, "fields": _area(force)}),
            BOTH,
            proposes=True,
        ),
    ),
    "PUT records/{section}/{key}": (
        Write(
            Action.CHANGE_PEOPLE,
            lambda force: (
                "people/SC03",
                {"base": force.unit.head, "fields": {"id": "SC03", "role": "special", "name": "New"}},
            ),
            P,
            proposes=True,
        ),
    ),
}
# Files, which have tests of their own; here they are only refused to whom they are not allowed.
UPLOADS = {"workbook": Action.CHANGE_PEOPLE, "POST book": Action.CHANGE_PEOPLE}
# A desk with accounts saves no file on its computer.
NOWHERE = {"workbook/save"}
# What members ask for and coordinators answer: tests/desk/web/members/requests.
OF_REQUESTS = {"me/take", "me/give-back", "me/swap", "me/requests/{number}", "inbox/{number}", "inbox/passing"}
CALLS_OF_REQUESTS = {
    "POST me/requests",
    "POST me/requests/{request}/{answer}",
    "POST inbox/{request}/allow",
    "POST inbox/{request}/refuse",
    "PUT passing/{organisation}",
}

__all__ = ["API", "CALLS_OF_REQUESTS", "FORMS", "NOWHERE", "OF_REQUESTS", "UPLOADS", "Write"]

"""What another organisation keeps to itself cannot be found out by trying changes: the answer is always the same."""

import copy
from pathlib import Path
from typing import Any

import pytest

from models.book import Book
from roster.desk.changes import changes_from_data
from roster.desk.service import Edit, Edited, ForbiddenError, Proposed
from tests.conftest import SMALL
from tests.desk.service.unit import FRIDAY, DeskOfUnit, desk_of

COURT = {"kind": "abstraction", "first": "2026-12-26"}
WISH = {"person": "SC01", "wish": "off", "dates": ["2026-12-12"]}
TOTALS = {"person": "SC01", "hours": {"2026-11": 93.75}}


@pytest.fixture
def unit(tmp_path: Path) -> DeskOfUnit:
    data: dict[str, Any] = copy.deepcopy(SMALL)
    person = next(item for item in data["people"] if item["id"] == "SC01")
    person |= {"absences": [COURT], "phone": "01632 960002", "caps": {"hours_per_month": 40}}
    data |= {"requests": [WISH], "carried_in": {"totals": [TOTALS]}}
    return desk_of(Book.model_validate(data), tmp_path)


def about(kind: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "person": "SC01", **fields}


# What is guessed of a police officer: once as it is, once as it is not.
GUESSES = [
    (about("end absence", absence=COURT), about("end absence", absence={**COURT, "kind": "sickness"})),
    (
        about("change absence", was=COURT, now={**COURT, "last": "2026-12-27"}),
        about("change absence", was={**COURT, "kind": "sickness"}, now=COURT),
    ),
    (about("add absence", absence=COURT), about("add absence", absence={**COURT, "kind": "sickness"})),
    (about("set caps", caps={"hours_per_month": 40}), about("set caps", caps={"hours_per_month": 41})),
    (about("set contact", phone="01632 960002", email=""), about("set contact", phone="01632 960003", email="")),
    (about("set offers", offers=[]), about("set offers", offers=[{"weekdays": ["fri"]}])),
    ({"kind": "remove request", "request": WISH}, {"kind": "remove request", "request": {**WISH, "wish": "work"}}),
    ({"kind": "add request", "request": WISH}, {"kind": "add request", "request": {**WISH, "wish": "work"}}),
    (
        {"kind": "remove record", "section": "carried_in.totals", "record": TOTALS},
        {"kind": "remove record", "section": "carried_in.totals", "record": {**TOTALS, "hours": {"2026-11": 1}}},
    ),
    (
        {"kind": "set record", "section": "people", "id": "SC01", "fields": {"phone": "01632 960002"}},
        {"kind": "set record", "section": "people", "id": "SC01", "fields": {"phone": "01632 960003"}},
    ),
]


def tried(unit: DeskOfUnit, kind: str, *changes: dict[str, Any]) -> str:
    try:
        made = unit.desk.edit(
            getattr(unit, kind), unit.unit, Edit(base=unit.head, changes=changes_from_data(list(changes)))
        )
    except ForbiddenError as error:
        return str(error)
    assert isinstance(made, Edited | Proposed)
    return made.kind


@pytest.mark.parametrize(("right", "wrong"), GUESSES, ids=lambda guess: guess["kind"])
def test_a_right_guess_is_answered_as_a_wrong_one(unit: DeskOfUnit, right: dict[str, Any], wrong: dict[str, Any]):
    for kind in ("ambulance", "planner"):
        answer = tried(unit, kind, right)
        assert answer == tried(unit, kind, wrong)
        assert answer.startswith("kent-police keeps to itself what SC01 offers")
    assert (unit.head, unit.store.proposals.all(unit.unit)) == (1, [])
    assert tried(unit, "police", right) == "edited"


def test_a_guess_among_other_changes_is_refused_with_them(unit: DeskOfUnit):
    cleared = {"kind": "set caps", "person": "P01", "caps": {"hours_per_month": 30}}
    assert tried(unit, "ambulance", cleared, GUESSES[0][0]).startswith("kent-police keeps to itself")
    assert unit.head == 1


def test_what_everybody_sees_may_still_be_proposed(unit: DeskOfUnit):
    pin = {"kind": "pin", "person": "SC01", "duty": FRIDAY, "seat": "police"}
    away = about("add absence", absence={"kind": "other", "first": "2026-12-20"})
    name = {"kind": "set record", "section": "people", "id": "SC01", "fields": {"name": "Asha Marsh"}}
    assert [tried(unit, "ambulance", change) for change in (pin, away, name)] == ["proposed"] * 3

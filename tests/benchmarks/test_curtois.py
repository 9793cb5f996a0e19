"""Curtois and Qu's problems: our score of a rota is their objective, and our hard rules are theirs."""

from __future__ import annotations

import importlib.util
import random
from types import ModuleType
from typing import Any

import pytest

import roster
from constraints.admission import admit
from constraints.registry import installed
from constraints.verify import verify
from constraints.view import RotaView
from models.rota import Assignment, Basis
from tests.benchmarks.curtois import (
    CHECKER,
    FOLDER,
    LINE,
    NUMBERS,
    SEAT,
    Instance,
    parse,
    rows_of,
    run,
    to_book,
    value_of,
    verdict_on,
)

# Written for this test; what each roster should come to was worked out by hand.
TINY = """SECTION_HORIZON
7

SECTION_SHIFTS
# ShiftID, minutes, shifts which cannot follow
E,480,
L,510,E

SECTION_STAFF
A,E=7|L=1,1980,960,3,2,2,1
B,E=7|L=7,9000,0,5,2,3,0

SECTION_DAYS_OFF
B,3

SECTION_SHIFT_ON_REQUESTS
A,0,E,2
A,1,L,5

SECTION_SHIFT_OFF_REQUESTS
B,0,E,3
B,1,L,4

SECTION_COVER
0,E,1,100,1
0,L,1,50,1
1,E,1,100,1
1,L,0,100,3
2,E,0,100,7
"""
EXPECTED = {
    # nobody works: wishes 2 + 5, and three places empty; A lacks 960 minutes
    ("-------", "-------"): (False, 7 + 100 + 50 + 100),
    ("EE-----", "-------"): (True, 5 + 50),
    ("EL-----", "-------"): (True, 50 + 100 + 3),
    ("EE-----", "EE-----"): (True, 5 + 50 + 3 + 1 + 1),
    ("E-----E", "-------"): (True, 5 + 50 + 100),  # runs at both edges are long enough, and one weekend is allowed
    ("EE-EE--", "-------"): (False, 5 + 50),  # a lone day off
    ("--EE---", "LE-----"): (False, 7 + 100 + 7),
    ("EE--E--", "-------"): (False, 5 + 50),  # a lone day of work
    ("EEEE---", "-------"): (False, 5 + 50 + 7),  # four running
    ("LE-----", "-------"): (False, 2 + 5 + 100),  # E may not follow L
    ("LL-----", "-------"): (False, 2 + 100 + 100 + 3),  # L twice, allowed once
    ("EE--EEE", "-------"): (False, 5 + 50),  # 2400 of 1980 minutes
    ("EE-----", "-----EE"): (False, 5 + 50),  # no weekend is allowed
    ("EE-----", "--EE---"): (False, 5 + 50 + 7),  # the fixed day off
    ("EE-----", "E--EE--"): (False, 5 + 50 + 3 + 1),  # the fixed day off, and two days off where three are asked
}

needs_files = pytest.mark.skipif(
    not CHECKER.is_file(), reason=f"Curtois and Qu's instances are not part of the project and not in {FOLDER}"
)


class Scored:
    """An instance, and what our checks say of any roster of it."""

    def __init__(self, text: str) -> None:
        self.instance: Instance = parse(text)
        self.book = to_book(self.instance)
        admission = admit(self.book, installed())
        assert admission.problems == []
        self.facts, self.rules = admission.facts, admission.rules
        self.duties = {(duty.date, duty.shift.id): duty.id for duty in self.facts.duties}

    def verdict(self, rows: Any) -> tuple[bool, float]:
        """Whether a roster is legal, and its score."""
        dates = self.book.period.dates
        assignments = [
            Assignment(person=employee.id, duty=self.duties[day, shift], seat=SEAT, basis=Basis.OFFERED)
            for employee, row in zip(self.instance.staff, rows, strict=True)
            for day, shift in zip(dates, row, strict=True)
            if shift not in ("", "-")
        ]
        verdict = verify(RotaView(self.facts, assignments, {}), self.rules)
        return verdict.legal, sum(verdict.values.values())


@pytest.fixture(scope="module")
def evaluator() -> ModuleType:
    """The independent evaluator, as a module."""
    spec = importlib.util.spec_from_file_location("check_curtois", CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _text(number: int) -> str:
    return (FOLDER / f"Instance{number}.txt").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("rows", EXPECTED, ids=" ".join)
def test_a_tiny_roster_is_judged_as_by_hand(rows: tuple[str, str]) -> None:
    """Each hard rule of the problems in turn, and each price."""
    assert Scored(TINY).verdict(rows) == EXPECTED[rows]


def test_the_tiny_instance_is_solved_to_its_best() -> None:
    """A has E on days 0 and 1, B has L on day 0: all places are filled, and only A's wish for L is not granted."""
    tiny = parse(TINY)
    solved = roster.solve(to_book(tiny), roster.Options(time_limit=20, workers=1))
    assert solved.rota is not None
    assert all(score.proven for score in solved.rota.scores)
    assert value_of(solved) == 5
    rows = {row[0]: row[1:] for row in rows_of(tiny, solved)}
    assert (rows["A"][:2], rows["B"][0]) == (["E", "E"], "L")


def test_every_duty_has_its_seat() -> None:
    """One wide seat a shift and date, that may stay empty."""
    book = to_book(parse(TINY))
    assert len(book.duties) == 14
    assert {duty.call_sign.id for duty in book.duties} == {LINE}
    assert {seat.minimum for duty in book.duties for seat in duty.crew.seats} == {0}


@needs_files
@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_rosters_are_judged_as_by_the_evaluator(number: int, evaluator: ModuleType) -> None:
    """Random rosters, nearly all illegal, some with a single fault: same verdict, same score."""
    scored = Scored(_text(number))
    official = evaluator.parse_instance(text=_text(number))
    names, shifts = list(official["staff"]), list(official["shifts"])
    chance = random.Random(number)
    for share in (0.02, 0.05, 0.3, 0.6, 0.9) * 3:
        rows = [
            [chance.choice(shifts) if chance.random() < share else "" for _ in range(official["horizon"])]
            for _ in names
        ]
        found = evaluator.evaluate(
            official, {name: [cell or None for cell in row] for name, row in zip(names, rows, strict=True)}
        )
        assert scored.verdict(rows) == (found["feasible"], found["objective"])


@needs_files
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_solved_roster_scores_the_same(number: int) -> None:
    """The engine's rosters are legal to the evaluator and worth what we say, however good they are."""
    result = run(number, time_limit=5)
    assert result.value is not None
    assert result.confirmed, (result.value, result.verdict)


@needs_files
def test_rosters_around_a_legal_one_are_judged_alike(evaluator: ModuleType) -> None:
    """One cell changed in a legal roster: where the evaluator finds one fault, so do our checks, and no other."""
    scored = Scored(_text(2))
    official = evaluator.parse_instance(text=_text(2))
    solved = roster.solve(scored.book, roster.Options(time_limit=5))
    rows = [row[1:] for row in rows_of(scored.instance, solved)]
    assert verdict_on(FOLDER / "Instance2.txt", rows)["feasible"]
    names, cells = list(official["staff"]), ["", *official["shifts"]]
    chance = random.Random(2)
    seen = set()
    for _ in range(150):
        changed = [list(row) for row in rows]
        changed[chance.randrange(len(names))][chance.randrange(official["horizon"])] = chance.choice(cells)
        roster_of = {name: [cell or None for cell in row] for name, row in zip(names, changed, strict=True)}
        found = evaluator.evaluate(official, roster_of)
        assert scored.verdict(changed) == (found["feasible"], found["objective"])
        seen.add(found["feasible"])
    assert seen == {True, False}


@needs_files
@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
def test_every_solved_roster_scores_the_same(number: int) -> None:
    """The same for all instances; the largest may find no roster at all in the time."""
    result = run(number, time_limit=60)
    if result.value is None:
        pytest.skip("no roster was found in the time")
    assert result.confirmed, (result.value, result.verdict)

"""Nurse rostering instances: our score of a roster is their objective, and our hard rules are theirs."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pytest

import roster
from constraints.admission import admit
from constraints.registry import installed
from constraints.verify import verify
from constraints.view import RotaView
from models.rota import Assignment, Basis
from models.rules import Level
from tests.benchmarks.inrc2.evaluator import Evaluator, checker
from tests.benchmarks.inrc2.instance import FOLDER, Files, Instance, parse
from tests.benchmarks.inrc2.to_book import LEVEL, Roster, constant_of, duty_id, roster_of, to_book

ROSTERS = 500  # random ones of each scenario
NAMES = (
    "n005w4_1_6-2-9-1",
    "n012w8_1_2-7-0-9-3-6-0-6",
    "n030w4_1_6-2-9-1",
    "n040w4_0_2-0-6-1",
    "n060w4_1_6-1-1-5",
)

# Written for this test; what each roster should come to was worked out by hand.
SCENARIO = """SCENARIO = n003w1
WEEKS = 1
SKILLS = 2
Head
Nurse
SHIFT_TYPES = 2
Early (2,4)
Night (2,3)
FORBIDDEN_SHIFT_TYPES_SUCCESSIONS
Early 0
Night 1 Early
CONTRACTS = 2
Full (4,5) (3,4) (2,2) 1 1
Part (1,2) (1,7) (1,7) 0 0
NURSES = 3
Ann Full 2 Head Nurse
Bob Part 1 Nurse
Cat Part 1 Nurse
"""
HISTORY = """HISTORY
0 n003w1
NURSE_HISTORY
Ann 0 0 Night 1 2 0
Bob 0 0 None 0 0 6
Cat 3 1 Early 2 2 0
"""
WEEK = """WEEK_DATA
n003w1
REQUIREMENTS
Early Head (0,0) (0,1) (0,0) (0,0) (0,0) (0,0) (0,0)
Early Nurse (0,0) (0,0) (0,0) (0,0) (0,0) (0,0) (0,0)
Night Head (0,0) (0,0) (0,0) (0,0) (0,0) (0,0) (0,0)
Night Nurse (1,1) (0,0) (0,0) (0,0) (0,2) (0,0) (0,0)
SHIFT_OFF_REQUESTS = 2
Ann Night Thu
Bob Any Fri
"""
SEATS = {"E": ("Early", "Nurse"), "H": ("Early", "Head"), "N": ("Night", "Nurse"), "D": ("Night", "Head")}
# Ann's, Bob's and Cat's week: whether it is legal, and what it costs. Cat had 3 duties of at most 2, and a weekend of
# at most none: 20 and 30 in any case.
PAST = 20 + 30
EXPECTED = {
    # Cover lacks 4. Ann's two days of work and her one night end too short, she is off 5 days too many, and has none of
    # 4 duties. Bob is off 13 days running where 7 are allowed, and has none of 1 duty.
    ("-------", "-------", "-------"): (False, PAST + 30 * 4 + 30 + 15 + 30 * 5 + 20 * 4 + 30 * 6 + 20),
    # Cover lacks 3. Ann goes on to four days, three of them nights; then she is off 3 days too many, and has 2 of 4
    # duties. Bob's night stands alone.
    ("NN-----", "N------", "-------"): (True, PAST + 30 * 3 + 30 * 3 + 20 * 2 + 15),
    # Cover lacks 2. A night and a day too many for Ann, off 2 days too many, 3 of 4 duties. Bob lacks the skill for the
    # Head on Tuesday, and it is an Early after a Night; both stand alone.
    ("NNN----", "NH-----", "-------"): (False, PAST + 30 * 2 + 15 + 30 + 30 * 2 + 20 + 15 + 15),
    # Cover lacks 3. Ann may not have an Early after her Night, and both stand alone; off 4 days too many, 1 duty of 4.
    ("E------", "N------", "-------"): (False, PAST + 30 * 3 + 15 + 15 + 30 * 4 + 20 * 3 + 15),
    # Cover lacks 1. Ann: an Early after a Night, alone; Wednesday off alone, two days of work, Saturday off alone, the
    # Night on Thursday that she asked not to have, half a weekend. What is still open on Sunday is never too short.
    ("NH-NN-E", "N------", "-------"): (False, PAST + 30 + 15 + 30 + 30 + 30 + 10 + 30 + 15),
}

needs_files = pytest.mark.skipif(
    not checker().is_file(),
    reason=f"the competition's instances are not part of the project and not in {FOLDER} (INRC2_INSTANCES)",
)


class Scored:
    """An instance, and what our checks say of any roster of it."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        admission = admit(to_book(instance), installed())
        assert admission.problems == []
        self.facts, self.rules = admission.facts, admission.rules

    def verdict(self, rows: Roster) -> tuple[bool, float]:
        """Whether a roster is legal, and its objective."""
        assignments = [
            Assignment(person=nurse, duty=duty_id(day, cell[0]), seat=cell[1], basis=Basis.OFFERED)
            for nurse, row in rows.items()
            for day, cell in enumerate(row)
            if cell is not None
        ]
        verdict = verify(RotaView(self.facts, assignments, {}), self.rules)
        return verdict.legal, verdict.value(LEVEL) + constant_of(self.instance)


@cache
def _tiny() -> Instance:
    return parse("n003w1_0_0", SCENARIO, HISTORY, [WEEK])


@cache
def _scored(name: str) -> tuple[Scored, Evaluator]:
    files = Files.of(name)
    return Scored(parse(name, *files.texts())), Evaluator(files)


def _by_hand(rows: tuple[str, ...]) -> Roster:
    return {nurse.id: [SEATS.get(cell) for cell in row] for nurse, row in zip(_tiny().nurses, rows, strict=True)}


def _random_roster(instance: Instance, chance: random.Random) -> Roster:
    """A roster of runs long and short, full and empty; now and then somebody lacks the skill."""
    share, sticky = chance.choice((0.05, 0.3, 0.6, 0.9, 1)), chance.random()
    found: dict[str, list[tuple[str, str] | None]] = {}
    for nurse in instance.nurses:
        row: list[tuple[str, str] | None] = []
        for _ in range(instance.days):
            if row and chance.random() < sticky:
                row.append(row[-1])
            elif chance.random() < share:
                skills = instance.skills if chance.random() < 0.02 else nurse.skills
                row.append((chance.choice(list(instance.shifts)), chance.choice(skills)))
            else:
                row.append(None)
        found[nurse.id] = row
    return found


@pytest.mark.parametrize("rows", EXPECTED, ids=" ".join)
def test_a_tiny_roster_is_judged_as_by_hand(rows: tuple[str, ...]) -> None:
    """Each rule in turn, with the history and at the end of the week."""
    assert Scored(_tiny()).verdict(_by_hand(rows)) == EXPECTED[rows]


def test_the_files_of_an_instance() -> None:
    """Its name says which history and weeks are meant."""
    files = Files.of("n005w4_1_6-2-9-1", Path("there"))
    assert files.history == Path("there/n005w4/H0-n005w4-1.txt")
    assert [path.name for path in files.weeks] == [f"WD-n005w4-{week}.txt" for week in (6, 2, 9, 1)]
    assert files.missing == [files.scenario, files.history, *files.weeks]
    with pytest.raises(ValueError, match="names 2 weeks; its scenario has 4"):
        Files.of("n005w4_1_6-2")
    with pytest.raises(ValueError, match="is not the name of an instance"):
        Files.of("n005w4")


def test_a_book_has_rules_of_the_catalogue_alone() -> None:
    """No rule of a user's file, and one level for all that is priced."""
    book = to_book(_tiny())
    assert book.rule_files == ()
    assert {rule.level for rule in book.rules} == {LEVEL, None, Level.HARD}


@needs_files
@pytest.mark.parametrize("name", NAMES)
def test_random_rosters_are_judged_as_by_the_evaluator(name: str) -> None:
    """Some of the random rosters of each scenario: same verdict, same score."""
    _compare(name, ROSTERS // 25)


@needs_files
@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_all_random_rosters_are_judged_as_by_the_evaluator(name: str) -> None:
    """The same for all of them."""
    _compare(name, ROSTERS)


def _compare(name: str, rosters: int) -> None:
    scored, evaluator = _scored(name)
    chance = random.Random(name)
    for number in range(rosters):
        rows = _random_roster(scored.instance, chance)
        verdict = evaluator.verdict(rows)
        assert scored.verdict(rows) == (verdict.legal, verdict.value), number


@needs_files
def test_rosters_around_a_legal_one_are_judged_alike() -> None:
    """One cell changed in a legal roster: where the evaluator finds one fault, so do our checks, and no other."""
    scored, evaluator = _scored(NAMES[0])
    instance = scored.instance
    solved = roster.solve(to_book(instance), roster.Options(time_limit=10, workers=1))
    assert solved.rota is not None
    rows = roster_of(instance, [item.model_dump() for item in solved.rota.assignments])
    assert evaluator.verdict(rows).legal
    chance, seen = random.Random(2), set()
    for _ in range(150):
        changed = {nurse: list(row) for nurse, row in rows.items()}
        nurse = chance.choice(instance.nurses)
        cells = [None, *((shift, skill) for shift in instance.shifts for skill in nurse.skills)]
        changed[nurse.id][chance.randrange(instance.days)] = chance.choice(cells)
        verdict = evaluator.verdict(changed)
        assert scored.verdict(changed) == (verdict.legal, verdict.value)
        seen.add(verdict.legal)
    assert seen == {True, False}

"""The live verdict beside a full check, edit after edit, on every shipped book and with a user's rules."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from constraints.facts import Facts
from constraints.view import RotaView
from models.book import Book
from models.problems import Problem
from models.rota import Assignment
from roster import api
from roster.api.opened import ready
from roster.desk.changes import Change, ChangeError, SetRota, apply_changes
from roster.desk.live import LiveRota
from roster.io import examples
from roster.lifecycle.edited_rota import basis_by_hand
from tests.benchmarks.live.edits import EDITS
from tests.conftest import EXAMPLES
from tests.desk.changes.night_book import night_book
from tests.desk.random_rotas import made_of

Result = TypeVar("Result")
RULE = '''
"""Rules that look far beyond one person or duty."""

from constraints.base import DutyRule, PersonRule
from models.rules import Level


class BusiestOfAll(PersonRule):
    """Nobody has more duties than anybody else has altogether."""

    kind = "busiest-of-all"
    unit = "duties"
    example = "- {kind: busiest-of-all}"
    level: Level = Level.FAIR

    def post_person(self, model, person):
        pass

    def check_person(self, view, person):
        others = max(len(view.duties_of(other)) for other in view.facts.people.values() if other is not person)
        if len(view.duties_of(person)) > others:
            yield self.breach(len(view.duties_of(person)) - others, f"{person.id} is busiest", person=person.id)


class FirstOfAll(DutyRule):
    """No duty is crewed by fewer than the first one is."""

    kind = "first-of-all"
    unit = "people"
    example = "- {kind: first-of-all}"
    level: Level = Level.FAIR

    def post_duty(self, model, duty):
        pass

    def check_duty(self, view, duty):
        less = len(view.crew_of(view.facts.duties[0])) - len(view.crew_of(duty))
        if less > 0:
            yield self.breach(less, f"{duty.spoken} has {less} fewer than the first", duty=duty.id)
'''


def crewed(book: Book, draw: random.Random) -> Book:
    """A book with a rota of people of the right roles, drawn without asking any rule."""
    facts = Facts(book)
    assignments: dict[tuple[str, str], Assignment] = {}
    for duty in facts.duties:
        for seat in duty.crew.seats:
            possible = [person.id for person in book.people if person.role in seat.roles]
            for name in draw.sample(possible, min(draw.randint(0, seat.preferred), len(possible))):
                basis = basis_by_hand(facts, name, duty.id)
                assignments[name, duty.id] = Assignment(person=name, duty=duty.id, seat=seat.id, basis=basis)
    cars = [vehicle.id for vehicle in book.vehicles]
    vehicles = {duty.id: draw.choice([None, *cars]) for duty in facts.duties}
    rota = made_of(RotaView(facts, list(assignments.values()), vehicles), edited=False)
    return book.model_copy(update={"rota": rota})


def edits(live: LiveRota, draw: random.Random) -> list[Change]:
    return EDITS[draw.choice(list(EDITS))](draw, live.book)


def _outcome(work: Callable[[], Result]) -> Result | list[Problem]:
    """What a function returns, or what is wrong with the changes."""
    try:
        return work()
    except ChangeError as error:
        return error.problems


@pytest.mark.parametrize("name", examples.names())
def test_every_edit_of_every_example(name: str):
    draw = random.Random(name)
    live = LiveRota.of(crewed(api.read_book(EXAMPLES / f"{name}.yaml"), draw), EXAMPLES)
    made = set()
    for name, edit in EDITS.items():
        changes = edit(draw, live.book)
        expected = _outcome(partial(apply_changes, live.book, changes, EXAMPLES))
        found = _outcome(partial(live.after, changes))
        if isinstance(expected, list) or isinstance(found, list):
            assert found == expected  # a pin that cannot hold: whoever is on the duty may not be
            continue
        made.add(name)
        live = found
        assert live.book == expected
        assert live.verdict == api.check(ready(live.book, EXAMPLES))
    assert made >= EDITS.keys() - {"a pin"}


@pytest.mark.usefixtures("trusting")
def test_rules_of_a_user_may_look_at_anything(tmp_path: Path):
    (tmp_path / "far.py").write_text(RULE, encoding="utf-8")
    rules = [{"kind": "busiest-of-all"}, {"kind": "first-of-all"}]
    base = night_book()
    book = base.changed(rule_files=("far.py",), rules=[*base.model_dump(mode="json")["rules"], *rules])
    draw = random.Random(1)
    live = LiveRota.of(book, tmp_path)
    kinds = set()
    for _ in range(25):
        try:
            live = live.after(edits(live, draw))
        except ChangeError:
            continue
        assert live.verdict == api.check(ready(live.book, tmp_path))
        kinds |= {breach.rule for breach in live.verdict.soft}
        if live.book.rota is not None and not live.book.rota.assignments:
            break
    assert kinds >= {"busiest-of-all", "first-of-all"}


def test_a_book_without_a_rota_has_no_verdict_yet():
    book = night_book().model_copy(update={"rota": None})
    live = LiveRota.of(book)
    assert (live.verdict.hard, live.verdict.soft) == ([], [])
    made = night_book().rota
    assert made is not None
    begun = live.after([SetRota(provenance=made.provenance)])
    assert begun.verdict == api.check(begun.book)
    assert begun.book.rota is not None
    assert begun.book.rota.assignments == ()


def test_nothing_changed_is_the_same():
    live = LiveRota.of(night_book())
    assert live.after([]) is live

"""What a few changed assignments break and cost, asked nearby, is what asking everything about the whole rota gives."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constraints.admission import admit
from constraints.base import Rule
from constraints.facts import Facts
from constraints.registry import installed
from constraints.verify import Verdict, verify
from constraints.view import RotaView
from models.book import Book
from models.rota import Assignment
from models.rules import SOFT_LEVELS
from roster.analysis.stepping_in.effects import Effects
from roster.analysis.stepping_in.replacement_finder import ReplacementFinder
from roster.analysis.stepping_in.step_in import SeatCover
from tests.constraints.random_books import books, candidates

SUPPRESSED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def random_rota(book: Book, facts: Facts, draws: random.Random) -> RotaView:
    """People in seats at random, mostly as many as the seats take, and a vehicle for what runs; legal or not."""
    assignments: list[Assignment] = []
    possible = candidates(book)
    for duty in facts.duties:
        if draws.random() < 0.25:
            continue
        for seat in duty.crew.seats:
            fitting = [who for who in possible if (who.duty, who.seat) == (duty.id, seat.id)]
            taken = {item.person for item in assignments if item.duty == duty.id}
            for who in draws.sample(fitting, len(fitting)):
                full = sum((item.duty, item.seat) == (duty.id, seat.id) for item in assignments) >= seat.preferred
                if who.person not in taken and not full:
                    assignments.append(Assignment(person=who.person, duty=who.duty, seat=who.seat, basis=who.basis))
                    taken.add(who.person)
    bare = RotaView(facts, assignments, {})
    vehicles = {
        duty.id: draws.choice(fit).id
        for duty in facts.duties
        if facts.needs_vehicle(duty) and bare.runs(duty) and (fit := facts.vehicles_for(duty))
    }
    return RotaView(facts, assignments, vehicles)


def ready(book: Book) -> tuple[Facts, list[Rule]]:
    admission = admit(book, installed())
    return admission.facts, admission.rules


def whole(view: RotaView, rules: list[Rule]) -> Verdict:
    """The verdict on a view made from nothing but its assignments and vehicles."""
    return verify(RotaView(view.facts, list(view.assignments), dict(view.vehicles)), rules)


def compare(book: Book, seed: int) -> None:
    facts, rules = ready(book)
    draws = random.Random(seed)
    view = random_rota(book, facts, draws)
    before = whole(view, rules)
    effects = Effects(view, rules)
    possible = candidates(book)
    for _ in range(6):
        off = draws.sample(view.assignments, min(len(view.assignments), draws.randrange(3)))
        on = [
            Assignment(person=who.person, duty=who.duty, seat=who.seat, basis=who.basis)
            for who in draws.sample(possible, min(len(possible), draws.randrange(3)))
        ]
        gone = {id(item) for item in off}
        kept = {(item.person, item.duty, item.seat) for item in view.assignments if id(item) not in gone}
        on = [item for item in on if (item.person, item.duty, item.seat) not in kept]
        effect = effects.effect_of(off, list({(i.person, i.duty, i.seat): i for i in on}.values()))
        after = whole(effect.view, rules)
        for level in SOFT_LEVELS:
            told = effect.points.get(level, 0)
            assert told == pytest.approx(after.value(level) - before.value(level)), level
        new = [breach for breach in after.hard if breach not in before.hard]
        if not before.hard:
            assert effect.legal == after.legal
        assert set(effect.broken) <= set(new)


@settings(max_examples=60, suppress_health_check=SUPPRESSED)
@given(books(), st.integers(0, 2**20))
def test_effects_are_those_of_the_whole_rota(book: Book, seed: int) -> None:
    compare(book, seed)


@pytest.mark.slow
@settings(max_examples=1500, suppress_health_check=SUPPRESSED)
@given(books(), st.integers(0, 2**20))
def test_effects_are_those_of_the_whole_rota_often(book: Book, seed: int) -> None:
    compare(book, seed)


def everybody_asked(book: Book, seed: int) -> None:
    """Who is said to be legal is legal to `roster check`, and who is not is not."""
    facts, rules = ready(book)
    view = random_rota(book, facts, random.Random(seed))
    # What is legal is looked for from a rota that is: crews that break a hard rule stay at home.
    for _ in range(10):
        broken = whole(view, rules).hard
        down = {breach.duty for breach in broken}
        people = {breach.person for breach in broken if breach.duty is None}
        kept = [item for item in view.assignments if item.duty not in down and item.person not in people]
        running = {item.duty for item in kept}
        view = RotaView(facts, kept, {name: car for name, car in view.vehicles.items() if name in running})
    if not whole(view, rules).legal:
        return
    finder = ReplacementFinder(view, rules)
    for duty in facts.duties:
        for seat in duty.crew.seats:
            check_seat(view, rules, finder.candidates_for(duty, seat), duty.id)


def check_seat(view: RotaView, rules: list[Rule], found: SeatCover, duty: str) -> None:
    for item in found.candidates:
        off = [one for one in view.assignments if one.person == item.instead_of and one.duty == duty]
        left = {one.duty.id for one in item.uncovers}
        down = {one.duty.id for one in item.uncovers if one.lost}
        kept = [
            one
            for one in view.assignments
            if one not in off and one.duty not in down and not (one.person == item.person.id and one.duty in left)
        ]
        added = Assignment(person=item.person.id, duty=duty, seat=found.seat.id, basis=item.basis)
        vehicles: dict[str, Any] = {name: car for name, car in view.vehicles.items() if name not in down}
        if item.vehicle:
            vehicles[duty] = item.vehicle
        verdict = verify(RotaView(view.facts, [*kept, added], vehicles), rules)
        assert item.legal == verdict.legal, (item.person.id, item.reasons, verdict.hard)


@settings(max_examples=40, suppress_health_check=SUPPRESSED)
@given(books(), st.integers(0, 2**20))
def test_legal_is_what_check_calls_legal(book: Book, seed: int) -> None:
    everybody_asked(book, seed)


@pytest.mark.slow
@settings(max_examples=1500, suppress_health_check=SUPPRESSED)
@given(books(), st.integers(0, 2**20))
def test_legal_is_what_check_calls_legal_often(book: Book, seed: int) -> None:
    everybody_asked(book, seed)

"""Neighbourhoods: some decision is always free, and with it every variable that has to change with it."""

from __future__ import annotations

import dataclasses
import random
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from constraints.rota_model import RotaModel
from models.book import Book
from models.rules import Level
from roster.engine.model.derived_variables import DerivedValues
from roster.engine.model.variable_index import VariableIndex
from roster.engine.search.neighbourhoods.next_neighbourhood import Neighbourhoods
from roster.engine.solvers import cpsat_on_program as subsolver
from roster.engine.solvers import highs
from roster.engine.solvers.integer_program import Ints, Mask, Program
from roster.engine.solvers.linearise import Linearised
from tests.benchmarks.synthetic import Size, book_of
from tests.constraints.books import person, raw_book, service
from tests.constraints.random_books import books
from tests.engine.solvers.programs import ints
from tests.engine.solvers.test_linearise import model_of
from tests.engine.tuning import tuned

EFFORT = highs.Effort(60.0)
QUIET = list(HealthCheck)
# Making a failure smaller takes minutes where each try is slow.
UNSHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]


class Scene:
    """A book's model, ready for neighbourhoods at one level."""

    def __init__(self, book: Book, level: Level | None = None, seed: int = 0) -> None:
        self.model: RotaModel = model_of(book)
        if level is None:
            level = next((name for name in self.model.levels if self.model.objectives[name].terms), Level.COVER)
        self.program: Program = Linearised(self.model.cp).program(self.model.objectives[level])
        self.places = VariableIndex.of(self.model, self.program.size)
        self.nobody: Ints = ints(self.model.completed({}))
        self.seed = seed

    @property
    def neighbourhoods(self) -> Neighbourhoods:
        """A new choice of neighbourhoods, that has learned nothing."""
        return Neighbourhoods(self.program, self.places, DerivedValues(self.model, self.program.size), self.seed)

    def all_of(self, decisions: Mask) -> Mask:
        """Decisions, whether their duties run, their vehicles, and all derived variables."""
        found = decisions | DerivedValues(self.model, self.program.size).defined
        duties = {who.duty for who, literal in self.model.assigned.items() if decisions[literal.index]}
        for duty, literal in self.model.running.items():
            found[literal.index] |= duty in duties
        for (duty, _), literal in self.model.carried.items():
            found[literal.index] |= duty in duties
        return found

    def best(self, start: Ints, free: Mask) -> int:
        """The value of the best rota that differs from a rota only in free variables."""
        part = self.program.subproblem(start, free)
        answer = subsolver.minimise(part.program, start[part.columns], EFFORT)
        assert answer.optimal
        assert answer.solution is not None
        whole = part.within(start, answer.solution)
        assert self.program.accepts(whole)
        return self.program.value(whole)

    def some_rota(self, draws: random.Random) -> Ints | None:
        """A legal rota, made by random costs of decisions."""
        wanted = [draws.randint(-3, 3) * int(decided) for decided in self.places.decided]
        answer = subsolver.minimise(dataclasses.replace(self.program, costs=ints(wanted)), None, EFFORT)
        if answer.solution is None:
            return None
        defined = DerivedValues(self.model, self.program.size).defined
        return ints(self.model.completed({index: int(answer.solution[index]) for index in np.flatnonzero(~defined)}))


@cache
def two_cars() -> Scene:
    return Scene(book_of(Size(2, 10, 3, 4, 6), levels=True), Level.HOURS)


def one_car() -> Scene:
    return Scene(book_of(Size(1, 14, 3, 4, 6)), Level.WISHES)


def _learned(neighbourhoods: Neighbourhoods, scene: Scene, draws: random.Random, count: int) -> list[Mask]:
    """The free variables of many neighbourhoods, with random gains learned from each."""
    masks = []
    for _ in range(count):
        operator, free = neighbourhoods.next(scene.nobody)
        neighbourhoods.learn(
            operator, max(0.0, draws.uniform(-1, 1)), draws.random(), finished=draws.random() < 0.7, quick=0.5
        )
        masks.append(free)
    return masks


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("scene", [one_car, two_cars])
def test_there_is_always_something_to_decide(scene, seed: int) -> None:
    """The free variables fit the program, and hold a decision, whatever was learned before."""
    made = scene()
    made.seed = seed
    for free in _learned(made.neighbourhoods, made, random.Random(seed), 150):
        assert free.shape == (made.program.size,)
        assert (free & made.places.decided).any()


@settings(max_examples=25, suppress_health_check=QUIET)
@given(books(), st.randoms(use_true_random=False))
def test_tiny_books_have_neighbourhoods(book: Book, draws: random.Random) -> None:
    """One date, one person, one call sign: a decision is free wherever there is any."""
    scene = Scene(book, seed=draws.randrange(100))
    if not scene.model.assigned:
        return
    for free in _learned(scene.neighbourhoods, scene, draws, 25):
        assert (free & scene.places.decided).any()


def _four(services: dict[str, str], period: str) -> Scene:
    people = [person(name, offers="all") for name in ("ann", "bob", "cat", "dan")]
    return Scene(Book.model_validate(raw_book(people, services, period=period)))


@pytest.mark.parametrize("period", ["2026-12-04 2026-12-04", "2026-12-04 2026-12-09"])
def test_a_book_with_duties_on_one_date(period: str) -> None:
    scene = _four({"late": "04"}, period)
    for free in _learned(scene.neighbourhoods, scene, random.Random(1), 60):
        assert (free & scene.places.decided).any()


def test_a_book_with_duties_far_apart() -> None:
    """However small neighbourhoods have become, none lies between the dates that have decisions."""
    scene = _four({"late": "04 18 31"}, "2026-12-01 2026-12-31")
    neighbourhoods = scene.neighbourhoods
    for _ in range(150):
        operator, free = neighbourhoods.next(scene.nobody)
        neighbourhoods.learn(operator, 0.0, 1.0, finished=False, quick=0.5)
        assert (free & scene.places.decided).any()


def test_the_relaxation_guides() -> None:
    """Guided operators always free a decision, even where the incumbent agrees with the relaxation in all."""
    made = Scene(book_of(Size(2, 10, 3, 4, 6), levels=True), Level.HOURS)
    found = highs.relax(made.program, highs.Effort(60))
    assert found is not None
    relaxed = found.values
    assert relaxed is not None
    for made.seed in range(4):
        neighbourhoods = made.neighbourhoods
        neighbourhoods.guide(relaxed)
        masks = _learned(neighbourhoods, made, random.Random(made.seed), 150)
        neighbourhoods.guide(made.nobody.astype(float))
        masks += _learned(neighbourhoods, made, random.Random(made.seed), 50)
        assert all((free & made.places.decided).any() for free in masks)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("least", [1, 10, 250])
@pytest.mark.parametrize("scene", [one_car, two_cars])
def test_the_sweep_covers_every_decision(scene, least: int, seed: int) -> None:
    made = scene()
    params = tuned(sweeps={"size": least})
    completion = DerivedValues(made.model, made.program.size)
    masks = list(Neighbourhoods(made.program, made.places, completion, seed, params).first_sweep())
    assert all((free & made.places.decided).any() for free in masks)
    times = np.sum([free & made.places.decided for free in masks], axis=0)
    assert (times[made.places.decided] == 1).all()


def test_neighbourhoods_reach_every_decision() -> None:
    """However long nothing is gained, every decision is free now and then."""
    made = two_cars()
    made.seed = 0
    reached = np.zeros(made.program.size, dtype=bool)
    for free in _learned(made.neighbourhoods, made, random.Random(0), 200):
        reached |= free
    assert reached[made.places.decided].all()


@pytest.mark.parametrize("scene", [one_car, two_cars])
def test_the_same_seed_picks_the_same(scene) -> None:
    made = scene()
    first, second = (_learned(made.neighbourhoods, made, random.Random(5), 60) for _ in range(2))
    assert all(np.array_equal(one, other) for one, other in zip(first, second, strict=True))
    made.seed = 1
    assert any(
        not np.array_equal(one, other)
        for one, other in zip(first, _learned(made.neighbourhoods, made, random.Random(5), 60), strict=True)
    )
    made.seed = 0
    sweeps = [list(made.neighbourhoods.first_sweep()) for _ in range(2)]
    assert all(np.array_equal(one, other) for one, other in zip(*sweeps, strict=True))
    assert made.neighbourhoods.seed() == made.neighbourhoods.seed()


def test_places() -> None:
    """Person, date and call sign of each candidate assignment; no other variable has them."""
    made = two_cars()
    places, book = made.places, made.model.facts.book
    people: dict[int, str] = {}
    for who, literal in made.model.assigned.items():
        duty = made.model.facts.duty[who.duty]
        assert people.setdefault(int(places.person[literal.index]), who.person) == who.person
        assert places.date[literal.index] == (duty.date - book.period.first).days
    assert len(people) == len(set(people.values()))
    assert places.decided.sum() == len(made.model.assigned)
    serves = {
        sign.id: {who.person for who in made.model.assigned if made.model.facts.duty[who.duty].call_sign.id == sign.id}
        for sign in book.call_signs
    }
    one, other = serves.values()
    assert sorted(places.shared.ravel().tolist()) == sorted([len(one), len(other), len(one & other), len(one & other)])


@settings(max_examples=30, suppress_health_check=QUIET, phases=UNSHRUNK)
@given(books(), st.integers(0, 2**32))
def test_derived_variables_are_free(book: Book, seed: int) -> None:
    """With some decisions of a random rota freed, the neighbourhood holds the best rota that differs only in them."""
    draws = random.Random(seed)
    model = model_of(book)
    for level in model.levels:
        if not model.assigned or not model.objectives[level].terms:
            continue
        scene = Scene(book, level)
        start = scene.some_rota(draws)
        if start is None:
            return
        assert scene.program.accepts(start)
        literals = sorted(literal.index for literal in scene.model.assigned.values())
        for _ in range(2):
            decisions = np.zeros(scene.program.size, dtype=bool)
            decisions[draws.sample(literals, draws.randint(1, min(8, len(literals))))] = True
            assert scene.best(start, scene.neighbourhoods.freed(decisions)) == scene.best(
                start, scene.all_of(decisions)
            )


@pytest.mark.parametrize("level", [Level.COVER, Level.HOURS, Level.FAIR, Level.WISHES])
def test_derived_variables_are_free_in_larger_books(level: Level) -> None:
    scene = Scene(book_of(Size(2, 4, 2, 3, 4), levels=True), level)
    draws = random.Random(3)
    start = scene.some_rota(draws)
    assert start is not None
    neighbourhoods = scene.neighbourhoods
    for _ in range(12):
        _, free = neighbourhoods.next(start)
        assert scene.best(start, free) == scene.best(start, scene.all_of(free & scene.places.decided))


def test_costs_of_a_stand_down_are_free() -> None:
    """Candidate, running, stood down, and what stand-downs cost: once the duty runs, that is less."""
    raw = raw_book(
        [person("ann", offers="all"), person("bob", offers="all")],
        [service("late", "04 05", "C1 C2")],
        call_signs={"C1": "medway", "C2": "medway"},
        rules=[{"kind": "even-stand-downs"}],
    )
    scene = Scene(Book.model_validate(raw), Level.FAIR)
    decisions = scene.places.decided & (scene.places.call_sign == 0)
    better = scene.best(scene.nobody, scene.all_of(decisions))
    assert better < scene.program.value(scene.nobody)
    assert scene.best(scene.nobody, scene.neighbourhoods.freed(decisions)) == better


def test_the_second_sweep_covers_every_decision() -> None:
    made = two_cars()
    operator, masks = made.neighbourhoods.second_sweep()
    assert operator is not None
    times = np.sum([free & made.places.decided for free in masks], axis=0)
    assert (times[made.places.decided] == 1).all()
    assert one_car().neighbourhoods.second_sweep()[0] is None


def test_the_second_sweep_keeps_together_who_shares_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four call signs, people shared by the first and third and by the second and fourth."""
    made = two_cars()
    shared = np.array([[9, 0, 5, 0], [0, 9, 0, 5], [5, 0, 9, 0], [0, 5, 0, 9]])
    places = VariableIndex(*(np.repeat(np.arange(4), 5) for _ in range(4)))
    places.__dict__["shared"] = shared
    neighbourhoods = Neighbourhoods(
        made.program, places, DerivedValues(made.model, made.program.size), 0, tuned(sweeps={"second_size": 10.0})
    )
    monkeypatch.setattr(neighbourhoods, "freed", lambda mask: mask)
    _, masks = neighbourhoods.second_sweep()
    assert [sorted(set(places.call_sign[free].tolist())) for free in masks] == [[0, 2], [1, 3]]

"""Random books through the whole engine: what it returns is legal, scored as the checks score it, and truly best."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constraints.admission import Admission, admit
from constraints.facts import Candidate, Facts
from constraints.registry import installed
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.rota import POINT, Ended
from models.rules import SOFT_LEVELS, Level
from models.wishes import Pin
from roster.analysis.claims import check_claims
from roster.engine.options import Options
from roster.engine.solve import solve
from roster.errors import ConflictError
from tests.constraints.agreement import Case, Decided, Trial
from tests.constraints.brute_force import best_values, model_values
from tests.constraints.cases import all_cases
from tests.constraints.random_books import books
from tests.constraints.random_rules import PARAMETERS

ALONE = Options(time_limit=60, workers=1, seed=1)
TOGETHER = Options(time_limit=60, workers=2, seed=1)
TINY = {"people": 4, "duties": 4, "most_candidates": 9}
SHUFFLED = ("people", "services", "call_signs", "vehicles", "rules", "requests", "pins", "worked")
SLOW_CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def _few(count: int) -> settings:
    return settings(max_examples=count, suppress_health_check=SLOW_CHECKS)


def _admitted(book: Book) -> Admission:
    return admit(book, installed())


def _units(book: Book) -> tuple[int, ...]:
    assert book.rota is not None
    scored = [score.level for score in book.rota.scores]
    assert scored in (list(SOFT_LEVELS), [level for level in SOFT_LEVELS if level is not Level.DISTURBANCE])
    return tuple(round(book.rota.score_at(level).value * POINT) for level in SOFT_LEVELS)


def _values(book: Book, options: Options = TOGETHER) -> tuple[int, ...] | None:
    """The levels' values of the engine's rota; None when it names a conflict."""
    admitted = _admitted(book)
    try:
        return _units(solve(admitted.facts, admitted.rules, options))
    except ConflictError:
        return None


def test_every_rule_takes_part() -> None:
    """A rule that is registered is either in every book or among those that random books state."""
    missing = {rule.kind for rule in installed() if not rule.always} - set(PARAMETERS)
    assert not missing, "give them parameters in tests/constraints/random_rules.py"


def _is_verified(book: Book) -> None:
    admitted = _admitted(book)
    conflict = None
    try:
        solved = solve(admitted.facts, admitted.rules, TOGETHER)
    except ConflictError as error:
        conflict = error.conflict
    if conflict is not None:
        # Only what the coordinator fixed can leave no rota: pins, or hard rules.
        assert book.pins or any(rule.hard and not rule.always for rule in admitted.rules)
        assert conflict.minimal
        assert conflict.pins or conflict.rules
        return
    verdict = verify(RotaView.of(solved).as_worked, admitted.rules)
    assert [breach.message for breach in verdict.hard] == []
    assert _units(solved) == tuple(verdict.units(level) for level in SOFT_LEVELS)
    assert solved.rota is not None
    assert solved.rota.provenance.ended is Ended.PROVEN
    assert all(score.bound == score.value for score in solved.rota.scores)
    claims = check_claims(solved, RotaView.of(solved), verdict)
    assert claims.false == claims.changed == ()


def _rules_agree(book: Book, data: st.DataObject) -> None:
    if Facts(book).seated_on_record:
        # Whose seat is on record is no choice of a rota: such books are tried whole, in test_model_is_best.
        book = book.model_copy(update={"worked": ()})
    raw = book.model_dump(mode="json")
    entries = [entry.model_dump(mode="json", exclude_none=True) for entry in book.rules]
    stated = {entry["kind"] for entry in entries}
    entries += [{"kind": rule.kind} for rule in installed() if rule.always and rule.kind not in stated]
    for entry in entries:
        kind = entry["kind"]
        clean = kind not in ("one-duty-at-a-time", "crew-size", "vehicle")
        # A rule may presume whole crews, since crew-size always holds; its cases then say so.
        sized = any(case.sized for case in all_cases()[kind])
        trial = Trial(Case("random", raw, str(entry), clean=clean, sized=sized), entry)
        rota = data.draw(_rotas(trial), label=kind)
        cost = sum(breach.units for breach in trial.breaches(rota))
        expected = None if trial.rule.hard and trial.breaches(rota) else cost
        assert trial.price(rota) == expected, [breach.message for breach in trial.breaches(rota)]


@st.composite
def _rotas(draw: st.DrawFn, trial: Trial) -> Decided:
    """A rota of few people, that the trial's case speaks of."""
    people: list[Candidate] = []
    drawn = draw(st.lists(st.sampled_from(trial.universe), max_size=8, unique=True)) if trial.universe else []
    if trial.case.sized:
        for duty in dict.fromkeys(who.duty for who in drawn):
            crew = [who for who in drawn if who.duty == duty]
            people += crew if trial.is_possible([*people, *crew]) else []
    else:
        for who in drawn:
            people += [who] if trial.is_possible([*people, who]) else []
    vehicles = []
    if trial.rule.kind == "vehicle":
        for duty in filter(trial.facts.needs_vehicle, trial.facts.duties):
            vehicle = draw(st.sampled_from([None, *(item.id for item in trial.facts.book.vehicles)]))
            vehicles += [(duty.id, vehicle)] if vehicle else []
    return Decided(frozenset(people), frozenset(vehicles))


def _model_is_best(book: Book) -> None:
    admitted = _admitted(book)
    assert model_values(admitted.facts, admitted.rules) == best_values(admitted.facts, admitted.rules)


def _is_best(book: Book, options: Options) -> None:
    admitted = _admitted(book)
    assert _values(book, options) == best_values(admitted.facts, admitted.rules)


def _holds_when_pinned(book: Book) -> None:
    admitted = _admitted(book)
    try:
        solved = solve(admitted.facts, admitted.rules, TOGETHER)
    except ConflictError:
        return
    assert solved.rota is not None
    pins = tuple(Pin(person=who.person, duty=who.duty, seat=who.seat) for who in solved.rota.assignments)
    again = _admitted(book.model_copy(update={"pins": pins}))
    assert again.problems == []
    assert _units(solve(again.facts, again.rules, TOGETHER)) == _units(solved)


def _is_the_same_in_any_order(book: Book, data: st.DataObject) -> None:
    shuffled = Book.model_validate(
        {
            **{name: getattr(book, name) for name in Book.model_fields},
            **{name: tuple(data.draw(st.permutations(getattr(book, name)), label=name)) for name in SHUFFLED},
        }
    )
    assert _values(book) == _values(shuffled)


@_few(120)
@given(books(**TINY))
def test_model_is_best(book: Book) -> None:
    """What the rules posted has, level by level, the optimum that trying every rota finds with the checks alone."""
    _model_is_best(book)


@pytest.mark.parametrize("options", [ALONE, TOGETHER], ids=["one worker", "two workers"])
@_few(8)
@given(book=books(**TINY))
def test_answer_is_best(book: Book, options: Options) -> None:
    """The engine finds that optimum, with its solvers in turn or together, or names a conflict where none is legal."""
    _is_best(book, options)


@_few(20)
@given(books())
def test_answer_is_verified(book: Book) -> None:
    """Every random book gets a legal rota whose levels are worth what the checks add up, or a named conflict."""
    _is_verified(book)


@_few(5)
@given(books())
def test_answer_can_be_pinned(book: Book) -> None:
    """A rota whose assignments are all pinned is still legal and worth the same."""
    _holds_when_pinned(book)


@_few(5)
@given(books(), st.data())
def test_order_does_not_matter(book: Book, data: st.DataObject) -> None:
    """People, services, rules and the rest may stand in any order: the levels come to the same."""
    _is_the_same_in_any_order(book, data)


@_few(30)
@given(books(), st.data())
def test_rules_agree(book: Book, data: st.DataObject) -> None:
    """Each rule of a random book says the same of a random rota to the solver and in its check."""
    _rules_agree(book, data)


@pytest.mark.slow
@_few(4000)
@given(books(**{**TINY, "most_candidates": 11}))
def test_model_is_always_best(book: Book) -> None:
    """The same as in the quick run, for many books."""
    _model_is_best(book)


@pytest.mark.slow
@pytest.mark.parametrize("options", [ALONE, TOGETHER], ids=["one worker", "two workers"])
@_few(200)
@given(book=books(**{**TINY, "most_candidates": 11}))
def test_many_answers_are_best(book: Book, options: Options) -> None:
    """The same as in the quick run, for many books."""
    _is_best(book, options)


@pytest.mark.slow
@_few(1500)
@given(books(people=6, duties=8), st.data())
def test_rules_always_agree(book: Book, data: st.DataObject) -> None:
    """The same as in the quick run, for many and larger books."""
    _rules_agree(book, data)


@pytest.mark.slow
@_few(300)
@given(books(people=8, duties=10))
def test_many_answers_are_verified(book: Book) -> None:
    """The same as in the quick run, for many and larger books."""
    _is_verified(book)


@pytest.mark.slow
@_few(100)
@given(books(people=8, duties=10))
def test_many_answers_can_be_pinned(book: Book) -> None:
    """The same as in the quick run, for many and larger books."""
    _holds_when_pinned(book)


@pytest.mark.slow
@_few(100)
@given(books(people=8, duties=10), st.data())
def test_order_never_matters(book: Book, data: st.DataObject) -> None:
    """The same as in the quick run, for many and larger books."""
    _is_the_same_in_any_order(book, data)

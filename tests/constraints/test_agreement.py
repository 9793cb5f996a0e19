"""Every rule says the same to the solver and in its check: on tiny books, for every possible rota."""

from __future__ import annotations

from typing import Any

import pytest

from tests.constraints.agreement import Case, Trial
from tests.constraints.cases import all_cases

QUICK = 150  # rotas of a soft version priced in the quick run

TRIALS = [
    pytest.param(case, entry, id=f"{case.kind}: {case.name} ({entry['level']})")
    for cases in all_cases().values()
    for case in cases
    for entry in case.versions()
]
SOFT = [trial for trial in TRIALS if trial.values[1]["level"] != "hard"]
HARD = [trial for trial in TRIALS if trial.values[1]["level"] == "hard"]


@pytest.mark.parametrize(("case", "entry"), HARD)
def test_solver_accepts_what_the_check_finds_clean(case: Case, entry: dict[str, Any]) -> None:
    """A hard rule leaves the solver exactly the rotas in which its check finds nothing."""
    trial = Trial(case, entry)
    rotas = set(trial.rotas())
    clean = {rota for rota in rotas if not trial.breaches(rota)}
    accepted = trial.accepted() & rotas if case.clean or case.sized else trial.accepted()
    assert _told(trial, accepted - clean) == []
    assert _told(trial, clean - accepted) == []


@pytest.mark.parametrize(("case", "entry"), SOFT)
def test_solver_prices_what_the_check_adds_up(case: Case, entry: dict[str, Any]) -> None:
    """A soft rule forbids no rota, and its least price is what the breaches of its check cost."""
    _compare_prices(case, entry, QUICK)


@pytest.mark.parametrize(("case", "entry"), SOFT)
def test_model_completes_a_rota_at_its_true_price(case: Case, entry: dict[str, Any]) -> None:
    """What the model derives from a rota obeys all that was posted, and costs what the breaches do."""
    trial = Trial(case, entry)
    for rota in trial.some_rotas(QUICK // 3):
        cost = sum(breach.units for breach in trial.breaches(rota))
        assert trial.completed(rota) == (True, cost), _told(trial, {rota})


@pytest.mark.slow
@pytest.mark.parametrize(("case", "entry"), SOFT)
def test_solver_prices_every_rota_as_the_check(case: Case, entry: dict[str, Any]) -> None:
    """The same for every rota where the quick run takes a sample."""
    _compare_prices(case, entry, None)


def _compare_prices(case: Case, entry: dict[str, Any], most: int | None) -> None:
    trial = Trial(case, entry)
    for rota in trial.some_rotas(most):
        breaches = trial.breaches(rota)
        assert trial.price(rota) == sum(breach.units for breach in breaches), _told(trial, {rota})


@pytest.mark.parametrize(("case", "entry"), TRIALS)
def test_breaches_are_what_the_case_expects(case: Case, entry: dict[str, Any]) -> None:
    """The amounts written by hand into the case, from the rule's docstring, are those the check finds."""
    trial = Trial(case, entry)
    found = {text: sum(breach.amount for breach in trial.breaches(trial.decided(text))) for text in case.expect}
    assert found == pytest.approx(dict(case.expect))
    if not trial.rule.hard:
        cost = {text: sum(breach.units for breach in trial.breaches(trial.decided(text))) for text in case.units}
        assert cost == {text: units * trial.rule.weight for text, units in case.units.items()}


@pytest.mark.parametrize(("case", "entry"), TRIALS)
def test_breaches_have_place_amount_and_sentence(case: Case, entry: dict[str, Any]) -> None:
    """Every breach names its rule and level, places that exist, an amount above nothing, and a sentence."""
    trial = Trial(case, entry)
    for rota in trial.some_rotas(QUICK):
        for breach in trial.breaches(rota):
            assert (breach.rule, breach.level) == (trial.rule.kind, trial.rule.level)
            assert breach.person is None or breach.person in trial.facts.people
            assert breach.duty is None or breach.duty in trial.facts.duty
            assert breach.person or breach.duty
            assert breach.amount > 0
            assert (breach.cost == 0) is trial.rule.hard
            assert breach.message
            assert breach.message == breach.message.strip()


def _told(trial: Trial, rotas: set[Any]) -> list[str]:
    """Rotas on which solver and check differ, smallest first, in words."""
    smallest = sorted(rotas, key=lambda rota: (len(rota.people) + len(rota.vehicles), sorted(rota.people)))[:3]
    return [
        f"{[' '.join(who) for who in sorted(rota.people)]} {sorted(rota.vehicles)}:"
        f" check says {[breach.message for breach in trial.breaches(rota)]}, solver {trial.price(rota)}"
        for rota in smallest
    ]

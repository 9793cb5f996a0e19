"""Limits on runs of work and of rest, taken together, cut off no rota and let none through."""

import random
from collections.abc import Sequence
from itertools import product

import pytest
import yaml
from ortools.sat.python import cp_model

from constraints.base import Rule
from constraints.facts import Candidate, Facts
from constraints.registry import installed
from constraints.rota_model import Objective
from constraints.verify import verify
from constraints.view import RotaView
from models.rota import Assignment
from models.rules import RuleEntry
from roster.engine.model.build import built_without_pins
from roster.engine.solvers.highs import Effort, relax
from roster.engine.solvers.linearise import Linearised
from tests.constraints.books import Raw, person, tiny_book, worked

DATES = 9  # of the period


def _facts(draws: random.Random) -> Facts:
    """Somebody who may work on most dates, and has worked, or will work elsewhere, on some others."""
    names = [f"{day:02}" for day in range(1, DATES + 1)]
    shift = {name: draws.choice(["early", "late"]) for name in names if draws.random() < 0.9}
    services = {kind: " ".join(name for name in shift if shift[name] == kind) for kind in ("early", "late")}
    before = [f"2026-11-{day}" for day in (28, 29, 30) if draws.random() < 0.3]
    within = [f"2026-12-{name}" for name in names if draws.random() < 0.08]
    more: Raw = {"carried_in": {"duties": [worked("ann", f"{day} 08:00", f"{day} 12:00") for day in before]}}
    more["worked"] = [worked("ann", f"{day} 04:00", f"{day} 06:00", kind="elsewhere") for day in within]
    return Facts(
        tiny_book(
            [person("ann", offers="all")],
            {kind: found for kind, found in services.items() if found},
            period=f"2026-12-01 2026-12-{DATES:02}",
            **more,
        )
    )


@pytest.mark.parametrize("seed", range(25))
def test_the_same_rotas_as_the_checks(seed: int) -> None:
    draws = random.Random(seed)
    facts = _facts(draws)
    texts = [
        f"{{kind: consecutive-duties, most: {draws.randint(1, 4)}}}",
        f"{{kind: fewest-consecutive-duties, least: {draws.randint(2, 3)}}}",
        f"{{kind: fewest-consecutive-rest-days, least: {draws.randint(2, 3)}}}",
    ]
    entries = [RuleEntry.model_validate(yaml.safe_load(text)) for text in texts]
    rules, problems = installed().build(entries, facts)
    assert not problems
    model = built_without_pins(facts, rules)
    solver = cp_model.CpSolver()
    for chosen in product((False, True), repeat=len(model.assigned)):
        duties = [candidate for candidate, on in zip(model.assigned, chosen, strict=True) if on]
        question = model.cp.clone()
        for candidate, literal in model.assigned.items():
            question.add(question.get_bool_var_from_proto_index(literal.index) == int(candidate in duties))
        possible = solver.solve(question) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        assert possible == _legal(facts, rules, duties), duties


def _legal(facts: Facts, rules: Sequence[Rule], duties: list[Candidate]) -> bool:
    assignments = [Assignment(person=item.person, duty=item.duty, seat=item.seat, basis=item.basis) for item in duties]
    return verify(RotaView(facts, assignments, {}), rules).legal


def test_a_rota_in_fractions_does_not_do_better() -> None:
    """At most 3 dates of work running, at least 2 of rest: 6 of 10; each by itself lets fractions do 3 of 4."""
    facts = Facts(tiny_book([person("ann", offers="all")], {"early": "01..10"}, period="2026-12-01 2026-12-10"))
    texts = [
        "{kind: consecutive-duties, most: 3}",
        "{kind: fewest-consecutive-duties, least: 2}",
        "{kind: fewest-consecutive-rest-days, least: 2}",
    ]
    rules, _ = installed().build([RuleEntry.model_validate(yaml.safe_load(text)) for text in texts], facts)
    model = built_without_pins(facts, rules)
    off = Objective([(literal, -1) for literal in model.assigned.values()])
    found = relax(Linearised(model.cp).program(off), Effort(10))
    assert found is not None
    assert found.bound == -6

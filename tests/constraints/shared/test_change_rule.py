"""The literal for changed duties of a person holds exactly when they change."""

import itertools

import pytest
from ortools.sat.python import cp_model

from constraints.facts import Facts
from constraints.registry import installed
from roster.engine.model.build import built_without_pins
from tests.constraints.books import person, tiny_book

BOOK = tiny_book([person("ann", offers="all")], {"late": "04 05", "early": "05", "day": "05"})
KEPT = [(), (0,), (1,), (2,), (0, 1), (0, 3), (2, 3), (0, 1, 3)]


@pytest.mark.parametrize("kept", KEPT)
def test_differs_is_exact(kept: tuple[int, ...]) -> None:
    """For every set of duties a person may be on, its least and its greatest value are what they should be."""
    facts = Facts(BOOK)
    rules, _ = installed().build((), facts)
    duties, ann = facts.duties, facts.people["ann"]
    for on in itertools.product([0, 1], repeat=len(duties)):
        if on[1] and on[2]:  # early and day overlap
            continue
        should = {duties[index].id for index in kept}
        truth = int(should != {duty.id for duty, taken in zip(duties, on, strict=True) if taken})
        for sign in (1, -1):
            model = built_without_pins(facts, [rule for rule in rules if rule.kind == "one-duty-at-a-time"])
            literals = model.differs(
                ann, [duties[index] for index in kept], [duty for duty in duties if duty.id not in should]
            )
            for duty, taken in zip(duties, on, strict=True):
                model.cp.add(sum(model.on(ann, duty)) == taken)
            model.cp.minimize(sign * sum(literals))
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            assert solver.solve(model.cp) == cp_model.OPTIMAL
            assert sum(map(solver.value, literals)) == truth

"""Fair shares by cap, tried on every split of a few duties: an even split costs nothing, and any other something."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pytest

from constraints.facts import Facts
from constraints.fairness.fair_share import FairShare
from constraints.view import RotaView
from models.rota import Assignment, Basis
from tests.constraints.books import person, posted, tiny_book

JUNE = "2027-06-01 2027-06-30"

RULE = FairShare(counts="duties", by="cap", level="fair")


def costs(people: Sequence[dict], basis: Basis, number: int, period: str) -> dict[tuple[int, ...], int]:
    """What each split of so many duties costs, in sixtieths of a point; a person's duties come one after another."""
    facts = Facts(tiny_book(people, {"late": f"01..{number:02}"}, period=period))
    names = list(facts.people)
    found = {}
    for split in product(range(number + 1), repeat=len(names)):
        if sum(split) == number:
            on = [name for name, has in zip(names, split, strict=True) for _ in range(has)]
            rota = [
                Assignment(person=name, duty=duty.id, seat="seat", basis=basis)
                for name, duty in zip(on, facts.duties, strict=True)
            ]
            found[split] = sum(breach.units for breach in RULE.check(RotaView(facts, rota, {})))
    return found


def evenest(splits: Sequence[tuple[int, ...]], exact: Sequence[Fraction]) -> set[tuple[int, ...]]:
    """The splits that are nearest to what each should have."""
    off = {split: sum(abs(has - share) for has, share in zip(split, exact, strict=True)) for split in splits}
    return {split for split in splits if off[split] == min(off.values())}


@pytest.mark.parametrize(
    "hours",
    [
        "37.5 18.75",
        "37.5 37.5",
        "37.5 12.5",
        "30 22.5",
        "22.2 7.4",
        "31.17 31.17 31.17",
        "37.5 18.75 18.75",
        "40 30 20",
    ],
)
@pytest.mark.parametrize("period", [JUNE, "2027-02-01 2027-02-28", "2026-12-01 2026-12-31"])
@pytest.mark.parametrize("number", [1, 2, 3, 5, 6, 8])
def test_even_splits_among_posted_people_cost_nothing(hours: str, period: str, number: int) -> None:
    """In proportion to contracts, whatever the length of the period and however the hours are divided by it."""
    contracts = hours.split()
    people = [
        person(f"p{index}", "paramedic", posting=posted(float(contract))) for index, contract in enumerate(contracts)
    ]
    whole = sum(map(Fraction, contracts))
    found = costs(people, Basis.ROSTERED, number, period)
    even = evenest(list(found), [Fraction(contract) * number / whole for contract in contracts])
    assert {split for split, cost in found.items() if not cost} == even


@pytest.mark.parametrize("number", [1, 2, 4, 5, 7])
@pytest.mark.parametrize("people", [2, 3])
def test_even_splits_among_volunteers_cost_nothing(people: int, number: int) -> None:
    """All alike: whoever has the one that is over."""
    found = costs([person(f"v{index}", offers="all") for index in range(people)], Basis.OFFERED, number, JUNE)
    even = evenest(list(found), [Fraction(number, people)] * people)
    assert {split for split, cost in found.items() if not cost} == even


def test_leave_makes_the_share_smaller_to_the_minute() -> None:
    """Who is on leave for half of their month's working days owes half, and has half as much."""
    leave = {"kind": "annual leave", "first": "2027-02-15", "last": "2027-02-28"}
    people = [
        person("here", "paramedic", posting=posted(24, "sat sun mon")),
        person("away", "paramedic", posting=posted(24, "sat sun mon"), absences=[leave]),
    ]
    facts = Facts(tiny_book(people, {"late": "01 06 07 08 13 14"}, period="2027-02-01 2027-02-28"))
    assert [share.even for share in RULE.shares(facts).values()] == [4, 2]

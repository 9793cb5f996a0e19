"""The parameter `pairs` of rules about two people, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import AfterValidator

from constraints.facts import Facts
from models.base import Id
from models.problems import did_you_mean

Pair = tuple[Id, Id]


def _at_least_one(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    if not pairs:
        raise ValueError("name at least one pair")
    return pairs


Pairs = Annotated[tuple[Pair, ...], AfterValidator(_at_least_one)]


def trouble_with_pairs(facts: Facts, pairs: Sequence[Pair], *, either_order: bool) -> Iterator[tuple[str, str]]:
    """People that the book does not know, people paired with themselves, pairs named twice."""
    seen: set[tuple[str, ...]] = set()
    for pair in pairs:
        for name in dict.fromkeys(pair):
            if name not in facts.people:
                yield "pairs", f"person '{name}' is unknown{did_you_mean(name, facts.people)}"
        if pair[0] == pair[1]:
            yield "pairs", f"'{pair[0]}' is paired with themselves"
        key = tuple(sorted(pair)) if either_order else pair
        if key in seen:
            yield "pairs", f"the pair of '{pair[0]}' and '{pair[1]}' is named twice"
        seen.add(key)

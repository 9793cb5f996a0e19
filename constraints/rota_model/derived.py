"""Derived variables: those whose values follow from the decisions, and how the values are computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from constraints.terms import Literal, Terms

# Variables (index, largest value) and sums (terms, offset): the greatest of the sums and 0 is poured into the
# variables, one after another.
Definition: TypeAlias = tuple[list[tuple[int, int]], list[tuple[list[tuple[int, int]], int]]]


class DerivedVariables:
    """The definitions of a model's derived variables, in an order in which each needs only earlier variables."""

    def __init__(self) -> None:
        self.constants: list[int] = []  # variables that are 1 whatever is decided
        self.definitions: list[Definition] = []
        # One variable with its factor stands in many sums: kept once, they take a fraction of the room.
        self._pairs: dict[tuple[int, int], tuple[int, int]] = {}

    def define(self, variables: Sequence[Literal], *sums: tuple[Terms, int], sizes: Sequence[int] = (1,)) -> None:
        """Records how variables follow from others: filled in turn, together up to the greatest of the sums and 0.

        Args:
            sums: terms, and what is added to them.
            sizes: the largest value of each variable.
        """
        kept = self._pairs.setdefault
        self.definitions.append(
            (
                [(variable.index, size) for variable, size in zip(variables, sizes, strict=True)],
                [
                    ([kept(pair, pair) for literal, factor in terms if (pair := (literal.index, factor))], offset)
                    for terms, offset in sums
                ],
            )
        )


def completed(
    size: int, decided: Mapping[int, int], constants: Sequence[int], definitions: Sequence[Definition]
) -> list[int]:
    """Computes the values of all variables of a model: decisions as given (0 where not given), others from them.

    Args:
        size: number of variables.
        decided: variable index -> value.
    """
    values = [decided.get(index, 0) for index in range(size)]
    for index in constants:
        values[index] = 1
    for variables, sums in definitions:
        amount = max(0, *(offset + sum(factor * values[index] for index, factor in terms) for terms, offset in sums))
        for index, size_of in variables:
            values[index] = min(amount, size_of)
            amount -= values[index]
    return values

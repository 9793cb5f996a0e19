"""What rules and the model exchange: literals, weighted sums of them, price bands and objectives.

Nothing here imports the solver, so that a rule's check, which shares the price bands, needs none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from models.rules import Level

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar

Literal: TypeAlias = "IntVar"  # a variable that is 0 or 1
Terms: TypeAlias = Sequence[tuple["IntVar", int]]  # a weighted sum: variables with their coefficients
# (width, factor), cheapest first: the first `width` units of an excess or shortfall cost `factor` each, and so on.
Bands: TypeAlias = Sequence[tuple[int, int]]


class Priced(Protocol):
    """What the model needs to know of a rule that limits or prices something."""

    @property
    def hard(self) -> bool:
        """Whether it is never broken."""

    @property
    def level(self) -> Level:
        """The level at which a soft rule is paid for."""

    @property
    def unit_price(self) -> int:
        """Sixtieths of a point that one unit costs."""


@dataclass
class Objective:
    """The sum that one level minimises: variables times prices, and a constant.

    Attributes:
        terms: variables, each with its price in sixtieths of a point.
        constant: sixtieths of a point that are paid whatever is decided.
    """

    terms: list[tuple[IntVar, int]] = field(default_factory=list)
    constant: int = 0


def banded(amount: int, bands: Bands | None) -> int:
    """What an amount costs, in its own unit times the factors of its bands; the last factor holds for all beyond."""
    if not bands:
        return amount
    cost = 0
    for width, factor in bands:
        step = min(amount, width)
        cost += step * factor
        amount -= step
    return cost + amount * bands[-1][1]


def negated(terms: Terms) -> list[tuple[Literal, int]]:
    """The same terms with opposite coefficients."""
    return [(literal, -coefficient) for literal, coefficient in terms]

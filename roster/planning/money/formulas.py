"""Formulas over named assumptions: each stands once, and gives its value and its text as an Excel formula."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_PRECEDENCE = {"+": 1, "-": 1, "*": 2, "/": 2}
_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}


class Expression(ABC):
    """Part of a formula. Expressions are combined with `+`, `-`, `*`, `/`, and with `Choice`."""

    @abstractmethod
    def value(self, amount: Callable[[str], float]) -> float:
        """The value.

        Args:
            amount: gives the amount of a name.
        """

    @abstractmethod
    def excel(self, cell: Callable[[str], str]) -> str:
        """The text of an Excel formula, without the `=`.

        Args:
            cell: gives the address of the cell of a name.
        """

    def __add__(self, other: Expression | float) -> Expression:
        """The sum."""
        return _Operation("+", self, _expression(other))

    def __radd__(self, other: float) -> Expression:
        """The sum."""
        return _Operation("+", _expression(other), self)

    def __sub__(self, other: Expression | float) -> Expression:
        """The difference."""
        return _Operation("-", self, _expression(other))

    def __rsub__(self, other: float) -> Expression:
        """The difference."""
        return _Operation("-", _expression(other), self)

    def __mul__(self, other: Expression | float) -> Expression:
        """The product."""
        return _Operation("*", self, _expression(other))

    def __rmul__(self, other: float) -> Expression:
        """The product."""
        return _Operation("*", _expression(other), self)

    def __truediv__(self, other: Expression | float) -> Expression:
        """The quotient."""
        return _Operation("/", self, _expression(other))


def _expression(given: Expression | float) -> Expression:
    return given if isinstance(given, Expression) else _Number(given)


@dataclass(frozen=True)
class Name(Expression):
    """The amount of an assumption, or of another formula, by its name."""

    name: str

    def value(self, amount: Callable[[str], float]) -> float:
        """The amount of the name."""
        return amount(self.name)

    def excel(self, cell: Callable[[str], str]) -> str:
        """The address of the cell of the name."""
        return cell(self.name)


@dataclass(frozen=True)
class Choice(Expression):
    """One of several expressions, chosen by a whole number from 1; beyond the last the last is taken."""

    number: Expression
    choices: Sequence[Expression]

    def value(self, amount: Callable[[str], float]) -> float:
        """The value of the chosen expression."""
        number = round(self.number.value(amount))
        chosen = self.choices[number - 1] if 1 <= number <= len(self.choices) else self.choices[-1]
        return chosen.value(amount)

    def excel(self, cell: Callable[[str], str]) -> str:
        """A call of Excel's CHOOSE."""
        return f"CHOOSE({','.join(item.excel(cell) for item in (self.number, *self.choices))})"


@dataclass(frozen=True)
class _Number(Expression):
    number: float

    def value(self, amount: Callable[[str], float]) -> float:
        return self.number

    def excel(self, cell: Callable[[str], str]) -> str:
        return f"{self.number:g}"


@dataclass(frozen=True)
class _Operation(Expression):
    operator: str
    left: Expression
    right: Expression

    def value(self, amount: Callable[[str], float]) -> float:
        return _OPERATIONS[self.operator](self.left.value(amount), self.right.value(amount))

    def excel(self, cell: Callable[[str], str]) -> str:
        precedence = _PRECEDENCE[self.operator]
        left, right = self.left.excel(cell), self.right.excel(cell)
        left = f"({left})" if _precedence(self.left) < precedence else left
        right = f"({right})" if _precedence(self.right) <= precedence else right
        return f"{left}{self.operator}{right}"


def _precedence(expression: Expression) -> int:
    return _PRECEDENCE[expression.operator] if isinstance(expression, _Operation) else max(_PRECEDENCE.values()) + 1

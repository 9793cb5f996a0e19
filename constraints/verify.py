"""Runs every rule's check on a finished rota and adds up its score. Never imports the solver."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from constraints.base import Rule, breaches_of
from constraints.view import RotaView
from models.rota import Breach, points_of
from models.rules import SOFT_LEVELS, Level


@dataclass(frozen=True)
class Verdict:
    """Every breach of a rota.

    Attributes:
        hard: breaches that make it illegal.
        soft: breaches that only cost.
    """

    hard: list[Breach]
    soft: list[Breach]

    @property
    def legal(self) -> bool:
        """Whether no hard rule is broken."""
        return not self.hard

    def units(self, level: Level) -> int:
        """The value of a level in whole sixtieths of a point, as the engine adds costs up; use `value` elsewhere."""
        return sum(breach.units for breach in self.soft if breach.level is level)

    def value(self, level: Level) -> float:
        """The value of a level in points: the sum of the costs of its breaches; less is better."""
        return points_of(breach for breach in self.soft if breach.level is level)

    @property
    def values(self) -> dict[Level, float]:
        """The value of every level in points."""
        return {level: self.value(level) for level in SOFT_LEVELS}


def verify(view: RotaView, rules: Iterable[Rule]) -> Verdict:
    """The verdict of every rule on a rota."""
    hard: list[Breach] = []
    soft: list[Breach] = []
    for rule in rules:
        (hard if rule.hard else soft).extend(breaches_of(rule, view))
    return Verdict(hard, sorted(soft, key=lambda breach: SOFT_LEVELS.index(breach.level)))

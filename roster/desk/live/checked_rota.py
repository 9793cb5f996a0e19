"""A rota with what every rule finds in it, and the same after a change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from constraints.base import Rule
from constraints.verify import Verdict
from constraints.view import RotaView
from models.rota import Breach
from models.rules import SOFT_LEVELS
from roster.desk.live.found import Found, found
from roster.desk.live.touched import touched


@dataclass(frozen=True)
class CheckedRota:
    """What every rule finds in a rota.

    Attributes:
        view: the rota as worked.
        of_rules: for each rule of the book, in their order, what it finds.
        verdict: the same as `constraints.verify.verify` gives.
    """

    view: RotaView
    of_rules: tuple[Found, ...]
    verdict: Verdict

    @classmethod
    def of(cls, view: RotaView, rules: Sequence[Rule]) -> CheckedRota:
        """Checks a rota in full."""
        return cls._with_verdict(view, rules, [found(rule, view) for rule in rules])

    def after(self, view: RotaView, rules: Sequence[Rule]) -> CheckedRota:
        """Checks a rota after a change, by looking at what the change touched.

        Args:
            view: the changed rota, as worked.
            rules: of its book.
        """
        differs = touched(self.view, view)
        if differs is None or len(rules) != len(self.of_rules):
            return CheckedRota.of(view, rules)
        parts = [part.after(rule, view, differs) for part, rule in zip(self.of_rules, rules, strict=True)]
        return self._with_verdict(view, rules, parts)

    @classmethod
    def _with_verdict(cls, view: RotaView, rules: Sequence[Rule], parts: Sequence[Found]) -> CheckedRota:
        hard: list[Breach] = []
        soft: list[Breach] = []
        for rule, part in zip(rules, parts, strict=True):
            (hard if rule.hard else soft).extend(part.breaches())
        return cls(view, tuple(parts), Verdict(hard, sorted(soft, key=lambda item: SOFT_LEVELS.index(item.level))))


__all__ = ["CheckedRota"]

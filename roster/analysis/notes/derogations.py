"""Derogations (recorded exceptions of a person from a rule), and the breaches that each of them excuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from constraints.base import PersonRule, Rule
from constraints.view import RotaView
from models.clock import spoken_date
from models.rota import Breach
from models.rules import Derogation
from roster.analysis.words import counted


@dataclass(frozen=True)
class AppliedDerogation:
    """A derogation and the breaches that it excuses in a rota; none where it was not used."""

    derogation: Derogation
    breaches: list[Breach]

    @property
    def sentence(self) -> str:
        """The exception and its reason, the rest owed for it, and whether it was used."""
        item = self.derogation
        dates = spoken_date(item.first) + (f" to {spoken_date(item.last)}" if item.last else "")
        owed = ""
        if item.rest_hours is not None and item.rest_by is not None:
            owed = f"; {counted(item.rest_hours, 'hours')} of rest owed by {spoken_date(item.rest_by)}"
        used = "" if self.breaches else " (not made use of)"
        return f"{item.person} is excepted from {item.rule} on {dates}: {item.reason}{owed}{used}"


def applied_derogations(view: RotaView, rules: Sequence[Rule]) -> list[AppliedDerogation]:
    """Every derogation of a book, with the breaches that it excuses in a rota."""
    return [
        AppliedDerogation(
            item,
            [
                breach
                for rule in rules
                if isinstance(rule, PersonRule) and rule.kind == item.rule
                for breach in rule.excused(view, item)
            ],
        )
        for item in view.facts.book.derogations
    ]

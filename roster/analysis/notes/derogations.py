"""Recorded exceptions, as they are shown beside every verdict: what was decided, and what it excuses."""

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
    """A recorded exception and the breaches it excuses in a rota; none where it was not made use of."""

    derogation: Derogation
    breaches: list[Breach]

    @property
    def sentence(self) -> str:
        """What was decided, and the rest that is owed for it."""
        item = self.derogation
        dates = spoken_date(item.first) + (f" to {spoken_date(item.last)}" if item.last else "")
        owed = ""
        if item.rest_hours is not None and item.rest_by is not None:
            owed = f"; {counted(item.rest_hours, 'hours')} of rest owed by {spoken_date(item.rest_by)}"
        used = "" if self.breaches else " (not made use of)"
        return f"{item.person} is excepted from {item.rule} on {dates}: {item.reason}{owed}{used}"


def applied_derogations(view: RotaView, rules: Sequence[Rule]) -> list[AppliedDerogation]:
    """Every recorded exception of a book, with what it excuses in a rota."""
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

"""What becomes of the rest of a rota once it is known what was worked: somebody who was late off has less rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import constraints.rest
from constraints.base import breaches_of
from constraints.facts import Facts
from constraints.view import RotaView
from models.clock import spoken_date
from models.history import CarriedIn, WorkedKind
from models.rota import Breach
from roster.report.carry import Ready, continue_from


@dataclass(frozen=True)
class AsWorked:
    """Hard rules about rest that the rest of a rota breaks, given what is on record up to a date."""

    until: date
    breaches: list[Breach]

    @property
    def sentences(self) -> list[str]:
        """Each in a sentence."""
        return [f"as worked to {spoken_date(self.until)}, {breach.message}" for breach in self.breaches]


def as_worked(ready: Ready) -> AsWorked | None:
    """The rest of the rota seen from the day after the last duty on record; None where none is, or no day is left.

    What breaks a rule as it was planned is not told again.
    """
    book = ready.book
    on_record = [item.date for item in book.worked if item.kind is WorkedKind.DUTY and item.date in book.period]
    if book.rota is None or not on_record or max(on_record) >= book.period.last:
        return None
    until = max(on_record)
    rules = [rule for rule in ready.rules if rule.hard and type(rule).__module__.startswith(constraints.rest.__name__)]
    period = book.period.remade(first=until + timedelta(days=1))
    left = book.changed(period=period, carried_in=CarriedIn(), worked=(), pins=(), published=None, rota=None)
    facts = Facts(continue_from(Ready(Facts(left), rules), ready, lambda sentence: None))
    view = RotaView(facts, [item for item in book.rota.assignments if item.duty in facts.duty], {})
    planned = RotaView.of(book, ready.facts)
    known = {breach.message for rule in rules for breach in breaches_of(rule, planned)}
    found = [breach for rule in rules for breach in breaches_of(rule, view) if breach.message not in known]
    return AsWorked(until, found)

"""What becomes of the rest of a rota once it is known what was worked: somebody who was late off has less rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

import constraints.rest
from constraints.base import breaches_of
from constraints.facts import Facts
from constraints.view import RotaView
from models.clock import spoken_date
from models.duty import Duty
from models.history import CarriedIn, WorkedKind
from models.rota import Assignment, Breach
from roster.report.carry import Ready, continue_from
from roster.report.step_in import DutyCover, SeatCover, StepIn


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


def cover_as_worked(ready: Ready, found: DutyCover) -> DutyCover:
    """Who could step in, but for those who, by what is on record, would have too little rest."""
    now = as_worked(ready)
    if now is None or found.duty.date <= now.until:
        return found
    known = {breach.message for breach in now.breaches}
    return replace(found, seats=[_seat_as_worked(ready, found.duty, item, known) for item in found.seats])


def _seat_as_worked(ready: Ready, duty: Duty, seat: SeatCover, known: Set[str]) -> SeatCover:
    recorded = {item.person for item in ready.book.worked if item.kind is WorkedKind.DUTY and not item.no_show}
    able = [one for one in seat.candidates if one.person.id in recorded and (one.legal or one.asks_offer)]
    # All at once: rest is a matter of each person alone.
    then = as_worked(_with(ready, able, duty, seat)) if able else None
    wrong: dict[str | None, list[str]] = defaultdict(list)
    for breach, sentence in zip(then.breaches, then.sentences, strict=True) if then else ():
        if breach.message not in known:
            wrong[breach.person].append(sentence)
    able_now = [
        replace(one, reasons=(*one.reasons, *wrong[one.person.id]), asks_offer=False)
        if one in able and one.person.id in wrong
        else one
        for one in seat.candidates
    ]
    return replace(seat, candidates=sorted(able_now, key=lambda one: one.rank))


def _with(ready: Ready, some: Sequence[StepIn], duty: Duty, seat: SeatCover) -> Ready:
    """The book with people on a duty, and off those they would leave for it."""
    rota = ready.book.rota
    assert rota is not None
    left = {(one.person.id, item.duty.id) for one in some for item in one.uncovers}
    on = [Assignment(person=one.person.id, duty=duty.id, seat=seat.seat.id, basis=one.basis) for one in some]
    kept = [item for item in rota.assignments if (item.person, item.duty) not in left]
    changed = rota.model_copy(update={"assignments": (*kept, *on)})
    return ready._replace(facts=Facts(ready.book.model_copy(update={"rota": changed})))

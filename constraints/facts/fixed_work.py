"""Tells which shift, call sign, service and area fixed work is of, for rules that look only at some duties.

Fixed work (`facts.Commitment`) is carried in, worked elsewhere or a tour of a person's team, and less is known of it
than of a duty of the book. A rule that names duties counts it where it is known to be of these, and only there:

- a tour of one's team is of the shift the team works, and of no call sign;
- a duty of the unit that is on record as one of the book's (`constraints.facts.records`) is what that duty is;
- any other duty of the unit is of its call sign and of the area of that; of the shifts with its very start and length
  or, where there is none, of those it began and ended within `BOOKED_WITHIN` of, for people book on and off a little
  early or late; and of the services that run such a shift on its call sign;
- work elsewhere and training are of none.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from constraints.facts import Commitment, Facts
from models.clock import minutes_between
from models.people import Person
from models.records.history import Worked
from models.rules import AppliesTo
from models.service import Shift

BOOKED_WITHIN = timedelta(minutes=30)


def shifts_of(facts: Facts, person: Person, item: Commitment) -> frozenset[str]:
    """The shifts that fixed work is of."""
    if item.tour:
        shift = facts.teams[person.team].shift_on(item.date) if person.team is not None else None
        return frozenset({shift} if shift else ())
    if not item.on_unit:
        return frozenset()
    start = item.start.astimezone(facts.book.period.zone).replace(tzinfo=None)
    return shifts_worked(facts, start, item.rostered_minutes)


def shifts_worked(facts: Facts, start: datetime, minutes: int) -> frozenset[str]:
    """The shifts that a duty of the unit is of, by its naive local start and its minutes by the clock on the wall."""
    planned = {
        shift.id: (datetime.combine(start.date(), shift.start), _minutes(shift, start))
        for shift in facts.shifts.values()
    }
    exact = frozenset(name for name, times in planned.items() if times == (start, minutes))
    if exact:
        return exact
    end = start + timedelta(minutes=minutes)
    return frozenset(
        name
        for name, (begins, length) in planned.items()
        if abs(start - begins) <= BOOKED_WITHIN and abs(end - begins - timedelta(minutes=length)) <= BOOKED_WITHIN
    )


def is_of(facts: Facts, person: Person, item: Commitment, to: AppliesTo) -> bool:
    """Whether fixed work is among the duties that a rule names, as far as is known; any is where it names none."""
    if not to.names_duties:
        return True
    if item.duties:
        return any(_is_named(facts, to, duty.call_sign.id, frozenset({duty.shift.id})) for duty in item.duties)
    return _is_named(facts, to, item.call_sign if item.on_unit else None, shifts_of(facts, person, item))


def worked_is_of(facts: Facts, item: Worked, to: AppliesTo) -> bool:
    """The same of a duty of the unit that is listed as worked."""
    if not to.names_duties:
        return True
    return _is_named(facts, to, item.call_sign, shifts_worked(facts, item.start, item.rostered_minutes))


def _is_named(facts: Facts, to: AppliesTo, call_sign: str | None, shifts: frozenset[str]) -> bool:
    """Whether a rule names work of a call sign (None where it is not known) and of certain shifts."""
    if to.call_signs and call_sign not in to.call_signs:
        return False
    if to.shifts and shifts.isdisjoint(to.shifts):
        return False
    if to.services and not any(
        service.id in to.services and service.shift in shifts and call_sign in service.call_signs
        for service in facts.book.services
    ):
        return False
    if not to.areas:
        return True
    of_line = next((item.area for item in facts.book.call_signs if item.id == call_sign), None)
    if of_line is None:
        return False
    (area, *_) = facts.book.area_names.ids(of_line)
    return any(area in facts.book.area_names.ids(name) for name in to.areas)


def _minutes(shift: Shift, start: datetime) -> int:
    """How long a shift is on a date, by the clock on the wall."""
    ending = shift.end_on(start.date())
    if ending is None:
        return shift.length or 0
    return minutes_between(datetime.combine(start.date(), shift.start), ending[0])

"""The changes that the panel of a seat offers: put a person in, take one out, pin and unpin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constraints.view import RotaView
from models.duty import Duty
from models.people import Offer, Person
from models.rota import Assignment
from models.service import Seat
from models.wishes import Pin
from roster.analysis.stepping_in.step_in import StepIn
from roster.analysis.stepping_in.swap_finder import Swap
from roster.desk.changes import AnyChange, Assign, Clear, PinPerson, SetOffers, Unpin


def put_in(view: RotaView, step: StepIn, duty: Duty, seat: Seat, *, offers: bool) -> tuple[AnyChange, ...]:
    """The changes that put a candidate into a seat.

    Args:
        view: the rota.
        step: the candidate, with whom they replace and which other duties they leave.
        offers: whether they first offer the duty.
    """
    offered = (offer(step.person, duty),) if offers else ()
    return (*offered, *_making_room(view, step, duty, seat), _assign(step, duty, seat))


def offer(person: Person, duty: Duty) -> AnyChange:
    """The change that notes that somebody offers a duty.

    It is of the date and this call sign alone: nobody said that they would work anything else.
    """
    made = Offer(dates=(duty.date,), call_signs=(duty.call_sign.id,))
    return SetOffers(person=person.id, offers=(*person.offers, made))


def _making_room(view: RotaView, step: StepIn, duty: Duty, seat: Seat) -> Iterator[AnyChange]:
    if step.instead_of is not None:
        yield Clear(person=step.instead_of, duty=duty.id, seat=seat.id)
    for left in step.uncovers:
        # Where the duty that they leave cannot run without them, the others of its crew are free too.
        for item in view.crew_of(left.duty):
            if left.lost or item.person == step.person.id:
                yield Clear(person=item.person, duty=item.duty, seat=item.seat)


def _assign(step: StepIn, duty: Duty, seat: Seat) -> AnyChange:
    return Assign(person=step.person.id, duty=duty.id, seat=seat.id, basis=step.basis)


def exchange(view: RotaView, swap: Swap) -> tuple[AnyChange, ...]:
    """The changes by which two people change places; whoever has to, offers the duty that they take first."""
    facts = view.facts
    offers = [offer(facts.people[item.person], facts.duty[item.duty]) for item in swap.on if item.person in swap.asks]
    off = [Clear(person=item.person, duty=item.duty, seat=item.seat) for item in swap.off]
    on = [Assign(person=item.person, duty=item.duty, seat=item.seat, basis=item.basis) for item in swap.on]
    return (*offers, *off, *on)


def take_out(item: Assignment) -> tuple[AnyChange, ...]:
    """The change that takes a person out of a seat."""
    return (Clear(person=item.person, duty=item.duty, seat=item.seat),)


def pin(item: Assignment) -> tuple[AnyChange, ...]:
    """The change that fixes a person in a seat."""
    return (PinPerson(person=item.person, duty=item.duty, seat=item.seat),)


def unpin(pins: Sequence[Pin]) -> tuple[AnyChange, ...]:
    """The changes that remove pins."""
    return tuple(Unpin(person=item.person, duty=item.duty, seat=item.seat) for item in pins)


__all__ = ["exchange", "offer", "pin", "put_in", "take_out", "unpin"]

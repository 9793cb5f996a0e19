"""What would come of a request as the rota stands: its changes, what they break and cost, and why they cannot be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from constraints.view import RotaView
from models.duty import Duty
from models.people import Person
from models.rota import Assignment, Breach, DutyState, points_of
from models.rules import SOFT_LEVELS
from roster.analysis.names import Names, NamesInSentences
from roster.analysis.stepping_in.replacement_finder import ReplacementFinder
from roster.analysis.stepping_in.swap_finder import SwapFinder
from roster.desk.changes import AnyChange, ChangeError, Clear, PinPerson
from roster.desk.live import LiveRota
from roster.desk.service.access.masking import Masking
from roster.desk.service.members.requests.asked import AskedFor, RequestKind
from roster.desk.service.views import seat_changes
from roster.desk.service.views.board_maker import rota_view

_SLIGHT = 1e-6  # points; less is a rounding


@dataclass(frozen=True)
class Outlook:
    """What would come of a request.

    Attributes:
        before: the rota as it stands.
        changes: what it would change; empty where it cannot be done.
        impossible: why it cannot be done at all, in sentences that everybody with a part in it may read.
        fulfilled: whether everything is so already.
        over: whether the duty, or one of the two, has begun.
        after: the rota with the changes.
        broken: hard breaches that they add or make worse.
        dearer: soft breaches that they add or make worse.
        waits_for_others: whether nothing speaks against the person, but the crew needs others too to run.
    """

    before: LiveRota
    changes: tuple[AnyChange, ...] = ()
    impossible: tuple[str, ...] = ()
    fulfilled: bool = False
    over: bool = False
    after: LiveRota | None = None
    broken: tuple[Breach, ...] = ()
    dearer: tuple[Breach, ...] = ()
    waits_for_others: bool = False

    @property
    def legal(self) -> bool:
        """Whether it can be done and breaks no hard rule that is not broken now."""
        return self.after is not None and not self.broken

    def worse_for_somebody(self, asking: Iterable[str]) -> bool:
        """Whether a level of the rota gets worse, or anything gets worse for anybody but those who ask for it."""
        after = self.after
        if after is None:
            return False
        before, people = self.before.verdict, set(asking)
        levels = any(after.verdict.value(level) > before.value(level) + _SLIGHT for level in SOFT_LEVELS)
        others = any(breach.person is not None and breach.person not in people for breach in self.dearer)
        put_off = any(isinstance(item, Clear) and item.person not in people for item in self.changes)
        return levels or others or put_off

    def reasons(self, masking: Masking) -> tuple[str, ...]:
        """Why it is not possible or not legal, as a viewer may read it; empty where it is."""
        named = NamesInSentences(self.before.book).named
        if self.impossible or self.after is None:
            return tuple(map(named, self.impossible))
        facts, names = self.before.opened.admission.facts, Names(self.before.book.people)
        found = []
        for breach in self.broken:
            if breach.person in masking.hidden:
                found.append(f"{names.full(str(breach.person))} {masking.reason(str(breach.person), '')}")
            elif masking.hidden and breach.person is None:
                # The sentence might tell of others: of those of a crew.
                duty = facts.duty.get(breach.duty or "")
                found.append(f"the rule {breach.rule} would be broken" + (f" on {duty.spoken}" if duty else ""))
            else:
                found.append(named(breach.message if breach.person else masking.sentence(breach.message)))
        return tuple(dict.fromkeys(found))


def outlook(live: LiveRota, asked: AskedFor, now: datetime) -> Outlook:
    """What would come of a request.

    Args:
        live: the rota as it stands.
        now: duties that have begun are neither taken nor given away.
    """
    facts = live.opened.admission.facts
    for name in asked.people:
        if name not in facts.people:
            return Outlook(live, impossible=(f"{name} is no longer in the book",))
    for place, seat in ((asked.duty, asked.seat), (asked.other_duty, asked.other_seat)):
        duty = facts.duty.get(place or "")
        if place and (duty is None or all(item.id != seat for item in duty.crew.seats)):
            return Outlook(live, impossible=(f"there is no longer a duty {place} with a seat {seat}",))
        if duty is not None and duty.start <= now:
            return Outlook(live, impossible=(f"{duty.spoken} has begun",), over=True)
    finder = ReplacementFinder(rota_view(live), live.opened.admission.rules)
    make = {RequestKind.TAKE: _take, RequestKind.GIVE_BACK: _give_back, RequestKind.SWAP: _swap}[asked.kind]
    found = make(finder, asked)
    if isinstance(found, str):
        return Outlook(live, impossible=(found,), fulfilled=_fulfilled(finder.view, asked))
    changes, waits = found
    return _tried(live, changes, waits_for_others=waits)


_Made = tuple[tuple[AnyChange, ...], bool] | str


def _take(finder: ReplacementFinder, asked: AskedFor) -> _Made:
    """The changes that put a person into an open seat; or why there is no such seat for them."""
    view, facts = finder.view, finder.view.facts
    person, duty = facts.people[asked.person], facts.duty[asked.duty]
    seat = duty.crew.seat(asked.seat)
    if any(item.person == person.id for item in view.crew_of(duty)):
        return f"{person.id} is on {duty.spoken} already"
    if len(view.in_seat(duty, seat.id)) >= seat.preferred:
        return f"the {seat.name or seat.id} seat of {duty.spoken} is taken"
    if not facts.has_vehicle(duty):
        return f"there is no car for {duty.spoken}"
    if (unfit := _unfit(finder, person, duty, asked.seat)) is not None:
        return unfit
    busy = finder.placement.other_duties_that_night(person, duty)
    if busy:
        return f"{person.id} is on {facts.duty[busy[0].duty].spoken} then"
    step = finder.step_in(person, duty, seat)
    on = Assignment(person=person.id, duty=duty.id, seat=seat.id, basis=step.basis)
    return seat_changes.put_in(view, step, duty, seat, offers=finder.not_offered(on)), step.waits_for_others


def _unfit(finder: ReplacementFinder, person: Person, duty: Duty, seat: str) -> str | None:
    """Why a seat never takes somebody; None where it does."""
    facts = finder.view.facts
    if person.role not in duty.crew.seat(seat).roles:
        return f"{person.id} has no role of the {duty.crew.seat(seat).name or seat} seat"
    if not facts.serves(person, facts.area_of(duty)):
        return f"{person.id} does not serve the area of {duty.spoken}"
    return None


def _give_back(finder: ReplacementFinder, asked: AskedFor) -> _Made:
    """The changes that take a person off, and keep the next search from putting them back.

    Where the duty cannot run without them, the others of its crew are taken off too, and it is stood down.
    """
    view, duty = finder.view, finder.view.facts.duty[asked.duty]
    own = _place(view, asked.person, duty, asked.seat)
    if own is None:
        return f"{asked.person} is not on {duty.spoken}"
    off = PinPerson(person=asked.person, duty=duty.id, off=True)
    without = view.changed([own], [], {})
    leaving = view.crew_of(duty) if view.runs(duty) and without.state(duty) is DutyState.STOOD_DOWN else [own]
    return (*(Clear(person=item.person, duty=item.duty, seat=item.seat) for item in leaving), off), False


def _swap(finder: ReplacementFinder, asked: AskedFor) -> _Made:
    """The changes by which two people take each other's places."""
    view, facts = finder.view, finder.view.facts
    duty, their = facts.duty[asked.duty], facts.duty[asked.other_duty or ""]
    own = _place(view, asked.person, duty, asked.seat)
    if own is None:
        return f"{asked.person} is not on {duty.spoken}"
    theirs = _place(view, asked.other or "", their, asked.other_seat or "")
    if theirs is None:
        return f"{asked.other} is not on {their.spoken}"
    swaps = SwapFinder(finder)
    found = [*swaps.swaps(own, [theirs]), *swaps.refused(own, [theirs])]
    if found:
        return seat_changes.exchange(view, found[0]), False
    unfit = [
        why
        for person, there, seat in ((asked.person, their, theirs.seat), (theirs.person, duty, own.seat))
        if (why := _unfit(finder, facts.people[person], there, seat)) is not None
    ]
    return "; ".join(unfit) or f"one of the two is on the other's duty already: {duty.spoken}, {their.spoken}"


def _fulfilled(view: RotaView, asked: AskedFor) -> bool:
    """Whether those who asked are where they wanted to be."""
    duty = view.facts.duty[asked.duty]
    there = _place(view, asked.person, duty, asked.seat) is not None
    if asked.kind is RequestKind.TAKE:
        return there
    if asked.kind is RequestKind.GIVE_BACK:
        return not there
    their = view.facts.duty[asked.other_duty or ""]
    mine = _place(view, asked.person, their, asked.other_seat or "")
    return mine is not None and _place(view, asked.other or "", duty, asked.seat) is not None


def _place(view: RotaView, person: str, duty: Duty, seat: str) -> Assignment | None:
    return next((item for item in view.in_seat(duty, seat) if item.person == person), None)


def _tried(live: LiveRota, changes: tuple[AnyChange, ...], *, waits_for_others: bool) -> Outlook:
    try:
        after = live.after(changes)
    except ChangeError as error:
        return Outlook(live, impossible=tuple(problem.message for problem in error.problems))
    broken = worse(live.verdict.hard, after.verdict.hard)
    dearer = worse(live.verdict.soft, after.verdict.soft)
    return Outlook(
        live, changes, after=after, broken=broken, dearer=dearer, waits_for_others=waits_for_others and bool(broken)
    )


def worse(before: Sequence[Breach], after: Sequence[Breach]) -> tuple[Breach, ...]:
    """The breaches of a verdict that were not there before, or are worse in their place."""
    known, found = _by_place(before), _by_place(after)
    return tuple(
        breach
        for place, some in found.items()
        if place not in known or any(now > was for now, was in zip(_sizes(some), _sizes(known[place]), strict=True))
        for breach in some
        if breach not in known.get(place, ())
    )


_Place = tuple[object, ...]


def _by_place(breaches: Sequence[Breach]) -> dict[_Place, list[Breach]]:
    found: dict[_Place, list[Breach]] = defaultdict(list)
    for breach in breaches:
        found[breach.rule, breach.level, breach.person, breach.duty, breach.date].append(breach)
    return found


def _sizes(breaches: Sequence[Breach]) -> tuple[float, float]:
    return points_of(breaches), sum(breach.amount for breach in breaches)


__all__ = ["Outlook", "outlook", "worse"]

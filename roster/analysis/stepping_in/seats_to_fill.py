"""The seats that a repaired rota leaves to the telephone: whom to ask for each, in which order.

Asked are those whom `cover` names, on the rota as it stands without any further yes. First come those who could step in
at once, then those who have only to offer the duty, then those who did not answer before. A candidate for whom another
car would be stood down comes last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from constraints.admission import obstacle
from constraints.base import CandidateRule, DutyRule, Rule, breaches_of
from constraints.view import RotaView
from models.duty import Duty
from models.lookup.duty_references import find_duty
from models.rota import Assignment, Basis
from models.service import Seat
from roster.analysis.stepping_in.replacement_finder import ReplacementFinder
from roster.analysis.stepping_in.step_in import Group, StepIn

MOST_ASKED = 12  # candidates listed for a seat; no coordinator rings more in an evening

Place = tuple[str, str]  # person, duty


@dataclass(frozen=True)
class Candidate:
    """Somebody to ask for a seat.

    Attributes:
        planned: whether the repaired rota has them in the seat.
        unsure: whether they were rung about this duty and did not reply.
    """

    step: StepIn
    planned: bool
    unsure: bool


@dataclass(frozen=True)
class SeatToFill:
    """A seat that needs somebody's yes.

    Attributes:
        needed: how many people.
        leaving: ids of those who were told that they sit there, and cannot.
        candidates: whom to ask, in order.
        more: how many more could come, whom the list leaves out.
        runs: whether the duty runs if the seat stays empty.
    """

    duty: Duty
    seat: Seat
    needed: int
    leaving: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    more: int
    runs: bool


class SeatsToFill:
    """Finds the seats to fill of a repaired rota.

    Args:
        before: the rota that people were told, of the book before the repair.
        after: the repaired rota.
        rules: of the repaired book.
        as_of: the day of the calls; earlier duties are left out.
        unsure: whom did not reply when they were rung about which duty.
    """

    def __init__(
        self, before: RotaView, after: RotaView, rules: Sequence[Rule], as_of: date, unsure: AbstractSet[Place]
    ) -> None:
        self._after, self._rules, self._as_of, self._unsure = after, rules, as_of, unsure
        self._facts = after.facts
        gates = [rule for rule in rules if isinstance(rule, CandidateRule)]
        pins = {(pin.person, find_duty(pin.duty, self._facts.duties).id, pin.off) for pin in self._facts.book.pins}
        self._agreed = {(person, duty) for person, duty, off in pins if not off}
        self._refused = {(person, duty) for person, duty, off in pins if off}
        self._told = [item for item in before.assignments if self._to_come(item.duty)]
        self._lost = [
            item
            for item in self._told
            if _place(item) in self._refused or obstacle(self._facts, gates, self._facts.candidate(item))
        ]
        known = {_place(item) for item in self._told}
        self._planned = [
            item
            for item in after.assignments
            if self._to_come(item.duty)
            and item.basis is Basis.OFFERED
            and _place(item) not in known | self._agreed
            and _place(item) not in self._facts.fates
        ]

    def found(self) -> list[SeatToFill]:
        """The seats, the soonest duty first."""
        places = dict.fromkeys((item.duty, item.seat) for item in (*self._lost, *self._planned))
        wanted = {
            (duty.id, seat.id): needed
            for name, at in places
            for duty in (self._facts.duty[name],)
            for seat in (duty.crew.seat(at),)
            if (needed := self._needed(duty, seat)) > 0
        }
        open_in: Counter[str] = Counter()
        for (name, _), needed in wanted.items():
            open_in[name] += needed
        seats = [
            self._seat_to_fill(duty, duty.crew.seat(seat), needed, only_one=open_in[name] == 1)
            for (name, seat), needed in wanted.items()
            for duty in (self._facts.duty[name],)
        ]
        return sorted(seats, key=lambda item: (item.duty.start, item.duty.id, item.duty.crew.seats.index(item.seat)))

    def _to_come(self, duty: str) -> bool:
        return duty in self._facts.duty and self._facts.duty[duty].date >= self._as_of

    @cached_property
    def _settled(self) -> RotaView:
        """The repaired rota without those who have not said yes, and with the crews that were told and can still come.

        A crew of which nobody is left in the repaired rota waits for whoever says yes, unless its members are on
        another duty that night.
        """
        planned = {id(item) for item in self._planned}
        kept = [item for item in self._after.assignments if id(item) not in planned]
        lost = {_place(item) for item in self._lost}
        busy = {(item.person, self._facts.duty[item.duty].date) for item in kept}
        down = {item.duty for item in self._told if not self._after.runs(self._facts.duty[item.duty])}
        back = [
            item
            for item in self._told
            if item.duty in down
            and _place(item) not in lost
            and (item.person, self._facts.duty[item.duty].date) not in busy
        ]
        return RotaView(self._facts, [*kept, *back], self._after.vehicles)

    @cached_property
    def _finder(self) -> ReplacementFinder:
        return ReplacementFinder(self._settled, self._rules, self._as_of)

    def _planned_for(self, duty: Duty, seat: Seat) -> set[str]:
        return {item.person for item in self._planned if (item.duty, item.seat) == (duty.id, seat.id)}

    def _needed(self, duty: Duty, seat: Seat) -> int:
        """How many people must say yes: as many as were told, and as many as the repaired rota wants."""
        told = sum((item.duty, item.seat) == (duty.id, seat.id) for item in self._told)
        there = len(self._settled.in_seat(duty, seat.id))
        return max(min(told, seat.preferred) - there, len(self._planned_for(duty, seat)))

    def _seat_to_fill(self, duty: Duty, seat: Seat, needed: int, *, only_one: bool) -> SeatToFill:
        """The seat with whom to ask.

        Args:
            only_one: whether the crew is complete with one yes, so that it must be legal with it.
        """
        found = list(self._candidates(duty, seat, only_one=only_one))
        shown = found[:MOST_ASKED]
        leaving = tuple(item.person for item in self._lost if (item.duty, item.seat) == (duty.id, seat.id))
        runs = len(self._settled.in_seat(duty, seat.id)) >= seat.minimum and not self._crew_is_unlawful(duty, [])
        return SeatToFill(duty, seat, needed, leaving, tuple(shown), len(found) - len(shown), runs)

    def _candidates(self, duty: Duty, seat: Seat, *, only_one: bool) -> Iterator[Candidate]:
        """Lists the people to ask, best first, without those who said no or whom the rules forbid."""
        planned = self._planned_for(duty, seat)
        steps = [
            step
            for step in self._finder.candidates_for(duty, seat).candidates
            if step.group is not Group.NOT_LEGAL
            and (step.person.id, duty.id) not in self._refused
            and not any((step.person.id, left.duty.id) in self._agreed for left in step.uncovers)
            and not (only_one and self._spoils(step, duty, seat))
        ]
        unsure = {step.person.id for step in steps if (step.person.id, duty.id) in self._unsure}

        def order(step: StepIn) -> tuple[bool, bool, int, list[float], bool, str]:
            group, cost, name = step.rank
            last = step.group is Group.STANDS_DOWN_ANOTHER
            return last, name in unsure, group, cost, name not in planned, name

        steps.sort(key=order)
        for step in steps:
            yield Candidate(step, step.person.id in planned, step.person.id in unsure)

    def _spoils(self, step: StepIn, duty: Duty, seat: Seat) -> bool:
        """Whether a complete crew with a candidate breaks a rule about crews; before, what it lacked broke it too."""
        on = Assignment(person=step.person.id, duty=duty.id, seat=seat.id, basis=step.basis)
        return self._crew_is_unlawful(duty, [on])

    def _crew_is_unlawful(self, duty: Duty, more: Sequence[Assignment]) -> bool:
        """Whether the crew that stands, with some more people, breaks a hard rule about crews."""
        view = self._settled.changed([], more, {}).looking_at([], [duty.id])
        return any(
            breach.duty == duty.id
            for rule in self._rules
            if rule.hard and isinstance(rule, DutyRule)
            for breach in breaches_of(rule, view)
        )


def _place(assignment: Assignment) -> Place:
    return assignment.person, assignment.duty


__all__ = ["MOST_ASKED", "Candidate", "SeatToFill", "SeatsToFill"]

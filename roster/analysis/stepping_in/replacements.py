"""Who could step into a seat: legal or not and why not, and what it would cost each, the best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from constraints.admission import obstacle
from constraints.base import CandidateRule, Rule
from constraints.cover.vehicle import VehicleRule
from constraints.facts import Candidate, Counting, Facts
from constraints.hours.minimum_hours import MinimumHours
from constraints.view import RotaView
from models.clock import minutes_between
from models.duty import Duty
from models.people import Person
from models.rota import Assignment, Basis, Breach, DutyState
from models.rules import SOFT_LEVELS, Level
from models.service import Seat
from roster.analysis.stepping_in.effects import Effect, Effects


@dataclass(frozen=True)
class PromiseEffect:
    """What becomes of one promise, in minutes of the stretch it is for."""

    name: str
    promised: int
    before: int
    after: int


@dataclass(frozen=True)
class Uncovered:
    """A duty that the person would leave that night, and how it is crewed then."""

    duty: Duty
    before: DutyState
    after: DutyState

    @property
    def lost(self) -> bool:
        """Whether it runs no longer."""
        return self.after is DutyState.STOOD_DOWN and self.before is not self.after

    @property
    def sentence(self) -> str:
        """`JR-07 on Fri 11 Dec is then stood down`."""
        if self.before is self.after:
            return f"{self.duty.spoken} is still {self.after}"
        return f"{self.duty.spoken} is then {self.after}"


@dataclass(frozen=True)
class StepIn:
    """One person in the seat.

    Attributes:
        reasons: why it is not legal, everything that stands against it; empty when it is.
        asks_offer: whether all that stands against it is that they have not offered the duty.
        instead_of: whom they would replace; None where there is room.
        uncovers: the duties they would be taken off.
        vehicle: the vehicle the duty would then run in, where it has none yet.
        hours_before, hours_after: minutes on duty in the period, by the clock on the wall.
        rest_before, rest_after: minutes between this duty and what comes before and after it; None where nothing does.
        notice: days from when they are told to the duty; None where it is not known when that is.
        points: by level, what it adds to the rota's cost.
        dearer: soft breaches that it adds or makes worse.
    """

    person: Person
    basis: Basis
    reasons: tuple[str, ...]
    asks_offer: bool
    instead_of: str | None
    uncovers: tuple[Uncovered, ...]
    vehicle: str | None
    hours_before: int
    hours_after: int
    rest_before: int | None
    rest_after: int | None
    promises: tuple[PromiseEffect, ...]
    notice: int | None
    points: dict[Level, float]
    dearer: tuple[Breach, ...]

    @property
    def legal(self) -> bool:
        """Whether no hard rule is broken by it."""
        return not self.reasons

    @property
    def rank(self) -> tuple[int, list[float], str]:
        """What sorts the best first.

        Legal ones come first, then those who have only to offer it, then those who would leave a duty that is stood
        down without them; each by what they cost, level by level. The others follow, the fewest reasons first.
        """
        costs = [round(self.points.get(level, 0), 6) for level in SOFT_LEVELS]
        if self.legal:
            return (2 if any(item.lost for item in self.uncovers) else 0), costs, self.person.id
        return (1, costs, self.person.id) if self.asks_offer else (3, [len(self.reasons)], self.person.id)


@dataclass(frozen=True)
class SeatCover:
    """A seat of a duty: who sits in it, who of these would be replaced, and who could step in, the best first."""

    seat: Seat
    people: tuple[str, ...]
    replaced: tuple[str, ...]
    candidates: list[StepIn]

    @property
    def legal(self) -> list[StepIn]:
        """Those who could step in at once."""
        return [item for item in self.candidates if item.legal]


@dataclass(frozen=True)
class DutyCover:
    """A duty, and who could step into each seat that was asked about."""

    duty: Duty
    seats: list[SeatCover]


class ReplacementFinder:
    """Tries people in the seats of a rota's duties.

    Args:
        told_on: the day on which people would be told; None where it is not known.
    """

    def __init__(self, view: RotaView, rules: Sequence[Rule], told_on: date | None = None) -> None:
        self._view = view
        self._facts: Facts = view.facts
        self._gates = [rule for rule in rules if isinstance(rule, CandidateRule)]
        self._promises = [rule for rule in rules if isinstance(rule, MinimumHours)]
        self._handover = max(
            (timedelta(minutes=rule.handover_minutes) for rule in rules if isinstance(rule, VehicleRule)),
            default=timedelta(),
        )
        self._told_on = told_on
        self._effects = Effects(view, rules)

    def seats_to_fill(self, duty: Duty, instead_of: str | None = None) -> list[Seat]:
        """The seats of a duty that lack people, or hold somebody who cannot be there; all of them where none does.

        Args:
            instead_of: somebody on the duty, whose seats are meant.
        """
        if instead_of is not None:
            theirs = {item.seat for item in self._view.crew_of(duty) if item.person == instead_of}
            return [seat for seat in duty.crew.seats if seat.id in theirs]
        short = [
            seat
            for seat in duty.crew.seats
            if len(self._view.in_seat(duty, seat.id)) < seat.preferred or self._unable(duty, seat)
        ]
        return short or list(duty.crew.seats)

    def candidates_for(self, duty: Duty, seat: Seat, instead_of: str | None = None) -> SeatCover:
        """Everybody of the seat's roles who serves the area and is not on the duty, the best first.

        Args:
            instead_of: who leaves the seat; where nobody is named, whoever cannot be there, and in a full seat
                whosever place is best taken.
        """
        seated = self._view.in_seat(duty, seat.id)
        leaving = [item for item in seated if item.person == instead_of] or self._unable(duty, seat)
        if not leaving and len(seated) >= seat.maximum:
            leaving = list(seated)
        on_it = {item.person for item in self._view.crew_of(duty)} - {item.person for item in leaving}
        area = self._facts.area_of(duty)
        found = [
            self._best(person, duty, seat, leaving)
            for person in self._facts.people.values()
            if person.role in seat.roles
            and person.id not in on_it
            and person.id not in {item.person for item in leaving}
            and self._facts.serves(person, area)
        ]
        return SeatCover(
            seat,
            tuple(item.person for item in seated),
            tuple(item.person for item in leaving),
            sorted(found, key=lambda item: item.rank),
        )

    def free_replacements(self, duty: Duty, seat: Seat, instead_of: str) -> list[StepIn]:
        """Those who could take somebody's place at once and are on nothing else that night, the best first."""
        leaving = [item for item in self._view.in_seat(duty, seat.id) if item.person == instead_of]
        on_it = {item.person for item in self._view.crew_of(duty)}
        ways = [
            self._way(person, duty, seat, basis, leaving[0] if leaving else None)
            for person in self._facts.people.values()
            if person.role in seat.roles and person.id not in on_it and not self._elsewhere(person, duty)
            for basis in self._facts.bases(person, duty)
            if obstacle(self._facts, self._gates, Candidate(person.id, duty.id, seat.id, basis)) is None
        ]
        best = {item.person.id: item for item in sorted(ways, key=lambda item: item.rank, reverse=True) if item.legal}
        return sorted(best.values(), key=lambda item: item.rank)

    def _unable(self, duty: Duty, seat: Seat) -> list[Assignment]:
        """Who sits in a seat and, as the book is now, cannot be there."""
        return [
            item
            for item in self._view.in_seat(duty, seat.id)
            if obstacle(self._facts, self._gates, self._facts.candidate(item))
        ]

    def _best(self, person: Person, duty: Duty, seat: Seat, leaving: Sequence[Assignment]) -> StepIn:
        """The best way in which a person could be in the seat."""
        places: Sequence[Assignment | None] = leaving or [None]
        ways = [
            self._way(person, duty, seat, basis, replaced)
            for basis in self._facts.bases(person, duty) or [self._basis_wanting(person)]
            for replaced in places
        ]
        return min(ways, key=lambda item: item.rank)

    @staticmethod
    def _basis_wanting(person: Person) -> Basis:
        """By what right somebody would be there who has none: posted people and volunteers may offer more."""
        return Basis.ROSTERED if person.team is not None and not person.offers else Basis.OFFERED

    def _way(self, person: Person, duty: Duty, seat: Seat, basis: Basis, replaced: Assignment | None) -> StepIn:
        on = Assignment(person=person.id, duty=duty.id, seat=seat.id, basis=basis)
        off = [replaced] if replaced is not None else []
        possible = self._against(on) <= ({"availability"} if self._not_offered(on) else set())
        effect = self._put_in(off, on, duty, soft=possible)
        moved: tuple[Uncovered, ...] = ()
        elsewhere = self._elsewhere(person, duty)
        if elsewhere and not effect.legal:
            other, uncovered = self._moved(off, on, duty, elsewhere, soft=possible)
            if len(other.broken) < len(effect.broken):
                effect, moved = other, uncovered
        return self._told(on, person, duty, replaced, effect, moved)

    def _against(self, on: Assignment) -> set[str]:
        """The rules by which the data alone stand against an assignment."""
        candidate = self._facts.candidate(on)
        return {
            gate.kind
            for gate in self._gates
            if gate.concerns(self._facts, candidate) and gate.obstacle(self._facts, candidate)
        }

    def _not_offered(self, on: Assignment) -> bool:
        """Whether the person is there, and could offer the duty but has not."""
        person, duty = self._facts.people[on.person], self._facts.duty[on.duty]
        return (
            on.basis is Basis.OFFERED
            and (person.joined is None or person.joined <= duty.date)
            and not self._facts.absent(person, duty)
            and not self._facts.offered(person, duty)
        )

    def _put_in(self, off: list[Assignment], on: Assignment, duty: Duty, *, soft: bool) -> Effect:
        """The person added, and a vehicle given where the duty then runs and has none."""
        vehicles = self._vehicle_for(off, [on], duty, {})
        return self._effects.effect_of(off, [on], vehicles, soft=soft)

    def _vehicle_for(
        self, off: Sequence[Assignment], on: Sequence[Assignment], duty: Duty, vehicles: dict[str, str | None]
    ) -> dict[str, str | None]:
        """The vehicles, with one for the duty where it needs one now, and none where it is stood down now."""
        if not self._facts.needs_vehicle(duty):
            return vehicles
        runs = self._view.changed(off, on, {}).runs(duty)
        given = self._view.vehicles.get(duty.id)
        if runs == (given is not None):
            return vehicles
        if not runs:
            return {**vehicles, duty.id: None}
        now = {**self._view.vehicles, **vehicles}
        free = next((item.id for item in self._facts.vehicles_for(duty) if self._free(item.id, duty, now)), None)
        return {**vehicles, duty.id: free}

    def _free(self, vehicle: str, duty: Duty, vehicles: dict[str, str | None]) -> bool:
        return not any(
            used == vehicle
            and name != duty.id
            and self._facts.duty[name].start < duty.end + self._handover
            and duty.start < self._facts.duty[name].end + self._handover
            for name, used in vehicles.items()
        )

    def _elsewhere(self, person: Person, duty: Duty) -> list[Assignment]:
        """The person's other duties that night: those that overlap with it, or start on its date."""
        return [
            item
            for item in self._view.assignments_of(person)
            if item.duty != duty.id
            and (
                (other := self._facts.duty[item.duty]).date == duty.date
                or (other.start < duty.end and duty.start < other.end)
            )
        ]

    def _moved(
        self, off: list[Assignment], on: Assignment, duty: Duty, left: Sequence[Assignment], *, soft: bool
    ) -> tuple[Effect, tuple[Uncovered, ...]]:
        """The person taken off their other duties that night; what cannot run without them is stood down."""
        duties = [self._facts.duty[name] for name in dict.fromkeys(item.duty for item in left)]
        gone = [*off, *left]
        before = {other.id: self._view.state(other) for other in duties}
        down = {other.id for other in duties if not self._view.changed(gone, [on], {}).runs(other)}
        for _ in range(2):
            released = [
                item
                for other in duties
                if other.id in down
                for item in self._view.crew_of(other)
                if not any(item is one for one in gone)
            ]
            vehicles = self._vehicle_for(
                [*gone, *released],
                [on],
                duty,
                {other.id: None for other in duties if other.id in down and self._facts.needs_vehicle(other)},
            )
            effect = self._effects.effect_of([*gone, *released], [on], vehicles, soft=soft)
            # A crew may be legal only with them: without, it is stood down as well.
            unlawful = {breach.duty for breach in effect.broken} & {other.id for other in duties} - down
            if not unlawful:
                break
            down |= {name for name in unlawful if name is not None}
        return effect, tuple(Uncovered(other, before[other.id], effect.view.state(other)) for other in duties)

    def _told(
        self,
        on: Assignment,
        person: Person,
        duty: Duty,
        replaced: Assignment | None,
        effect: Effect,
        moved: tuple[Uncovered, ...],
    ) -> StepIn:
        rest_before, rest_after = _rest(effect.view, person, duty)
        prefix = f"{person.id}, on {duty.spoken}, "
        reasons = tuple(dict.fromkeys(breach.message.removeprefix(prefix) for breach in effect.broken))
        vehicle = effect.view.vehicles.get(duty.id)
        return StepIn(
            person=person,
            basis=on.basis,
            reasons=reasons,
            asks_offer=self._not_offered(on) and {breach.rule for breach in effect.broken} == {"availability"},
            instead_of=replaced.person if replaced is not None else None,
            uncovers=moved,
            vehicle=vehicle if vehicle != self._view.vehicles.get(duty.id) else None,
            hours_before=_hours(self._view, person),
            hours_after=_hours(effect.view, person),
            rest_before=rest_before,
            rest_after=rest_after,
            promises=tuple(self._promise_effects(effect.view, person, duty)),
            notice=(duty.date - self._told_on).days if self._told_on is not None else None,
            points=effect.points,
            dearer=tuple(effect.dearer),
        )

    def _promise_effects(self, after: RotaView, person: Person, duty: Duty) -> Iterator[PromiseEffect]:
        for rule in self._promises:
            if rule.concerns_person(person):
                for promise in rule.promises(self._facts, person):
                    was, now = (rule.assigned(view, person, promise) for view in (self._view, after))
                    if now != was or promise.name == f"{duty.date:%Y-%m}":
                        yield PromiseEffect(promise.name, promise.promised, promise.before + was, promise.before + now)


def _hours(view: RotaView, person: Person) -> int:
    return view.minutes_of(person, view.planned_duties_of(person), Counting.ROSTERED)


def _rest(view: RotaView, person: Person, duty: Duty) -> tuple[int | None, int | None]:
    """Minutes between a duty and what comes before and after it, fixed work included; 0 where they overlap."""
    facts = view.facts
    candidates = [facts.candidate(item) for item in view.assignments_of(person)]
    spells = [(other.start, other.end) for other in view.duties_of(person) if other.id != duty.id]
    spells += [
        (item.start, item.end)
        for item in facts.commitments(person)
        if not any(facts.replaces(Candidate(*candidate), item) for candidate in candidates)
    ]
    before = [max(0, minutes_between(end, duty.start)) for start, end in spells if start <= duty.start]
    after = [max(0, minutes_between(duty.end, start)) for start, _ in spells if start > duty.start]
    return min(before, default=None), min(after, default=None)


def cost_sentences(item: StepIn) -> list[str]:
    """What it costs, level by level: `fair +3: SC07 has 4 Friday and Saturday duties; an even share is 2`."""
    told = []
    for level in SOFT_LEVELS:
        points = item.points.get(level, 0)
        own = [breach.message for breach in item.dearer if breach.level is level and breach.person == item.person.id]
        if points or own:
            told.append(f"{level} {points:+g}" + (f" ({'; '.join(own)})" if own else ""))
    return told


def as_data(found: DutyCover) -> dict[str, object]:
    """Who could step in, for scripts. Hours and rest are in hours."""
    return {
        "duty": found.duty.id,
        "seats": [
            {
                "seat": item.seat.id,
                "people": item.people,
                "replaced": item.replaced,
                "candidates": [_candidate_data(one) for one in item.candidates],
            }
            for item in found.seats
        ],
    }


def _candidate_data(one: StepIn) -> dict[str, object]:
    return {
        "person": one.person.id,
        "name": one.person.name,
        "legal": one.legal,
        "legal_once_offered": one.asks_offer,
        "reasons": one.reasons,
        "basis": one.basis,
        "instead_of": one.instead_of,
        "vehicle": one.vehicle,
        "uncovers": [{"duty": item.duty.id, "state_before": item.before, "state": item.after} for item in one.uncovers],
        "hours_before": one.hours_before / 60,
        "hours": one.hours_after / 60,
        "rest_before": None if one.rest_before is None else one.rest_before / 60,
        "rest_after": None if one.rest_after is None else one.rest_after / 60,
        "promises": [
            {
                "month": item.name,
                "promised": item.promised / 60,
                "hours_before": item.before / 60,
                "hours": item.after / 60,
            }
            for item in one.promises
        ],
        "notice_days": one.notice,
        "points": {str(level): one.points.get(level, 0) for level in SOFT_LEVELS},
        "costs": [breach.message for breach in one.dearer],
    }


__all__ = [
    "DutyCover",
    "PromiseEffect",
    "ReplacementFinder",
    "SeatCover",
    "StepIn",
    "Uncovered",
    "as_data",
    "cost_sentences",
]

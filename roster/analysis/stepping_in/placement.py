"""Puts a person into a seat: takes them off other duties that night where they must, and chooses a vehicle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from constraints.base import Rule
from constraints.cover.vehicle import VehicleRule
from constraints.facts import Facts
from constraints.view import RotaView
from models.duty import Duty
from models.people import Person
from models.rota import Assignment, DutyState
from roster.analysis.gaps import missing_without
from roster.analysis.stepping_in.effects import Effect, Effects
from roster.analysis.stepping_in.step_in import Uncovered


class Placement:
    """Finds the effect of putting one person into one seat of a rota."""

    def __init__(self, view: RotaView, rules: Sequence[Rule]) -> None:
        self._view = view
        self._facts: Facts = view.facts
        self._effects = Effects(view, rules)
        self._handover = max(
            (timedelta(minutes=rule.handover_minutes) for rule in rules if isinstance(rule, VehicleRule)),
            default=timedelta(),
        )

    def effect_of(
        self, on: Assignment, replaced: Assignment | None, *, soft: bool
    ) -> tuple[Effect, tuple[Uncovered, ...]]:
        """The effect of an assignment, and the other duties that the person leaves for it.

        They leave other duties only where that breaks fewer hard rules than being on both.

        Args:
            on: the new assignment.
            replaced: the assignment that is taken out for it; None where there is room.
            soft: whether soft rules are asked too.
        """
        person, duty = self._facts.people[on.person], self._facts.duty[on.duty]
        off = [replaced] if replaced is not None else []
        effect = self._effects.effect_of(off, [on], self._with_vehicle(off, [on], duty, {}), soft=soft)
        others = self.other_duties_that_night(person, duty)
        if others and not effect.legal:
            moved, uncovered = self._taken_off(others, off, on, soft=soft)
            if len(moved.broken) < len(effect.broken):
                return moved, uncovered
        return effect, ()

    def effect_of_crew(self, duty: Duty, crew: Sequence[Assignment]) -> Effect:
        """The effect on hard rules of adding people to a duty, which gets a free vehicle; they leave no other duty."""
        return self._effects.effect_of([], crew, self._with_vehicle([], crew, duty, {}), soft=False)

    def effect_of_exchange(self, off: Sequence[Assignment], on: Sequence[Assignment], *, soft: bool) -> Effect:
        """The effect of people changing places with each other: every duty keeps its numbers and its vehicle."""
        return self._effects.effect_of(off, on, soft=soft)

    def other_duties_that_night(self, person: Person, duty: Duty) -> list[Assignment]:
        """The person's assignments to other duties that overlap with a duty or start on its date."""
        return [
            item
            for item in self._view.assignments_of(person)
            if item.duty != duty.id
            and (
                (other := self._facts.duty[item.duty]).date == duty.date
                or (other.start < duty.end and duty.start < other.end)
            )
        ]

    def _taken_off(
        self, others: Sequence[Assignment], off: list[Assignment], on: Assignment, *, soft: bool
    ) -> tuple[Effect, tuple[Uncovered, ...]]:
        """The effect with the person off their other duties; a duty that cannot run without them is stood down."""
        duties = [self._facts.duty[name] for name in dict.fromkeys(item.duty for item in others)]
        removed = [*off, *others]
        before = {other.id: self._view.state(other) for other in duties}
        down = {other.id for other in duties if not self._view.changed(removed, [on], {}).runs(other)}
        for _ in range(2):
            released = [
                item
                for other in duties
                if other.id in down
                for item in self._view.crew_of(other)
                if not any(item is one for one in removed)
            ]
            vehicles = self._with_vehicle(
                [*removed, *released],
                [on],
                self._facts.duty[on.duty],
                {other.id: None for other in duties if other.id in down and self._facts.needs_vehicle(other)},
            )
            effect = self._effects.effect_of([*removed, *released], [on], vehicles, soft=soft)
            # A crew may be legal only with this person: such a duty is stood down as well, in a second round.
            unlawful = {breach.duty for breach in effect.broken} & {other.id for other in duties} - down
            if not unlawful:
                break
            down |= {name for name in unlawful if name is not None}
        return effect, tuple(
            self._uncovered(on.person, other, before[other.id], effect.view.state(other)) for other in duties
        )

    def _uncovered(self, person: str, duty: Duty, before: DutyState, after: DutyState) -> Uncovered:
        stay = Counter(item.seat for item in self._view.crew_of(duty) if item.person != person)
        return Uncovered(duty, before, after, missing_without(duty, after, stay) if before is not after else "")

    def _with_vehicle(
        self, off: Sequence[Assignment], on: Sequence[Assignment], duty: Duty, vehicles: dict[str, str | None]
    ) -> dict[str, str | None]:
        """The given changes of vehicles, with a vehicle for the duty if it now needs one, none if it is stood down."""
        if not self._facts.needs_vehicle(duty):
            return vehicles
        runs = self._view.changed(off, on, {}).runs(duty)
        given = self._view.vehicles.get(duty.id)
        if runs == (given is not None):
            return vehicles
        if not runs:
            return {**vehicles, duty.id: None}
        now = {**self._view.vehicles, **vehicles}
        free = next((item.id for item in self._facts.vehicles_for(duty) if self._is_free(item.id, duty, now)), None)
        return {**vehicles, duty.id: free}

    def _is_free(self, vehicle: str, duty: Duty, vehicles: dict[str, str | None]) -> bool:
        """Whether no other duty has a vehicle at that time or within the time a handover takes."""
        return not any(
            used == vehicle
            and name != duty.id
            and self._facts.duty[name].start < duty.end + self._handover
            and duty.start < self._facts.duty[name].end + self._handover
            for name, used in vehicles.items()
        )

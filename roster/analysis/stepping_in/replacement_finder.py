"""Finds who could step into a seat: whether it is legal, why not, what it would cost; the best candidate first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from constraints.admission import obstacle
from constraints.base import CandidateRule, Rule
from constraints.facts import Candidate, Facts
from constraints.hours.minimum_hours import MinimumHours
from constraints.view import RotaView
from models.duty import Duty
from models.people import Person
from models.rota import Assignment, Basis
from models.service import Seat
from roster.analysis.stepping_in.effects import Effect
from roster.analysis.stepping_in.personal_effects import minutes_on_duty, promise_effects, rest_around
from roster.analysis.stepping_in.placement import Placement
from roster.analysis.stepping_in.step_in import SeatCover, StepIn, Uncovered
from roster.analysis.wording.would_be import would


class ReplacementFinder:
    """Tries people in the seats of a rota's duties.

    Args:
        view: the rota.
        rules: all rules of its book.
        told_on: the day on which people would be told; None where it is not known.
    """

    def __init__(self, view: RotaView, rules: Sequence[Rule], told_on: date | None = None) -> None:
        self._view = view
        self._facts: Facts = view.facts
        self._gates = [rule for rule in rules if isinstance(rule, CandidateRule)]
        self._promises = [rule for rule in rules if isinstance(rule, MinimumHours)]
        self._told_on = told_on
        self._placement = Placement(view, rules)

    @property
    def view(self) -> RotaView:
        """The rota."""
        return self._view

    @property
    def placement(self) -> Placement:
        """Finds the effects of changes to the rota; what it found is kept."""
        return self._placement

    def seats_to_fill(self, duty: Duty, instead_of: str | None = None) -> list[Seat]:
        """The seats of a duty that lack people or hold a person who cannot be there; all seats where none does.

        Args:
            duty: a duty of the rota.
            instead_of: a person on the duty: only the seats they sit in.
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
        """Tries everyone who has a role of the seat, serves the area and is not on the duty.

        Args:
            duty: a duty of the rota.
            seat: one of its seats.
            instead_of: who leaves the seat. Where it is None: those who cannot be there; in a full seat, each in turn.
        """
        seated = self._view.in_seat(duty, seat.id)
        leaving = self._leaving(duty, seat, instead_of)
        on_it = {item.person for item in (*self._view.crew_of(duty), *leaving)}
        area = self._facts.area_of(duty)
        found = [
            self._best_way(person, duty, seat, leaving)
            for person in self._facts.people.values()
            if person.role in seat.roles and person.id not in on_it and self._facts.serves(person, area)
        ]
        return SeatCover.of(seat, list(seated), leaving, found)

    def way_in(self, person: Person, duty: Duty, seat: Seat) -> StepIn:
        """The best way in which one person could take a seat, the same that `candidates_for` finds."""
        return self._best_way(person, duty, seat, self._leaving(duty, seat, None))

    def step_in(self, person: Person, duty: Duty, seat: Seat) -> StepIn:
        """The best way in which one person could take a place in a seat."""
        return self._best_way(person, duty, seat, self._unable(duty, seat))

    def free_replacements(self, duty: Duty, seat: Seat, instead_of: str) -> list[StepIn]:
        """The legal candidates who have no other duty that night, the best first."""
        leaving = [item for item in self._view.in_seat(duty, seat.id) if item.person == instead_of]
        on_it = {item.person for item in self._view.crew_of(duty)}
        ways = [
            self._step_in(person, duty, seat, basis, leaving[0] if leaving else None)
            for person in self._facts.people.values()
            if person.role in seat.roles
            and person.id not in on_it
            and not self._placement.other_duties_that_night(person, duty)
            for basis in self._facts.bases(person, duty)
            if obstacle(self._facts, self._gates, Candidate(person.id, duty.id, seat.id, basis)) is None
        ]
        best = {item.person.id: item for item in sorted(ways, key=lambda item: item.rank, reverse=True) if item.legal}
        return sorted(best.values(), key=lambda item: item.rank)

    def _leaving(self, duty: Duty, seat: Seat, instead_of: str | None) -> list[Assignment]:
        """Whose place in a seat a candidate would take, any one of them; empty where there is room."""
        seated = self._view.in_seat(duty, seat.id)
        leaving = [item for item in seated if item.person == instead_of] or self._unable(duty, seat)
        return list(seated) if not leaving and len(seated) >= seat.maximum else leaving

    def _unable(self, duty: Duty, seat: Seat) -> list[Assignment]:
        """The assignments to a seat that the data of the book no longer allow."""
        return [
            item
            for item in self._view.in_seat(duty, seat.id)
            if obstacle(self._facts, self._gates, self._facts.candidate(item))
        ]

    def _best_way(self, person: Person, duty: Duty, seat: Seat, leaving: Sequence[Assignment]) -> StepIn:
        """The best of the ways in which a person could take the seat: by basis, and by whom they replace."""
        places: Sequence[Assignment | None] = leaving or [None]
        ways = [
            self._step_in(person, duty, seat, basis, replaced)
            for basis in self.bases_to_try(person, duty)
            for replaced in places
        ]
        return min(ways, key=lambda item: item.rank)

    def bases_to_try(self, person: Person, duty: Duty) -> list[Basis]:
        """The bases on which a person may be on a duty.

        For one who has none, the likely one: rostered for officers of a team without offers.
        """
        likely = Basis.ROSTERED if person.team is not None and not person.offers else Basis.OFFERED
        return list(self._facts.bases(person, duty)) or [likely]

    def _step_in(self, person: Person, duty: Duty, seat: Seat, basis: Basis, replaced: Assignment | None) -> StepIn:
        on = Assignment(person=person.id, duty=duty.id, seat=seat.id, basis=basis)
        # The cost is wanted only where the data allow it, or would once the duty is offered.
        costed = self.gates_against(on) <= ({"availability"} if self.not_offered(on) else set())
        effect, uncovers = self._placement.effect_of(on, replaced, soft=costed)
        return self._described(on, replaced, effect, uncovers)

    def gates_against(self, on: Assignment) -> set[str]:
        """The kinds of the rules that forbid an assignment whatever the rest of the rota is."""
        candidate = self._facts.candidate(on)
        return {
            gate.kind
            for gate in self._gates
            if gate.concerns(self._facts, candidate) and gate.obstacle(self._facts, candidate)
        }

    def not_offered(self, on: Assignment) -> bool:
        """Whether the person could offer the duty but has not: they have joined and are not absent."""
        person, duty = self._facts.people[on.person], self._facts.duty[on.duty]
        return (
            on.basis is Basis.OFFERED
            and (person.joined is None or person.joined <= duty.date)
            and not self._facts.absent(person, duty)
            and not self._facts.offered(person, duty)
        )

    def _described(
        self, on: Assignment, replaced: Assignment | None, effect: Effect, uncovers: tuple[Uncovered, ...]
    ) -> StepIn:
        """The record of a candidate from the effect of putting them into the seat."""
        person, duty = self._facts.people[on.person], self._facts.duty[on.duty]
        rest_before, rest_after = rest_around(effect.view, person, duty)
        prefix = f"{person.id}, on {duty.spoken}, "
        runs, not_offered = effect.view.runs(duty), self.not_offered(on)
        # A crew that needs others too is not complete yet: what it lacks does not speak against this person.
        own = [breach for breach in effect.broken if runs or breach.person == person.id]
        reasons, own_reasons = (
            tuple(dict.fromkeys(would(breach.message).removeprefix(prefix) for breach in some))
            for some in (effect.broken, own)
        )
        vehicle = effect.view.vehicles.get(duty.id)
        return StepIn(
            person=person,
            basis=on.basis,
            reasons=reasons,
            asks_offer=not_offered and {breach.rule for breach in effect.broken} == {"availability"},
            instead_of=replaced.person if replaced is not None else None,
            uncovers=uncovers,
            vehicle=vehicle if vehicle != self._view.vehicles.get(duty.id) else None,
            hours_before=minutes_on_duty(self._view, person),
            hours_after=minutes_on_duty(effect.view, person),
            rest_before=rest_before,
            rest_after=rest_after,
            promises=tuple(promise_effects(self._view, effect.view, self._promises, person, duty)),
            notice=(duty.date - self._told_on).days if self._told_on is not None else None,
            points=effect.points,
            dearer=tuple(effect.dearer),
            broken=tuple(effect.broken),
            waits_for_others=len(own) < len(effect.broken)
            and {breach.rule for breach in own} <= ({"availability"} if not_offered else set()),
            own_reasons=own_reasons,
        )


__all__ = ["ReplacementFinder"]

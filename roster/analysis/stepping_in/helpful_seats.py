"""Finds the seats in which one more person would change something: the duty runs, is better crewed, or comes nearer.

Used for people who have not offered the duty: their pages show where they could help.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from itertools import combinations, islice, product

from constraints.admission import obstacle
from constraints.base import CandidateRule, DutyRule, Rule
from constraints.facts import Candidate
from constraints.view import RotaView
from models.duty import Duty
from models.people import Person
from models.rota import Assignment, Basis, Breach, DutyState
from models.service import Seat
from roster.analysis.gaps import Gap
from roster.analysis.stepping_in.placement import Placement

MOST_CREWS = 20  # crews tried with one person, of those who offered a stood-down duty and are free
_OFFER = "availability"  # the kind of the rule that asks for an offer


class Help(IntEnum):
    """What somebody's coming changes; the smaller, the more."""

    RUNS = 0  # a duty that is stood down would run
    COMPLETES = 1  # a duty that runs would have all people it should have
    JOINS = 2  # a duty that runs would have one more of several that are missing
    NEEDS_MORE = 3  # a duty that is stood down would lack one person less, and could still not run


@dataclass(frozen=True)
class HelpfulSeat:
    """A seat in which a person would help, though they have not offered the duty.

    Attributes:
        lacking: (seat, number of people) that a duty would still lack before it could run; only for `NEEDS_MORE`.
    """

    duty: Duty
    seat: Seat
    help: Help
    lacking: tuple[tuple[Seat, int], ...] = ()


class HelpfulSeats:
    """Finds the seats in which people would help.

    Args:
        view: the rota, as on record.
        rules: all rules of its book.
        gaps: its duties that are not fully crewed.
        after: duties that have started by then are left out.
    """

    def __init__(self, view: RotaView, rules: Sequence[Rule], gaps: Sequence[Gap], after: datetime) -> None:
        self._view = view
        self._facts = view.facts
        self._gates = [rule for rule in rules if isinstance(rule, CandidateRule) and rule.kind != _OFFER]
        self._of_crews = {rule.kind for rule in rules if isinstance(rule, DutyRule)} | {"vehicle"}
        self._placement = Placement(view, rules)
        self._gaps = [gap for gap in gaps if gap.duty.start > after and self._facts.has_vehicle(gap.duty)]
        self._runs_without = {
            gap.duty.id: self._crew(gap, None, None) is not None
            for gap in self._gaps
            if gap.state is DutyState.STOOD_DOWN
        }

    def of(self, person: Person) -> list[HelpfulSeat]:
        """The seats in which a person would help, in order of time; one seat of a duty, the most helpful one."""
        found = []
        for gap in self._gaps:
            if self._might_come(person, gap.duty):
                seats = [seat for short in gap.seats if (seat := self._helpful(person, gap, short.seat)) is not None]
                found += sorted(seats, key=lambda item: item.help)[:1]
        return found

    def _might_come(self, person: Person, duty: Duty) -> bool:
        """Whether a person could come to a duty that they neither offered nor are rostered for, as far as is quick."""
        facts = self._facts
        if not facts.serves(person, facts.area_of(duty)) or facts.bases(person, duty) or facts.offered(person, duty):
            return False
        if (person.joined is not None and duty.date < person.joined) or facts.absent(person, duty):
            return False
        spells = [(other.start, other.end) for other in self._view.planned_duties_of(person)]
        spells += [(other.start, other.end) for other in facts.commitments(person)]
        return not any(start < duty.end and duty.start < end for start, end in spells)

    def _helpful(self, person: Person, gap: Gap, seat: Seat) -> HelpfulSeat | None:
        """The seat, if the person's coming to it changes something and breaks no hard rule."""
        duty = gap.duty
        if person.role not in seat.roles:
            return None
        if obstacle(self._facts, self._gates, Candidate(person.id, duty.id, seat.id, Basis.OFFERED)) is not None:
            return None
        coming = _assigned(person.id, duty, seat)
        if gap.state is not DutyState.STOOD_DOWN:
            if self._broken([coming], duty, person):
                return None
            missing = sum(short.missing for short in gap.seats)
            return HelpfulSeat(duty, seat, Help.COMPLETES if missing == 1 else Help.JOINS)
        if self._runs_without[duty.id]:
            return None
        if self._crew(gap, person, seat) is not None:
            return HelpfulSeat(duty, seat, Help.RUNS)
        return self._one_of_several(gap, coming, person, seat)

    def _one_of_several(self, gap: Gap, coming: Assignment, person: Person, seat: Seat) -> HelpfulSeat | None:
        """The seat of a duty that would still lack others; None where it does not lack this person, or nobody else."""
        lacking = _lacking(gap)
        if seat.id not in lacking:
            return None
        lacking[seat.id] -= 1
        still = tuple((short.seat, lacking[short.seat.id]) for short in gap.seats if lacking.get(short.seat.id))
        alone = [breach for breach in self._broken([coming], gap.duty, person) if breach.rule not in self._of_crews]
        return None if alone or not still else HelpfulSeat(gap.duty, seat, Help.NEEDS_MORE, still)

    def _crew(self, gap: Gap, person: Person | None, seat: Seat | None) -> list[Assignment] | None:
        """A legal crew for a stood-down duty of people who offered it and are free, with one more person in a seat.

        None where none of the first `MOST_CREWS` is legal.
        """
        for people in islice(_crews(gap, seat), MOST_CREWS):
            crew = [_assigned(name, gap.duty, of) for of, names in people for name in names]
            if person is not None and seat is not None:
                crew.append(_assigned(person.id, gap.duty, seat))
            if not self._broken(crew, gap.duty, person):
                return crew
        return None

    def _broken(self, crew: Sequence[Assignment], duty: Duty, person: Person | None) -> list[Breach]:
        """The hard rules that a crew would break, apart from the person's missing offer."""
        crew = [self._with_basis(item, duty) for item in crew]
        return [
            breach
            for breach in self._placement.effect_of_crew(duty, crew).broken
            if not (breach.rule == _OFFER and person is not None and breach.person == person.id)
        ]

    def _with_basis(self, item: Assignment, duty: Duty) -> Assignment:
        bases = self._facts.bases(self._facts.people[item.person], duty)
        return item.model_copy(update={"basis": bases[0]}) if bases else item


def _assigned(person: str, duty: Duty, seat: Seat) -> Assignment:
    return Assignment(person=person, duty=duty.id, seat=seat.id, basis=Basis.OFFERED)


def _lacking(gap: Gap) -> dict[str, int]:
    """Seat -> how many people it lacks to its minimum, counting those who are free."""
    lacking = {short.seat.id: short.seat.minimum - short.present - len(short.free) for short in gap.seats}
    return {name: number for name, number in lacking.items() if number > 0}


def _crews(gap: Gap, taken: Seat | None) -> Iterator[Sequence[tuple[Seat, Sequence[str]]]]:
    """Yields the smallest crews of people who are free, one place of the seat `taken` left for somebody else."""
    choices: list[list[tuple[Seat, Sequence[str]]]] = []
    for short in gap.seats:
        wanted = short.seat.minimum - short.present - (taken is not None and short.seat.id == taken.id)
        choices.append([(short.seat, names) for names in islice(combinations(short.free, max(0, wanted)), MOST_CREWS)])
    yield from product(*choices)


__all__ = ["Help", "HelpfulSeat", "HelpfulSeats"]

"""Crews that would make a stood-down duty run: of people who are free, and of people who have only to say yes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, islice, product

from constraints.base import Rule
from constraints.view import RotaView
from models.base import Model
from models.duty import Duty
from models.rota import Assignment
from roster.analysis.names import Names
from roster.analysis.stepping_in.placement import Placement
from roster.analysis.stepping_in.step_in import StepIn
from roster.desk.changes import AnyChange
from roster.desk.service.views import seat_changes

MOST_SHOWN = 3
_MOST_TRIED = 80  # crews whose rules are asked; each takes a millisecond or two
_OF_EACH_SEAT = 6  # the best candidates of a seat, from whom crews are made


class CrewMember(Model):
    """Somebody of a crew.

    Attributes:
        asks: whether they have yet to offer the duty.
    """

    person: str
    name: str
    seat: str
    asks: bool


class Crew(Model):
    """People with whom a duty runs, and no hard rule is broken."""

    members: tuple[CrewMember, ...]
    put_in: tuple[AnyChange, ...]

    @property
    def asks(self) -> int:
        """How many of them have yet to say yes."""
        return sum(member.asks for member in self.members)


Choice = tuple[StepIn, bool]  # a candidate, and whether they have yet to offer the duty


def crews_for(
    view: RotaView, rules: Sequence[Rule], duty: Duty, choices: Mapping[str, Sequence[Choice]], names: Names
) -> tuple[Crew, ...]:
    """The crews that need the fewest people to say yes, at most `MOST_SHOWN`.

    Args:
        view: the rota; the duty does not run in it.
        rules: of the book.
        choices: seat -> who could sit in it, the best first; nobody who would leave another duty.
    """
    placement = Placement(view, rules)
    found: list[Crew] = []
    seen: set[frozenset[str]] = set()
    for members in islice(_combinations(view, duty, choices), _MOST_TRIED):
        people = frozenset(step.person.id for _, (step, _) in members)
        if len(people) < len(members) or people in seen:
            continue
        seen.add(people)
        crew = [
            Assignment(person=step.person.id, duty=duty.id, seat=seat, basis=step.basis) for seat, (step, _) in members
        ]
        asked = {step.person.id for _, (step, asks) in members if asks}
        broken = placement.effect_of_crew(duty, crew).broken
        if all(breach.rule == "availability" and breach.person in asked for breach in broken):
            found.append(_crew(view, duty, members, names))
            if len(found) == MOST_SHOWN:
                break
    return tuple(found)


def _combinations(
    view: RotaView, duty: Duty, choices: Mapping[str, Sequence[Choice]]
) -> Iterator[Sequence[tuple[str, Choice]]]:
    """Crews of the least number of people, those with the fewest to ask first."""
    seats: list[list[tuple[tuple[str, Choice], ...]]] = []
    for seat in duty.crew.seats:
        lacks = max(0, seat.minimum - len(view.in_seat(duty, seat.id)))
        best = [(seat.id, choice) for choice in choices.get(seat.id, ())[:_OF_EACH_SEAT]]
        seats.append(list(combinations(best, lacks)))
    crews = [tuple(chain.from_iterable(parts)) for parts in product(*seats)]
    yield from sorted(crews, key=lambda crew: sum(asks for _, (_, asks) in crew))


def _crew(view: RotaView, duty: Duty, members: Sequence[tuple[str, Choice]], names: Names) -> Crew:
    shown: list[CrewMember] = []
    changes: list[AnyChange] = []
    for seat, (step, asks) in members:
        shown.append(CrewMember(person=step.person.id, name=names.full(step.person.id), seat=seat, asks=asks))
        changes += seat_changes.put_in(view, step, duty, duty.crew.seat(seat), offers=asks)
    return Crew(members=tuple(shown), put_in=tuple(changes))


__all__ = ["MOST_SHOWN", "Choice", "Crew", "CrewMember", "crews_for"]

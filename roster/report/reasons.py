"""Why a person is not on a duty, found by asking the rules themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from constraints.admission import most_telling, obstacle
from constraints.base import CandidateRule, DutyRule, PersonRule, Rule, breaches_of
from constraints.facts import Candidate
from constraints.view import RotaView
from models.duty import Duty
from models.people import Person
from models.rota import Assignment, Basis, Breach
from models.service import Seat


class Standing(IntEnum):
    """How near a person is to a seat, nearest first."""

    FREE = 0
    SEAT_FULL = 1
    LIMIT = 2
    ELSEWHERE = 3
    RESTING = 4
    NOT_QUALIFIED = 5
    ABSENT = 6
    NOT_OFFERED = 7
    NOT_ROSTERED = 8

    @property
    def words(self) -> str:
        """The standing as it is counted: `3 resting`."""
        return {
            Standing.FREE: "free",
            Standing.SEAT_FULL: "no seat left",
            Standing.LIMIT: "at a limit",
            Standing.ELSEWHERE: "on another duty",
            Standing.RESTING: "resting",
            Standing.NOT_QUALIFIED: "not qualified",
            Standing.ABSENT: "absent",
            Standing.NOT_OFFERED: "not offered",
            Standing.NOT_ROSTERED: "not rostered",
        }[self]


@dataclass(frozen=True)
class Reason:
    """Why one person is not in one seat of one duty.

    Attributes:
        sentence: begins with the person.
    """

    person: str
    standing: Standing
    sentence: str


# Rules whose breach means that the person is resting, or busy, rather than at a limit.
_RESTING = frozenset({"daily-rest", "weekly-rest"})
_BUSY = frozenset({"one-duty-at-a-time"})
# A crew that is short only because it is not complete yet says nothing about the person.
_OF_THE_CREW = frozenset({"crew-size", "crew-qualification", "vehicle"})


def reasons_for(view: RotaView, rules: Sequence[Rule], duty: Duty, seat: Seat) -> list[Reason]:
    """Why each person who is not on a duty, but serves its area in a role of the seat, is not in it; nearest first."""
    on_it = {assignment.person for assignment in view.crew_of(duty)}
    area = view.facts.area_of(duty)
    found = [
        reason(view, rules, person, duty, seat)
        for person in view.facts.people.values()
        if person.role in seat.roles and person.id not in on_it and view.facts.serves(person, area)
    ]
    return sorted(found, key=lambda item: item.standing)


def reason(view: RotaView, rules: Sequence[Rule], person: Person, duty: Duty, seat: Seat) -> Reason:
    """Why a person is not in a seat, the rest of the rota as it is."""
    gates = [rule for rule in rules if isinstance(rule, CandidateRule)]
    against: list[str] = []
    for basis in Basis:
        what = obstacle(view.facts, gates, Candidate(person.id, duty.id, seat.id, basis))
        if what is None:
            found = _broken(view, rules, Assignment(person=person.id, duty=duty.id, seat=seat.id, basis=basis))
            return _from_breaches(view, person, duty, seat, found)
        against.append(what)
    what = most_telling(against)
    return Reason(person.id, _standing(what), f"{person.id} {what}")


def _broken(view: RotaView, rules: Sequence[Rule], added: Assignment) -> list[Breach]:
    """The new breaches of the first hard rule that one more assignment breaks; rest and overlaps speak first."""
    near = view.near(added)
    after = near.with_added(added)
    hard = [
        rule for rule in rules if rule.hard and not isinstance(rule, CandidateRule) and rule.kind not in _OF_THE_CREW
    ]
    for rule in sorted(hard, key=lambda rule: 0 if rule.kind in _BUSY else 1 if rule.kind in _RESTING else 2):
        # Rules of people and duties see all they look at nearby; any other may look at the whole rota.
        local = isinstance(rule, PersonRule | DutyRule)
        found = breaches_of(rule, after if local else view.with_added(added))
        if found:
            known = breaches_of(rule, near if local else view.focused(added))
            new = [breach for breach in found if breach not in known]
            if new:
                return new
    return []


def _from_breaches(view: RotaView, person: Person, duty: Duty, seat: Seat, breaches: list[Breach]) -> Reason:
    for kinds, standing in ((_BUSY, Standing.ELSEWHERE), (_RESTING, Standing.RESTING)):
        for breach in breaches:
            if breach.rule in kinds:
                return Reason(person.id, standing, f"with this duty, {breach.message}")
    if breaches:
        return Reason(person.id, Standing.LIMIT, f"with this duty, {breaches[0].message}")
    if len(view.in_seat(duty, seat.id)) >= seat.maximum:
        return Reason(person.id, Standing.SEAT_FULL, f"{person.id} is free, but the seat is taken")
    return Reason(person.id, Standing.FREE, f"{person.id} is free")


def _standing(what: str) -> Standing:
    if what.startswith("is absent"):
        return Standing.ABSENT
    if what.startswith("has not offered"):
        return Standing.NOT_OFFERED
    if what.startswith(("holds", "does not")):
        return Standing.NOT_QUALIFIED
    return Standing.NOT_ROSTERED

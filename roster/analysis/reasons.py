"""Explains why a person is not on a duty: puts them there and asks each rule what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from constraints.admission import most_telling, obstacle
from constraints.base import CandidateRule, DutyRule, PersonRule, Rule, breaches_of
from constraints.facts import Candidate
from constraints.obstacles import Obstacle, ObstacleKind
from constraints.view import RotaView
from models.duty import Duty
from models.people import Person
from models.rota import Assignment, Basis, Breach
from models.service import Seat
from roster.analysis.wording.would_be import would


class Standing(IntEnum):
    """How near a person is to sitting in a seat; the smaller, the nearer."""

    FREE = 0
    SEAT_FULL = 1
    LIMIT = 2
    CREW = 3
    ELSEWHERE = 4
    RESTING = 5
    NOT_QUALIFIED = 6
    ABSENT = 7
    NOT_OFFERED = 8
    NOT_ROSTERED = 9
    UNSUITABLE = 10
    OTHER_RULE = 11

    @property
    def words(self) -> str:
        """The standing in words, as they follow a number: `3 resting`."""
        return {
            Standing.FREE: "free",
            Standing.SEAT_FULL: "no seat left",
            Standing.LIMIT: "at a limit",
            Standing.CREW: "not with this crew",
            Standing.ELSEWHERE: "on another duty",
            Standing.RESTING: "resting",
            Standing.NOT_QUALIFIED: "not qualified",
            Standing.ABSENT: "absent",
            Standing.NOT_OFFERED: "not offered",
            Standing.NOT_ROSTERED: "not rostered",
            Standing.UNSUITABLE: "of another role or area",
            Standing.OTHER_RULE: "kept off by another rule",
        }[self]


@dataclass(frozen=True)
class Reason:
    """Why one person is not in one seat of one duty.

    Attributes:
        sentence: the reason, with the person's id.
        brief: the same as a phrase, where the standing's words say too little; else empty.
    """

    person: str
    standing: Standing
    sentence: str
    brief: str = ""


# The standing of a person whose data rule out the assignment, by what the obstacle is about.
_STANDINGS = {
    ObstacleKind.ROLE: Standing.UNSUITABLE,
    ObstacleKind.AREA: Standing.UNSUITABLE,
    ObstacleKind.QUALIFICATION: Standing.NOT_QUALIFIED,
    ObstacleKind.ABSENT: Standing.ABSENT,
    ObstacleKind.NOT_OFFERED: Standing.NOT_OFFERED,
    ObstacleKind.OTHER: Standing.OTHER_RULE,
    # All others keep a person off whose time the unit does not have then.
    ObstacleKind.NOT_JOINED: Standing.NOT_ROSTERED,
    ObstacleKind.NOT_ROSTERED: Standing.NOT_ROSTERED,
    ObstacleKind.OTHER_TOUR: Standing.NOT_ROSTERED,
    ObstacleKind.ON_RECORD: Standing.NOT_ROSTERED,
}
# Rules whose breach means that the person is resting, or on another duty, and not at a limit.
_RESTING = frozenset({"daily-rest", "weekly-rest"})
_BUSY = frozenset({"one-duty-at-a-time"})
# Rules that an incomplete crew breaks, whoever is put into the seat.
_OF_INCOMPLETE_CREWS = frozenset({"crew-size", "crew-qualification", "vehicle"})


def reasons_for(view: RotaView, rules: Sequence[Rule], duty: Duty, seat: Seat) -> list[Reason]:
    """Why each suitable person is not in a seat, nearest first.

    Suitable are people who have a role of the seat, serve the area of the duty, and are not on the duty.
    """
    on_it = {assignment.person for assignment in view.crew_of(duty)}
    area = view.facts.area_of(duty)
    found = [
        reason(view, rules, person, duty, seat)
        for person in view.facts.people.values()
        if person.role in seat.roles and person.id not in on_it and view.facts.serves(person, area)
    ]
    return sorted(found, key=lambda item: item.standing)


def reason(view: RotaView, rules: Sequence[Rule], person: Person, duty: Duty, seat: Seat) -> Reason:
    """Why a person is not in a seat, with the rest of the rota as it is."""
    gates = [rule for rule in rules if isinstance(rule, CandidateRule)]
    against: list[Obstacle] = []
    for basis in Basis:
        what = obstacle(view.facts, gates, Candidate(person.id, duty.id, seat.id, basis))
        if what is None:
            found = _broken(view, rules, Assignment(person=person.id, duty=duty.id, seat=seat.id, basis=basis))
            return _from_breaches(view, rules, person, duty, seat, found)
        against.append(what)
    what = most_telling(against)
    return Reason(person.id, _STANDINGS[what.kind], f"{person.id} {what}", what.brief)


def _broken(view: RotaView, rules: Sequence[Rule], added: Assignment) -> list[Breach]:
    """The new breaches of the first hard rule that one more assignment breaks.

    Overlapping duties are tried first, then rules of rest, then all others.
    """
    near = view.near(added)
    after = near.with_added(added)
    hard = [
        rule
        for rule in rules
        if rule.hard and not isinstance(rule, CandidateRule) and rule.kind not in _OF_INCOMPLETE_CREWS
    ]
    for rule in sorted(hard, key=lambda rule: 0 if rule.kind in _BUSY else 1 if rule.kind in _RESTING else 2):
        # Rules of people and of duties look only at what is near the assignment; other rules get the whole rota.
        local = isinstance(rule, PersonRule | DutyRule)
        found = breaches_of(rule, after if local else view.with_added(added))
        if found:
            known = breaches_of(rule, near if local else view.focused(added))
            new = [breach for breach in found if breach not in known]
            if new:
                return new
    return []


def _from_breaches(
    view: RotaView, rules: Sequence[Rule], person: Person, duty: Duty, seat: Seat, breaches: list[Breach]
) -> Reason:
    for kinds, standing in ((_BUSY, Standing.ELSEWHERE), (_RESTING, Standing.RESTING)):
        for breach in breaches:
            if breach.rule in kinds:
                busy = standing is Standing.ELSEWHERE and _elsewhere(view, person, duty)
                return Reason(person.id, standing, busy or f"with this duty, {would(breach.message)}")
    if breaches:
        of_crews = {rule.kind for rule in rules if isinstance(rule, DutyRule)}
        standing = Standing.CREW if breaches[0].rule in of_crews else Standing.LIMIT
        return Reason(person.id, standing, f"with this duty, {would(breaches[0].message)}")
    if len(view.in_seat(duty, seat.id)) < seat.maximum:
        return Reason(person.id, Standing.FREE, f"{person.id} is free")
    if what := _why_no_swap(view, rules, person, duty, seat):
        return Reason(person.id, Standing.CREW, what)
    return Reason(person.id, Standing.SEAT_FULL, f"{person.id} could have had the seat")


def _elsewhere(view: RotaView, person: Person, duty: Duty) -> str | None:
    """A sentence that names the person's other duty at that time; None where there is none in the rota."""
    for other in view.duties_of(person):
        if other.start < duty.end and duty.start < other.end:
            return f"{person.id} is on {other.spoken}"
    return None


def _why_no_swap(view: RotaView, rules: Sequence[Rule], person: Person, duty: Duty, seat: Seat) -> str | None:
    """Why a person could replace none of those in a full seat: the crew would then break a hard rule.

    None where they could replace one of them.
    """
    of_crews = [
        rule for rule in rules if rule.hard and isinstance(rule, DutyRule) and rule.concerns_duty(view.facts, duty)
    ]
    crew = view.crew_of(duty)
    known = [breach for rule in of_crews for breach in breaches_of(rule, _only_crew(view, duty, crew))]
    sentences = []
    for seated in view.in_seat(duty, seat.id):
        swapped = [item if item is not seated else item.model_copy(update={"person": person.id}) for item in crew]
        after = _only_crew(view, duty, swapped)
        new = next((item for rule in of_crews for item in breaches_of(rule, after) if item not in known), None)
        if new is None:
            return None
        sentences.append(f"{person.id} in place of {seated.person}: {would(new.message)}")
    return sentences[0] if sentences else None


def _only_crew(view: RotaView, duty: Duty, crew: Sequence[Assignment]) -> RotaView:
    """A view of one duty and its crew, without the rest of the rota."""
    return RotaView(view.facts, crew, view.vehicles, [], [duty.id])

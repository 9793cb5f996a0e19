"""The rule that people's caps on what they offer are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from constraints.base import PersonRule
from constraints.counting.nights import nights_of
from constraints.counting.remaining_caps import RemainingCaps
from constraints.facts import Counting, Facts
from models.clock import monday_of, month_of, spoken_date
from models.duty import Duty
from models.people import Person
from models.rota import Basis, Breach

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class OwnCaps(PersonRule):
    """What a person works of what they offered stays within their own caps on duties, hours and nights.

    A weekend's nights are those that begin on its Friday, Saturday or Sunday, and a duty is a night duty with at least
    three hours between 23:00 and 06:00 by the clock: a day duty is none, Monday 00:30-06:30 is one of Sunday's night,
    and two duties of one night are one night. Duties of the unit on record in the same month or week count.

    Source: a volunteer offers; more than that is never asked.
    """

    kind: ClassVar[str] = "own-caps"
    unit: ClassVar[str] = "duties"
    example: ClassVar[str] = "- kind: own-caps"
    always: ClassVar[bool] = True
    softenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = ()

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Limits each month, week or weekend to what is left of each cap."""
        offered = {
            literal: model.facts.duty[candidate.duty]
            for duty in model.duties_of(person)
            for candidate, literal in model.candidates_of(person, duty)
            if candidate.basis is Basis.OFFERED
        }
        if not offered:
            return
        for limit in _limits(model.facts, person):
            terms = [(literal, limit.takes[duty.id]) for literal, duty in offered.items() if duty.id in limit.takes]
            model.at_most(self, terms, limit.room)
        for weekend in _weekends(model.facts, person):
            terms = [
                (literal, 1)
                for duties in weekend.nights.values()
                for literal in model.any_of(person, duties, Basis.OFFERED)
            ]
            model.at_most(self, terms, weekend.room)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each cap that is exceeded."""
        taken = [assignment.duty for assignment in view.assignments_of(person) if assignment.basis is Basis.OFFERED]
        if not taken:
            return
        found = [
            (sum(limit.takes.get(duty, 0) for duty in taken) - limit.room, limit.unit, limit.passed)
            for limit in _limits(view.facts, person)
        ]
        found += [
            (
                sum(any(duty.id in taken for duty in duties) for duties in weekend.nights.values()) - weekend.room,
                "nights",
                weekend.passed,
            )
            for weekend in _weekends(view.facts, person)
        ]
        for excess, unit, passed in found:
            if excess > 0:
                yield self.breach(excess, f"{person.id} {passed}", unit=unit, person=person.id)


@dataclass(frozen=True)
class _Limit:
    """A cap over a month or a week.

    Attributes:
        takes: by duty, how much of the cap it takes; `room` is what is left of it, both in minutes where the unit is
            hours.
        passed: how it reads when it is passed.
    """

    takes: dict[str, int]
    room: int
    unit: str
    passed: str


@dataclass(frozen=True)
class _Weekend:
    """The cap on a weekend's nights: the duties of each night that is not worked yet, and how many may still be."""

    nights: dict[date, list[Duty]]
    room: int
    passed: str


def _limits(facts: Facts, person: Person) -> Iterator[_Limit]:
    """Each cap on duties and hours, for each month and week with duties the person could be on."""
    caps = person.caps
    if caps.duties_per_month is None and caps.hours_per_month is None and caps.duties_per_week is None:
        return
    left = _left(facts, person)
    months: dict[str, list[Duty]] = defaultdict(list)
    weeks: dict[date, list[Duty]] = defaultdict(list)
    for duty in facts.reachable(person):
        months[month_of(duty.date)].append(duty)
        weeks[monday_of(duty.date)].append(duty)
    for month, inside in months.items():
        called = f"{inside[0].date:%B %Y}"
        if caps.duties_per_month is not None and (room := left.duties_in_month(month)) is not None:
            most = _many(caps.duties_per_month, "duty", "duties")
            passed = f"is on more than the {most} they offered in {called}"
            yield _Limit({duty.id: 1 for duty in inside}, room, "duties", passed)
        if (room := left.minutes_in_month(month)) is not None:
            takes = {duty.id: facts.minutes(person, duty, Counting.ROSTERED) for duty in inside}
            passed = f"is on duty for more than the {caps.hours_per_month:g} hours they offered in {called}"
            yield _Limit(takes, room, "hours", passed)
    for monday, inside in weeks.items():
        if caps.duties_per_week is not None and (room := left.duties_in_week(monday)) is not None:
            most, week = _many(caps.duties_per_week, "duty", "duties"), spoken_date(monday)
            passed = f"is on more than the {most} a week they offered, in the week of {week}"
            yield _Limit({duty.id: 1 for duty in inside}, room, "duties", passed)


def _weekends(facts: Facts, person: Person) -> Iterator[_Weekend]:
    """The cap on nights, for each weekend with night duties the person could be on."""
    cap = person.caps.nights_per_weekend
    if cap is None:
        return
    left = _left(facts, person)
    weekends: dict[date, dict[date, list[Duty]]] = defaultdict(lambda: defaultdict(list))
    for duty in facts.reachable(person):
        for night in nights_of(facts, duty):
            if night not in left.nights:
                weekends[monday_of(night)][night].append(duty)
    for monday, nights in weekends.items():
        most, week = _many(cap, "night", "nights"), spoken_date(monday)
        passed = f"is on more than the {most} a weekend they offered, in the week of {week}"
        yield _Weekend(nights, left.nights_in_weekend(monday) or 0, passed)


def _left(facts: Facts, person: Person) -> RemainingCaps:
    """What is left of a person's caps after the unit's duties on record that they worked as they offered."""
    return RemainingCaps(facts, person.caps, (item for item in facts.commitments(person) if item.uses_caps))


def _many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"

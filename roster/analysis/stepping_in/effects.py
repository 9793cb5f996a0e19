"""Finds what a change of a few assignments breaks and costs, without checking the whole rota again.

Rules about a person look only at that person's duties; rules about a duty look at its crew and at the date before.
They are checked only for the people and duties that the change touches. All other rules, and all rules from a user's
rule files, may look at the whole rota, and are checked in full.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from constraints.base import CandidateRule, DutyRule, PersonRule, Rule, breaches_of
from constraints.view import RotaView
from models.duty import Duty
from models.rota import Assignment, Breach, points_of
from models.rules import Level

# Rule number, person, duty, date. A number and not a kind, since a book may state a kind twice.
_Place = tuple[int, str | None, str | None, date | None]


@dataclass
class _Tally:
    """The breaches of one rule in one place, and their sums."""

    amount: float = 0
    breaches: list[Breach] = field(default_factory=list)

    @cached_property
    def points(self) -> float:
        """What the breaches cost; to be asked for once they are all there."""
        return points_of(self.breaches)


_Found = Mapping[_Place, _Tally]
# Rules about the whole rota that depend only on which duties run, and in which vehicle.
_OF_RUNNING = frozenset({"vehicle", "even-stand-downs", "most-cars-at-once"})


@dataclass(frozen=True)
class Effect:
    """What a change of the rota breaks and costs.

    Attributes:
        broken: hard breaches that it adds or makes worse.
        points: level -> points it adds to the rota's cost; negative where it saves. Empty when costs were not asked.
        dearer: soft breaches that it adds or makes worse.
        view: the rota with the change.
    """

    broken: list[Breach]
    points: dict[Level, float]
    dearer: list[Breach]
    view: RotaView

    @property
    def legal(self) -> bool:
        """Whether it adds no breach of a hard rule."""
        return not self.broken


class Effects:
    """Finds the effects of changes to one rota, each on its own; breaches found before are reused."""

    def __init__(self, view: RotaView, rules: Sequence[Rule]) -> None:
        self._view = view
        self._gates = [rule for rule in rules if isinstance(rule, CandidateRule) and _of_catalogue(rule)]
        self._local = [rule for rule in rules if _is_local(rule) and _of_catalogue(rule)]
        self._of_running = [rule for rule in rules if rule.kind in _OF_RUNNING and _of_catalogue(rule)]
        known = {id(rule) for rule in (*self._gates, *self._local, *self._of_running)}
        self._wide = [rule for rule in rules if id(rule) not in known]
        self._number = {id(rule): number for number, rule in enumerate(rules)}
        self._of_person: dict[tuple[str, tuple[tuple[str, str, str], ...], bool], _Found] = {}
        self._of_duty: dict[tuple[str, bool], _Found] = {}
        self._of_whole_rota: dict[bool, _Found] = {}
        self._by_running: dict[tuple[frozenset[tuple[str, object]], bool], _Found] = {}

    @cached_property
    def _line(self) -> dict[tuple[str, date], list[str]]:
        found: dict[tuple[str, date], list[str]] = defaultdict(list)
        for duty in self._view.facts.duties:
            found[duty.call_sign.id, duty.date].append(duty.id)
        return found

    def effect_of(
        self,
        off: Sequence[Assignment],
        on: Sequence[Assignment],
        vehicles: Mapping[str, str | None] | None = None,
        *,
        soft: bool = True,
    ) -> Effect:
        """The effect of taking some assignments out and putting others in.

        Args:
            off: assignments of the rota, to be taken out.
            on: assignments to be put in.
            vehicles: duty -> its new vehicle, or None for no vehicle; other duties keep theirs.
            soft: whether soft rules are checked too.
        """
        after = self._view.changed(off, on, vehicles or {})
        people = list(dict.fromkeys(item.person for item in (*off, *on)))  # in a fixed order, as breaches are shown
        duties = self._near(dict.fromkeys([*(item.duty for item in (*off, *on)), *(vehicles or {})]))
        before: dict[_Place, _Tally] = {}
        found: dict[_Place, _Tally] = {}
        for name in people:
            before |= self._person(self._view, name, soft=soft)
            found |= self._person(after, name, soft=soft)
        for name in duties:
            if (name, soft) not in self._of_duty:
                self._of_duty[name, soft] = self._tallied(self._local, self._view.looking_at([], [name]), soft=soft)
            before |= self._of_duty[name, soft]
        if soft not in self._of_whole_rota:
            self._of_whole_rota[soft] = self._tallied(self._wide, self._view, soft=soft)
        before |= self._of_whole_rota[soft]
        before |= self._running(self._view, frozenset(), soft=soft)
        found |= self._tallied(self._local, after.looking_at([], duties), soft=soft)
        found |= self._running(after, self._otherwise(after, vehicles or {}, duties), soft=soft)
        found |= self._tallied(self._wide, after, soft=soft)
        found |= self._tallied(self._gates, RotaView(self._view.facts, on, {}), soft=soft)
        return _compared(before, found, after)

    def _otherwise(
        self, after: RotaView, vehicles: Mapping[str, str | None], duties: Iterable[str]
    ) -> frozenset[tuple[str, object]]:
        """The part of a change that rules in `_OF_RUNNING` depend on: duties that start or stop running, vehicles."""
        known = self._view.facts.duty
        running = {
            (name, runs) for name in duties if (runs := after.runs(known[name])) is not self._view.runs(known[name])
        }
        return frozenset(running | {item for item in vehicles.items() if self._view.vehicles.get(item[0]) != item[1]})

    def _running(self, view: RotaView, otherwise: frozenset[tuple[str, object]], *, soft: bool) -> _Found:
        """What the rules in `_OF_RUNNING` find; cached, since most changes have the same `otherwise`: none."""
        if (otherwise, soft) not in self._by_running:
            self._by_running[otherwise, soft] = self._tallied(self._of_running, view, soft=soft)
        return self._by_running[otherwise, soft]

    def _near(self, duties: Iterable[str]) -> list[str]:
        """Duties, and those of the same call signs on the next date: their rules look at the date before."""
        found: dict[str, None] = {}
        for name in duties:
            duty: Duty = self._view.facts.duty[name]
            found[name] = None
            found |= dict.fromkeys(self._line.get((duty.call_sign.id, duty.date + timedelta(days=1)), ()))
        return list(found)

    def _person(self, view: RotaView, name: str, *, soft: bool) -> _Found:
        """What rules about people find of one person; it depends only on their duties, by which it is cached."""
        assigned = tuple((item.duty, item.seat, item.basis) for item in view.assignments_of(view.facts.people[name]))
        key = (name, assigned, soft)
        if key not in self._of_person:
            self._of_person[key] = self._tallied(self._local, view.looking_at([name], []), soft=soft)
        return self._of_person[key]

    def _tallied(self, rules: Sequence[Rule], view: RotaView, *, soft: bool) -> dict[_Place, _Tally]:
        """Groups the breaches that some rules find by place."""
        found: dict[_Place, _Tally] = defaultdict(_Tally)
        for rule in rules:
            if rule.hard or soft:
                for breach in breaches_of(rule, view):
                    tally = found[self._number[id(rule)], breach.person, breach.duty, breach.date]
                    tally.amount += breach.amount
                    tally.breaches.append(breach)
        return found


def _compared(before: _Found, found: _Found, view: RotaView) -> Effect:
    """The effect of a change from what the rules find before it and after it."""
    points: dict[Level, float] = defaultdict(float)
    for tallies, sign in ((before, -1), (found, 1)):
        for tally in tallies.values():
            points[tally.breaches[0].level] += sign * tally.points
    worse = [
        breach
        for place, tally in found.items()
        if place not in before or tally.amount > before[place].amount or tally.points > before[place].points
        for breach in tally.breaches
        if place not in before or breach not in before[place].breaches
    ]
    return Effect(
        [breach for breach in worse if breach.level is Level.HARD],
        {level: value for level, value in points.items() if level is not Level.HARD},
        [breach for breach in worse if breach.level is not Level.HARD],
        view,
    )


def _is_local(rule: Rule) -> bool:
    """Whether a rule looks at one person, or at one duty, at a time."""
    return isinstance(rule, DutyRule) or (isinstance(rule, PersonRule) and not rule.compares_people)


def _of_catalogue(rule: Rule) -> bool:
    """Whether a rule is from the catalogue; how far a rule from a user's file looks is not known."""
    return type(rule).__module__.startswith("constraints.")

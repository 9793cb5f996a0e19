"""The rule that a volunteer has the hours promised for a month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, field_validator

from constraints.base import PersonRule
from constraints.counting.promises import PERIOD, Promise, minutes_offered, minutes_worked, offered_duties
from constraints.counting.stretches import Per
from constraints.facts import Counting, Facts
from constraints.topics import Topic
from models.base import format_minutes
from models.clock import month_of
from models.duty import Duty
from models.people import Person
from models.rota import Breach
from models.rules import PEOPLE, Level

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class MinimumHours(PersonRule):
    """A person has at least `hours` a `per`, as far as they offered as much.

    A shortfall counts against the smaller of the promise and what was offered, so that offering more never raises what
    is expected. It is convex: the first `band_hours` of a person weigh more than the next, so nobody has none while
    another has a second duty that could move. Months are those whose last day lies in the period. Duties carried in,
    and hours worked elsewhere for the force, count once entered; training does not. What is on record of the period
    (`worked`) takes the place of the duties of the rota that it overlaps: the hours worked count, a no-show does not.

    Source: Kent Police policy O39: 16 operational hours a month, besides training.
    """

    kind: ClassVar[str] = "minimum-hours"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.PROMISED_HOURS})
    suggested_for: ClassVar[Mapping[Topic, tuple[str, ...]]] = {Topic.PROMISED_HOURS: ("hours", "per")}
    unit: ClassVar[str] = "hours"
    example: ClassVar[str] = "- {kind: minimum-hours, hours: 16, per: month, applies_to: {roles: [special]}}"
    hardenable: ClassVar[bool] = False
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE

    level: Level = Level.HOURS
    hours: Annotated[float, Field(gt=0, le=744)] = 16
    per: Per = Per.MONTH
    band_hours: Annotated[float, Field(ge=0.25, le=744)] = 8
    counting: Counting = Counting.ROSTERED

    @field_validator("per")
    @classmethod
    def _month_or_period(cls, per: Per) -> Per:
        if per not in (Per.MONTH, Per.PERIOD):
            raise ValueError(f"a promise is per month or per period, not per {per}")
        return per

    def promises(self, facts: Facts, person: Person) -> list[Promise]:
        """What a person promised, for each month or for the period."""
        key = ("promises", self.hours, self.per, self.counting, person.id)
        return facts.once(key, partial(self._promises, facts, person))

    def _promises(self, facts: Facts, person: Person) -> list[Promise]:
        open_duties: dict[str, list[Duty]] = defaultdict(list)
        for duty in offered_duties(facts, person):
            if (person.id, duty.id) not in facts.fates:
                open_duties[self._promise_of(duty)].append(duty)
        promised, work = round(self.hours * 60), facts.commitments(person)
        return [
            Promise(
                name,
                promised,
                *minutes_worked(facts, person, name),
                minutes_offered(facts, person, name, open_duties[name], work, self.counting),
            )
            for name in ([PERIOD] if self.per is Per.PERIOD else facts.months_ending)
        ]

    def offered_in_all(self, facts: Facts, person: Person, promise: Promise) -> int:
        """Minutes a person's offers and caps allow in a promise's part of the period, whatever is on record of it."""
        duties = [duty for duty in offered_duties(facts, person) if self._promise_of(duty) == promise.name]
        before = [item for item in facts.commitments(person) if item.date < facts.book.period.first]
        return minutes_offered(facts, person, promise.name, duties, before, self.counting)

    def _promise_of(self, duty: Duty) -> str:
        """The name of the promise that a duty counts to."""
        return PERIOD if self.per is Per.PERIOD else month_of(duty.date)

    def _bands(self, promise: Promise) -> list[tuple[int, int]]:
        return promise.bands(round(self.band_hours * 60))

    def assigned(self, view: RotaView, person: Person, promise: Promise) -> int:
        """Minutes that the rota plans towards a promise."""
        duties = [duty for duty in view.planned_duties_of(person) if self._promise_of(duty) == promise.name]
        return view.minutes_of(person, duties, self.counting)

    def to_come(self, view: RotaView, person: Person, promise: Promise) -> int:
        """Minutes that the rota plans towards a promise, without duties of which there is a record."""
        duties = [
            duty
            for duty in view.planned_duties_of(person)
            if self._promise_of(duty) == promise.name and (person.id, duty.id) not in view.facts.fates
        ]
        return view.minutes_of(person, duties, self.counting)

    def post_person(self, model: RotaModel, person: Person) -> None:
        """States that hours reach each target."""
        for promise in self.promises(model.facts, person):
            terms = [
                (literal, model.facts.minutes(person, duty, self.counting))
                for duty in model.duties_of(person)
                if self._promise_of(duty) == promise.name and (person.id, duty.id) not in model.facts.fates
                for literal in model.on(person, duty)
            ]
            model.at_least(self, terms, promise.target, self._bands(promise))

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each target that is missed."""
        for promise in self.promises(view.facts, person):
            has = self.to_come(view, person, promise)
            if has < promise.target:
                yield self.breach(
                    promise.target - has,
                    f"{person.id} has {format_minutes(promise.before + has)} in {promise.spoken},"
                    f" {format_minutes(promise.target - has)} short of what was promised and offered",
                    bands=self._bands(promise),
                    person=person.id,
                )

"""The promise: a volunteer's hours a month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, field_validator

from constraints.base import PersonRule
from constraints.counting.stretches import Per
from constraints.counting.weekly_caps import Takes, WeeklyCaps, nights_of
from constraints.facts import Commitment, Counting, Facts
from constraints.topics import Topic
from models.base import format_minutes
from models.clock import month_of
from models.duty import Duty
from models.people import Person
from models.records.history import WorkedKind
from models.rota import Breach
from models.rules import PEOPLE, Level

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


@dataclass(frozen=True)
class Promise:
    """What one person promised for one stretch of time, in minutes.

    Attributes:
        name: the month, or `the period`.
        promised: the promise itself.
        carried: worked in the stretch before the period.
        elsewhere: worked in it for the force, but not for this unit.
        worked: worked on this unit in the part of it that lies in the period, as far as that is on record.
        offered: what their offers and caps allow in the period, beside what is on record.
    """

    name: str
    promised: int
    carried: int
    elsewhere: int
    worked: int
    offered: int

    @property
    def spoken(self) -> str:
        """The stretch in words: `December 2026`."""
        return f"{date.fromisoformat(self.name + '-01'):%B %Y}" if self.name[:1].isdigit() else self.name

    @property
    def before(self) -> int:
        """What counts already, whatever this rota gives."""
        return self.carried + self.elsewhere + self.worked

    @property
    def target(self) -> int:
        """What the rota is held to: the smaller of the promise's rest and what was offered."""
        return max(0, min(self.promised - self.before, self.offered))


class MinimumHours(PersonRule):
    """A person has at least `hours` a month (or in the period), as far as they offered as much.

    A shortfall counts against the smaller of the promise and what was offered, so that offering more never raises what
    is expected. It is convex: the first `band_hours` of a person weigh more than the next, so nobody has none while
    another has a second duty that could move. Months are those whose last day lies in the period. Duties carried in,
    and hours worked elsewhere for the force, count once entered; training does not. What is on record of the period
    (`worked`) takes the place of the duties of the rota that it overlaps: the hours worked count, a no-show does not.

    Source: Kent Police policy O39: 16 operational hours a month, besides training.
    """

    kind: ClassVar[str] = "minimum-hours"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.PROMISED_HOURS})
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
        """What a person promised, stretch by stretch."""
        key = ("promises", self.hours, self.per, self.counting, person.id)
        return facts.once(key, partial(self._promises, facts, person))

    def _promises(self, facts: Facts, person: Person) -> list[Promise]:
        by_stretch: dict[str, list[Duty]] = defaultdict(list)
        for duty in self._open_to(facts, person):
            if (person.id, duty.id) not in facts.fates:
                by_stretch[self._stretch(duty)].append(duty)
        stretches = ["the period"] if self.per is Per.PERIOD else facts.months_ending
        promised = round(self.hours * 60)
        return [
            Promise(
                stretch,
                promised,
                *self._before(facts, person, stretch),
                self._offered(facts, person, stretch, by_stretch[stretch], facts.commitments(person)),
            )
            for stretch in stretches
        ]

    def offered_in_all(self, facts: Facts, person: Person, promise: Promise) -> int:
        """Minutes a person's offers and caps allow in a promise's part of the period, whatever is on record of it."""
        duties = [duty for duty in self._open_to(facts, person) if self._stretch(duty) == promise.name]
        period = facts.book.period
        before = [item for item in facts.commitments(person) if item.date < period.first]
        return self._offered(facts, person, promise.name, duties, before)

    def _open_to(self, facts: Facts, person: Person) -> list[Duty]:
        return [
            duty for duty in facts.reachable(person) if facts.offered(person, duty) and not facts.absent(person, duty)
        ]

    def _stretch(self, duty: Duty) -> str:
        return "the period" if self.per is Per.PERIOD else month_of(duty.date)

    def _before(self, facts: Facts, person: Person, stretch: str) -> tuple[int, int, int]:
        """Minutes that count already: carried in (listed, or entered as a total), elsewhere, and on record."""
        period = facts.book.period
        carried = elsewhere = worked = 0
        if self.per is Per.MONTH:
            totals = facts.totals.get(person.id, [])
            carried = round(60 * sum(item.hours.get(stretch, 0) for item in totals))
        for spell in facts.spells(person):
            inside = spell.date in period if self.per is Per.PERIOD else month_of(spell.date) == stretch
            if not inside:
                continue
            elsewhere += spell.minutes.get(WorkedKind.ELSEWHERE, 0)
            if spell.date in period:
                worked += spell.minutes.get(WorkedKind.DUTY, 0)
            else:
                carried += spell.minutes.get(WorkedKind.DUTY, 0)
        return carried, elsewhere, worked

    def _offered(
        self, facts: Facts, person: Person, stretch: str, duties: Sequence[Duty], work: Sequence[Commitment]
    ) -> int:
        """Minutes a person's offers allow: the longest duty of each date, within what work leaves of their caps."""
        caps = person.caps
        by_date: dict[date, list[Takes]] = defaultdict(list)
        for duty in duties:
            minutes = facts.minutes(person, duty, self.counting)
            nights = () if caps.nights_per_weekend is None else nights_of(facts, duty)
            by_date[duty.date].append(Takes(minutes, minutes, nights))
        past = [item for item in work if item.uses_caps]
        this_month = [item for item in past if month_of(item.date) == stretch]
        allowed = [takes.amount for _, takes in WeeklyCaps(facts, caps, past).most(by_date)]
        if self.per is Per.PERIOD:
            return sum(allowed)
        if caps.duties_per_month is not None:
            allowed = allowed[: max(0, caps.duties_per_month - len(this_month))]
        if caps.hours_per_month is not None:
            used = sum(item.unit_minutes for item in this_month)
            return max(0, min(sum(allowed), round(caps.hours_per_month * 60) - used))
        return sum(allowed)

    def _bands(self, promise: Promise) -> list[tuple[int, int]]:
        """Bands of a shortfall, from the hours nearest the target down, each dearer than the last."""
        width = round(self.band_hours * 60)
        highest = -(-promise.promised // width) - 1
        bands = []
        top = promise.target
        while top > 0:
            # Bands are those of the promise, carried-in hours at the bottom, so that first hours weigh alike for all.
            band = (promise.before + top - 1) // width
            low = max(0, band * width - promise.before)
            bands.append((top - low, 2 * max(0, highest - band) + 1))
            top = low
        return bands

    def assigned(self, view: RotaView, person: Person, promise: Promise) -> int:
        """Minutes the rota gives towards a promise, all as planned."""
        duties = [duty for duty in view.planned_duties_of(person) if self._stretch(duty) == promise.name]
        return view.minutes_of(person, duties, self.counting)

    def to_come(self, view: RotaView, person: Person, promise: Promise) -> int:
        """Minutes of them of which there is no record yet."""
        duties = [
            duty
            for duty in view.planned_duties_of(person)
            if self._stretch(duty) == promise.name and (person.id, duty.id) not in view.facts.fates
        ]
        return view.minutes_of(person, duties, self.counting)

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Hours reach each target."""
        for promise in self.promises(model.facts, person):
            terms = [
                (literal, model.facts.minutes(person, duty, self.counting))
                for duty in model.duties_of(person)
                if self._stretch(duty) == promise.name and (person.id, duty.id) not in model.facts.fates
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

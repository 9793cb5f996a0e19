"""The rule that enough duties run, or enough people are on, in each band of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field, field_validator, model_validator

from constraints.base import Rule
from constraints.counting.spells import Spell, spells, spoken_time, unbroken
from constraints.facts import Facts
from constraints.facts.fixed_work import worked_is_of
from models.base import ClockTime, Id, Model, Weekday, format_minutes
from models.clock import nearest_instant
from models.duty import Duty
from models.problems import did_you_mean
from models.records.history import WorkedKind
from models.rota import Breach
from models.rules import DUTIES, Level

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView


class Band(Model):
    """A band of local time on some weekdays, and how much is wanted in it.

    Attributes:
        start, end: an end not after the start is on the next day; a band belongs to the date it starts on.
        minimum: duties (or people of `roles`) that must be there.
        preferred: how many would be best (the minimum when absent).
        roles: count people of these roles; running duties are counted when none is named.
    """

    start: ClockTime
    end: ClockTime
    weekdays: tuple[Weekday, ...] = tuple(Weekday)
    minimum: Annotated[int, Field(ge=0, le=1000)]
    preferred: Annotated[int, Field(ge=0, le=1000)] = -1
    roles: tuple[Id, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _defaults(cls, data: Any) -> Any:
        if isinstance(data, dict) and "minimum" in data:
            return {"preferred": data["minimum"], **data}
        return data

    @model_validator(mode="after")
    def _in_order(self) -> Band:
        if self.preferred < self.minimum:
            raise ValueError(f"minimum {self.minimum}, preferred {self.preferred} are not in order")
        return self

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Its naive local times on a date."""
        end = datetime.combine(day, self.end)
        return datetime.combine(day, self.start), end if self.end > self.start else end + timedelta(days=1)


class Asks(StrEnum):
    """Which of a band's two figures is asked for."""

    MINIMUM = "minimum"
    PREFERRED = "preferred"


@dataclass(frozen=True)
class Stretch:
    """One band on one date: what is wanted, and for each spell the duties that may fill it and what is fixed."""

    wanted: int
    band: Band
    day: date
    spells: list[tuple[Spell, list[Duty], int]]


class BandCover(Rule):
    """In each band of time as many duties run, or people of a role are on duty, as the demand curve asks for.

    The duties it applies to fill a band together: name the base's area in `applies_to`. Whatever is there counts for as
    long as it is there, to the minute, so bands may be drawn in quarter hours or any other steps; each hour of each
    duty or person short counts. `asks` says which figure is meant: state the rule at `cover` for the minimum, and once
    more at `full` for the preferred. Carried-in duties that are known to be of those it applies to, and reach into the
    period, count as there.
    Of bands that hold at one time each is asked for by itself: people of two roles, say. Hard, a band is never short:
    where it cannot be filled there is no rota, and the answer names the rule.

    Source: practice (demand by the hour of the week); the figures are the unit's own.
    """

    kind: ClassVar[str] = "band-cover"
    unit: ClassVar[str] = "hours"
    example: ClassVar[str] = (
        "- {kind: band-cover, bands: [{start: '18:00', end: '02:00', weekdays: [fri, sat], minimum: 1, preferred: 2}],"
        " applies_to: {areas: [medway]}}"
    )
    holds_for: ClassVar[tuple[str, ...]] = DUTIES

    level: Level = Level.COVER
    bands: Annotated[tuple[Band, ...], Field(max_length=1000)]
    asks: Asks = Asks.MINIMUM

    @field_validator("bands")
    @classmethod
    def _ask_for_something(cls, bands: tuple[Band, ...]) -> tuple[Band, ...]:
        if not any(band.preferred for band in bands):
            raise ValueError("no band asks for anybody")
        return bands

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """Roles that the book does not know."""
        for role in dict.fromkeys(role for band in self.bands for role in band.roles):
            if role not in facts.roles:
                yield "bands", f"role '{role}' is unknown{did_you_mean(role, facts.roles)}"

    def _carried_in(self, facts: Facts) -> list[tuple[datetime, datetime, str, str]]:
        """Carried-in duties that count: start, end, call sign, and the person's role."""
        zone = facts.book.period.zone
        return [
            (
                nearest_instant(item.start, zone),
                nearest_instant(item.end, zone),
                item.call_sign,
                facts.people[item.person].role,
            )
            for item in facts.book.carried_in.duties
            if item.kind is WorkedKind.DUTY
            and not item.no_show
            and item.call_sign is not None
            and worked_is_of(facts, item, self.applies_to)
        ]

    def stretches(self, facts: Facts) -> list[Stretch]:
        """Every band on every date of the period for which it asks."""
        return facts.once((self, "stretches"), partial(self._work_out_stretches, facts))

    def _work_out_stretches(self, facts: Facts) -> list[Stretch]:
        zone = facts.book.period.zone
        duties = [duty for duty in facts.duties if self.concerns_duty(facts, duty)]
        carried_in = self._carried_in(facts)
        found = []
        for day in facts.book.period.dates:
            for band in self.bands:
                wanted = band.minimum if self.asks is Asks.MINIMUM else band.preferred
                if not wanted or Weekday.of(day) not in band.weekdays:
                    continue
                first, last = (nearest_instant(wall, zone) for wall in band.on(day))
                inside = [duty for duty in duties if duty.start < last and first < duty.end]
                before = [item for item in carried_in if item[0] < last and first < item[1]]
                cut = []
                if first < last:  # a band of an hour that the clocks skip is none
                    times = [*((duty.start, duty.end) for duty in inside), *(item[:2] for item in before)]
                    for spell in spells(times, (first, last)):
                        there = [before[index - len(inside)] for index in spell.on if index >= len(inside)]
                        fixed = (
                            sum(role in band.roles for _, _, _, role in there)
                            if band.roles
                            else len({call_sign for _, _, call_sign, _ in there})
                        )
                        cut.append((spell, [inside[index] for index in spell.on if index < len(inside)], fixed))
                found.append(Stretch(wanted, band, day, cut))
        return found

    def post(self, model: RotaModel) -> None:
        """States that each spell has enough; spells of one band that the same duties may fill are one constraint."""
        for stretch in self.stretches(model.facts):
            together: dict[tuple[tuple[str, ...], int], tuple[list[Duty], int]] = {}
            for spell, duties, fixed in stretch.spells:
                key = (tuple(duty.id for duty in duties), fixed)
                together[key] = (duties, together.get(key, (duties, 0))[1] + spell.minutes)
            for (_, fixed), (duties, minutes) in together.items():
                terms = [(literal, minutes) for duty in duties for literal in self._there(model, stretch.band, duty)]
                model.at_least(self, terms, (stretch.wanted - fixed) * minutes)

    @staticmethod
    def _there(model: RotaModel, band: Band, duty: Duty) -> list[Literal]:
        if not band.roles:
            return [model.runs(duty)]
        return [
            literal
            for seat in duty.crew.seats
            for candidate, literal in model.in_seat(duty, seat.id)
            if model.facts.people[candidate.person].role in band.roles
        ]

    def check(self, view: RotaView) -> Iterator[Breach]:
        """Each time with too few."""
        facts = view.facts
        for stretch in self.stretches(facts):
            counted = {
                duty.id: sum(facts.people[item.person].role in stretch.band.roles for item in view.crew_of(duty))
                if stretch.band.roles
                else int(view.runs(duty))
                for duty in {duty.id: duty for _, duties, _ in stretch.spells for duty in duties}.values()
            }
            short = (
                (spell, stretch.wanted - fixed - sum(counted[duty.id] for duty in duties))
                for spell, duties, fixed in stretch.spells
            )
            for run in unbroken(short):
                worst = max(amount for _, amount in run)
                amount = sum(spell.minutes * missing for spell, missing in run)
                what = f"people ({' or '.join(stretch.band.roles)})" if stretch.band.roles else "duties"
                near = next((duties[0] for _, duties, _ in stretch.spells if duties), None)
                have = f"only {stretch.wanted - worst}" if worst < stretch.wanted else "none"
                when = spoken_time(run[0][0].start, run[-1][0].end, facts.book.period.zone)
                yield self.breach(
                    amount,
                    f"{when}: {have} of {stretch.wanted} {what} ({format_minutes(amount)} short)",
                    duty=near.id if near else None,
                    date=stretch.day,
                )

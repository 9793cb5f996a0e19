"""The rule that hours lie between a least and a most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field, model_validator

from constraints.base import PersonRule
from constraints.counting.stretches import Per
from constraints.facts import Counting, Facts
from models.base import format_minutes
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView


class TotalHours(PersonRule):
    """A person has between `least` and `most` hours in every `per`.

    It may be a week, fortnight, calendar month, or the period.
    Carried-in duties, work elsewhere and tours of one's team count; a rostered duty takes the place of its date's tour.
    Where the rule names duties, only the hours of these count.
    The least is asked of weeks and months that end in the period, the most of all that touch it. Hard, a least is for
    hours that are owed and can be worked: where they cannot there is no rota, and the answer names the rule. For what
    volunteers promise there is minimum-hours, for a contract contract-hours.

    Source: coordinators' practice; a hard rule of Curtois and Qu's shift scheduling problems (2014).
    """

    kind: ClassVar[str] = "total-hours"
    unit: ClassVar[str] = "hours"
    example: ClassVar[str] = "- {kind: total-hours, least: 140, most: 160, per: period, counting: paid}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    least: Annotated[float, Field(ge=0, le=10000)] = 0
    most: Annotated[float, Field(ge=0, le=10000)] | None = None
    per: Per = Per.PERIOD
    counting: Counting = Counting.ROSTERED

    @model_validator(mode="after")
    def _in_order(self) -> TotalHours:
        if self.most is None and not self.least:
            raise ValueError("give least, most, or both")
        if self.most is not None and self.most < self.least:
            raise ValueError(f"least {self.least:g} and most {self.most:g} are not in order")
        return self

    def _stretches(self, facts: Facts, person: Person) -> Iterator[tuple[date, int, bool]]:
        """For each stretch in the period: a date of it, minutes worked in any case, and whether it ends in it."""
        period = facts.book.period
        fixed: dict[object, int] = defaultdict(int)
        for item in self.commitments(facts, person):
            if self.per is not Per.PERIOD or item.date in period:
                fixed[self.per.key(item.date, period)] += facts.committed_minutes(person, item, self.counting)
        last_dates = {self.per.key(day, period): day for day in period.dates}
        for key, day in last_dates.items():
            ends = self.per is Per.PERIOD or self.per.key(day + timedelta(days=1), period) != key
            yield day, fixed[key], ends

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Limits the hours of each stretch from below and above."""
        period = model.facts.book.period
        terms: dict[object, list[tuple[Literal, int]]] = defaultdict(list)
        fixed_work = self.commitments(model.facts, person)
        for duty in model.duties_of(person):
            for candidate, literal in model.candidates_of(person, duty):
                if minutes := model.facts.added_minutes(candidate, self.counting, fixed_work):
                    terms[self.per.key(duty.date, period)].append((literal, minutes))
        for day, fixed, ends in self._stretches(model.facts, person):
            added = terms[self.per.key(day, period)]
            if ends:
                model.at_least(self, added, round(self.least * 60) - fixed)
            if self.most is not None:
                model.at_most(self, added, round(self.most * 60) - fixed)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each stretch with too few or too many hours."""
        period = view.facts.book.period
        added: dict[object, int] = defaultdict(int)
        fixed_work = self.commitments(view.facts, person)
        for assignment in view.assignments_of(person):
            key = self.per.key(view.facts.duty[assignment.duty].date, period)
            added[key] += view.facts.added_minutes(view.facts.candidate(assignment), self.counting, fixed_work)
        for day, fixed, ends in self._stretches(view.facts, person):
            has, where = added[self.per.key(day, period)], self.per.spoken(day, period)
            short = round(self.least * 60) - fixed - has
            if ends and short > 0:
                yield self.breach(
                    short,
                    f"{person.id} has {format_minutes(short)} less than {self.least:g} hours in {where}{self.only}",
                    person=person.id,
                    date=day,
                )
            excess = 0 if self.most is None else has - max(0, round(self.most * 60) - fixed)
            if excess > 0:
                yield self.breach(
                    excess,
                    f"{person.id} has {format_minutes(excess)} more than {self.most:g} hours in {where}{self.only}",
                    person=person.id,
                    date=day,
                )

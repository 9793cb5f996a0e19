"""The rule on rest between a volunteer's day job and a duty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.facts import Facts
from constraints.topics import Topic
from models.base import format_minutes
from models.clock import days, minutes_between, nearest_instant, spoken_date
from models.duty import Duty
from models.people import Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE, Level

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView

MARGIN = timedelta(days=3)  # longer than a day's work and the longest rest together


class DayJobRest(PersonRule):
    """A volunteer has `hours_before_duty` between the day job and a duty, and `hours_after_duty` back to the job.

    The day job is what was entered with the person; it is held against nobody, and soft unless a book makes it hard.
    Each duty is looked at with the job's last day that starts before it or with it, and the next that starts after; a
    duty during the job has no rest at all. All times are as they really pass.

    Source: practice; no figure was found for Special Constables, and both numbers are unverified defaults.
    """

    kind: ClassVar[str] = "day-job-rest"
    reads: ClassVar[frozenset[Topic]] = frozenset({Topic.DAY_JOBS})
    suggested_for: ClassVar[Mapping[Topic, tuple[str, ...]]] = {Topic.DAY_JOBS: ()}
    unit: ClassVar[str] = "hours"
    example: ClassVar[str] = "- {kind: day-job-rest, hours_before_duty: 2, hours_after_duty: 11}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    level: Level = Level.WISHES
    hours_before_duty: Annotated[float, Field(ge=0, le=24)] = 2
    hours_after_duty: Annotated[float, Field(ge=0, le=24)] = 11

    def _job(self, facts: Facts, person: Person, duty: Duty) -> list[tuple[datetime, datetime]]:
        """The spells of the day job around a duty."""
        zone = facts.book.period.zone
        return [
            (nearest_instant(start, zone), nearest_instant(end, zone))
            for job in person.day_job
            for day in days(duty.date - MARGIN, duty.date + MARGIN)
            if job.on(day)
            for start, end in (job.times(day),)
        ]

    def _short(self, facts: Facts, person: Person, duty: Duty) -> Iterator[tuple[int, int, str]]:
        """Minutes of rest missing before or after a duty, the minutes asked for, and where, in words."""
        if not person.day_job:
            return
        job = self._job(facts, person, duty)
        zone = facts.book.period.zone
        before = [end for start, end in job if start <= duty.start]
        after = [start for start, _ in job if start > duty.start]
        if before:
            asked, last = round(self.hours_before_duty * 60), max(before)
            if (missing := asked - max(0, minutes_between(last, duty.start))) > 0:
                day = spoken_date(last.astimezone(zone).date())
                yield missing, asked, f"between the day job of {day} and {duty.spoken}"
        if after:
            asked, first = round(self.hours_after_duty * 60), min(after)
            if (missing := asked - max(0, minutes_between(duty.end, first))) > 0:
                day = spoken_date(first.astimezone(zone).date())
                yield missing, asked, f"between {duty.spoken} and the day job of {day}"

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Prices each duty by the rest it leaves missing."""
        for duty in model.duties_of(person) if person.day_job else ():
            if missing := sum(short[0] for short in self._short(model.facts, person, duty)):
                model.forbid(self, model.on(person, duty), missing)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each rest that is too short."""
        for duty in view.duties_of(person):
            for missing, asked, where in self._short(view.facts, person, duty):
                yield self.breach(
                    missing,
                    f"{person.id} has {format_minutes(asked - missing)} of rest {where}"
                    f" (at least {format_minutes(asked)})",
                    person=person.id,
                    duty=duty.id,
                    date=duty.date,
                )

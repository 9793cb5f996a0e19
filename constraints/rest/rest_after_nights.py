"""The rule on a long rest after several nights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.base import PersonRule
from constraints.counting.nights import NightTime
from constraints.facts import Commitment, Facts
from models.base import format_minutes
from models.clock import days, minutes_between
from models.duty import Duty
from models.people import Person
from models.rota import Basis, Breach
from models.rules import PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView


@dataclass(frozen=True)
class Work:
    """Duties with the same times, of which a person is on one at most; or a commitment."""

    date: date
    start: datetime
    end: datetime
    night: bool
    duties: tuple[Duty, ...] = ()
    commitment: Commitment | None = None

    def goes_on_in(self, later: Work) -> bool:
        """Whether a later night continues the run of nights that this one belongs to."""
        return self.night and later.night and (later.date - self.date).days <= 1

    @property
    def spoken(self) -> str:
        """What it is in words."""
        return self.commitment.label if self.commitment else self.duties[0].spoken


class RestAfterNights(NightTime, PersonRule):
    """After night duties on at least `nights` dates running, at least `hours` of real time to the next duty.

    A night duty is one with at least `night_hours` between `night_from` and `night_to`. Another night duty on the next
    date goes on with the run; any other duty within the hours breaks the rest. Carried-in duties, work elsewhere and
    tours of one's team count as duties; a rostered duty takes the place of its date's tour, which stays a night.

    Source: NHS terms for doctors in training 2016, schedule 3 (46 hours after nights); for others a practice, and the
    numbers here are unverified defaults.
    """

    kind: ClassVar[str] = "rest-after-nights"
    unit: ClassVar[str] = "hours"
    example: ClassVar[str] = "- {kind: rest-after-nights, nights: 3, hours: 46}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE

    nights: Annotated[int, Field(ge=1, le=14)] = 3
    hours: Annotated[float, Field(gt=0, le=168)] = 46

    def _missing(self, earlier: Work, later: Work) -> int:
        """Minutes of rest that are missing where the run of nights is long enough; 0 where it continues."""
        if not earlier.night or earlier.goes_on_in(later):
            return 0
        return max(0, round(self.hours * 60) - max(0, minutes_between(earlier.end, later.start)))

    def _run(self, last: date) -> list[date]:
        """Returns the last `nights` dates up to a date: with night duties on all of them, the rest is owed after it."""
        return days(last - timedelta(days=self.nights - 1), last)

    def _commitments(self, facts: Facts, person: Person) -> list[Work]:
        return [
            Work(item.date, item.start, item.end, self.is_night(facts, item), commitment=item)
            for item in facts.commitments(person)
        ]

    def _duties(self, facts: Facts, duties: Sequence[Duty]) -> list[Work]:
        """Duties, those of the same times together, in order of start."""
        alike: dict[tuple[datetime, datetime], list[Duty]] = {}
        for duty in duties:
            alike.setdefault((duty.start, duty.end), []).append(duty)
        return [
            Work(found[0].date, start, end, self.is_night(facts, found[0]), tuple(found))
            for (start, end), found in sorted(alike.items(), key=lambda item: item[0])
        ]

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Forbids each run of nights with a duty too soon after it, unless other work lies between."""
        possible = self._duties(model.facts, model.duties_of(person))
        if not possible:
            return
        fixed = self._commitments(model.facts, person)
        nights = {work.date for work in fixed if work.night}
        on: dict[date, list[Duty]] = defaultdict(list)
        for work in possible:
            on[work.date] += work.duties if work.night else ()
        works = sorted((*possible, *fixed), key=lambda work: work.start)
        for place, earlier in enumerate(works):
            if not earlier.night:
                continue
            run = [model.any_of(person, on[day]) for day in self._run(earlier.date)[:-1] if day not in nights]
            until = min((work.start for work in fixed if work.start > earlier.start), default=None)
            for index in range(place + 1, len(works)):
                later = works[index]
                if until is not None and later.start > until:
                    break
                missing = self._missing(earlier, later)
                if missing and later.start > earlier.start:
                    between = [work for work in works[place + 1 : index] if earlier.start < work.start < later.start]
                    self._post_pair(model, person, earlier, later, run, between, missing)

    def _post_pair(
        self,
        model: RotaModel,
        person: Person,
        earlier: Work,
        later: Work,
        run: list[list[Literal]],
        between: list[Work],
        missing: int,
    ) -> None:
        groups = [*run, *(model.any_of(person, work.duties) for work in (earlier, later) if work.duties)]
        if not groups or (earlier.duties and later.duties and later.start < earlier.end):
            return
        # Hard, what comes between breaks the rest itself, but for a night that the later one goes on from.
        unless = [
            literal
            for work in between
            if not self.hard or work.goes_on_in(later)
            for duty in work.duties
            for literal in model.on(person, duty)
        ]
        for work in (earlier, later):
            if work.commitment is not None:
                unless += [
                    literal
                    for duty in model.duties_on(person, work.date)
                    for candidate, literal in model.candidates_of(person, duty)
                    if model.facts.replaces(candidate, work.commitment)
                ]
        model.not_each_of(self, groups, unless, missing)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each rest after nights that is too short."""
        if not view.assignments_of(person):
            return
        commitments = self._commitments(view.facts, person)
        duties = self._duties(view.facts, view.duties_of(person))
        rostered = {
            view.facts.duty[assignment.duty].date
            for assignment in view.assignments_of(person)
            if assignment.basis is Basis.ROSTERED
        }
        fixed = {work.date for work in commitments if work.night}
        nights = fixed | {work.date for work in duties if work.night}
        starting: dict[datetime, list[Work]] = {}
        for work in sorted((*duties, *commitments), key=lambda work: work.start):
            starting.setdefault(work.start, []).append(work)
        for firsts, seconds in pairwise(starting.values()):
            for earlier in firsts:
                for later in seconds:
                    missing = self._missing(earlier, later)
                    run = self._run(earlier.date)
                    if not missing or not nights.issuperset(run):
                        continue
                    if not earlier.duties and not later.duties and fixed.issuperset(run):
                        continue
                    if any(
                        work.commitment is not None and work.commitment.tour and work.date in rostered
                        for work in (earlier, later)
                    ):
                        continue
                    yield self._short(person, earlier, later, missing)

    def _short(self, person: Person, earlier: Work, later: Work, missing: int) -> Breach:
        asked = round(self.hours * 60)
        after = f"{self.nights} nights" if self.nights > 1 else "a night"
        return self.breach(
            missing,
            f"{person.id} has {format_minutes(max(0, asked - missing))} of rest after {after} running, between"
            f" {earlier.spoken} and {later.spoken} (at least {format_minutes(asked)})",
            person=person.id,
            duty=(later.duties or earlier.duties)[0].id if later.duties or earlier.duties else None,
            date=later.date,
        )

"""The base class of rules on average hours over reference periods of whole weeks."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple

from pydantic import Field

from constraints.base import PersonRule
from constraints.facts import REACH, Counting, Facts
from models.base import LocalDate, format_minutes
from models.clock import monday_of, spoken_date
from models.people import Person
from models.rota import Breach

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel
    from constraints.view import RotaView

WEEK = timedelta(days=7)


class Window(NamedTuple):
    """The weeks of one reference period, from a Monday to the Monday of its last week, and what they leave.

    Attributes:
        limit: the most minutes in it.
        taken: minutes of commitments.
    """

    first: date
    last: date
    limit: int
    taken: int

    @property
    def mondays(self) -> list[date]:
        """The Monday of each week."""
        return [self.first + number * WEEK for number in range(self.weeks)]

    @property
    def weeks(self) -> int:
        """How many weeks it has."""
        return (self.last - self.first) // WEEK + 1

    @property
    def room(self) -> int:
        """Minutes that the rota may add."""
        return max(0, self.limit - self.taken)


class AverageRule(PersonRule):
    """A rule that limits hours in every `weeks` weeks running that end with a week of the period.

    Weeks begin on Monday, and a duty counts to the one it starts in. What was worked is known from the week of `since`
    on (the first week of the period when it is not given); people of teams are known as far back as their team's tours
    are, eight whole weeks before the period. What lies before is left out: the average is then over the weeks that are
    known.
    """

    unit: ClassVar[str] = "hours"

    weeks: Annotated[int, Field(ge=1, le=52)] = 17
    since: LocalDate | None = None
    counting: Counting = Counting.ELAPSED

    @property
    @abstractmethod
    def week_hours(self) -> float:
        """The most hours a week on average."""

    @property
    @abstractmethod
    def average(self) -> str:
        """The limit in words."""

    def speaks_of(self, facts: Facts, person: Person) -> bool:
        """Whether the rule looks at this person, among those it concerns."""
        return True

    def trouble(self, facts: Facts) -> Iterator[tuple[str, str]]:
        """A `since` that lies after the period begins."""
        if self.since is not None and self.since > facts.book.period.first:
            yield "since", f"{self.since} is after the period begins, on {facts.book.period.first}"

    def looks_back_to(self, facts: Facts) -> date:
        """The first week of the first reference period."""
        return min(super().looks_back_to(facts), monday_of(facts.book.period.first) - (self.weeks - 1) * WEEK)

    def known_from(self, facts: Facts, person: Person) -> date:
        """Returns the first Monday from which all of a person's work is on record; averages begin no earlier.

        It is that of `since` or of the period; for a person in a team no earlier than the tours that are known.
        """
        period = facts.book.period
        known = monday_of(min(self.since or period.first, period.first))
        if person.team is not None:
            earliest = period.first - REACH
            known = max(known, earliest + timedelta(days=-earliest.weekday() % 7))
        return known

    def _windows(self, facts: Facts, person: Person) -> list[Window]:
        period = facts.book.period
        known = self.known_from(facts, person)
        taken: dict[date, int] = defaultdict(int)
        for item in self.commitments(facts, person):
            taken[monday_of(item.date)] += facts.committed_minutes(person, item, self.counting)
        windows = []
        last = monday_of(period.first)
        while last <= period.last:
            first = max(known, last - (self.weeks - 1) * WEEK)
            bare = Window(first, last, 0, 0)
            windows.append(
                bare._replace(
                    limit=round(self.week_hours * 60 * bare.weeks),
                    taken=sum(taken[monday] for monday in bare.mondays),
                )
            )
            last += WEEK
        return windows

    def post_person(self, model: RotaModel, person: Person) -> None:
        """Limits the hours of each reference period to what commitments leave."""
        if not model.duties_of(person) or not self.speaks_of(model.facts, person):
            return
        terms: dict[date, list[tuple[Literal, int]]] = defaultdict(list)
        fixed = self.commitments(model.facts, person)
        for duty in model.duties_of(person):
            for candidate, literal in model.candidates_of(person, duty):
                if minutes := model.facts.added_minutes(candidate, self.counting, fixed):
                    terms[monday_of(duty.date)].append((literal, minutes))
        for window in self._windows(model.facts, person):
            model.at_most(self, [term for monday in window.mondays for term in terms[monday]], window.room)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each reference period with too many hours."""
        if not view.assignments_of(person) or not self.speaks_of(view.facts, person):
            return
        added: dict[date, int] = defaultdict(int)
        fixed = self.commitments(view.facts, person)
        for assignment in view.assignments_of(person):
            minutes = view.facts.added_minutes(view.facts.candidate(assignment), self.counting, fixed)
            added[monday_of(view.facts.duty[assignment.duty].date)] += minutes
        for window in self._windows(view.facts, person):
            excess = sum(added[monday] for monday in window.mondays) - window.room
            if excess > 0:
                sunday = window.last + timedelta(days=6)
                weeks = f"the {window.weeks} weeks" if window.weeks > 1 else "the week"
                yield self.breach(
                    excess,
                    f"{person.id} has {format_minutes(excess)} more than {format_minutes(window.limit)} in {weeks} to"
                    f" {spoken_date(sunday)} ({self.average}){self.only}",
                    person=person.id,
                    date=min(sunday, view.facts.book.period.last),
                )

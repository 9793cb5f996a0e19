"""The rule that rest days come in runs of a greatest length."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from constraints.facts import Facts
from constraints.shared.worked_dates_rule import Known, WorkedDatesRule
from models.clock import days, spoken_date
from models.people import AbsenceKind, Person
from models.rota import Breach
from models.rules import DUTIES, PEOPLE

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel
    from constraints.view import RotaView


class MostConsecutiveRestDays(WorkedDatesRule):
    """At most `most` rest days running: on one of every `most` + 1 dates running a person starts a duty.

    A rest day is a date on which they start no duty, work elsewhere or tour of their team. Rest before the period
    counts as far as work is listed around it; days before the first and after the last work that is known are not
    looked at. Whole days of leave and other absence (but a fixed rest day), and those before a person joined, are no
    rest days: the count begins again after them. Where the rule names duties, only those are work, and days of other
    work are rest.
    Hard, it holds where people can work as much: where they cannot there is no rota, and the answer names the rule.

    Source: coordinators' practice; the consecutive days off of the Second International Nurse Rostering Competition
    (2015).
    """

    kind: ClassVar[str] = "most-consecutive-rest-days"
    unit: ClassVar[str] = "days"
    example: ClassVar[str] = "- {kind: most-consecutive-rest-days, most: 5, level: fair}"
    holds_for: ClassVar[tuple[str, ...]] = PEOPLE + DUTIES

    most: Annotated[int, Field(ge=1, le=60)]

    def _windows(self, facts: Facts, person: Person, known: Known) -> Iterator[list[date]]:
        """Every `most` + 1 dates running that touch the period and could all be rest days."""
        period = facts.book.period
        first = max(known.first, period.first - timedelta(days=self.most), person.joined or date.min)
        dates = days(first, known.last)
        counted = set(dates) - known.fixed - _days_away(person, first, known.last)
        for place in range(len(dates) - self.most):
            window = dates[place : place + self.most + 1]
            if window[0] <= period.last and counted.issuperset(window):
                yield window

    def post_person(self, model: RotaModel, person: Person) -> None:
        """States that one of every `most` + 1 dates is worked."""
        known = self.known(model.facts, person)
        free = self.decided(model, person, known)
        for window in self._windows(model.facts, person, known):
            model.at_least(self, [(literal, 1) for day in window for literal in free.get(day, ())], 1)

    def check_person(self, view: RotaView, person: Person) -> Iterator[Breach]:
        """Each run that is too long, once."""
        known = self.known(view.facts, person)
        chosen = self.chosen(view, person, known)
        run: list[list[date]] = []
        for window in self._windows(view.facts, person, known):
            if not chosen.isdisjoint(window):
                continue
            if run and window[0] - run[-1][0] > timedelta(days=1):
                yield self._too_long(person, run)
                run = []
            run.append(window)
        if run:
            yield self._too_long(person, run)

    def _too_long(self, person: Person, windows: list[list[date]]) -> Breach:
        first, last = windows[0][0], windows[-1][-1]
        return self.breach(
            len(windows),
            f"{person.id} rests {(last - first).days + 1} days running, {spoken_date(first)} to {spoken_date(last)}"
            f" (at most {self.most}){self.only}",
            person=person.id,
            date=first,
        )


def _days_away(person: Person, first: date, last: date) -> set[date]:
    """The whole dates from first to last of an absence other than a fixed rest day."""
    return {
        day
        for absence in person.absences
        if absence.kind is not AbsenceKind.REST_DAY
        for day in absence.dates_within(first, last)
    }

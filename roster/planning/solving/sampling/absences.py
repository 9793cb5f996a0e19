"""Draws the absences of people in one month: whole weeks, spells or single days."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from models.clock import days
from models.people import Absence, AbsenceKind, Person
from models.period import Period
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.scenarios.sampling import AbsenceLength, SampledAbsences, Sampling
from roster.planning.solving.sampling.random_numbers import RandomNumbers

MAX_SPELL = 90  # days of a drawn spell of sickness


def _rates(draws: Sampling, person: Person) -> Iterator[SampledAbsences]:
    """The rates of absences of a person: of several entries of one kind the last one that names the person's role."""
    found: dict[AbsenceKind, SampledAbsences] = {}
    for item in draws.away:
        if not item.roles or person.role in item.roles:
            found[item.kind] = item
    yield from found.values()


def dated_absences(changed: ChangedBook, person: Person) -> Iterator[Absence]:
    """The dated absences of a person that stay: those that changes added, and those of kinds that are not drawn."""
    added = changed.absences.get(person.id, ())
    drawn = {item.kind for item in _rates(changed.draws, person)}
    keep = changed.draws.keep_dated
    yield from (item for item in person.absences if item in added or (item.kind not in drawn if keep is None else keep))


def drawn_absences(draws: Sampling, person: Person, period: Period, numbers: RandomNumbers) -> Iterator[Absence]:
    """The absences of a person that are drawn for a period."""
    for item in _rates(draws, person):
        if not item.rate:
            continue
        if item.lasting is AbsenceLength.WEEK:
            yield from _weeks(item, person, period, numbers)
        elif item.lasting is AbsenceLength.SPELL and item.rate < 1:
            yield from _spells(item, person, period, numbers)
        else:
            yield from (
                Absence(kind=item.kind, first=day)
                for day in period.dates
                if numbers.uniform(person.id, item.kind, day) < item.rate
            )


def _weeks(item: SampledAbsences, person: Person, period: Period, numbers: RandomNumbers) -> Iterator[Absence]:
    """Absences of whole weeks, Monday to Sunday; one at the end of a period continues in the next."""
    monday = period.first - timedelta(days=period.first.weekday())
    while monday <= period.last:
        if numbers.uniform(person.id, item.kind, monday) < item.rate:
            yield Absence(kind=item.kind, first=monday, last=monday + timedelta(days=6))
        monday += timedelta(weeks=1)


def _spells(item: SampledAbsences, person: Person, period: Period, numbers: RandomNumbers) -> Iterator[Absence]:
    """Absences of several days in a row, that begin at random and last `mean_days` on average.

    When spells begin on a share p of days, a person is present on a day with probability (1 - p) ** mean_days; p is
    chosen so that the rate of absences is as given.
    """
    begins = 1 - math.exp(math.log1p(-item.rate) / item.mean_days)
    away: set[date] = set()
    for day in days(period.first - timedelta(days=MAX_SPELL), period.last):
        if numbers.uniform(person.id, f"{item.kind} begins", day) < begins:
            number = numbers.uniform(person.id, f"{item.kind} lasts", day)
            # The first day, and each further day with the same probability (geometric distribution).
            more = 0 if item.mean_days <= 1 else math.log1p(-number) / math.log1p(-1 / item.mean_days)
            away.update(days(day, day + timedelta(days=min(int(more), MAX_SPELL - 1))))
    yield from (
        Absence(kind=item.kind, first=first, last=last)
        for first, last in _runs(sorted(day for day in away if day in period))
    )


def _runs(dates: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Groups sorted dates into spells of days in a row: (first, last)."""
    first = before = None
    for day in dates:
        if first is None or before is None or day - before > timedelta(days=1):
            if first is not None and before is not None:
                yield first, before
            first = day
        before = day
    if first is not None and before is not None:
        yield first, before

"""Notes absences of one person that overlap: says which of them counts, and that the time is credited once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from constraints.facts import Facts
from constraints.facts.credited_leave import DayAway
from models.base import format_minutes
from models.clock import spoken_date
from models.people import AbsenceKind, Person

ONE_DAY = timedelta(days=1)


def overlaps_of_absences(facts: Facts) -> list[str]:
    """A sentence for each run of dates of the period on which absences of one person overlap."""
    return [
        _sentence(person, run)
        for person in facts.people.values()
        if len(person.absences) > 1
        for run in _runs([day for day in facts.days_away(person) if day.twice or day.minutes < day.claimed])
    ]


def _runs(found: Sequence[DayAway]) -> list[list[DayAway]]:
    """Groups consecutive dates that get the same sentence."""
    runs: list[list[DayAway]] = []
    for day in found:
        before = runs[-1][-1] if runs else None
        if before is not None and before.date + ONE_DAY == day.date and _content(before) == _content(day):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _content(day: DayAway) -> object:
    """What the sentence about a date depends on."""
    return day.kinds, day.counts, day.twice


def _sentence(person: Person, run: Sequence[DayAway]) -> str:
    first, last = run[0], run[-1]
    dates = f"on {spoken_date(first.date)}"
    if last is not first:
        dates = f"from {spoken_date(first.date)} to {spoken_date(last.date)}"
    what = f"{person.id} has {_listed(first.kinds)} {dates}"
    if not first.twice:
        together, most = format_minutes(round(first.claimed)), format_minutes(round(first.minutes))
        return f"{what}, {together} together: no more than {most} is credited for a day"
    counts = " and, for the rest of the day, ".join(first.counts)
    return f"{what}, at the same time: {counts} counts, and the time is credited once"


def _listed(kinds: Sequence[AbsenceKind]) -> str:
    """`sickness and annual leave`, `annual leave twice`."""
    words = []
    for kind in dict.fromkeys(kinds):
        times = kinds.count(kind)
        words.append(f"{kind}{'' if times == 1 else ' twice' if times == 2 else f' {times} times'}")
    return " and ".join(words)


__all__ = ["overlaps_of_absences"]

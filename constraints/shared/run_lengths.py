"""Limits on how many dates running something is worked: what rules on runs post, and how they check it.

The dates are those of one person and of whatever the rule counts as work. A date is fixed where that is worked whatever
the rota decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from constraints.base import Rule
from constraints.facts import Facts
from constraints.shared.worked_dates_rule import Known
from models.clock import days, spoken_date

if TYPE_CHECKING:
    from constraints.rota_model import Literal, RotaModel

DAY = timedelta(days=1)


@dataclass(frozen=True)
class LongRun:
    """A run that is too long: its first and last date, and the days that the rota adds beyond the most."""

    first: date
    last: date
    beyond: int

    @property
    def spoken(self) -> str:
        """The run in words: `7 days running, Mon 7 Dec to Sun 13 Dec`."""
        return spoken_run(days(self.first, self.last))


def post_most(
    model: RotaModel, rule: Rule, most: int, fixed: Collection[date], on: Mapping[date, Sequence[Literal]]
) -> None:
    """States that one of every `most` + 1 dates running is free.

    Args:
        on: for each date of the period that is not fixed: literals whose sum says whether it is worked.
    """
    for window, held in _windows(model.facts, most, fixed):
        free = [on[day] for day in window if on.get(day)]
        if len(held) + len(free) > most:
            model.at_most(rule, [(literal, 1) for literals in free for literal in literals], most - len(held))


def too_long(facts: Facts, most: int, fixed: Collection[date], worked: Set[date]) -> Iterator[LongRun]:
    """Each run of more than `most` dates to which the rota adds, once."""
    run: list[date] = []
    beyond = 0
    for window, held in _windows(facts, most, fixed) if worked else ():
        chosen = [day for day in window if day in worked and day not in held]
        excess = len(chosen) - max(0, most - len(held))
        if excess > 0:
            run = run or window
            beyond += excess
            last = window[-1]
        elif run:
            yield LongRun(run[0], last, beyond)
            run, beyond = [], 0
    if run:
        yield LongRun(run[0], last, beyond)


def _windows(facts: Facts, most: int, fixed: Collection[date]) -> Iterator[tuple[list[date], set[date]]]:
    """Every `most` + 1 dates running that touch the period, with those of them that are fixed."""
    period, held = facts.book.period, set(fixed)
    around = timedelta(days=most)
    dates = days(period.first - around, period.last + around)
    for place in range(len(dates) - most):
        window = dates[place : place + most + 1]
        yield window, held.intersection(window)


def post_fewest(
    model: RotaModel, rule: Rule, least: int, known: Known, free: Mapping[date, Sequence[Literal]], *, eve: bool
) -> None:
    """Forbids work between two free dates that are too close; where soft, prices each run by its length.

    Args:
        free: by date that is not fixed and could be worked: literals whose sum says whether it is.
        eve: whether a run counts that ends on the eve of the period and that the rota does not go on with.
    """
    if eve:
        _post_eve(model, rule, least, known, free)
    if not free:
        return
    for before, inside, after in known.windows(model.facts, least):
        if before in known.fixed or after in known.fixed:
            continue
        if not all(day in free or day in known.fixed for day in inside):
            continue
        around = [*free.get(before, ()), *free.get(after, ())]
        if not rule.hard:
            chosen = [free[day] for day in inside if day in free]
            if chosen:
                model.not_each_of(rule, chosen, around, least - len(inside))
            continue
        # The first and last date speak for those between, but where both are fixed.
        speak = inside if inside[0] in known.fixed and inside[-1] in known.fixed else {inside[0], inside[-1]}
        for day in sorted(speak):
            if day in free:
                model.not_each_of(rule, [free[day]], around)


def _post_eve(model: RotaModel, rule: Rule, least: int, known: Known, free: Mapping[date, Sequence[Literal]]) -> None:
    """Asks for work on the first date where the run before it is too short."""
    first = model.facts.book.period.first
    run = next((run for run in _runs(known.fixed) if run[-1] == first - DAY), None)
    if run and run[0] != known.first and len(run) < least:
        model.not_each_of(rule, [], free.get(first, ()), least - len(run))


def too_short(facts: Facts, least: int, known: Known, chosen: Set[date], *, eve: bool) -> Iterator[list[date]]:
    """Each run of fewer than `least` dates in which the rota has a part, or with `eve` could have had one."""
    last_before = facts.book.period.first - DAY
    for run in _runs(chosen | known.fixed):
        ours = not chosen.isdisjoint(run) or (eve and run[-1] == last_before)
        if ours and run[0] != known.first and run[-1] != known.last and len(run) < least:
            yield run


def spoken_run(run: Sequence[date]) -> str:
    """A run in words: `2 days running, Mon 7 Dec to Tue 8 Dec`."""
    if len(run) == 1:
        return f"1 day, {spoken_date(run[0])}"
    return f"{len(run)} days running, {spoken_date(run[0])} to {spoken_date(run[-1])}"


def _runs(worked: Collection[date]) -> Iterator[list[date]]:
    """Dates grouped into those that follow each other."""
    run: list[date] = []
    for day in sorted(worked):
        if run and day - run[-1] > DAY:
            yield run
            run = []
        run.append(day)
    if run:
        yield run

"""Combines the months of a cell: figures over its draws, whether their mean is known well enough, and one sentence."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from statistics import NormalDist, mean, stdev

import numpy as np

from roster.analysis.words import at_most, counted, percent
from roster.planning.results.cell import Bottleneck, CellFigures, Spread
from roster.planning.results.month import MonthResult

WELL_ENOUGH = 0.01  # the half-width of the confidence interval of the mean cover that a planner needs
CONFIDENCE = 0.95
LEAST_DRAWS = 5  # fewer draws may happen to be equal, and then look certain
_POSTED = "posted "  # before the role of people with posts, in the numbers of people


def spread_of(values: Sequence[float]) -> Spread:
    """Percentiles, mean and error of the mean.

    Args:
        values: one for each draw.
    """
    p10, median, p90 = (round(float(found), 6) for found in np.percentile(values, (10, 50, 90)))
    return Spread(p10=p10, median=median, p90=p90, mean=round(mean(values), 6), error=_error(values))


def _error(values: Sequence[float]) -> float | None:
    """Half the width of the confidence interval of the mean, by Student's t."""
    count = len(values)
    return None if count < 2 else round(students_t(count - 1) * stdev(values) / math.sqrt(count), 6)


def students_t(free: int) -> float:
    """Quantile of Student's t: the half-width of the confidence interval in standard errors.

    Exact for one or two degrees of freedom; for more by an expansion (Abramowitz and Stegun 26.7.5), which would give
    7.6 instead of 12.7 for one.
    """
    if free == 1:
        return math.tan(math.pi * CONFIDENCE / 2)
    if free == 2:
        return CONFIDENCE * math.sqrt(2 / (1 - CONFIDENCE**2))
    z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
    return (
        z
        + (z**3 + z) / (4 * free)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * free**3)
    )


def cell_figures(months: Sequence[MonthResult], draws: int) -> CellFigures:
    """The figures of a cell: the months of each draw are added up, and these sums are spread over the draws."""
    by_draw = [[month for month in months if month.draw == draw] for draw in range(1, draws + 1)]

    def of(figure: Callable[[Sequence[MonthResult]], float]) -> Spread:
        return spread_of([figure(span) for span in by_draw])

    def share(count: Callable[[MonthResult], int]) -> Spread:
        return of(lambda span: sum(map(count, span)) / max(1, sum(month.duties for month in span)))

    def hours(name: str) -> Spread:
        return of(lambda span: sum(getattr(line, name) for month in span for line in month.hours) / 60)

    return CellFigures(
        duties=of(lambda span: sum(month.duties for month in span)),
        cover=share(lambda month: month.running),
        crewed=share(lambda month: month.crewed),
        part_crewed=share(lambda month: month.part_crewed),
        stood_down=share(lambda month: month.stood_down),
        most_cover=share(lambda month: month.most_running),
        promise_unmet=hours("promise_unmet"),
        contract_unmet=hours("contract_unmet"),
        overtime=hours("overtime"),
        extra=hours("extra"),
        extra_duties=of(
            lambda span: sum(line.overtime_duties + line.extra_duties for month in span for line in month.hours)
        ),
        uneven=of(
            lambda span: max(
                (line.most - line.least for month in span for line in month.fair if line.counts == "duties"), default=0
            )
        ),
    )


def is_converged(figures: CellFigures, draws: int) -> bool | None:
    """Whether the mean cover is known well enough; None with one draw."""
    error = figures.cover.error
    return None if draws < 2 or error is None else error <= WELL_ENOUGH and draws >= LEAST_DRAWS


def cell_sentence(months: Sequence[MonthResult], people: Mapping[str, int], bottleneck: Bottleneck | None) -> str:
    """The result of a cell in one sentence, over all draws.

    Args:
        people: the number of people by role.
        bottleneck: names the roles that the sentence counts.
    """
    duties = sum(month.duties for month in months)
    running = sum(month.running for month in months)
    most = sum(month.most_running for month in months)
    draws = len({month.draw for month in months})
    people_words = _with_people(people, bottleneck)
    among = f" of {draws} months tried" if draws > 1 else ""
    proven = "proven, each month after the rota of the one before" if len(months) > draws else "proven"
    if not duties:
        return "no duty is asked for"
    if running == duties:
        return f"all {duties:,} duties{among} run{people_words}"
    head = f"{running:,} of {duties:,} duties{among} run, {percent(running / duties)}{' on average' if among else ''}"
    if running == most:
        return f"{head}: the most there can be{people_words}, {proven}"
    return f"{head}; {at_most(most / duties)}{people_words}, {proven}"


def _with_people(people: Mapping[str, int], bottleneck: Bottleneck | None) -> str:
    """` with 6 posted paramedics and 5 who only offer`, where a seat for them is the bottleneck; else empty."""
    if bottleneck is None or bottleneck.kind != "seat":
        return ""
    groups = []
    for role in dict.fromkeys(name.removeprefix(_POSTED) for name in people):
        if role not in bottleneck.roles:
            continue
        posted, others = people.get(_POSTED + role, 0), people.get(role, 0)
        if posted:
            groups.append(counted(posted, f"{_POSTED}{role}s") + (f" and {others:,} who only offer" if others else ""))
        else:
            groups.append(counted(others, f"{role}s"))
    return f" with {', and '.join(groups)}" if groups else ""

"""The recommendation of page one: which option, how sure, what it costs; in words a board knows.

An option is recommended that runs at least as many duties as the base and, in the central case, saves most beyond its
costs. Where none saves anything, the one that runs most duties is named with its price.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from roster.analysis.words import plain
from roster.planning.money.amounts import share
from roster.planning.summary.base_comparison import compare_with_base, points_gained
from roster.planning.summary.board.money_sentence import balance_words, cost_words, money_words
from roster.planning.summary.options import Option
from roster.planning.summary.proven import is_best, is_cut_short

TOLERANCE = 1e-9
LEAST_SAVING = 0.5  # GBP: less is no saving
STAY = "Stay as it is: no option runs more duties or saves money"
NO_SAVING = "No option pays for itself. Most duties: "
_MISSTATED = 0.5  # the largest part of a difference by which rounding may misstate it


@dataclass(frozen=True)
class Recommendation:
    """What page one says first.

    Attributes:
        option: the option that is named; the base where none is better.
        sentence: which option, how many duties run with it, and how certain that is.
        money: what more it costs than the base, and what time it frees.
        balance: what both come to, likely, at worst and at best.
        sure: how often it was better, and what is proven.
        costs: what the difference in costs is made of.
    """

    option: Option
    sentence: str
    money: str
    balance: str
    sure: str
    costs: str = ""


def recommend(options: Sequence[Option]) -> Recommendation | None:
    """The recommendation for a list of options, the base first; None without a base or another option to compare."""
    base = options[0] if options else None
    if base is None or base.figures is None or not any(item.figures for item in options[1:]):
        return None
    found = candidates(options)
    best = max(found, key=lambda item: item.more_net or 0.0, default=None)
    if best is not None and (best.more_net or 0.0) > LEAST_SAVING:
        return _named(best, base, "")
    most = most_duties(options)
    if most is None:
        return Recommendation(base, STAY, "", "", "")
    return _named(most, base, NO_SAVING)


def _named(option: Option, base: Option, start: str) -> Recommendation:
    return Recommendation(
        option,
        start + headline(option, base),
        money_words(option, base),
        balance_words(option, base),
        how_sure(option, base),
        cost_words(option, base),
    )


def without_advice(options: Sequence[Option]) -> str:
    """The first sentence where there is nothing to compare: the only option, or why there is none."""
    done = [option for option in options if option.figures is not None]
    if not done:
        return "No option could be worked out"
    only = done[0]
    return f"{only.name}: {share(cover(only))} of duties run; {how_sure(only, only)}".replace("; No", "; no")


def candidates(options: Sequence[Option]) -> list[Option]:
    """The options that may be recommended: of as many days as the base, and with no smaller cover."""
    base = options[0]
    return [
        option
        for option in options[1:]
        if option.figures is not None
        and option.money is not None
        and option.tally.planned_days == base.tally.planned_days
        and cover(option) >= cover(base) - TOLERANCE
    ]


def most_duties(options: Sequence[Option]) -> Option | None:
    """The candidate of the largest cover; None where none has more than the base."""
    more = [option for option in candidates(options) if cover(option) > cover(options[0]) + TOLERANCE]
    return max(more, key=lambda option: (cover(option), option.more_net or 0.0), default=None)


def cover(option: Option) -> float:
    """The mean share of duties that run."""
    return option.figures.cover.mean if option.figures is not None else 0.0


def headline(option: Option, base: Option) -> str:
    """`Two more paramedics: 50 % of duties run instead of 39 %, certain to 1 point`.

    Not `39 to 50 %`, which a board reads as a range of uncertainty.
    """
    low, high = _percents(cover(base), cover(option))
    beside = f" instead of {low} %" if low != high else ", as it is"
    asked, before = option.spread("duties").mean, base.spread("duties").mean
    other = f" ({plain(asked)} asked for, not {plain(before)})" if abs(asked - before) > TOLERANCE else ""
    return f"{option.name}: {high} % of duties{other} run{beside}{_certainty(option, base)}"


def _percents(first: float, second: float) -> tuple[str, str]:
    """Two shares in percent, with decimals only where the difference would not be seen, or look larger, without."""
    if abs(first - second) <= TOLERANCE:
        return (f"{100 * first:.0f}",) * 2
    for decimals in (0, 1, 2):
        low, high = f"{100 * first:.{decimals}f}", f"{100 * second:.{decimals}f}"
        hides = any(float(text) == 100 and share < 1 for text, share in ((low, first), (high, second)))
        seen, true = float(high) - float(low), 100 * (second - first)
        if low != high and not hides and abs(seen - true) <= _MISSTATED * abs(true):
            break
    return low, high


def _certainty(option: Option, base: Option) -> str:
    gained = points_gained(option.cell, base.cell)
    if gained is None or gained.error is None:
        return ", in the one month tried; other months may differ"
    points = max(1, math.ceil(100 * gained.error - 1e-6))
    give = f"{points} point{'s' if points > 1 else ''}"
    if abs(gained.mean) <= gained.error and gained.mean:
        return f", but that may be chance: give or take {give}"
    return f", certain to {give}"


def how_sure(option: Option, base: Option) -> str:
    """How often an option was better than the base, and what is proven of it."""
    comparison = compare_with_base(option.cell, base.cell)
    months = (
        ""
        if comparison is None
        else (
            f"More duties run than as it is in {comparison.better} of {comparison.months} months tried"
            + (f", fewer in {comparison.worse}" if comparison.worse else "")
        )
    )
    proof = (
        "no rota with these people runs more duties: proven"
        if is_best(option.cell)
        else ("whether a better rota could run more is not proven")
    )
    if is_cut_short(option.cell) or is_cut_short(base.cell):
        proof = "time ran out: ask again with a longer --time-limit before you decide"
    return f"{months}; {proof}" if months else f"{proof[:1].upper()}{proof[1:]}"


__all__ = ["Recommendation", "recommend", "without_advice"]

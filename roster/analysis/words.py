"""Writes amounts, shares and levels as words: the same on the terminal, in workbooks and on pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from math import ceil, floor

from models.clock import month_of
from models.period import Period
from models.rota import Breach, LevelScore, Rota
from models.rules import Level

_TOLERANCE = 1e-9  # two shares no further apart than this are equal

_ALL_WELL = {
    Level.COVER: "every duty runs",
    Level.DISTURBANCE: "nobody's published duties change",
    Level.FULL: "every crew that runs is full",
    Level.HOURS: "all hours are met",
    Level.FAIR: "shares are even",
    Level.WISHES: "every wish is granted",
}
# (rule, unit) -> what the rule counts, in the singular and in the plural.
_PHRASES = {
    # cover and vehicles
    ("crew-cover", "duties"): ("duty stood down", "duties stood down"),
    ("full-crew", "seats"): ("preferred seat empty", "preferred seats empty"),
    ("band-cover", "hours"): ("hour of the demand not covered", "hours of the demand not covered"),
    ("seat-cover", "people"): ("person off the number wanted in a seat", "people off the numbers wanted in seats"),
    ("ranked-roles", "ranks"): ("seat below its first role", "seats below their first role"),
    ("own-vehicle", "duties"): ("duty in a spare vehicle", "duties in a spare vehicle"),
    ("most-cars-at-once", "hours"): ("hour of a car too many", "hours of cars too many"),
    # change
    ("keep-published", "people"): ("person disturbed", "people disturbed"),
    ("keep-published", "duties"): ("duty changed", "duties changed"),
    ("notice-period", "changes"): ("change at short notice", "changes at short notice"),
    # hours and rest
    ("minimum-hours", "hours"): ("hour short of promises", "hours short of promises"),
    ("contract-hours", "hours"): ("contract hour not used", "contract hours not used"),
    ("total-hours", "hours"): ("hour outside the band", "hours outside the band"),
    ("maximum-hours", "hours"): ("hour beyond the most allowed", "hours beyond the most allowed"),
    ("average-hours", "hours"): ("hour beyond the weekly average", "hours beyond the weekly average"),
    ("night-worker-average", "hours"): (
        "hour beyond a night worker's average",
        "hours beyond a night worker's average",
    ),
    ("longest-tour", "hours"): ("hour beyond the longest tour", "hours beyond the longest tour"),
    ("daily-rest", "hours"): ("hour short of daily rest", "hours short of daily rest"),
    ("weekly-rest", "stretches"): ("stretch without its weekly rest", "stretches without their weekly rest"),
    ("rest-after-nights", "hours"): ("hour short of rest after nights", "hours short of rest after nights"),
    ("day-job-rest", "hours"): ("hour short of rest beside a day job", "hours short of rest beside a day job"),
    # runs and patterns
    ("most-duties", "duties"): ("duty beyond the most allowed", "duties beyond the most allowed"),
    ("fewest-duties", "duties"): ("duty below the fewest asked for", "duties below the fewest asked for"),
    ("consecutive-duties", "days"): ("day beyond the longest run", "days beyond the longest run"),
    ("fewest-consecutive-duties", "days"): ("day lacking in too short a run", "days lacking in runs too short"),
    ("fewest-consecutive-rest-days", "days"): ("rest day lacking between duties", "rest days lacking between duties"),
    ("most-consecutive-rest-days", "days"): ("day of too long a rest", "days of rests too long"),
    ("same-shift-runs", "days"): ("day off the limits of a shift's runs", "days off the limits of a shift's runs"),
    ("forbidden-successions", "successions"): ("unwanted succession of shifts", "unwanted successions of shifts"),
    ("required-successions", "successions"): ("shift not followed as asked", "shifts not followed as asked"),
    ("forward-rotation", "hours"): ("hour of start moved back", "hours of starts moved back"),
    ("most-weekends", "weekends"): ("weekend too many worked", "weekends too many worked"),
    ("free-weekends", "weekends"): ("free weekend lacking", "free weekends lacking"),
    ("whole-weekends", "days"): ("day free in a weekend worked", "days free in weekends worked"),
    # people
    ("accompanied", "officers"): ("officer not accompanied", "officers not accompanied"),
    ("sole-officer", "officers"): ("officer alone who may not be", "officers alone who may not be"),
    ("newcomers-apart", "newcomers"): ("newcomer too many in a crew", "newcomers too many in crews"),
    ("crew-qualification", "people"): ("qualified person lacking in a crew", "qualified people lacking in crews"),
    ("crew-continuity", "changes"): ("change of crew overnight", "changes of crew overnight"),
    ("unwanted-pairs", "pairs"): ("unwanted pair together", "unwanted pairs together"),
    ("required-pairs", "people"): ("person without their partner", "people without their partners"),
    # fairness and wishes
    ("fair-share", "duties"): ("duty beyond a fair share", "duties beyond a fair share"),
    ("fair-share", "hours"): ("hour beyond a fair share", "hours beyond a fair share"),
    ("largest-share", "duties"): ("duty in the largest shares", "duties in the largest shares"),
    ("even-stand-downs", "duties"): ("stand-down unevenly spread", "stand-downs unevenly spread"),
    ("requests", "requests"): ("request not granted", "requests not granted"),
}


def plain(number: float) -> str:
    """A number with at most two decimals: `46`, `12.5`, `1,214`."""
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def counted(amount: float, unit: str) -> str:
    """An amount with its unit: `1 duty`, `2 duties`, `1.5 hours`."""
    singular = {"duties": "duty", "people": "person", "stretches": "stretch", "other duties": "other duty"}.get(
        unit, unit.removesuffix("s")
    )
    return f"{plain(amount)} {singular if amount == 1 else unit}"


def rounded_percent(share: float) -> float:
    """A share (0 to 1) in percent with one decimal; 100 only for the whole."""
    return 100.0 if share >= 1 - _TOLERANCE else min(round(100 * share, 1), 99.9)


def percent(share: float | None) -> str:
    """A share (0 to 1) as a percentage with one decimal: `98.9 %`; 100 only for the whole."""
    return "-" if share is None else f"{rounded_percent(share):g} %"


def at_least(share: float) -> str:
    """A share that was reached, rounded down, so that no more is claimed than was reached: `94.9 %`."""
    return f"{floor(1000 * share + _TOLERANCE) / 10:g} %"


def rounded_up(share: float) -> float:
    """A proven upper bound of a share, rounded up to a tenth of a percent, so that it stays an upper bound."""
    return min(1.0, ceil(1000 * share - _TOLERANCE) / 1000)


def at_most(share: float, short_of: float = 2) -> str:
    """A proven upper bound of a share in words: `at most 93.6 %`.

    Args:
        share: the bound, 0 to 1.
        short_of: a share that the bound lies below: `less than 95 %` where rounding up would reach it.
    """
    if share < short_of - _TOLERANCE <= rounded_up(share):
        return f"less than {percent(short_of)}"
    return f"at most {100 * rounded_up(share):.4g} %"


def shortfall(rota: Rota, level: Level) -> str:
    """What a level of a rota lacks, rule by rule: `3 duties stood down`; in words, too, where it lacks nothing."""
    return lacking(rota.breaches, level)


def lacking(breaches: Iterable[Breach], level: Level) -> str:
    """What the breaches of a level amount to, rule by rule: `3 duties stood down`; in words, too, where it has none."""
    return ", ".join(text for text, _ in lacks(breaches, level).values()) or _ALL_WELL.get(level, "nothing lacking")


def lacking_most(breaches: Iterable[Breach], level: Level) -> str:
    """What costs a level most, and how much else there is: `3 duties stood down`, `8 hours short and 2 more`."""
    found = sorted(lacks(breaches, level).values(), key=lambda part: -part[1])
    if not found:
        return _ALL_WELL.get(level, "nothing lacking")
    return found[0][0] + (f" and {len(found) - 1} more" if len(found) > 1 else "")


def lacks(breaches: Iterable[Breach], level: Level) -> dict[tuple[str, str], tuple[str, float]]:
    """What the breaches of a level amount to: by rule and unit, in words and in points."""
    amounts: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0, 0])
    for breach in breaches:
        if breach.level is level:
            sums = amounts[breach.rule, breach.unit]
            sums[0] += breach.amount
            sums[1] += breach.points
    return {key: (lacking_of(*key, amount), cost) for key, (amount, cost) in amounts.items()}


def lacking_of(rule: str, unit: str, amount: float) -> str:
    """What the breaches of a rule amount to: `2 duties stood down`."""
    one, several = _PHRASES.get((rule, unit), ("", ""))
    return f"{plain(amount)} {one if amount == 1 else several}" if one else f"{counted(amount, unit)} ({rule})"


def aim(level: Level) -> str:
    """What a level is about, said of a rota that lacks nothing at it: `every duty runs`."""
    return _ALL_WELL.get(level, "")


def proof_status(score: LevelScore) -> str:
    """How far a level is proven to be the best possible: `proven best`, or the gap to its lower bound."""
    if score.proven:
        return "proven best"
    if score.gap is None:
        return "not proven, no bound known"
    if score.gap == 0:
        return "at its bound"
    return f"gap {score.gap:.1%}, bound {plain(score.bound or 0)}"


def left_out_sentence(rota: Rota, people: int) -> str:
    """How many of a book's people the search left out; empty where it left out none."""
    many = len(rota.provenance.left_out)
    return f"{many:,} of {people:,} people were left out of the search because time ran out" if many else ""


def points(value: float) -> str:
    """Points with their unit: `46 points`."""
    return f"{plain(value)} point{'' if value == 1 else 's'}"


def level_sentence(rota: Rota, score: LevelScore) -> str:
    """A level in a sentence: `cover: 3 duties stood down, 46 points - proven best`."""
    return f"{score.level}: {shortfall(rota, score.level)}, {points(score.value)} - {proof_status(score)}"


def month_in_words(name: str) -> str:
    """`December 2026` for `2026-12`; another name (a promise for the whole period) unchanged."""
    try:
        day = date.fromisoformat(f"{name}-01")
    except ValueError:
        return name
    return f"{day:%B %Y}" if month_of(day) == name else name


def period_in_words(period: Period) -> str:
    """A period in words: `1 to 31 December 2026`."""
    first, last = period.first, period.last
    if (first.year, first.month) == (last.year, last.month):
        start = f"{first.day}" if first != last else ""
    else:
        start = f"{first.day} {first:%B}" + (f" {first.year}" if first.year != last.year else "")
    return f"{start} to {last.day} {last:%B %Y}" if start else f"{last.day} {last:%B %Y}"

"""Amounts, shares and levels in words, for the terminal and the workbook alike."""

from __future__ import annotations

from collections import defaultdict

from models.rota import LevelScore, Rota
from models.rules import Level

_ALL_WELL = {
    Level.COVER: "every duty runs",
    Level.FULL: "every crew that runs is full",
    Level.HOURS: "all hours are met",
    Level.FAIR: "shares are even",
    Level.WISHES: "every wish is granted",
}
# (one, several) of what a rule counts.
_PHRASES = {
    ("crew-cover", "duties"): ("duty stood down", "duties stood down"),
    ("full-crew", "seats"): ("preferred seat empty", "preferred seats empty"),
    ("minimum-hours", "hours"): ("hour short of promises", "hours short of promises"),
    ("contract-hours", "hours"): ("contract hour not used", "contract hours not used"),
    ("fair-share", "duties"): ("duty beyond a fair share", "duties beyond a fair share"),
    ("even-stand-downs", "duties"): ("stand-down unevenly spread", "stand-downs unevenly spread"),
    ("own-vehicle", "duties"): ("duty in a spare vehicle", "duties in a spare vehicle"),
    ("ranked-roles", "ranks"): ("seat below its first role", "seats below their first role"),
    ("requests", "requests"): ("request not granted", "requests not granted"),
    ("fair-share", "hours"): ("hour beyond a fair share", "hours beyond a fair share"),
}


def plain(number: float) -> str:
    """A number as people write it: `46`, `12.5`, `1,214`."""
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def counted(amount: float, unit: str) -> str:
    """An amount with its unit: `1 duty`, `2 duties`, `1.5 hours`."""
    singular = {"duties": "duty", "people": "person", "stretches": "stretch", "other duties": "other duty"}.get(
        unit, unit.removesuffix("s")
    )
    return f"{plain(amount)} {singular if amount == 1 else unit}"


def percent(share: float | None) -> str:
    """A share as a percentage that never rounds up to all: `98.9 %`."""
    if share is None:
        return "-"
    return "100 %" if share == 1 else f"{int(share * 1000) / 10:g} %"


def lacking(rota: Rota, level: Level) -> str:
    """What a level lacks, rule by rule: `3 duties stood down`."""
    amounts: dict[tuple[str, str], float] = defaultdict(float)
    for breach in rota.breaches:
        if breach.level is level:
            amounts[breach.rule, breach.unit] += breach.amount
    parts = []
    for (rule, unit), amount in amounts.items():
        one, several = _PHRASES.get((rule, unit), ("", ""))
        parts.append(
            f"{plain(amount)} {one if amount == 1 else several}" if one else f"{counted(amount, unit)} ({rule})"
        )
    return ", ".join(parts) or _ALL_WELL.get(level, "nothing lacking")


def standing(score: LevelScore) -> str:
    """How sure it is that a level cannot be better: `proven best`, or the gap."""
    if score.proven:
        return "proven best"
    if score.gap is None:
        return "not proven, no bound known"
    if score.gap == 0:
        return "at its bound"
    return f"gap {score.gap:.1%}, bound {plain(score.bound or 0)}"


def points(value: float) -> str:
    """`46 points`."""
    return f"{plain(value)} point{'' if value == 1 else 's'}"


def sentence(rota: Rota, score: LevelScore) -> str:
    """A level in a sentence: `cover: 3 duties stood down, 46 points - proven best`."""
    return f"{score.level}: {lacking(rota, score.level)}, {points(score.value)} - {standing(score)}"

"""The shifts of a rota: one for each span of time, named by its codes and its legend."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.service import Shift
from roster.importing.answers import Answers, Topic
from roster.importing.facts import Facts
from roster.importing.words.codes import absence_of
from roster.importing.words.time_spans import TimeSpan, span_in
from roster.tables.cells.text import normalised

_RESERVED = {
    "a",
    "y",
    "yes",
    "al",
    "tr",
    "sk",
    "ab",
    "rd",
    "ot",
}  # codes with another meaning on the sheet Availability


def shifts_of(facts: Facts, answers: Answers, dates: Iterable[date], zone: ZoneInfo) -> dict[TimeSpan, Shift]:
    """The shift of each span of time that somebody works, the most frequent first.

    Args:
        dates: of the period; a shift that the clocks make unclear on one of them gets a length in place of an end.
    """
    counts = Counter(turn.span for turn in facts.turns if turn.span is not None)
    found: dict[TimeSpan, Shift] = {}
    ids: set[str] = set()
    codes: set[str] = set()
    days = list(dates)
    for span in sorted(counts, key=lambda span: (-counts[span], span)):
        used = Counter(turn.code for turn in facts.turns if turn.span == span and turn.code and not span_in(turn.code))
        code = used.most_common(1)[0][0] if used else ""
        name = _name(code, facts, answers)
        wanted = _slug(name or code) or f"{span.start:%H%M}-{span.end:%H%M}"
        if wanted in ids:
            wanted = f"{wanted}-{span.start:%H%M}-{span.end:%H%M}"
        ids.add(wanted)
        short = code if _is_short(code) and code.lower() not in codes else ""
        codes.add(short.lower())
        unclear = span.minutes != 24 * 60 and any(_is_unclear(span, day, zone) for day in days)
        end = {"length": span.minutes} if unclear else {"end": span.end}
        found[span] = Shift(id=wanted, name=name or code or str(span), code=short, start=span.start, **end)
    return found


def _name(code: str, facts: Facts, answers: Answers) -> str:
    row = answers.about(Topic.CODE, code) if code else None
    if row is not None and row.name:
        return row.name
    entry = facts.legend_for(code) if code else None
    return re.sub(r"\s*\(.*?\)", "", entry.name).strip(" ,;:-") if entry is not None else ""


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", normalised(text)).strip("-")[:40]


def _is_short(code: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z0-9]{1,4}", code)) and code.lower() not in _RESERVED and absence_of(code) is None


def _is_unclear(span: TimeSpan, day: date, zone: ZoneInfo) -> bool:
    """Whether the clocks show the end twice or never on that date."""
    _, end = span.on(day)
    return _offset(end, zone, 0) != _offset(end, zone, 1)


def _offset(wall: datetime, zone: ZoneInfo, fold: int) -> object:
    return wall.replace(tzinfo=zone, fold=fold).utcoffset()

"""Dates, records of work and lists of names, as the sentences about a continuation write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.clock import spoken_date
from models.records.history import Worked

MOST_NAMED = 5  # people or duties named in one sentence; the others are counted


def dated(day: date) -> str:
    """A date with its year: `Tue 1 Dec 2026`."""
    return f"{spoken_date(day)} {day.year}"


def spell_in_words(item: Worked) -> str:
    """A record of work: `SC01 from 2026-11-27 18:00 to 2026-11-28 02:00 on JR-04 (duty)`."""
    where = f" on {item.call_sign}" if item.call_sign else ""
    kind = "a no-show" if item.no_show else str(item.kind)
    return f"{item.person} from {item.start:%Y-%m-%d %H:%M} to {item.end:%Y-%m-%d %H:%M}{where} ({kind})"


def first_few(names: Sequence[str]) -> str:
    """The first few names, and how many more there are: `P01, P02, P03, P04, P05 and 3 more`."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more

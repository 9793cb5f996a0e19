"""Dates and records of work, as the sentences about a continuation write them."""

from __future__ import annotations

from datetime import date

from models.clock import spoken_date
from models.records.history import Worked


def dated(day: date) -> str:
    """A date with its year: `Tue 1 Dec 2026`."""
    return f"{spoken_date(day)} {day.year}"


def spell_in_words(item: Worked) -> str:
    """A record of work: `SC01 from 2026-11-27 18:00 to 2026-11-28 02:00 on JR-04 (duty)`."""
    where = f" on {item.call_sign}" if item.call_sign else ""
    kind = "a no-show" if item.no_show else str(item.kind)
    return f"{item.person} from {item.start:%Y-%m-%d %H:%M} to {item.end:%Y-%m-%d %H:%M}{where} ({kind})"

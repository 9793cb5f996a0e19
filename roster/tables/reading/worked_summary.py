"""Sentences that sum up what became of the rows of a table of worked time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.clock import spoken_date
from models.period import Period
from models.records.history import Worked
from roster.tables.cells.text import rows_text


def outside_period_sentences(rows: Sequence[tuple[int, Worked]], period: Period) -> list[str]:
    """Sentences about the records before and after a period."""
    before = [(row, item.date) for row, item in rows if item.date < period.first]
    after = [(row, item.date) for row, item in rows if item.date > period.last]
    kept = "kept on record: rest, runs of days and averages go by it, the hours of this period do not"
    return [
        f"{rows_text([row for row, _ in found])} ({_dates([day for _, day in found])}): {side} the period; {kept}"
        for found, side in ((before, "before"), (after, "after"))
        if found
    ]


def total_sentence(rows: int, new: Sequence[Worked], known: int, period: Period) -> str:
    """Counts the rows by what became of them: `87 rows: 85 counted, 2 outside the period`.

    Args:
        rows: how many rows were read.
        new: the records that they add to the book.
        known: how many rows repeat another row or a record of the book.
        period: of the book.
    """
    inside = [item for item in new if item.date in period]
    absent = sum(item.no_show for item in inside)
    others = ((absent, "not worked"), (len(new) - len(inside), "outside the period"), (known, "already known"))
    parts = [f"{len(inside) - absent:,} counted", *(f"{number:,} {what}" for number, what in others if number)]
    return f"{rows:,} row{'' if rows == 1 else 's'}: {', '.join(parts)}"


def _dates(days: Sequence[date]) -> str:
    first, last = min(days), max(days)
    begin = spoken_date(first) + (f" {first.year}" if first.year != last.year else "")
    return (f"{begin} to " if first != last else "") + f"{spoken_date(last)} {last.year}"

"""Explains in one sentence why the base differs with and without draws."""

from __future__ import annotations

from roster.planning.money.amounts import share
from roster.planning.results.sweep import Table


def drawn_base_sentence(table: Table) -> str:
    """Why the base reaches another cover here than the book as it stands; empty where nothing is drawn.

    With the same dates there is one answer; drawn months are other months like it, with other days off.
    """
    undrawn, base = table.undrawn, table.base
    if undrawn is None or undrawn.figures is None or base.figures is None:
        return ""
    as_written, expected = undrawn.figures.cover.mean, base.figures.cover.mean
    months = f"{table.draws} months like it" if table.draws > 1 else "one month like it"
    on_average = " on average" if table.draws > 1 else ""
    head = (
        f"{base.name}: {share(as_written)} of duties with the very dates and absences in the book, {share(expected)}"
        f"{on_average} in {months}, whose absences and offers are left to chance"
    )
    if abs(as_written - expected) < 0.0005:
        return f"{head}; compare options with either"
    return f"{head}; compare options with the second, which they share"


__all__ = ["drawn_base_sentence"]

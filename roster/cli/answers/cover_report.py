"""Prints who could step into a seat, best first, with what each would cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.base import format_minutes
from roster.analysis.stepping_in.cover_output import cost_sentences
from roster.analysis.words import plain
from roster.cli import terminal

if TYPE_CHECKING:
    from rich.console import Console

    from roster.analysis.names import Names
    from roster.analysis.stepping_in.step_in import DutyCover, StepIn


def show_cover(out: Console, found: DutyCover, names: Names) -> None:
    """Prints, for each seat that was asked for, who could step in and who could not."""
    out.print(found.duty.described)
    for item in found.seats:
        out.print()
        there = ", ".join(map(names.full, item.people))
        leaving = " or ".join(map(names.full, item.replaced))
        out.print(
            f"{item.seat.name or item.seat.id} seat: {there or 'nobody in it'}"
            + (f"; who could be in it instead of {leaving}" if leaving else "; who could be in it too")
        )
        groups = {
            "could step in at once": [one for one in item.candidates if one.rank[0] == 0],
            "could, once they offer it": [one for one in item.candidates if one.rank[0] == 1],
            "could, and another duty is stood down for it": [one for one in item.candidates if one.rank[0] == 2],
        }
        for words, some in groups.items():
            if some:
                out.print()
                out.print(f"{words} ({len(some)}), best first:")
                _show_table(out, some, names, replaced=len(item.replaced) > 1)
        if not item.legal:
            out.print("nobody could step in legally as the book is")
        _show_others(out, [one for one in item.candidates if one.rank[0] == 3], names)


def _show_table(out: Console, some: Sequence[StepIn], names: Names, *, replaced: bool) -> None:
    """Prints people who could step in, a line each.

    Args:
        replaced: whether to say whom each replaces.
    """
    columns = ["", "hours", "rest before", "rest after", "promise", "notice", "what it does (points, level by level)"]
    rows = []
    for one in some:
        promises = ", ".join(
            f"{plain(item.before / 60)} -> {plain(item.after / 60)} of {plain(item.promised / 60)} h"
            for item in one.promises
        )
        does = [item.sentence for item in one.uncovers]
        does += [f"instead of {one.instead_of}"] if replaced else []
        does += [f"in {one.vehicle}"] if one.vehicle else []
        does += cost_sentences(one)
        rows.append(
            [
                names.full(one.person.id),
                f"{plain(one.hours_before / 60)} -> {plain(one.hours_after / 60)}",
                _rest(one.rest_before),
                _rest(one.rest_after),
                promises or "-",
                "-" if one.notice is None else f"{one.notice} d",
                "; ".join(does),
            ]
        )
    out.print(terminal.table(columns, rows))


def _show_others(out: Console, some: Sequence[StepIn], names: Names) -> None:
    if some:
        out.print()
        out.print(f"not legal ({len(some)}):")
    for one in some:
        out.print(f"  {names.full(one.person.id)}: {'; '.join(one.reasons)}")


def _rest(minutes: int | None) -> str:
    """A rest in hours and minutes, in whole days from three days on."""
    if minutes is None:
        return "-"
    return format_minutes(minutes) if minutes < 72 * 60 else f"{minutes // (24 * 60)} days"

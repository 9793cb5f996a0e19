"""Prints who could step into a seat, best first, with what each would cost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.base import format_minutes
from roster.analysis.gaps import in_words
from roster.analysis.stepping_in.cover_output import cost_sentences
from roster.analysis.stepping_in.step_in import Group
from roster.analysis.wording.people_together import people_together
from roster.analysis.words import plain
from roster.cli import terminal

if TYPE_CHECKING:
    from rich.console import Console

    from models.service import Seat
    from roster.analysis.gaps import Gap
    from roster.analysis.names import NamesInSentences
    from roster.analysis.stepping_in.step_in import DutyCover, StepIn


def show_cover(out: Console, found: DutyCover, gap: Gap, names: NamesInSentences) -> None:
    """Prints, for each seat that was asked for, who could step in and who could not.

    Args:
        gap: how the duty is crewed.
        names: puts names beside the ids of people.
    """
    out.print(found.duty.described + (f": {names.named(gap.sentence)}" if gap.missing else ""))
    for item in found.seats:
        out.print()
        there = ", ".join(map(names.named, item.people))
        leaving = " or ".join(map(names.named, item.replaced))
        out.print(
            f"{item.seat.name or item.seat.id} seat: {there or 'nobody in it'}"
            + (f"; who could be in it instead of {leaving}" if leaving else "; who could be in it too")
        )
        groups = {
            "could step in at once": Group.AT_ONCE,
            "could, once they offer it": Group.ONCE_OFFERED,
            "could, and another duty is stood down for it": Group.STANDS_DOWN_ANOTHER,
        }
        for words, group in groups.items():
            if some := [one for one in item.candidates if one.group is group]:
                out.print()
                out.print(f"{words} ({len(some)}), best first:")
                _show_table(out, some, names, replaced=len(item.replaced) > 1)
        waiting = [one for one in item.candidates if one.waits_for_others]
        others = [one for one in item.candidates if one.group is Group.NOT_LEGAL and not one.waits_for_others]
        _show_waiting(out, waiting, item.seat, gap, names)
        if not item.legal and not waiting:
            out.print("nobody could step in legally as the book is")
        _show_others(out, others, names)


def _show_waiting(out: Console, some: Sequence[StepIn], seat: Seat, gap: Gap, names: NamesInSentences) -> None:
    """Prints who could come to a duty that is stood down, and runs only if others come too."""
    if not some:
        return
    also = in_words(item for item in gap.lacking if item.seat.id != seat.id)
    out.print()
    out.print(
        f"could come, but that alone does not make it run ({also}):"
        if also
        else "could come; it runs once its other seats are filled too:"
    )
    sentences = [(one.person.id, f"{one.person.id} {_could_come(one)}") for one in some]
    for line in people_together(sentences):
        out.print(f"  {names.named(line)}")


def _could_come(one: StepIn) -> str:
    offered = "could come, once they offer it" if one.own_reasons else "could come"
    return "; ".join([offered, *(item.sentence for item in one.uncovers)])


def _show_table(out: Console, some: Sequence[StepIn], names: NamesInSentences, *, replaced: bool) -> None:
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
        does += [f"instead of {names.named(one.instead_of or '')}"] if replaced else []
        does += [f"in {one.vehicle}"] if one.vehicle else []
        does += [names.named(sentence.replace(f"({one.person.id} ", "(")) for sentence in cost_sentences(one)]
        rows.append(
            [
                names.named(one.person.id),
                f"{plain(one.hours_before / 60)} -> {plain(one.hours_after / 60)}",
                _rest(one.rest_before),
                _rest(one.rest_after),
                promises or "-",
                "-" if one.notice is None else f"{one.notice} d",
                "; ".join(does),
            ]
        )
    out.print(terminal.table(columns, rows))


def _show_others(out: Console, some: Sequence[StepIn], names: NamesInSentences) -> None:
    if some:
        out.print()
        out.print(f"not legal ({len(some)}):")
    for one in some:
        # The person is named in front; `P06 on JR-04 must be accompanied` would make no sense without them.
        itself = re.compile(rf"^{re.escape(one.person.id)} (?!on )")
        reasons = (names.named(itself.sub("", reason)) for reason in one.own_reasons or one.reasons)
        out.print(f"  {names.named(one.person.id)}: {'; '.join(reasons)}")


def _rest(minutes: int | None) -> str:
    """A rest in hours and minutes, in whole days from three days on."""
    if minutes is None:
        return "-"
    return format_minutes(minutes) if minutes < 72 * 60 else f"{minutes // (24 * 60)} days"

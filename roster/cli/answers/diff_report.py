"""Prints what differs between two rotas, person by person and duty by duty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.text.lists import listed

if TYPE_CHECKING:
    from rich.console import Console

    from roster.analysis.differences import Differences, DutyChange


_ONE_LINE = 110  # characters


def show_differences(out: Console, found: Differences) -> None:
    """Prints a summary, then each change of people, duties and inputs."""
    out.print(found.summary)
    if found.people:
        out.print()
        out.print("person by person:")
    for person, changes in found.people.items():
        _show_under(out, found.names.full(person), [change.sentence for change in changes])
    if found.duties:
        out.print()
        out.print("duty by duty:")
    for duty in found.duties:
        _show_under(out, f"{duty.duty.spoken}, {duty.duty.times}: {duty.state}", _crew_changes(found, duty))
    if found.inputs:
        out.print()
        out.print("inputs that differ:")
    for line in found.inputs:
        out.print(f"  {found.sentences.named(line)}")


def _show_under(out: Console, head: str, lines: Sequence[str]) -> None:
    """Prints what belongs to a person or a duty: on one line where it is short, else a line each."""
    gap = "; " if ": " in head else ": "
    together = gap.join([head, "; ".join(lines)])
    if not lines or len(together) <= _ONE_LINE:
        out.print(f"  {together if lines else head}")
        return
    out.print(f"  {head}")
    for line in lines:
        out.print(f"    {line}")


def _crew_changes(found: Differences, change: DutyChange) -> list[str]:
    """Seat by seat, who comes in whose place; and the vehicle of a duty where that changes."""
    lines = []
    for seat in dict.fromkeys(seat for _, seat in (*change.off, *change.on)):
        off = listed([found.names.full(person) for person, place in change.off if place == seat])
        on = listed([found.names.full(person) for person, place in change.on if place == seat])
        who = f"{on} in place of {off}" if on and off else f"on {on}" if on else f"off {off}"
        lines.append(f"{seat}: {who}")
    return [*lines, f"vehicle: {change.vehicle}"] if change.vehicle else lines

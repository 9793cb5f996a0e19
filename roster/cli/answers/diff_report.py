"""Prints what differs between two rotas, person by person and duty by duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from roster.analysis.differences import Differences, DutyChange


def show_differences(out: Console, found: Differences) -> None:
    """Prints a summary, then each change of people, duties and inputs."""
    out.print(found.summary)
    if found.people:
        out.print()
        out.print("person by person:")
    for person, changes in found.people.items():
        out.print(f"  {found.names.full(person)}")
        for change in changes:
            out.print(f"    {change.sentence}")
    if found.duties:
        out.print()
        out.print("duty by duty:")
    for duty in found.duties:
        out.print(f"  {duty.duty.spoken}, {duty.duty.times}: {duty.state}")
        for line in _lines(found, duty):
            out.print(f"    {line}")
    if found.inputs:
        out.print()
        out.print("inputs that differ:")
    for line in found.inputs:
        out.print(f"  {found.sentences.named(line)}")


def _lines(found: Differences, change: DutyChange) -> list[str]:
    """Who is off a duty, who is on it, and its vehicle where that changes."""
    lines = [f"off: {found.names.full(person)} ({seat})" for person, seat in change.off]
    lines += [f"on: {found.names.full(person)} ({seat})" for person, seat in change.on]
    return [*lines, f"vehicle: {change.vehicle}"] if change.vehicle else lines

"""Cures of a duty that is stood down, in sentences: the single changes that would crew it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.duty import Duty
from models.rota import Cure, CureKind, CuresOfDuty

NOT_LOOKED_FOR = "not looked for in the time there was"
NONE_FOUND = "no single change that was tried crews it without standing down another"
MOST_NAMED = 2  # where a cure crews more further duties than this, its sentence counts them


def cure_lines(
    duty: Duty, record: CuresOfDuty | None, down: Sequence[Duty], called: Callable[[str], str] = str
) -> list[str]:
    """Sentences about the cures of a duty, cheapest first, and whether the search for them was complete.

    Args:
        duty: a duty that is stood down.
        record: the cures that were found; None where the rota was made without looking for any.
        down: every duty that is stood down.
        called: gives a person's name for their id.
    """
    if record is None or (not record.cures and not record.complete):
        return [NOT_LOOKED_FOR]
    lines = [_line(cure, duty, down, called) for cure in record.cures]
    if not record.complete:
        lines.append(f"others were {NOT_LOOKED_FOR}")
    return lines or [NONE_FOUND]


def _line(cure: Cure, duty: Duty, down: Sequence[Duty], called: Callable[[str], str]) -> str:
    change = cure.change
    if cure.person is not None:
        change = called(cure.person) + change.removeprefix(cure.person)
    crewed = [other for other in down if other.id in cure.crews]
    if cure.kind is CureKind.LONGER_SEARCH:
        return f"{change}: it can run as the book is"
    if cure.kind is CureKind.NEWCOMER:
        same = [other for other in down if other.date.weekday() == duty.date.weekday()]
        if len(same) > 1:
            alike = sum(other in same for other in crewed)
            share = "both" if alike == len(same) == 2 else f"all {alike}" if alike == len(same) else None
            more = len(crewed) - alike
            return f"{change}: crews {share or f'{alike} of the {len(same)}'} stood down on {duty.date:%A}s" + (
                f", and {more} on other days" if more else ""
            )
    others = [other.spoken for other in crewed if other.id != duty.id]
    if not others:
        return change
    named = " and ".join(others) if len(others) <= MOST_NAMED else f"{len(others)} others"
    return f"{change}: crews {named} too"


__all__ = ["cure_lines"]

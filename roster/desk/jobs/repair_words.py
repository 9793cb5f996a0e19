"""What a repair comes to, in a sentence: how many others it disturbs, and what else it changes for who is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rota import DutyState
from models.text.lists import first_few
from roster import api
from roster.analysis.differences import ChangeKind
from roster.analysis.names import Names

if TYPE_CHECKING:
    from roster.engine.repair.repaired import Repaired
    from roster.lifecycle.outage import Outage

_MOST_NAMED = 3  # duties in the sentence of a repair; the others are counted


def effect(done: Repaired, outage: Outage) -> str:
    """How many people a repair disturbs, and which duties then run with fewer people, or not at all."""
    parts = [_disturbed_in_words(done, outage)]
    duties = {duty.id: duty.spoken for duty in done.book.duties}
    changed = api.diff(done.before, done.book).duties
    ends = {DutyState.PART_CREWED: "part-crewed", DutyState.STOOD_DOWN: "stood down"}
    for state, words in ends.items():
        worse = [
            duties[item.duty.id]
            for item in changed
            if item.after is state and item.before is not state and item.duty.id in duties
        ]
        if worse:
            parts.append(f"{first_few(worse, _MOST_NAMED)} {'is' if len(worse) == 1 else 'are'} then {words}")
    return "; ".join(parts)


def moves_in_words(done: Repaired, outage: Outage) -> dict[str, str]:
    """Person who is away -> what a repair changes for them besides the duties that they miss by it.

    `moves from JR-07 on Mon 28 Dec to JR-07 on Tue 29 Dec`; people for whom nothing else changes are left out.
    """
    assert done.before.rota is not None
    missed: dict[str, set[str]] = {item.name: set() for item in outage.absent}
    for item, duties in outage.touched(done.before, done.as_of).items():
        if item.name in missed:
            missed[item.name] |= {duty.id for duty in duties}
    changed = api.diff(done.before, done.book).people
    found = {}
    for person, by_absence in missed.items():
        lost, gained = (
            [item.duty.spoken for item in changed.get(person, ()) if item.what is what and item.duty.id not in known]
            for what, known in ((ChangeKind.OFF, by_absence), (ChangeKind.ON, set()))
        )
        if lost and gained:
            found[person] = f"moves from {' and '.join(lost)} to {' and '.join(gained)}"
        elif lost or gained:
            found[person] = f"gains {' and '.join(gained)}" if gained else f"loses {' and '.join(lost)}"
    return found


def _disturbed_in_words(done: Repaired, outage: Outage) -> str:
    """How many people are disturbed, in words that say who is counted.

    What people lose by their own absence disturbs nobody. Where a repair also moves them on other days, it is said of
    them by name, and only the others are counted.
    """
    away = {item.name for item in outage.absent}
    moves, names = moves_in_words(done, outage), Names(done.book.people)
    others = sum(person not in away for person in done.disturbed)
    if moves:
        counts = {0: "nobody else gains or loses a duty", 1: "1 other gains or loses a duty"}.get(
            others, f"{others} others gain or lose a duty"
        )
        return f"{counts}, and {', and '.join(f'{names.full(who)} also {what}' for who, what in moves.items())}"
    counts = {0: "nobody gains or loses a duty", 1: "1 person gains or loses a duty"}.get(
        others, f"{others} people gain or lose a duty"
    )
    besides = {0: "", 1: " besides the one who is away"}.get(len(away), f" besides the {len(away)} who are away")
    return f"{counts}{besides}"


__all__ = ["effect", "moves_in_words"]

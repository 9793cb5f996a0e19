"""Sentences of changes that belong together: whoever leaves a seat of a duty and takes one of it stays on that duty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from models.rota import Basis
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.change import Change
from roster.desk.changes.kinds.rota import Assign, Clear, place_of

_BASES = {Basis.ROSTERED: "rostered time", Basis.OFFERED: "overtime (an offer)"}


def sentences_together(changes: Sequence[Change], words: BookWords, alone: Callable[[Change], str]) -> Iterator[str]:
    """A sentence for each change, but only one for somebody who leaves a seat and takes one of the same duty.

    Args:
        changes: that are made at once.
        words: of the book before them.
        alone: the sentence of a change that no other belongs to.
    """
    kept = {(clear.person, clear.duty): (clear, assign) for clear, assign in _kept(changes)}
    for change in changes:
        if not isinstance(change, Assign | Clear) or (pair := kept.get((change.person, change.duty))) is None:
            yield alone(change)
        elif change is pair[1]:
            yield f"{words.person(change.person)} {_stays(*pair, words)}"


def other_basis(changes: Sequence[Change], words: BookWords) -> Iterator[tuple[str, str]]:
    """Each person who keeps a seat, and whose duty counts as something else from now on, with that as a predicate."""
    for clear, assign in _kept(changes):
        if clear.seat == assign.seat:
            yield assign.person, _stays(clear, assign, words)


def _kept(changes: Sequence[Change]) -> list[tuple[Clear, Assign]]:
    """Who leaves a seat and takes one of the same duty."""
    left = {(change.person, change.duty): change for change in changes if isinstance(change, Clear)}
    taken = [change for change in changes if isinstance(change, Assign)]
    return [(left[key], change) for change in taken if (key := (change.person, change.duty)) in left]


def _stays(clear: Clear, assign: Assign, words: BookWords) -> str:
    """What somebody does who stays on a duty, without their name."""
    duty, seat = words.duty(assign.duty), words.seat(assign.duty, assign.seat)
    there = place_of(words.book, assign.person, assign.duty)
    was = there.basis if there else None
    if clear.seat != assign.seat:
        counts = f"; it counts as {_BASES[assign.basis]}" if assign.basis and assign.basis is not was else ""
        return f"stays on {duty}, now in the {seat} seat, before {words.seat(clear.duty, clear.seat)}{counts}"
    # A change that leaves the seat as it is can only be one of the basis, and there are two of them.
    now = assign.basis or next((basis for basis in Basis if was and basis is not was), None)
    kept = f"keeps the {seat} seat on {duty}"
    if now is None or now is was:
        return kept
    return f"{kept}; it now counts as {_BASES[now]}{f', no longer as {_BASES[was]}' if was else ''}"


__all__ = ["other_basis", "sentences_together"]

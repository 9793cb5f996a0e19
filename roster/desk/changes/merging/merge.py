"""Merges the changes of two people who began with the same book, and tells where they are about the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.book import Book
from roster.desk.changes.apply import apply_changes, changed_book
from roster.desk.changes.between.changes_between import made_otherwise, seats_and_inputs
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.change import Change
from roster.desk.changes.merging.attribution import Authored, attributed
from roster.desk.changes.merging.clash import Clash
from roster.desk.changes.merging.in_effect import Sides, clashes_in_effect
from roster.desk.changes.merging.placing import with_place
from roster.desk.changes.merging.same_thing import clashes_of_keys, clashes_of_people


@dataclass(frozen=True)
class Conflict:
    """Two changes that cannot both be, as each author made them.

    Attributes:
        theirs: the change that was there first, and its author; None where it is not known which it was.
        mine: the change that came second.
        their_sentence, my_sentence: both in words.
        why: why not both, as a sentence.
    """

    theirs: Authored | None
    mine: Authored
    their_sentence: str
    my_sentence: str
    why: str


@dataclass(frozen=True)
class Merged:
    """What is left to do after others' changes.

    Attributes:
        changes: what to apply to the book with the others' changes; empty where there are conflicts to decide first.
        conflicts: what cannot be merged, all of it.
        already: changes that others had made as well: nothing is left to do for them.
    """

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...] = ()
    already: tuple[Change, ...] = ()


def merge(
    base: Book,
    theirs: Sequence[Authored],
    mine: Sequence[Change],
    *,
    head: Book | None = None,
    author: str = "you",
    folder: Path | None = None,
) -> Merged:
    """Merges changes that two sides made to the same book.

    What others did and undid again is not in the way; of theirs only what is left counts.

    Args:
        base: the book that both began with.
        theirs: the changes that were there first, in their order: they made `head`.
        mine: the changes that come now.
        head: the book with their changes; found by applying them where it is None.
        author: who made `mine`.
        folder: where the book's rule files lie; the current folder when None.

    Raises:
        ChangeError: `mine` cannot be applied to the book that they were made for.
    """
    if head is None:
        head = apply_changes(base, [item.change for item in theirs], folder)
    made = made_otherwise(base, head)
    net = (*seats_and_inputs(base, head), *([made] if made else []))
    own = changed_book(base, mine).book
    # What both sides did alike is in nobody's way.
    there = attributed(base, [change for change in net if not _is_shared(change, mine, base, own)], theirs)
    to_do = [change for change in mine if not _is_shared(change, net, base, head)]
    left = [Authored(author, with_place(change, base)) for change in to_do]
    already = tuple(change for change in mine if all(change is not item for item in to_do))
    clashes = [
        *clashes_of_keys(base, head, there, left),
        *clashes_of_people(base, head, there, left),
    ]
    if left and not clashes:
        clashes = clashes_in_effect(Sides(base, own, head), there, left, folder)
    if clashes:
        return Merged((), _in_words(clashes, base), already)
    return Merged(tuple(item.change for item in left), (), already)


def _is_shared(change: Change, others: Sequence[Change], base: Book, with_others: Book) -> bool:
    """Whether the other side made the same change: as the same, or in its effect."""
    return change in others or (change.is_done(with_others) and not change.is_done(base))


def _in_words(clashes: Sequence[Clash], base: Book) -> tuple[Conflict, ...]:
    words = BookWords(base)
    return tuple(
        Conflict(
            theirs=clash.theirs,
            mine=clash.mine,
            their_sentence=clash.theirs.change.in_words(words) if clash.theirs else "",
            my_sentence=clash.mine.change.in_words(words),
            why=clash.why,
        )
        for clash in clashes
    )


__all__ = ["Authored", "Conflict", "Merged", "merge"]

"""Applies changes to a book: pure, all mistakes at once, in an order that does not depend on how they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from constraints.facts import Facts
from constraints.verify import Verdict, verify
from models.book import Book
from models.problems import BookError
from roster.api.opened import OpenBook, ready
from roster.desk.changes.change import Change, Stage
from roster.desk.changes.drafts.book_draft import BookDraft
from roster.desk.changes.errors import ChangeError
from roster.desk.changes.released_pins import release_pins
from roster.lifecycle.hand_edits import unproven_scores


@dataclass(frozen=True)
class ChangedBook:
    """A book after changes, before its rules are asked.

    Attributes:
        book: its rota lacks new scores and breaches where `needs_scores` says so.
        inputs_changed: whether anything but the rota is another.
        needs_scores: whether its rota was changed by hand, so that scores and breaches are to be found.
    """

    book: Book
    inputs_changed: bool
    needs_scores: bool


def apply_changes(book: Book, changes: Sequence[Change], folder: Path | None = None) -> Book:
    """The book after some changes.

    Args:
        book: stays as it is.
        changes: in any order: what is removed goes first, the rota comes after its inputs.
        folder: where the book's rule files lie; the current folder when None.

    Raises:
        ChangeError: everything that is wrong with the changes, and rules or pins that they make impossible.
    """
    if not changes:
        return book
    changed = changed_book(book, changes)
    opened = opened_after(changed.book, folder)
    if not changed.needs_scores:
        return opened.book
    return with_scores(opened.book, verify(opened.as_worked, opened.admission.rules))


def changed_book(book: Book, changes: Sequence[Change], facts: Facts | None = None) -> ChangedBook:
    """The book after some changes, before its rules are asked whether it is possible and what it scores.

    Args:
        facts: of the book, where they are known and still hold after a change of the rota alone.

    Raises:
        ChangeError: everything that is wrong with the changes.
    """
    draft = BookDraft(book)
    ordered = sorted(enumerate(changes), key=lambda item: (item[1].stage, item[1].model_dump_json()))
    release_pins(draft, changes)
    for number, change in ordered:
        if change.stage < Stage.WHOLE_ROTA:
            draft.path = ("changes", number)
            change.apply(draft)
    inputs = draft.build_inputs()
    draft.rota.facts = facts = facts if facts is not None and not draft.inputs_changed else Facts(inputs)
    for number, change in ordered:
        if change.stage >= Stage.WHOLE_ROTA:
            draft.path = ("changes", number)
            change.apply(draft)
    draft.path = ()
    return ChangedBook(draft.book(inputs, facts), draft.inputs_changed, draft.rota.needs_scores)


def opened_after(book: Book, folder: Path | None) -> OpenBook:
    """The changed book, ready to work with.

    Raises:
        ChangeError: rules or pins that are not possible.
    """
    try:
        return ready(book, folder)
    except BookError as error:
        raise ChangeError(error.problems) from None


def with_scores(book: Book, verdict: Verdict) -> Book:
    """The book with the scores and breaches of its rota, of which nothing is proven: it was changed by hand."""
    assert book.rota is not None
    found = {"scores": unproven_scores(verdict), "breaches": tuple(verdict.soft)}
    return book.model_copy(update={"rota": book.rota.model_copy(update=found)})


__all__ = ["ChangedBook", "apply_changes", "changed_book", "opened_after", "with_scores"]

"""Edits that are refused because of what hangs on what they remove: told with all that would have to go along."""

from __future__ import annotations

from collections.abc import Sequence

from models.base import Model
from models.book import Book
from models.problems import Problem
from roster.desk.changes import (
    AnyChange,
    Change,
    ChangeError,
    Clear,
    RemoveRecord,
    apply_changes,
    entailed,
    released,
)
from roster.desk.service.access.belonging import Ownership
from roster.desk.service.access.guesses import refuse_guesses
from roster.desk.service.access.standing import organisation_of
from roster.desk.service.asking import Asking
from roster.desk.service.editing.outcomes import Edit
from roster.desk.service.errors import ForbiddenError


class EntailedChange(Model):
    """A change that has to go along with an edit.

    Attributes:
        sentence: what it does.
        change: itself; None where it goes by itself.
    """

    sentence: str
    change: AnyChange | None = None


class EntailedError(ChangeError):
    """Raised for an edit that is refused, and goes together with others.

    Attributes:
        entailed: what would have to be done with it.
        first: whether that has to be done, and published, before the edit can be made.
    """

    def __init__(self, problems: Sequence[Problem], entailed: Sequence[EntailedChange], *, first: bool = False) -> None:
        super().__init__(problems)
        self.entailed, self.first = tuple(entailed), first


def with_entailed(asking: Asking, book: Book, edit: Edit) -> tuple[Change, ...]:
    """The changes of an edit, with what has to go along.

    Raises:
        ForbiddenError: that is also about what another organisation keeps to itself.
    """
    changes = (*edit.changes, *entailed(book, edit.changes))
    refuse_guesses(asking.masking(book), changes)
    return changes


def refusal(asking: Asking, book: Book, edit: Edit, error: ChangeError) -> ChangeError:
    """What to say of an edit that is refused: the error, with what would have to go along where that would mend it.

    Args:
        book: that the edit was made on.
        error: why it was refused.
    """
    told = _people_told(book, edit.changes)
    if told and asking.standing.organisations >= {organisation_of(book)[person] for person in told}:
        return EntailedError([_told_first(book, told)], _shown(asking, book, _clearing(book, told)), first=True)
    if edit.with_entailed:
        return error
    along = entailed(book, edit.changes)
    if not along:
        return error
    try:
        refuse_guesses(asking.masking(book), along)
        for need in Ownership(book).of_all((*edit.changes, *along)):
            asking.decide(need.action, need.organisations)
        apply_changes(book, (*edit.changes, *along), asking.unit.folder)
    except (ChangeError, ForbiddenError):
        return error  # something else is wrong as well, which is to be mended first; or it is not theirs to do
    return EntailedError(error.problems, _shown(asking, book, along))


def _shown(asking: Asking, book: Book, changes: Sequence[Change]) -> list[EntailedChange]:
    ownership, hidden = Ownership(book), asking.masking(book).hidden
    found = [
        EntailedChange(sentence=ownership.sentence(change, hidden), change=change if change in changes else None)
        for change in (*changes, *released(book, changes))
        # Pins of others' people go along unsaid.
        if isinstance(change, Clear) or not hidden & set(ownership.people(change))
    ]
    return list({item.sentence: item for item in found}.values())


def _people_told(book: Book, changes: Sequence[Change]) -> list[str]:
    """The people whom some changes remove, and who were told of duties."""
    gone = {item.id for item in changes if isinstance(item, RemoveRecord) and item.section == "people"}
    told = {item.person for item in book.published.assignments} if book.published else set()
    return sorted(gone & told)


def _told_first(book: Book, people: Sequence[str]) -> Problem:
    who, version = " and ".join(people), book.published.version if book.published else 0
    sentence = (
        f"{who} was told of duties (version {version}): take them off the rota and publish, so that everybody hears of"
        " it; then remove them"
    )
    return Problem(("changes",), sentence)


def _clearing(book: Book, people: Sequence[str]) -> list[Change]:
    """What takes some people off the rota."""
    assignments = book.rota.assignments if book.rota else ()
    return [Clear(person=item.person, duty=item.duty, seat=item.seat) for item in assignments if item.person in people]


__all__ = ["EntailedChange", "EntailedError", "refusal", "with_entailed"]

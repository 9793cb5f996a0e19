"""What a proposal changes for each person, and whether they gain or lose a duty by it or are away themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from constraints.facts.into_absence import IntoAbsence
from models.book import Book
from roster.analysis.differences import ChangeKind, Differences, PersonChange
from roster.analysis.names import Names
from roster.desk.changes import Assign, Change
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.kept_places import other_basis
from roster.desk.service.access.standing import organisation_of
from roster.desk.service.asking import Asking
from roster.desk.service.editing.editor import Ready
from roster.desk.service.editing.shown import PersonPart


def person_parts(asking: Asking, ready: Ready, found: Differences | None) -> tuple[PersonPart, ...]:
    """What changes for whom.

    Args:
        ready: the proposal on the rota as it is now.
        found: the differences that the account may see; None where there was no rota before.
    """
    after = ready.after.book
    employers, names = organisation_of(after), Names(after.people)
    changes: Mapping[str, Sequence[PersonChange]] = found.people if found else {}
    told = {person: [item.sentence for item in items] for person, items in changes.items()}
    for person, sentence in _besides(ready) if found else _first_duties(ready):
        told.setdefault(person, []).append(sentence)
    away = _AwayByIt(ready.before.book, after)
    return tuple(
        PersonPart(
            person=person,
            name=names.full(person),
            changes=tuple(sentences),
            mine=employers.get(person) in asking.standing.organisations,
            moves=any(_is_move(item) and not away.explains(item) for item in changes.get(person, ())),
            away=any(away.explains(item) for item in changes.get(person, ())),
        )
        for person, sentences in told.items()
    )


def _besides(ready: Ready) -> Iterator[tuple[str, str]]:
    """Person -> what changes for them though they sit where they sat: what a duty of theirs counts as."""
    yield from other_basis(ready.changes, BookWords(ready.before.book))


def _first_duties(ready: Ready) -> Iterator[tuple[str, str]]:
    """Person -> a duty that the first rota of a book gives them."""
    words = BookWords(ready.head.book)
    changes: Sequence[Change] = ready.changes if ready.before.book.rota is None else ()
    for change in changes:
        if isinstance(change, Assign):
            yield change.person, f"on {words.duty(change.duty)}"


def _is_move(change: PersonChange) -> bool:
    return change.what in (ChangeKind.ON, ChangeKind.OFF)


class _AwayByIt:
    """Knows who is away by an absence that a proposal notes."""

    def __init__(self, before: Book, after: Book) -> None:
        known = {person.id: set(person.absences) for person in before.people}
        self._new = {
            person.id: [item for item in person.absences if item not in known.get(person.id, ())]
            for person in after.people
        }
        self._into_absence = IntoAbsence.of(after.rules)

    def explains(self, change: PersonChange) -> bool:
        """Whether somebody loses a duty because they are away."""
        duty = change.duty
        return change.what is ChangeKind.OFF and any(
            item.covers(duty.date, duty.wall_start, duty.wall_end) or self._into_absence.keeps_off(item, duty)
            for item in self._new.get(change.person, ())
        )


__all__ = ["person_parts"]

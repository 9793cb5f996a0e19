"""Changes of when a person is away."""

from __future__ import annotations

from typing import ClassVar, Literal

from models.base import Id
from models.book import Book
from models.people import Absence
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.change import Change, Stage
from roster.desk.changes.drafts.book_draft import BookDraft
from roster.desk.changes.drafts.ordered import OrderedRecords, Place, content_key
from roster.desk.changes.keys import field_key, item_key, record_key


class _OfAbsence(Change):
    """A change of one absence.

    Attributes:
        person: who is away.
    """

    person: Id

    def relies_on(self, book: Book) -> frozenset[str]:
        return frozenset({record_key("people", self.person), field_key("people", self.person, "absences")})

    def _key(self, absence: Absence) -> str:
        return item_key("people", self.person, "absences", content_key(absence))

    def _absences(self, draft: BookDraft) -> OrderedRecords | None:
        if not draft.known("people", self.person, "person"):
            return None
        return draft.list_in("people", self.person, "absences")


class AddAbsence(_OfAbsence):
    """Adds time that a person is away.

    Attributes:
        absence: when and why.
        place: where among the person's absences; at the end where absent.
    """

    stage: ClassVar = Stage.ADD_TO_RECORD
    kind: Literal["add absence"] = "add absence"
    absence: Absence
    place: Place | None = None

    def apply(self, draft: BookDraft) -> None:
        if (absences := self._absences(draft)) is not None:
            absences.add(self.absence, self.place)

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({self._key(self.absence)})

    def is_done(self, book: Book) -> bool:
        return self.absence in _absences_of(book, self.person)

    def in_words(self, words: BookWords) -> str:
        return f"{words.person(self.person)} is away {words.span(self.absence)} ({self.absence.kind})"


class EndAbsence(_OfAbsence):
    """Removes time that a person was to be away.

    Attributes:
        absence: the absence as the book has it.
    """

    stage: ClassVar = Stage.REMOVE
    kind: Literal["end absence"] = "end absence"
    absence: Absence

    def apply(self, draft: BookDraft) -> None:
        absences = self._absences(draft)
        if absences is None:
            return
        if content_key(self.absence) not in absences:
            draft.report(f"{self.person} has no such absence ({self.absence.kind})", "absence")
            return
        absences.remove(content_key(self.absence))

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({self._key(self.absence)})

    def in_words(self, words: BookWords) -> str:
        return f"{words.person(self.person)} is no longer away {words.span(self.absence)} ({self.absence.kind})"


class ChangeAbsence(_OfAbsence):
    """Changes the dates, kind or hours of an absence.

    Attributes:
        was: the absence as the book has it.
        now: as it becomes.
    """

    stage: ClassVar = Stage.SET
    kind: Literal["change absence"] = "change absence"
    was: Absence
    now: Absence

    def apply(self, draft: BookDraft) -> None:
        absences = self._absences(draft)
        if absences is None:
            return
        if content_key(self.was) not in absences:
            draft.report(f"{self.person} has no such absence ({self.was.kind})", "was")
            return
        absences.replace(content_key(self.was), self.now)

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({self._key(self.was), self._key(self.now)})

    def in_words(self, words: BookWords) -> str:
        was = f"{words.span(self.was)} ({self.was.kind})"
        return f"{words.person(self.person)} is away {words.span(self.now)} ({self.now.kind}), before {was}"


def _absences_of(book: Book, person: str) -> tuple[Absence, ...]:
    return next((item.absences for item in book.people if item.id == person), ())


__all__ = ["AddAbsence", "ChangeAbsence", "EndAbsence"]

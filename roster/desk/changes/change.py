"""The base class of changes: what each can do, and in which order they are applied."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

from models.base import Model
from models.book import Book
from roster.desk.changes.book_words import BookWords

if TYPE_CHECKING:
    from roster.desk.changes.drafts.book_draft import BookDraft


class Stage(IntEnum):
    """The order in which changes of one list are applied, whatever order they are listed in."""

    REMOVE = 0
    ADD = 1
    SET = 2
    ADD_TO_RECORD = 3
    ORDER = 4
    WHOLE_ROTA = 5  # from here on the rota; the inputs are complete
    CLEAR = 6
    ASSIGN = 7
    VEHICLE = 8


class Change(Model, ABC):
    """One change of a book, as one person made it.

    A subclass has a field `kind`, a `Literal` that names it in JSON. Its fields hold all that applying needs, so that
    a change says the same tomorrow, in another process.
    """

    stage: ClassVar[Stage]

    @abstractmethod
    def apply(self, draft: BookDraft) -> None:
        """Makes the change in a draft; what is wrong with it is reported there."""

    @abstractmethod
    def touches(self, book: Book) -> frozenset[str]:
        """The keys of what it changes (`keys`); two changes by two people that share one may conflict.

        Args:
            book: the book before the change.
        """

    def relies_on(self, book: Book) -> frozenset[str]:
        """The keys of what must still be there, and as it was, for the change to mean what it meant.

        Args:
            book: the book before the change.
        """
        return frozenset()

    def is_done(self, book: Book) -> bool:
        """Whether a book is already as the change would make it, whatever else was changed in it.

        False where that cannot be seen in the book alone: a record without an id that is not there may have been
        removed, or changed.
        """
        return False

    @abstractmethod
    def in_words(self, words: BookWords) -> str:
        """The change as a sentence without a full stop, with people's names; `words` are of the book before it."""

    def in_brief(self, words: BookWords) -> str:
        """The same without the values that only those may read who may see the record: `Change caps of Sam (sam)`."""
        return self.in_words(words)

    def sentence(self, book: Book) -> str:
        """The change as a sentence: `Put Asha Marsh (SC12) on JR20 on Fri 4 Dec (police)`.

        Args:
            book: the book before the change; `in_words` is quicker for many changes of one book.
        """
        return self.in_words(BookWords(book))


__all__ = ["Change", "Stage"]

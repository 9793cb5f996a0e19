"""The revisions of a unit: listed, looked at, compared, and gone back to as new ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models.base import Model
from models.book import Book
from roster.analysis import differences
from roster.desk.changes import SetRota, changes_between
from roster.desk.service.access.belonging import Ownership
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.editor import Editor, Wanted
from roster.desk.service.editing.names import AuthorNames
from roster.desk.service.editing.outcomes import Conflicts, Edited, Proposed
from roster.desk.service.editing.words import Words
from roster.desk.service.errors import AnswerError
from roster.desk.service.revisions import changes_of
from roster.desk.service.warm import WarmRotas
from roster.desk.store import Revision, RevisionLine, Store


class RevisionShown(Model):
    """A line of the history.

    Attributes:
        author, name: login and name of who made it.
        why: the reason given; empty for those who may not read what the author's organisation keeps to itself.
        undoes: the revision that it takes back.
    """

    number: int
    parent: int | None
    author: str
    name: str
    made_at: datetime
    sentence: str
    why: str
    undoes: int | None = None


class RevisionDetail(Model):
    """A revision with all that it did.

    Attributes:
        changes: a sentence each.
    """

    line: RevisionShown
    changes: tuple[str, ...]


class History:
    """The revisions of units, as accounts see them."""

    def __init__(self, store: Store, warm: WarmRotas, editor: Editor, names: AuthorNames) -> None:
        self._store, self._warm, self._editor, self._names = store, warm, editor, names

    def lines(self, asking: Asking, after: int = 0, limit: int | None = None) -> list[RevisionShown]:
        """The lines of the history, oldest first.

        Args:
            after: only revisions with a greater number.
            limit: at most so many.

        Raises:
            ForbiddenError: the account may not see it.
        """
        asking.require(Action.SEE_HISTORY)
        words = self._words(asking)
        return [self._shown(words, line) for line in self._store.history(asking.unit.id, after, limit)]

    def one(self, asking: Asking, number: int) -> RevisionDetail:
        """A revision with all that it did.

        Raises:
            NotThereError: there is no such revision.
            ForbiddenError: the account may not see it.
        """
        revision = self.revision(asking, number)
        sentences: list[str] = []
        if revision.parent is not None:
            before = self._warm.revision(asking.unit.id, revision.parent).book
            ownership, hidden = Ownership(before), asking.masking(before).hidden
            changes = [change for change in changes_of(revision) if not isinstance(change, SetRota)]
            sentences = ownership.sentences(changes, hidden)
        return RevisionDetail(line=self._shown(self._words(asking), revision), changes=tuple(sentences))

    def revision(self, asking: Asking, number: int | None = None) -> Revision:
        """A revision, the latest when None.

        Raises:
            NotThereError: there is no such revision.
            ForbiddenError: the account may not see it.
        """
        if number is None:
            asking.require(Action.SEE_ROTA)
            return self._warm.head(asking.unit.id)
        asking.require(Action.SEE_HISTORY)
        return self._warm.revision(asking.unit.id, number)

    def difference(self, asking: Asking, number: int, to: int | None = None) -> dict[str, Any]:
        """How the rota and inputs of one revision differ from those of another, as `roster diff` says it.

        Args:
            to: the later one; the latest when None.

        Raises:
            NotThereError: there is no such revision.
            NoRotaError: one of them holds no rota.
        """
        before, after = self.revision(asking, number), self.revision(asking, to)
        masking = asking.masking(after.book)
        return differences.as_data(differences.differences(masking.of(before.book), masking.of(after.book)))

    def go_back(self, asking: Asking, number: int, why: str = "") -> Edited | Proposed | Conflicts:
        """Makes the book as it was, as a new revision; what people were told since then is not forgotten.

        Raises:
            NotThereError: there is no such revision.
            AnswerError: it is the latest one.
            ForbiddenError: the account may not.
        """
        target, head = self.revision(asking, number), self._warm.head(asking.unit.id)
        if target.number == head.number:
            raise AnswerError(f"revision {number} is the latest one")
        changes = changes_between(head.book, _with_what_people_know(target.book, head.book), asking.unit.folder)
        return self._editor.make(
            asking, Wanted(head.number, changes, why, f"Go back to revision {number} ({target.sentence})")
        )

    def _words(self, asking: Asking) -> Words:
        return Words(asking, self._names, lambda: self._warm.head(asking.unit.id).book)

    def _shown(self, words: Words, line: RevisionLine) -> RevisionShown:
        return RevisionShown(
            number=line.number,
            parent=line.parent,
            author=line.author,
            name=self._names.of(line.author),
            made_at=line.made_at,
            sentence=line.sentence,
            why=line.why if words.may_read(line.author, line.made_at) else "",
            undoes=line.undoes,
        )


def _with_what_people_know(target: Book, head: Book) -> Book:
    """An earlier book with the publication and the rule files of the latest one."""
    return target.model_copy(update={"published": head.published, "rule_files": head.rule_files})

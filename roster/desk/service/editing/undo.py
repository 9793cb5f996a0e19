"""Undo and redo: each takes back one revision of one's own, as a new revision."""

from __future__ import annotations

from collections.abc import Sequence

from roster.desk.changes import inverse
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.editor import Editor, Wanted
from roster.desk.service.editing.outcomes import Conflicts, Edited, Proposed
from roster.desk.service.errors import AnswerError
from roster.desk.service.revisions import changes_of
from roster.desk.store import RevisionLine, Store


class Undoing:
    """Takes back revisions.

    A revision that takes back another names it (`undoes`); a redo takes back an undo. So the depth of such a chain is
    even for what does something and odd for what undoes it.
    """

    def __init__(self, store: Store, editor: Editor) -> None:
        self._store, self._editor = store, editor

    def undo(self, asking: Asking, revision: int | None = None) -> Edited | Proposed | Conflicts:
        """Takes back one revision of the account.

        Args:
            revision: its number, whatever was done after it; None for the latest that is not taken back already.

        Raises:
            AnswerError: there is none, or it is another's, or taken back already.
            ForbiddenError: the account may not undo.
        """
        asking.require(Action.UNDO)
        history = self._store.history(asking.unit.id)
        if revision is None:
            line = to_undo(history, asking.account.login)
        else:
            own = [item for item in history if item.author == asking.account.login and item.parent is not None]
            line = next((item for item in own if item.number == revision), None)
            if line is not None and line.number in taken_back(history):
                raise AnswerError("it is taken back already")
        if line is None:
            raise AnswerError("there is nothing of yours to undo")
        return self._take_back(asking, line, "Undo")

    def redo(self, asking: Asking) -> Edited | Proposed | Conflicts:
        """Takes back the account's latest undo, where it has done nothing else since.

        Raises:
            AnswerError: there is none.
            ForbiddenError: the account may not undo.
        """
        asking.require(Action.UNDO)
        line = to_redo(self._store.history(asking.unit.id), asking.account.login)
        if line is None:
            raise AnswerError("there is nothing of yours to redo")
        return self._take_back(asking, line, "Redo")

    def _take_back(self, asking: Asking, line: RevisionLine, word: str) -> Edited | Proposed | Conflicts:
        revision = self._store.revision(asking.unit.id, line.number)
        before = self._store.revision(asking.unit.id, line.parent or 1)
        sentence = line.sentence.removeprefix("Undo: ").removeprefix("Redo: ")
        wanted = Wanted(
            base=line.number,
            changes=inverse(before.book, changes_of(revision), asking.unit.folder),
            sentence=f"{word}: {sentence}",
            undoes=line.number,
        )
        return self._editor.make(asking, wanted)


def to_undo(history: Sequence[RevisionLine], author: str) -> RevisionLine | None:
    """The revision that an author's next undo takes back."""
    undone, depth = _chains(history)
    own = [line for line in history if line.author == author and line.parent is not None]
    return next((line for line in reversed(own) if depth[line.number] % 2 == 0 and line.number not in undone), None)


def to_redo(history: Sequence[RevisionLine], author: str) -> RevisionLine | None:
    """The undo that an author's next redo takes back."""
    undone, depth = _chains(history)
    for line in reversed([line for line in history if line.author == author]):
        if depth[line.number] == 0:
            return None  # something new was done since the last undo
        if depth[line.number] % 2 and line.number not in undone:
            return line
    return None


def taken_back(history: Sequence[RevisionLine]) -> set[int]:
    """The numbers of the revisions that later ones took back."""
    return {line.undoes for line in history if line.undoes is not None}


def _chains(history: Sequence[RevisionLine]) -> tuple[set[int], dict[int, int]]:
    """The revisions that were taken back, and how long the chain is that each ends."""
    undone = taken_back(history)
    depth: dict[int, int] = {}
    for line in history:
        depth[line.number] = 0 if line.undoes is None else depth.get(line.undoes, 0) + 1
    return undone, depth

"""The best rota known of a unit: that of the last search or import, before anybody changed it by hand."""

from __future__ import annotations

import threading

from models.rota import LevelScore, Rota
from roster.desk.changes import SetRota
from roster.desk.service.revisions import changes_of
from roster.desk.store import Revision, Store

_FIRST = 1  # the revision that holds what was imported


class BestKnown:
    """Finds the best rota known as of a revision; thread-safe.

    Args:
        store: where revisions come from.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: dict[int, tuple[int, Rota | None]] = {}  # unit -> revision looked from, what was found
        self._lock = threading.Lock()

    def of(self, revision: Revision) -> Rota | None:
        """The rota of the last search as of a revision, with its proofs and cures; None where there was none."""
        with self._lock:
            known, rota = self._found.get(revision.unit, (0, None))
        if known > revision.number:
            known, rota = 0, None  # an older state is looked at: what came after it does not count
        found = self._since(revision, known) or rota
        with self._lock:
            if revision.number >= self._found.get(revision.unit, (0, None))[0]:
                self._found[revision.unit] = revision.number, found
        return found

    def scores(self, revision: Revision) -> tuple[LevelScore, ...]:
        """The scores of the best rota known, with what is proven of them for the inputs of a revision.

        A proof holds for the inputs that were searched. A repair proves that no rota disturbs fewer people, not that
        none is better: of either only the values are told.
        """
        best = self.of(revision)
        if best is None:
            return ()
        if not best.provenance.repaired and best.provenance.input_hash == revision.book.input_hash:
            return best.scores
        return tuple(LevelScore(level=score.level, value=score.value) for score in best.scores)

    def _since(self, revision: Revision, known: int) -> Rota | None:
        """The latest rota that no hand has changed, of the revisions after a number.

        Only revisions that set a whole rota are read with their books; in all others it is as before, or edited.
        """
        if found := _unchanged(revision):
            return found
        for step in reversed(self._store.steps(revision.unit, known, revision.number - 1)):
            sets = step.number == _FIRST or any(isinstance(change, SetRota) for change in changes_of(step))
            if sets and (found := _unchanged(self._store.revision(step.unit, step.number))):
                return found
        return None


def _unchanged(revision: Revision) -> Rota | None:
    """The rota of a revision; None where there is none, or it was changed by hand."""
    rota = revision.book.rota
    return None if rota is None or rota.provenance.edited else rota


__all__ = ["BestKnown"]

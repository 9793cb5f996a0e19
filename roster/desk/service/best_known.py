"""The best rota known of a unit: that of the last search or import, before anybody changed it by hand."""

from __future__ import annotations

import threading

from models.rota import Rota
from roster.desk.store import Revision, Store

_FURTHEST = 500  # revisions that are looked through; a rota edited more often is no longer compared


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

    def _since(self, revision: Revision, known: int) -> Rota | None:
        """The latest rota that no hand has changed, of the revisions after a number."""
        for number in range(revision.number, max(known, revision.number - _FURTHEST), -1):
            step = revision if number == revision.number else self._store.revision(revision.unit, number)
            rota = step.book.rota
            if rota is not None and not rota.provenance.edited:
                return rota
        return None


__all__ = ["BestKnown"]

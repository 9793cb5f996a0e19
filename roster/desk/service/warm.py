"""The units whose facts, rules and last verdicts are kept in memory, so that an edit looks at what it changed only."""

from __future__ import annotations

import threading
from collections import OrderedDict

from roster.desk.live import LiveRota
from roster.desk.service.revisions import changes_of
from roster.desk.store import Revision, Store

MOST_KEPT = 6  # states of rotas in memory, of all units together
MOST_REVISIONS = 64  # revisions with their books; those made in this process share most of them
_MOST_STEPS = 20  # revisions that are followed one by one; beyond, a rota is checked anew


class WarmRotas:
    """Live rotas by unit and revision; thread-safe.

    Args:
        store: where revisions come from.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: OrderedDict[tuple[int, int], LiveRota] = OrderedDict()
        self._revisions: OrderedDict[tuple[int, int], Revision] = OrderedDict()
        self._lock = threading.Lock()
        self._making: dict[int, threading.Lock] = {}

    def head(self, unit: int) -> Revision:
        """The latest revision of a unit.

        Raises:
            NotThereError: there is no such unit.
        """
        return self.revision(unit, self._store.unit(unit).head)

    def revision(self, unit: int, number: int) -> Revision:
        """A revision of a unit; reading a book from the store takes longer than checking an edit.

        Raises:
            NotThereError: there is no such unit or revision.
        """
        with self._lock:
            found = self._revisions.get((unit, number))
        if found is None:
            found = self._store.revision(unit, number)
            self._keep(found)
        return found

    def at(self, revision: Revision) -> LiveRota:
        """The live rota of a revision."""
        if found := self._get(revision.unit, revision.number):
            return found
        with self._lock:
            making = self._making.setdefault(revision.unit, threading.Lock())
        with making:  # two requests for one cold unit make it once
            found = self._get(revision.unit, revision.number)
            if found is None:
                found = self._followed(revision) or LiveRota.of(revision.book, self._store.unit(revision.unit).folder)
                self.put(revision, found)
            return found

    def put(self, revision: Revision, live: LiveRota) -> None:
        """Keeps a revision that is in the store, with its live rota."""
        self._keep(revision)
        with self._lock:
            self._kept[revision.unit, revision.number] = live
            self._kept.move_to_end((revision.unit, revision.number))
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def _keep(self, revision: Revision) -> None:
        with self._lock:
            self._revisions[revision.unit, revision.number] = revision
            self._revisions.move_to_end((revision.unit, revision.number))
            while len(self._revisions) > MOST_REVISIONS:
                self._revisions.popitem(last=False)

    def _get(self, unit: int, number: int) -> LiveRota | None:
        with self._lock:
            found = self._kept.get((unit, number))
            if found is not None:
                self._kept.move_to_end((unit, number))
            return found

    def _followed(self, revision: Revision) -> LiveRota | None:
        """Goes on from an earlier revision in memory, where another process has made the ones between."""
        with self._lock:
            earlier = [
                number
                for unit, number in self._kept
                if unit == revision.unit and revision.number - _MOST_STEPS <= number < revision.number
            ]
        live = self._get(revision.unit, max(earlier)) if earlier else None
        if live is None:
            return None
        for step in self._store.steps(revision.unit, max(earlier), revision.number):
            live = live.after(changes_of(step))
        return live if live.book == revision.book else None

"""What members see of their own and do for themselves: one part of the desk."""

from __future__ import annotations

from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.editor import Editor
from roster.desk.service.members.publications import Publications, PublishedRota
from roster.desk.service.warm import WarmRotas
from roster.desk.store import Store


class Members:
    """What each member sees and does.

    Args:
        store: where everything is kept.
        warm: the rotas in memory.
        editor: makes their changes.
    """

    def __init__(self, store: Store, warm: WarmRotas, editor: Editor) -> None:
        self._store, self._warm, self._editor = store, warm, editor
        self.publications = Publications(store, warm)

    def published(self, asking: Asking) -> PublishedRota | None:
        """The published version that people go by; None before the first.

        Raises:
            ForbiddenError: the account may not see it.
        """
        asking.require(Action.SEE_PUBLISHED)
        return self.publications.latest(asking.unit)

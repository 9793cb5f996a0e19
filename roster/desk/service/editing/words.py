"""Which words of others an account reads: the reasons that they gave, and what they asked of a search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from models.book import Book
from roster.desk.service.asking import Asking
from roster.desk.service.editing.names import AuthorNames


@dataclass(frozen=True)
class Words:
    """Says whose words an account may read. A coordinator writes what their organisation keeps to itself.

    Attributes:
        asking: the account.
        book: gives the latest of the unit; few questions need it.
    """

    asking: Asking
    names: AuthorNames
    book: Callable[[], Book]
    _known: dict[tuple[str, datetime], bool] = field(default_factory=dict)

    def may_read(self, author: str, written_at: datetime) -> bool:
        """Whether the account may read what somebody wrote.

        It reads its own words, those of coordinators of no other organisation than its own, and those of authors who
        see nothing of anybody that others do not see, such as a planner. What an author was when they wrote it counts.
        Who coordinates everybody reads everything, also what those wrote who look after the database.

        Args:
            author: the login of who wrote it.
        """
        key = (author, written_at)
        if key not in self._known:
            self._known[key] = self._may_read(author, written_at)
        return self._known[key]

    def _may_read(self, author: str, written_at: datetime) -> bool:
        standing = self.asking.standing
        if author == self.asking.account.login:
            return True
        held = self.names.organisations(author, self.asking.unit.id, written_at)
        if held is not None and held <= standing.organisations:
            return True
        return bool(standing.organisations) and standing.sees_everything(self.book())

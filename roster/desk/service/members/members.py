"""What members see of their own and do for themselves: one part of the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.editor import Editor
from roster.desk.service.editing.outcomes import Conflicts
from roster.desk.service.members.feeds import CalendarFeeds
from roster.desk.service.members.me import Me
from roster.desk.service.members.me_maker import Beside, make_me
from roster.desk.service.members.own_offers import OfferChanges, OwnLimits, OwnOffers, Saved
from roster.desk.service.members.publications import Publications, PublishedRota
from roster.desk.service.members.seen import Seen
from roster.desk.service.warm import WarmRotas
from roster.desk.store import Store


class Members:
    """What each member sees and does.

    Args:
        store: where everything is kept.
        warm: the rotas in memory.
        editor: makes their changes.
        now: the present moment.

    Attributes:
        publications: what people go by.
        feeds: their calendar links.
        seen: who has seen the published version.
    """

    def __init__(
        self,
        store: Store,
        warm: WarmRotas,
        editor: Editor,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._warm, self.now = store, warm, now
        self.publications = Publications(store, warm)
        self.feeds = CalendarFeeds(store, self.publications)
        self.seen = Seen(store, self.publications)
        self._offers = OfferChanges(warm, editor, self.publications)

    def me(self, asking: Asking) -> Me:
        """What the member sees of their own.

        Raises:
            ForbiddenError: the account is no member.
        """
        person = asking.own_person(Action.OFFER)
        seen = self._store.seen_versions.latest(asking.unit.id, person)
        beside = Beside(
            seen=seen.version if seen else None,
            seen_at=seen.published_at if seen else None,
            calendar=self.feeds.link(asking),
        )
        head = self._warm.head(asking.unit.id)
        return make_me(person, head, self.publications.latest(asking.unit), beside, self.now())

    def published(self, asking: Asking) -> PublishedRota | None:
        """The published version that people go by; None before the first.

        Raises:
            ForbiddenError: the account may not see it.
        """
        asking.require(Action.SEE_PUBLISHED)
        return self.publications.latest(asking.unit)

    def set_offers(self, asking: Asking, wanted: OwnOffers) -> Saved | Conflicts:
        """Sets the dates that the member offers.

        Raises:
            ChangeError, AnswerError, NotThereError, ForbiddenError: as `OfferChanges.set_offers`.
        """
        return self._offers.set_offers(asking, wanted, self.now())

    def set_limits(self, asking: Asking, wanted: OwnLimits) -> Saved | Conflicts:
        """Sets the member's own limits.

        Raises:
            AnswerError, NotThereError, ForbiddenError: as `OfferChanges.set_limits`.
        """
        return self._offers.set_limits(asking, wanted)

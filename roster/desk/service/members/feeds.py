"""The calendar link of a member: made and revoked by them, and read by calendars without signing in."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, time

from models.book import Book
from models.records.published import Published
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.errors import AnswerError
from roster.desk.service.members.me import CalendarLink
from roster.desk.service.members.publications import Publications, PublishedRota
from roster.desk.store import AuditKind, Store
from roster.desk.store.errors import NotThereError

MOST_KEPT = 4000  # documents in memory: one takes about 10 KB


@dataclass(frozen=True)
class CalendarDocument:
    """A calendar as it is sent.

    Attributes:
        content: the document (RFC 5545).
        etag: changes with the content and with nothing else.
    """

    content: bytes
    etag: str


class CalendarFeeds:
    """Makes, revokes and answers calendar links; thread-safe."""

    def __init__(self, store: Store, publications: Publications) -> None:
        self._store, self._publications = store, publications
        self._kept: OrderedDict[tuple[int, str, int, datetime], CalendarDocument] = OrderedDict()
        self._lock = threading.Lock()

    def link(self, asking: Asking) -> CalendarLink | None:
        """The calendar link of the member; None where they have none.

        Raises:
            ForbiddenError: the account is no member.
        """
        person = asking.own_person(Action.OFFER)
        found = self._store.feeds.of(asking.account.id, asking.unit.id, person)
        return CalendarLink(made_at=found.made_at, used_on=found.used_on) if found else None

    def make(self, asking: Asking) -> str:
        """Makes a calendar link, in the place of an earlier one, on record.

        Returns:
            Its token, which is not kept: it cannot be shown again.

        Raises:
            ForbiddenError: the account is no member.
        """
        person = asking.own_person(Action.OFFER)
        with self._store.transaction():
            token = self._store.feeds.make(asking.account.id, asking.unit.id, person)
            asking.put_on_record(self._store, AuditKind.TOKEN, f"Made a calendar link for {person}")
        return token

    def revoke(self, asking: Asking) -> None:
        """Revokes the calendar link of the member, on record.

        Raises:
            AnswerError: there is none.
            ForbiddenError: the account is no member.
        """
        person = asking.own_person(Action.OFFER)
        with self._store.transaction():
            if not self._store.feeds.revoke(asking.account.id, asking.unit.id, person):
                raise AnswerError("you have no calendar link")
            asking.put_on_record(self._store, AuditKind.TOKEN, f"Revoked the calendar link for {person}")

    def document(self, token: str) -> CalendarDocument:
        """The calendar that a link leads to, of the latest published version.

        Raises:
            NotThereError: the link is unknown or revoked, or its owner is no longer a member.
        """
        feed = self._store.feeds.look(token)
        if feed is None:
            raise NotThereError("there is no such calendar; make a new link on your page")
        unit = self._store.unit(feed.unit)
        latest = self._publications.latest(unit)
        if latest is None:
            return _empty(self._publications.head(unit))
        key = (unit.id, feed.person, latest.published.version, latest.published.at)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = _document(latest, feed.person)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made


def _document(latest: PublishedRota, person: str) -> CalendarDocument:
    own = [
        item
        for item in sorted((*latest.published.told, *latest.published.kept), key=lambda item: item.start)
        if item.person == person
    ]
    content = latest.calendars.write(own)
    return CalendarDocument(content, _etag(content))


def _empty(book: Book) -> CalendarDocument:
    """A calendar without entries, until something is published."""
    from roster.io.site.addresses import Addresses  # here, not above: few requests need what it imports
    from roster.io.site.calendars import Calendars

    first = datetime.combine(book.period.first, time(), book.period.zone)
    nothing = Published(version=1, at=first, assignments=())
    content = Calendars.of(book.name, book.period.zone, nothing, [], Addresses([], "", plain=True)).write([])
    return CalendarDocument(content, _etag(content))


def _etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'

"""The published version of a unit's rota that people go by, with what each person may see of it; kept in memory."""

from __future__ import annotations

import re
import threading
from bisect import bisect_left
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from constraints.base import Rule
from constraints.view import RotaView
from models.book import Book
from models.records.published import Published
from roster import api
from roster.analysis.names import Names
from roster.desk.service.warm import WarmRotas
from roster.desk.store import Revision, Store, Unit

if TYPE_CHECKING:
    from roster.io.site.calendars import Calendars
    from roster.io.site.personal.personal_copier import PersonalCopier
    from roster.io.site.personal.personal_copies import PersonalCopy

MOST_KEPT = 8  # publications in memory, of all units together
_PUBLISHED = re.compile(r"Publish version (\d+)\b")


@dataclass(frozen=True)
class PublishedRota:
    """A published version, and the copies of it for single people, each made when it is first asked for.

    Attributes:
        revision: the revision that was published.
        rules: of its book.
    """

    revision: Revision
    rules: tuple[Rule, ...]
    _copies: dict[str, PersonalCopy] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def is_of(self, unit: int, number: int) -> bool:
        """Whether it is a revision of a unit."""
        return (self.revision.unit, self.revision.number) == (unit, number)

    @property
    def book(self) -> Book:
        """The book with the rota as it was published."""
        return self.revision.book

    @property
    def published(self) -> Published:
        """What people were told."""
        assert self.book.published is not None
        return self.book.published

    def copy(self, person: str) -> PersonalCopy:
        """What a person may see of it: what `roster publish` gives them."""
        if person not in self._copies:
            with self._lock:  # its makers keep what they find, and are not made for several threads
                if person not in self._copies:
                    self._copies[person] = self.copier.copy(person)
        return self._copies[person]

    @cached_property
    def calendars(self) -> Calendars:
        """Writes the calendars of people."""
        from roster.io.site.addresses import Addresses
        from roster.io.site.calendars import Calendars
        from roster.lifecycle.calendar_entries import calendar_entries

        book, told = self.book, self.published
        entries = list(calendar_entries(RotaView.of(book), Names(book.people)))
        addresses = Addresses([], told.link_secret or "", plain=False)
        return Calendars.of(book.name, book.period.zone, told, entries, addresses)

    @cached_property
    def copier(self) -> PersonalCopier:
        """Makes the copies."""
        from roster.io.site.copier import Copier  # here, not above: few requests need what it imports
        from roster.io.site.personal.personal_copier import PersonalCopier
        from roster.io.xlsx.rota.rota_contents import RotaContents

        assert self.book.rota is not None
        return PersonalCopier(Copier(RotaContents(self.book, self.book.rota, self.rules), self.published))


class LastPublished:
    """Finds the revisions of a unit that hold what was published.

    Args:
        store: where revisions are kept.
        warm: the revisions in memory.
    """

    def __init__(self, store: Store, warm: WarmRotas) -> None:
        self._store, self._warm = store, warm

    def of(self, unit: int, published: Published) -> int | None:
        """The number of the revision that holds a publication, with the rota as it was published."""

        def holds(number: int) -> bool:
            found = self._warm.revision(unit, number).book.published
            return found is not None and (found.version, found.at) == (published.version, published.at)

        lines = self._store.history(unit)
        for line in reversed(lines):
            said = _PUBLISHED.match(line.sentence)
            if said and int(said[1]) == published.version and holds(line.number):
                return line.number
        # It came with a book that was published elsewhere: the first revision that holds it.
        numbers = [line.number for line in lines]
        place = bisect_left(numbers, True, key=holds)
        number = numbers[place] if place < len(numbers) else None
        return number if number is not None and self._is_as_told(unit, number) else None

    def before(self, unit: int, last: int) -> int | None:
        """The number of the latest revision by which something was published, up to a number; None where there is none.

        It goes on where the book of the next period, of which nothing is published yet, has taken its place.
        """
        lines = [line for line in self._store.history(unit) if line.number <= last]
        for line in reversed(lines):
            if _PUBLISHED.match(line.sentence) and self._warm.revision(unit, line.number).book.published is not None:
                return line.number
        first = lines[0].number if lines else None
        return first if first is not None and self._is_as_told(unit, first) else None

    def _is_as_told(self, unit: int, number: int) -> bool:
        """Whether a revision holds a publication, and its rota is what people were told."""
        book = self._warm.revision(unit, number).book
        if book.rota is None or book.published is None:
            return False
        return set(book.rota.assignments) == set(book.published.assignments)


class Publications:
    """Finds what people go by in the units of a store; thread-safe.

    Args:
        store: where revisions are kept.
        warm: the revisions in memory.
    """

    def __init__(self, store: Store, warm: WarmRotas) -> None:
        self._warm, self._last = warm, LastPublished(store, warm)
        self._kept: OrderedDict[tuple[int, object], PublishedRota | None] = OrderedDict()
        self._making: dict[int, threading.Lock] = {}
        self._lock = threading.Lock()

    def latest(self, unit: Unit) -> PublishedRota | None:
        """The version that people of a unit go by: the latest published, of the period before until there is one.

        None before the first, and where its rota is not on record here.
        """
        head = self._warm.head(unit.id)
        published = head.book.published
        key = (unit.id, (published.version, published.at) if published else head.number)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            making = self._making.setdefault(unit.id, threading.Lock())
        with making:  # many people open their page at once after a publication
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            found = self._found(unit, head)
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
            return found

    def head(self, unit: Unit) -> Book:
        """The latest book of a unit."""
        return self._warm.head(unit.id).book

    def _found(self, unit: Unit, head: Revision) -> PublishedRota | None:
        published = head.book.published
        number = self._last.of(unit.id, published) if published else self._last.before(unit.id, head.number)
        if number is None:
            return None
        with self._lock:  # of the period before, it stays the same one, however often the next one is changed
            known = next((item for item in self._kept.values() if item and item.is_of(unit.id, number)), None)
        if known is not None:
            return known
        revision = self._warm.revision(unit.id, number)
        return PublishedRota(revision, tuple(api.ready(revision.book, unit.folder).admission.rules))

"""A published unit of two cars whose people all have accounts, and a clock of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from models.book import Book
from roster.desk.service import Desk, Who
from roster.desk.service.asking import Asking
from roster.desk.store import Membership, MembershipRole, Store, open_store
from tests.io.site.conftest import SEATS, solved

FRI, OTHER, SAT = "JR-04@2026-10-02/peak", "JR-07@2026-10-02/peak", "JR-07@2026-10-03/peak"
LAST = "JR-04@2026-10-24/peak"
SEATED = [*SEATS, ("P02", OTHER, "paramedic"), ("SC03", OTHER, "police")]
BEFORE = datetime(2026, 9, 20, 9, tzinfo=UTC)


@cache
def _two_cars() -> Book:
    return solved(SEATED)


@dataclass
class Clock:
    """The present moment of a desk; a test sets it."""

    at: datetime = BEFORE

    def __call__(self) -> datetime:
        return self.at


@dataclass
class UnitOfMembers:
    """A desk with one published unit.

    Attributes:
        who: login -> account: `police`, `ambulance`, `both`, `planner`, and each person's own under their id.
    """

    desk: Desk
    unit: int
    clock: Clock
    who: dict[str, Who] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        return self.desk.store

    @property
    def book(self) -> Book:
        return self.store.head(self.unit).book

    @property
    def head(self) -> int:
        return self.store.unit(self.unit).head

    def ask(self, login: str) -> Asking:
        """An account in the unit, as it is in the store now."""
        return self.desk.asking(self.store.accounts.one(self.who[login].id), self.unit)

    def crew(self, duty: str, seat: str) -> set[str]:
        """Who sits in a seat as things stand."""
        assert self.book.rota is not None
        return {item.person for item in self.book.rota.assignments if (item.duty, item.seat) == (duty, seat)}

    def publish(self) -> None:
        """Publishes what stands."""
        self.desk.publishing.publish(self.ask("both"), self.head)


def unit_of_members(folder: Path, book: Book | None = None, *, url: str = "") -> UnitOfMembers:
    """A desk with a new store, and a published unit."""
    store = open_store(url or f"sqlite:///{folder / 'test.desk'}", create=True)
    book = book or _two_cars()
    unit, clock = store.add_unit(book, "setup", "begin").id, Clock()
    found = UnitOfMembers(Desk(store, now=clock), unit, clock)

    def add(login: str, name: str, *held: Membership) -> None:
        found.who[login] = store.accounts.add(login, name, list(held), by="setup")

    police, ambulance = (Membership(unit, MembershipRole.COORDINATOR, name) for name in ("kent-police", "secamb"))
    add("police", "Flo Fir", police)
    add("ambulance", "Gus Gorse", ambulance)
    add("both", "Ivy Iris", police, ambulance)
    add("planner", "Joy Jasmine", Membership(unit, MembershipRole.PLANNER))
    for person in book.people:
        add(person.id, person.name, Membership(unit, MembershipRole.MEMBER, person=person.id))
    found.publish()
    return found

"""A desk with one small unit, and accounts of every kind."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.book import Book
from roster import api
from roster.desk.service import Desk, Who
from roster.desk.store import Membership, MembershipRole, Store, open_store
from roster.engine.options import Options
from tests.conftest import SMALL

POLICE, AMBULANCE = "kent-police", "secamb"
FRIDAY, SATURDAY = "JR-04@2026-12-04/peak", "JR-04@2026-12-05/peak"


def small_book(**changes: Any) -> Book:
    """The small book of the tests, with some sections replaced, not solved."""
    return Book.model_validate(copy.deepcopy(SMALL) | changes)


def solved(book: Book) -> Book:
    """The book with a rota; the same every time."""
    return api.solve(book, Options(time_limit=20, workers=1, reproducible=True))


@dataclass
class DeskOfUnit:
    """A desk with one unit.

    Attributes:
        police, ambulance, both, planner, reader, member: accounts.
        nobody: an account that has no part in the unit.
    """

    desk: Desk
    unit: int
    police: Who
    ambulance: Who
    both: Who
    planner: Who
    reader: Who
    member: Who
    nobody: Who

    @property
    def store(self) -> Store:
        return self.desk.store

    @property
    def head(self) -> int:
        return self.store.unit(self.unit).head

    @property
    def book(self) -> Book:
        return self.store.head(self.unit).book

    def crew(self, duty: str, seat: str) -> list[str]:
        """Who sits in a seat."""
        assert self.book.rota is not None
        return [item.person for item in self.book.rota.assignments if (item.duty, item.seat) == (duty, seat)]


def accounts(store: Store, unit: int) -> dict[str, Who]:
    """Accounts of every kind in a unit."""

    def coordinator(organisation: str) -> Membership:
        return Membership(unit, MembershipRole.COORDINATOR, organisation)

    given = {
        "police": [coordinator(POLICE)],
        "ambulance": [coordinator(AMBULANCE)],
        "both": [coordinator(POLICE), coordinator(AMBULANCE)],
        "planner": [Membership(unit, MembershipRole.PLANNER)],
        "reader": [Membership(unit, MembershipRole.READER)],
        "member": [Membership(unit, MembershipRole.MEMBER, person="SC01")],
        "nobody": [],
    }
    add = store.accounts.add
    return {name: add(f"{name}@example.org", f"{name.title()} Field", held, by="setup") for name, held in given.items()}


def desk_of(book: Book, folder: Path, runner: Any = None) -> DeskOfUnit:
    """A desk with a new store in a folder, and a unit of a book."""
    store = open_store(f"sqlite:///{folder / 'test.desk'}", create=True)
    unit = store.add_unit(book, "setup", "begin").id
    return DeskOfUnit(Desk(store, runner), unit, **accounts(store, unit))

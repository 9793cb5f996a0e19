"""Proposals: revisions that nobody has taken yet, made by a job, from a workbook, or asked for by somebody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, insert, select, update

from models.book import Book
from roster.desk.store.books.change_text import read_changes, write_changes
from roster.desk.store.books.packing import pack, unpack
from roster.desk.store.data_text import read_data, write_data
from roster.desk.store.database.connections import Database
from roster.desk.store.errors import DecidedError, NotThereError
from roster.desk.store.events import Events
from roster.desk.store.tables import proposals

if TYPE_CHECKING:
    from roster.desk.changes import AnyChange, Change

OF_MEMBERS = frozenset({"take", "give back", "swap"})
"""The origins of what members ask for: coordinators decide it in their inbox, and it is no proposal to be taken."""


class ProposalState(StrEnum):
    """What has become of a proposal."""

    PENDING = "pending"
    TAKEN = "taken"
    LEFT = "left"


@dataclass(frozen=True)
class Proposed:
    """What is proposed.

    Attributes:
        unit: the number of the unit.
        base: the revision that it was made from.
        book: the book as it would be.
        changes: from the book of the base.
        origin: what it came from: `solve`, `repair`, `workbook`, `request`, or another word of the caller's own.
        author: who asked for it.
        sentence: what it would do.
        why: the author's reason; may be empty.
        job: the number of the job that made it, if one did.
        detail: figures, such as levels and bounds.
    """

    unit: int
    base: int
    book: Book
    changes: Sequence[Change]
    origin: str
    author: str
    sentence: str
    why: str = ""
    job: int | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """A proposal, and what has become of it.

    Attributes:
        id: its number.
        unit: the number of the unit.
        base: the revision that it was made from.
        origin: what it came from.
        author: who asked for it.
        made_at: when, in UTC.
        sentence: what it would do.
        why: the author's reason; may be empty.
        job: the number of the job that made it, if one did.
        state: whether it is pending, was taken, or was left.
        decided_by: who took or left it.
        decided_at: when, in UTC.
        decided_why: their reason.
        taken_as: the number of the revision that it became.
        detail: figures, such as levels and bounds.
        change_text: its changes as JSON; `changes` reads it.
        packed: its book, packed; `book` unpacks it.
    """

    id: int
    unit: int
    base: int
    origin: str
    author: str
    made_at: datetime
    sentence: str
    why: str
    job: int | None
    state: ProposalState
    decided_by: str | None
    decided_at: datetime | None
    decided_why: str | None
    taken_as: int | None
    detail: dict[str, Any]
    change_text: str = field(repr=False)
    packed: bytes = field(repr=False)

    @cached_property
    def changes(self) -> tuple[AnyChange, ...]:
        """What it would change of the book of its base."""
        return read_changes(self.change_text)

    @cached_property
    def book(self) -> Book:
        """The book as it would be."""
        return unpack(self.packed)


class Proposals:
    """Adds, reads and decides proposals."""

    def __init__(self, database: Database, events: Events) -> None:
        self._database, self._events = database, events

    def propose(self, proposed: Proposed) -> Proposal:
        """Adds a proposal.

        Raises:
            NotThereError: there is no such unit.
        """
        values = {name: getattr(proposed, name) for name in ("unit", "base", "origin", "author", "sentence", "why")}
        values |= {
            "job": proposed.job,
            "made_at": self._database.now(),
            "changes": write_changes(proposed.changes),
            "book": pack(proposed.book),
            "detail": write_data(proposed.detail),
            "state": str(ProposalState.PENDING),
        }
        with self._database.writing() as connection:
            number = connection.execute(insert(proposals).values(values).returning(proposals.c.id)).scalar_one()
            self._tell(proposed.unit, number, ProposalState.PENDING)
            return self.one(number)

    def one(self, number: int) -> Proposal:
        """The proposal of a number.

        Raises:
            NotThereError: there is none.
        """
        found = self._read(proposals.c.id == number)
        if not found:
            raise NotThereError(f"there is no proposal {number}")
        return found[0]

    def pending(self, unit: int) -> list[Proposal]:
        """The proposals of a unit that nobody has taken or left, oldest first."""
        return self._read(proposals.c.unit == unit, proposals.c.state == str(ProposalState.PENDING))

    def all(self, unit: int) -> list[Proposal]:
        """All proposals of a unit, oldest first."""
        return self._read(proposals.c.unit == unit)

    def details(self, unit: int, origins: Collection[str], *, pending: bool = False) -> dict[int, dict[str, Any]]:
        """The number of each proposal of a unit that comes from some origins -> its detail; oldest first.

        Args:
            pending: only of those that nobody has taken or left.
        """
        query = select(proposals.c.id, proposals.c.detail).where(proposals.c.unit == unit)
        if pending:
            query = query.where(proposals.c.state == str(ProposalState.PENDING))
        with self._database.reading() as connection:
            rows = connection.execute(query.where(proposals.c.origin.in_(sorted(origins))).order_by(proposals.c.id))
            return {row.id: read_data(row.detail) for row in rows}

    def of_job(self, job: int) -> list[int]:
        """The numbers of the proposals that a job made, oldest first."""
        query = select(proposals.c.id).where(proposals.c.job == job).order_by(proposals.c.id)
        with self._database.reading() as connection:
            return list(connection.execute(query).scalars())

    def take(self, number: int, by: str, revision: int, why: str = "") -> Proposal:
        """Records that a proposal was taken, in the transaction that appends the revision.

        Args:
            by: who takes it.
            revision: the number of the revision that it became.
            why: their reason.

        Raises:
            NotThereError: there is no such proposal.
            DecidedError: it was taken or left before.
        """
        return self._decide(number, ProposalState.TAKEN, by, why, revision)

    def leave(self, number: int, by: str, why: str = "") -> Proposal:
        """Records that a proposal was left.

        Raises:
            NotThereError, DecidedError: as `take`.
        """
        return self._decide(number, ProposalState.LEFT, by, why, None)

    def _decide(self, number: int, state: ProposalState, by: str, why: str, revision: int | None) -> Proposal:
        pending = update(proposals).where(proposals.c.id == number, proposals.c.state == str(ProposalState.PENDING))
        values = {"decided_by": by, "decided_at": self._database.now(), "decided_why": why, "taken_as": revision}
        with self._database.writing() as connection:
            self._events.lock(self.one(number).unit)
            decided = connection.execute(pending.values(state=str(state), **values))
            proposal = self.one(number)
            if decided.rowcount != 1:
                raise DecidedError(f"the proposal was {proposal.state} before, by {proposal.decided_by}")
            self._tell(proposal.unit, number, state)
        return proposal

    def _tell(self, unit: int, number: int, state: ProposalState) -> None:
        self._events.add(unit, "proposal", {"proposal": number, "state": str(state)})

    def _read(self, *conditions: ColumnElement[bool]) -> list[Proposal]:
        with self._database.reading() as connection:
            rows = connection.execute(select(proposals).where(*conditions).order_by(proposals.c.id)).all()
        return [_proposal(dict(row._mapping)) for row in rows]


def _proposal(row: dict[str, Any]) -> Proposal:
    changes, packed = row.pop("changes"), row.pop("book")
    row |= {"state": ProposalState(row["state"]), "detail": read_data(row["detail"])}
    return Proposal(**row, change_text=changes, packed=packed)

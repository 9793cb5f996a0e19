"""What a request asks for, as the store keeps it beside a proposal; and who has agreed to it since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime

from models.base import Model
from roster.desk.store import Proposal, Store


class RequestKind(StrEnum):
    """What a member asks for; the origin of the proposal that it is kept as, one of `OF_MEMBERS`."""

    TAKE = "take"
    GIVE_BACK = "give back"
    SWAP = "swap"


BY_RULE = "the rules of passing"
"""Who has allowed a request that went through by itself."""


class AskedFor(Model):
    """What a member asks for.

    Attributes:
        person: who asks.
        duty, seat: the place that they would take or give back.
        other: with whom they would swap.
        other_duty, other_seat: the place of the other one.
        begins: when the duty, or the first of the two, began by the book of that day; for when that is no longer there.
    """

    kind: RequestKind
    person: str
    duty: str
    seat: str
    other: str | None = None
    other_duty: str | None = None
    other_seat: str | None = None
    begins: AwareDatetime | None = None

    @classmethod
    def of(cls, proposal: Proposal) -> AskedFor:
        """What a stored request asks for."""
        return cls.model_validate({name: proposal.detail.get(name) for name in cls.model_fields})

    @property
    def wish(self) -> AskedFor:
        """What is asked for, whenever it was asked."""
        return self.model_copy(update={"begins": None})

    def over(self, starts: Mapping[str, datetime], now: datetime) -> bool:
        """Whether the duty, or one of the two, has begun.

        Args:
            starts: duty -> when it begins; a duty that is gone began when it once was to.
        """
        names = (name for name in (self.duty, self.other_duty) if name is not None)
        return any(begins is not None and begins <= now for begins in (starts.get(name, self.begins) for name in names))

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of the members who have to want it."""
        return (self.person,) if self.other is None else (self.person, self.other)


@dataclass(frozen=True)
class Agreed:
    """Who has agreed to a request.

    Attributes:
        accepted_by: the login of the member with whom it is a swap; empty while they have not answered.
        accepted_at: when, in UTC.
        declined: whether that member has declined it.
        organisations: organisation -> the login of its coordinator who has allowed it while others have not.
    """

    accepted_by: str
    accepted_at: datetime | None
    organisations: dict[str, str]
    declined: bool = False


def agreed(store: Store, unit: int, request: int) -> Agreed:
    """Who has agreed to a request so far."""
    accepted_by, accepted_at, declined = "", None, False
    organisations: dict[str, str] = {}
    for note in store.notes.of(unit, _topic(request)):
        if note.document.get("accepted"):
            accepted_by, accepted_at = note.author, note.made_at
        declined = declined or bool(note.document.get("declined"))
        organisations.update(dict.fromkeys(note.document.get("allowed_for", ()), note.author))
    return Agreed(accepted_by, accepted_at, organisations, declined)


def note_accepted(store: Store, proposal: Proposal, by: str) -> None:
    """Notes that the other one of a swap accepts it."""
    store.notes.add(proposal.unit, _topic(proposal.id), {"accepted": True}, by)


def note_declined(store: Store, proposal: Proposal, by: str) -> None:
    """Notes that the other one of a swap declines it."""
    store.notes.add(proposal.unit, _topic(proposal.id), {"declined": True}, by)


def note_allowed(store: Store, proposal: Proposal, organisations: Iterable[str], by: str) -> None:
    """Notes that a coordinator allows a request for some organisations, while it waits for others."""
    store.notes.add(proposal.unit, _topic(proposal.id), {"allowed_for": sorted(organisations)}, by)


def _topic(request: int) -> str:
    return f"request {request}"


__all__ = ["BY_RULE", "Agreed", "AskedFor", "RequestKind", "agreed", "note_accepted", "note_allowed", "note_declined"]

"""Who is asking: an account's standing in one unit, and how far it may go there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.book import Book
from roster.desk.service.access.table import PERMISSIONS, Action, Kind, Reach, reach


class Decision(StrEnum):
    """What becomes of something that an account wants to do."""

    DO = "do"
    PROPOSE = "propose"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Standing:
    """What an account is in one unit.

    Attributes:
        account: its name, as the author of what it does.
        kinds: what it is to the unit; empty when it is nothing to it.
        organisations: ids of the organisations that it coordinates.
        person: id of the person of the book that it is tied to.
    """

    account: str
    kinds: frozenset[Kind] = frozenset()
    organisations: frozenset[str] = frozenset()
    person: str | None = None

    def reach(self, action: Action) -> Reach:
        """How far it may go."""
        return reach(action, self.kinds)

    def may(self, action: Action) -> bool:
        """Whether it may do something at all, if only in part or as a proposal."""
        return self.reach(action) is not Reach.NO

    def decide(self, action: Action, concerned: frozenset[str]) -> Decision:
        """What becomes of something that concerns some organisations."""
        far = self.reach(action)
        if far is Reach.ALL or (far is Reach.OWN and concerned <= self.organisations):
            return Decision.DO
        return Decision.PROPOSE if far in (Reach.OWN, Reach.PROPOSE) else Decision.REFUSE

    def sees_private(self, person: str, organisation: str) -> bool:
        """Whether it may see what a person's organisation keeps to itself."""
        return self._sees(Action.SEE_PRIVATE, person, organisation)

    def sees_contacts(self, person: str, organisation: str) -> bool:
        """Whether it may see how a person is reached."""
        return self._sees(Action.SEE_CONTACTS, person, organisation)

    def _sees(self, action: Action, person: str, organisation: str) -> bool:
        far = self.reach(action)
        if far is Reach.ALL or (far is Reach.OWN and organisation in self.organisations):
            return True
        return person == self.own_person(action)

    def own_person(self, action: Action) -> str | None:
        """The person of the book for whom it may do something because it is tied to them; None where there is none."""
        tied = Kind.MEMBER in self.kinds and PERMISSIONS[action][Kind.MEMBER] is Reach.SELF
        return self.person if tied else None

    def sees_everything(self, book: Book) -> bool:
        """Whether nothing in a book is hidden from it."""
        return self.reach(Action.SEE_PRIVATE) is Reach.OWN and staffed(book) <= self.organisations


def organisation_of(book: Book) -> dict[str, str]:
    """Person -> the id of their organisation."""
    roles = {role.id: role.organisation for role in book.roles}
    return {person.id: roles[person.role] for person in book.people}


def staffed(book: Book) -> frozenset[str]:
    """The ids of the organisations that have people in a book."""
    return frozenset(organisation_of(book).values())

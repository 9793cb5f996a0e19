"""Who asks for what: an account in a unit, with what it may do there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from models.book import Book
from roster.desk.service.access.masking import Masking
from roster.desk.service.access.standing import Decision, Standing
from roster.desk.service.access.table import Action, Kind
from roster.desk.service.errors import ForbiddenError
from roster.desk.store import Account, AuditKind, Membership, MembershipRole, Store, Unit
from roster.desk.store.errors import NotThereError

LOCAL_LOGIN = "you"  # the one user of local mode


@dataclass(frozen=True)
class Asking:
    """An account that asks for something of a unit.

    Attributes:
        account: who asks.
        unit: of which unit.
        standing: what the account is there.
    """

    account: Account
    unit: Unit
    standing: Standing

    def require(self, action: Action) -> None:
        """Refuses what the account may not do, not even in part or as a proposal.

        Raises:
            ForbiddenError: it may not.
        """
        if not self.standing.may(action):
            raise self.forbidden(action)

    def own_person(self, action: Action) -> str:
        """The id of the person of the book as whom the account may do something for itself.

        Raises:
            ForbiddenError: it is not a person of the unit, or may not.
        """
        found = self.standing.own_person(action)
        if found is None:
            raise self.forbidden(action)
        return found

    def decide(self, action: Action, concerned: frozenset[str]) -> Decision:
        """Whether something is done or proposed.

        Raises:
            ForbiddenError: neither.
        """
        decision = self.standing.decide(action, concerned)
        if decision is Decision.REFUSE:
            raise self.forbidden(action)
        return decision

    def forbidden(self, action: Action) -> ForbiddenError:
        """The error that says what the account may not do."""
        kinds = " and ".join(sorted(self.standing.kinds)) or "no part of this unit"
        return ForbiddenError(f"{self.account.name} ({kinds}) may not {action}")

    def put_on_record(self, store: Store, kind: AuditKind, sentence: str) -> None:
        """Records what the account does, in the transaction that does it."""
        account = self.account.id or None  # the one user of local mode has no account
        store.audit.record(kind, self.account.name, sentence, unit=self.unit.id, account=account)

    def masking(self, book: Book) -> Masking:
        """Hides what the account may not see of a book."""
        return Masking(self.standing, book)


def asking(store: Store, account: Account, unit: int) -> Asking:
    """An account in a unit.

    Raises:
        NotThereError: there is no such unit, or the account has no part in it, which looks the same.
    """
    standing = standing_in(account, unit)
    if account.disabled or not standing.kinds:
        raise NotThereError(f"there is no unit {unit}")
    return Asking(account, store.unit(unit), standing)


def standing_in(account: Account, unit: int) -> Standing:
    """What an account is in a unit."""
    held = [item for item in account.memberships if item.unit == unit]
    return Standing(
        account.login,
        frozenset(Kind(item.role) for item in held),
        frozenset(item.organisation for item in held if item.organisation is not None),
        next((item.person for item in held if item.person is not None), None),
    )


def local_who(store: Store) -> Account:
    """The one user of local mode: coordinator of every organisation of every unit."""
    memberships = tuple(
        Membership(unit.id, MembershipRole.COORDINATOR, organisation.id)
        for unit in store.units()
        for organisation in store.head(unit.id).book.organisations
    )
    return Account(0, LOCAL_LOGIN, "You", False, False, datetime.now(UTC), memberships)

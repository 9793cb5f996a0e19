"""Accounts by login, for histories: what they are called, and which organisations they coordinate."""

from __future__ import annotations

from datetime import datetime

from roster.desk.service.asking import LOCAL_LOGIN
from roster.desk.store import Store
from roster.desk.store.errors import NotThereError


class AuthorNames:
    """Finds the name of an author; a login without an account is shown as it is."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, login: str) -> str:
        """The name of a login."""
        if login == LOCAL_LOGIN:
            return "You"
        try:
            return self._store.accounts.named(login).name
        except NotThereError:
            return login

    def disabled(self, login: str) -> bool:
        """Whether the account of a login can sign in no longer; True where there is none."""
        try:
            return self._store.accounts.named(login).disabled
        except NotThereError:
            return True

    def organisations(self, login: str, unit: int, at: datetime | None = None) -> frozenset[str] | None:
        """The organisations that a login coordinates in a unit.

        Args:
            at: the moment; now when None.

        Returns:
            Their ids; None where the login is no account's, as that of who looks after the database.
        """
        held = self._store.accounts.coordinated(login, unit)
        if held is None:
            return None
        return frozenset(item.organisation for item in held if (item.at(at) if at else item.until is None))

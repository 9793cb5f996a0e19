"""The names of accounts by login, for histories."""

from __future__ import annotations

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

    def organisations(self, login: str, unit: int) -> frozenset[str]:
        """The organisations that a login coordinates in a unit."""
        try:
            held = self._store.accounts.named(login).memberships
        except NotThereError:
            return frozenset()
        return frozenset(item.organisation for item in held if item.unit == unit and item.organisation is not None)

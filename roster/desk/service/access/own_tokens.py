"""The tokens by which an account's own scripts use the API: each is made and revoked on the record."""

from __future__ import annotations

from datetime import timedelta

from roster.desk.service.errors import AnswerError
from roster.desk.store import Account, AuditKind, Store, Token
from roster.desk.store.errors import NotThereError

DAYS = 90
"""How long a token lasts unless its owner says otherwise."""


def own_tokens(store: Store, account: Account) -> list[Token]:
    """The tokens of an account, oldest first, without their secrets."""
    return store.tokens.of(account.id)


def make_token(store: Store, account: Account, name: str, days: int = DAYS) -> tuple[str, Token]:
    """Makes a token that may do what its account may.

    Args:
        name: what it is for.
        days: how long it lasts.

    Returns:
        The secret, which is not kept and cannot be shown again, and the token.

    Raises:
        AnswerError: the one user of local mode has no account.
        StoreError: it has no name, or is to last longer than a year.
    """
    if account.id == 0:
        raise AnswerError("the one user of local mode has no account to make a token for; start with --database")
    with store.transaction():
        secret = store.tokens.make(account.id, name, timedelta(days=days))
        made = store.tokens.of(account.id)[-1]
        store.audit.record(AuditKind.TOKEN, account.name, f"Made the token '{made.name}'", account=account.id)
    return secret, made


def revoke_token(store: Store, account: Account, number: int) -> None:
    """Revokes one of an account's tokens.

    Raises:
        NotThereError: the account has no such token, or it was revoked before.
    """
    found = next((item for item in store.tokens.of(account.id) if item.id == number), None)
    if found is None:
        raise NotThereError(f"there is no token {number}")
    with store.transaction():
        store.tokens.revoke(number)
        store.audit.record(AuditKind.TOKEN, account.name, f"Revoked the token '{found.name}'", account=account.id)

"""Who asks, and in which unit: what every route of the API begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Path, Request

from roster.desk.service.asking import Asking
from roster.desk.service.desk import Desk
from roster.desk.store import Account, Store
from roster.desk.web.api.problems import SignInError

Identify = Callable[[Request], Account | None]
LARGEST = 2**31 - 1  # of ids and numbers, as both databases keep them


def by_token(store: Store) -> Identify:
    """Identifies scripts by their token, `Authorization: Bearer ...`."""

    def identify(request: Request) -> Account | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return store.tokens.account_of(token.strip()) if scheme.lower() == "bearer" and token.strip() else None

    return identify


def desk_of(request: Request) -> Desk:
    """The desk of the application."""
    desk: Desk = request.app.state.desk
    return desk


def signed_in(request: Request) -> Account:
    """The account that asks.

    Raises:
        SignInError: nobody is signed in.
    """
    identify: Identify = request.app.state.identify
    account = identify(request)
    if account is None or account.disabled:
        raise SignInError
    return account


Number = Annotated[int, Path(ge=1, le=LARGEST)]
TheDesk = Annotated[Desk, Depends(desk_of)]
Who = Annotated[Account, Depends(signed_in)]


def asking(desk: TheDesk, who: Who, unit: Number) -> Asking:
    """The account in the unit of the address.

    Raises:
        NotThereError: there is no such unit, or the account has no part in it.
    """
    return desk.asking(who, unit)


Asked = Annotated[Asking, Depends(asking)]

"""Tokens for the account's own scripts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from models.base import Model
from roster.desk.service.errors import AnswerError
from roster.desk.store.errors import NotThereError
from roster.desk.web.api.asked import Number, TheDesk, Who

router = APIRouter(prefix="/tokens", tags=["tokens"])


class NewToken(Model):
    """A token to be made.

    Attributes:
        name: what it is for.
        days: how long it lasts.
    """

    name: Annotated[str, Field(min_length=1, max_length=100)]
    days: Annotated[int, Field(ge=1, le=365)] = 90


class TokenShown(Model):
    """A token without its secret."""

    id: int
    name: str
    made_at: datetime
    expires_at: datetime
    used_on: datetime | None
    revoked_at: datetime | None


class TokenMade(Model):
    """A new token.

    Attributes:
        token: the secret; it is shown this once, and only its hash is kept.
    """

    token: str
    shown: TokenShown


@router.get("")
def list_tokens(desk: TheDesk, who: Who) -> list[TokenShown]:
    """The account's tokens, without their secrets."""
    return [_shown(item) for item in desk.store.tokens.of(who.id)]


@router.post("", status_code=201)
def make_token(desk: TheDesk, who: Who, new: NewToken) -> TokenMade:
    """Makes a token; a script sends it as `Authorization: Bearer ...` and may do what the account may."""
    if who.id == 0:
        raise AnswerError("the one user of local mode has no account to make a token for; start with --database")
    token = desk.store.tokens.make(who.id, new.name, timedelta(days=new.days))
    return TokenMade(token=token, shown=_shown(desk.store.tokens.of(who.id)[-1]))


@router.delete("/{token}", status_code=204)
def revoke_token(desk: TheDesk, who: Who, token: Number) -> Response:
    """Revokes one of the account's tokens."""
    if token not in {item.id for item in desk.store.tokens.of(who.id)}:
        raise NotThereError(f"there is no token {token}")
    desk.store.tokens.revoke(token)
    return Response(status_code=204)


def _shown(token: object) -> TokenShown:
    return TokenShown(**{name: getattr(token, name) for name in TokenShown.model_fields})

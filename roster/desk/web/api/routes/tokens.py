"""Tokens for the account's own scripts."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from models.base import Model
from roster.desk.service.access import own_tokens
from roster.desk.web.api.asked import Number, TheDesk, Who

router = APIRouter(prefix="/tokens", tags=["tokens"])


class NewToken(Model):
    """A token to be made.

    Attributes:
        name: what it is for.
        days: how long it lasts.
    """

    name: Annotated[str, Field(min_length=1, max_length=100)]
    days: Annotated[int, Field(ge=1, le=365)] = own_tokens.DAYS


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
    return [_shown(item) for item in own_tokens.own_tokens(desk.store, who)]


@router.post("", status_code=201)
def make_token(desk: TheDesk, who: Who, new: NewToken) -> TokenMade:
    """Makes a token; a script sends it as `Authorization: Bearer ...` and may do what the account may."""
    token, made = own_tokens.make_token(desk.store, who, new.name, new.days)
    return TokenMade(token=token, shown=_shown(made))


@router.delete("/{token}", status_code=204)
def revoke_token(desk: TheDesk, who: Who, token: Number) -> Response:
    """Revokes one of the account's tokens."""
    own_tokens.revoke_token(desk.store, who, token)
    return Response(status_code=204)


def _shown(token: object) -> TokenShown:
    return TokenShown(**{name: getattr(token, name) for name in TokenShown.model_fields})

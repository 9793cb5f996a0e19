"""Random tokens, of which the store keeps only the hash."""

from __future__ import annotations

import hashlib
from secrets import token_urlsafe

_BYTES = 32  # 256 bits: nobody can guess one, so a fast hash without salt is enough


def new_token(prefix: str = "") -> str:
    """A new random token, safe in an address."""
    return prefix + token_urlsafe(_BYTES)


def hash_of(text: str) -> str:
    """The SHA-256 of a token, as the store keeps it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

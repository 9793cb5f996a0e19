"""Names of files and of calendar entries: safe on every system and, for personal ones, not to be guessed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterable

_BITS_OF_A_NAME = 130  # as much as 26 letters of base 32 hold
# Windows keeps these for devices, whatever follows the point.
_KEPT = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def new_secret() -> str:
    """What the names of personal pages are made from."""
    return secrets.token_hex(32)


def file_name(text: str) -> str:
    """A text as part of a file's name; where something had to go, a few letters tell it from others like it."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-.")[:60]
    return plain if plain == text and not _KEPT.fullmatch(plain) else _told_apart(plain, text)


def _told_apart(plain: str, text: str) -> str:
    return f"{plain}-{hashlib.sha256(text.encode()).hexdigest()[:6]}".lstrip("-")


class Addresses:
    """Where each person's page is, and what their calendar entries are called.

    Args:
        secret: the same one gives the same names.
        plain: name pages after people's ids.
    """

    def __init__(self, people: Iterable[str], secret: str, *, plain: bool = False) -> None:
        self._secret = secret
        self._plain = {person: file_name(person) for person in people} if plain else None
        if self._plain is not None:
            # Not every system tells sc01 from SC01.
            same = Counter(name.lower() for name in self._plain.values())
            for person, name in self._plain.items():
                if same[name.lower()] > 1:
                    self._plain[person] = _told_apart(name, person)

    def page(self, person: str) -> str:
        """The name of a person's files, without an ending."""
        if self._plain is not None:
            return self._plain[person]
        return base64.b32encode(self._digest("page", person))[: _BITS_OF_A_NAME // 5].decode().lower()

    def uid(self, person: str, duty: str) -> str:
        """What a calendar knows an entry by, in every publication."""
        return f"{self._digest('entry', person, duty).hex()[:32]}@jru-roster"

    def _digest(self, *parts: str) -> bytes:
        return hmac.new(bytes.fromhex(self._secret), "\n".join(parts).encode(), hashlib.sha256).digest()

"""Names of published files and calendar entries: valid on every system and, for personal ones, unguessable."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterable

_BITS_OF_A_NAME = 130  # 26 letters of base 32
# Windows reserves these names for devices, with any suffix.
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def new_secret() -> str:
    """Makes a random secret, from which the names of personal pages are derived."""
    return secrets.token_hex(32)


def file_name(text: str) -> str:
    """Returns a text as part of a file name; where characters are dropped, a short hash keeps it unique."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-.")[:60]
    return plain if plain == text and not _RESERVED.fullmatch(plain) else _with_hash(plain, text)


def _with_hash(plain: str, text: str) -> str:
    return f"{plain}-{hashlib.sha256(text.encode()).hexdigest()[:6]}".lstrip("-")


class Addresses:
    """The names of each person's page and calendar entries.

    Args:
        people: their ids.
        secret: the same secret gives the same names.
        plain: name pages after people's ids.
    """

    def __init__(self, people: Iterable[str], secret: str, *, plain: bool = False) -> None:
        self._secret = secret
        self._plain = {person: file_name(person) for person in people} if plain else None
        if self._plain is not None:
            # Some file systems do not distinguish sc01 and SC01.
            same = Counter(name.lower() for name in self._plain.values())
            for person, name in self._plain.items():
                if same[name.lower()] > 1:
                    self._plain[person] = _with_hash(name, person)

    def page(self, person: str) -> str:
        """Returns the name of a person's files, without suffix."""
        if self._plain is not None:
            return self._plain[person]
        return base64.b32encode(self._digest("page", person))[: _BITS_OF_A_NAME // 5].decode().lower()

    def uid(self, person: str, duty: str) -> str:
        """Returns the id of a calendar entry, the same in every publication."""
        return f"{self._digest('entry', person, duty).hex()[:32]}@jru-roster"

    def _digest(self, *parts: str) -> bytes:
        return hmac.new(bytes.fromhex(self._secret), "\n".join(parts).encode(), hashlib.sha256).digest()

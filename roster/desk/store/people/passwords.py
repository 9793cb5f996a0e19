"""Passwords: which are good enough, and their argon2id hashes."""

from __future__ import annotations

import unicodedata
from functools import cache
from secrets import token_urlsafe
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from roster.desk.store.errors import PasswordError

SHORTEST, LONGEST = 12, 200  # characters; NIST SP 800-63B-4: at least 8, long ones allowed, no rules of composition

RULES = (
    f"At least {SHORTEST} characters: a few words that belong to nobody else. Your name or login, one of the most"
    " common passwords, or a few characters again and again will not do."
)

# A few of the most common, of 12 characters and more, without digits and signs;
# https://www.ncsc.gov.uk/collection/passwords
_COMMON = ("password", "letmein", "qwertyuiop", "iloveyou", "welcome", "administrator", "asdfghjkl", "zxcvbnm")

# argon2id with the second recommended set of RFC 9106: 64 MiB of memory, 3 passes, 4 lanes.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
_AT_ONCE = BoundedSemaphore(2)  # a morning's rush to sign in must not take the memory of the machine


def check_password(password: str, login: str, name: str) -> None:
    """Checks that a password is good enough.

    Args:
        login: of the account.
        name: of the account.

    Raises:
        PasswordError: it is not, with every reason.
    """
    reasons = []
    if not SHORTEST <= len(password) <= LONGEST:
        reasons.append(f"it needs {SHORTEST} to {LONGEST} characters, and has {len(password)}")
    plain = "".join(letter for letter in password.casefold() if letter.isalpha())
    own = {"".join(part for part in word.casefold() if part.isalpha()) for word in (login, login.split("@")[0], name)}
    if plain in own - {""}:
        reasons.append("it is the name or the login of the account")
    if len(set(password)) < 5:
        reasons.append("it consists of fewer than five different characters")
    elif any(plain and plain == (word * 3)[: len(plain)] for word in _COMMON):
        reasons.append("it is one of the most common passwords")
    if reasons:
        raise PasswordError("the password cannot be used: " + "; ".join(reasons))


def hash_password(password: str) -> str:
    """The argon2id hash of a password, with its random salt and its settings."""
    with _AT_ONCE:
        return _HASHER.hash(_normal(password))


def matches(hashed: str | None, password: str) -> bool:
    """Whether a password belongs to a hash. Takes as long where there is no hash: that must not be noticed."""
    try:
        with _AT_ONCE:
            return _HASHER.verify(hashed or _nobody(), _normal(password)) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(hashed: str) -> bool:
    """Whether a hash was made with other settings than new ones are."""
    return _HASHER.check_needs_rehash(hashed)


def _normal(password: str) -> str:
    """A password in the one form of its letters; keyboards differ in how they write an accent."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobody() -> str:
    return _HASHER.hash(token_urlsafe())

"""Who is asking: the signed-in account of a request, the local mode's one-time token, and the sessions of accounts."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from dataclasses import dataclass, field
from typing import Protocol

from roster.desk.service import Who
from roster.desk.store import Store


@dataclass(frozen=True)
class Session:
    """A browser that is signed in.

    Attributes:
        csrf: what forms of its pages carry; a form elsewhere cannot know it.
    """

    who: Who
    csrf: str

    def holds(self, given: str | None) -> bool:
        """Whether a form comes from a page of this session."""
        return given is not None and hmac.compare_digest(given.encode(), self.csrf.encode())


class Sessions(Protocol):
    """Finds the session of a browser's cookie."""

    cookie: str

    def session(self, cookie: str | None) -> Session | None:
        """The session; None where the browser is not signed in."""


@dataclass
class LocalSessions:
    """The sessions of local mode: whoever has the address that the terminal printed is the one user.

    Attributes:
        who: the one user.
        cookie: the name of the cookie; with the port, since a browser sends cookies to every port of a host.
    """

    who: Who
    cookie: str
    _token: bytes = b""
    _signed_in: dict[bytes, Session] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def new_token(self) -> str:
        """A new one-time token for the address; the one before no longer works."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._token = _digest(token)
        return token

    def exchange(self, token: str) -> str | None:
        """Exchanges the token for the value of a cookie; None where it is wrong or was used."""
        with self._lock:
            if not self._token or not hmac.compare_digest(_digest(token), self._token):
                return None
            self._token = b""
            cookie = secrets.token_urlsafe(32)
            self._signed_in[_digest(cookie)] = Session(self.who, secrets.token_urlsafe(24))
            return cookie

    def session(self, cookie: str | None) -> Session | None:
        """The session; None where the browser is not signed in."""
        return self._signed_in.get(_digest(cookie)) if cookie else None


@dataclass
class AccountSessions:
    """The sessions of a desk with accounts, which the store keeps.

    Attributes:
        store: where accounts and sessions are.
        cookie: the name of the cookie.
        secure: whether browsers send it over TLS alone.
    """

    store: Store
    cookie: str = "roster-desk"
    secure: bool = False

    def session(self, cookie: str | None) -> Session | None:
        """The session; None where the browser is not signed in, or the session has ended."""
        who = self.store.sessions.resume(cookie) if cookie else None
        return Session(who, self.csrf(cookie)) if who and cookie else None

    def csrf(self, cookie: str) -> str:
        """The secret of the forms of a session; it does not tell the cookie."""
        return _digest(f"forms of {cookie}").hex()


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


__all__ = ["AccountSessions", "LocalSessions", "Session", "Sessions"]

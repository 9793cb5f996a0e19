"""What a running desk answers from, and what one request of a signed-in browser knows."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Request

from models.errors import RosterError
from roster.desk.service import Desk, Who
from roster.desk.service.asking import standing_in
from roster.desk.web.fragments import ShownBoards
from roster.desk.web.navigation import links
from roster.desk.web.sign_in import Session, Sessions


class NotSignedInError(RosterError):
    """The browser is not signed in, or no longer."""


class ForeignFormError(RosterError):
    """A form was sent that no page of this session holds."""


@dataclass(frozen=True)
class Served:
    """What all requests share.

    Attributes:
        sessions: who is signed in.
        boards: what browsers show.
        stopping: set when the server is to end, so that open streams end too.
    """

    desk: Desk
    sessions: Sessions
    boards: ShownBoards = field(default_factory=ShownBoards)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True)
class Visit:
    """A request of a signed-in browser."""

    served: Served
    session: Session
    path: str

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.served.desk

    @property
    def who(self) -> Who:
        """The account that is signed in."""
        return self.session.who

    def check_form(self, csrf: str) -> None:
        """Refuses a form that is not of this session.

        Raises:
            ForeignFormError: it is not.
        """
        if not self.session.holds(csrf):
            raise ForeignFormError("This form is of another session: load the page again. Nothing was changed.")

    def is_current(self, request: Request) -> bool:
        """Whether the browser is still signed in, as the same account with the same roles."""
        sessions = self.served.sessions
        session = sessions.session(request.cookies.get(sessions.cookie))
        return session is not None and session.who == self.who

    def unit_values(self, unit: int, name: str, here: str) -> dict[str, Any]:
        """What every page of a unit looks up.

        Args:
            unit: the number of the unit.
            name: what its book is called.
            here: the address of the page within the unit, such as `board`.
        """
        address, standing = f"/u/{unit}", standing_in(self.who, unit)
        return {
            "unit": {"name": name},
            "unit_address": address,
            "csrf": self.session.csrf,
            "who": self.who.name,
            "has_account": self.who.id != 0,
            "pages": links(address, here, standing, self.desk.inbox.count(unit, standing)),
        }


def served(request: Request) -> Served:
    """What the application answers from."""
    found: Served = request.app.state.served
    return found


def visit(request: Request) -> Visit:
    """The visit of a request.

    Raises:
        NotSignedInError: the browser is not signed in.
    """
    shared = served(request)
    session = shared.sessions.session(request.cookies.get(shared.sessions.cookie))
    if session is None:
        raise NotSignedInError("You are not signed in.")
    return Visit(shared, session, request.url.path)


Visiting = Annotated[Visit, Depends(visit)]

__all__ = ["ForeignFormError", "NotSignedInError", "Served", "Visit", "Visiting", "served", "visit"]

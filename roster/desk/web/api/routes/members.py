"""What members see of their own and do for themselves: offers, limits, what they have seen, their calendar link."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field

from models.base import Model
from roster.desk.service.editing.outcomes import Conflicts
from roster.desk.service.members.me import Me as OwnPage
from roster.desk.service.members.own_offers import OwnLimits, OwnOffers, Saved
from roster.desk.service.members.seen import SeenBy
from roster.desk.web.api.asked import LARGEST, Asked, TheDesk

router = APIRouter(prefix="/units/{unit}", tags=["members"])
_SAVED: dict[int | str, dict[str, Any]] = {
    200: {"model": Saved, "description": "It is done: the number of the new revision."},
    409: {"model": Conflicts, "description": "Others changed the same meanwhile; nothing was done."},
}


class SeenVersion(Model):
    """The published version that the member was shown."""

    version: Annotated[int, Field(ge=1, le=LARGEST)]


class Noted(Model):
    """Whether something was noted now, and not before."""

    noted: bool


class CalendarLinkMade(Model):
    """A new calendar link.

    Attributes:
        path: its address on this desk; it is shown this once, and only its hash is kept.
    """

    path: str


@router.get("/me")
def show_own_page(desk: TheDesk, asked: Asked) -> OwnPage:
    """What the member sees: duties, hours, offers and limits of their own, and the seats in which they would help."""
    return desk.members.me(asked)


@router.put("/me/offers", responses=_SAVED)
def set_offers(desk: TheDesk, asked: Asked, wanted: OwnOffers, response: Response) -> Saved | Conflicts:
    """Sets the dates of the period that the member offers; dates that are past stay as they are."""
    return _answered(desk.members.set_offers(asked, wanted), response)


@router.put("/me/limits", responses=_SAVED)
def set_limits(desk: TheDesk, asked: Asked, wanted: OwnLimits, response: Response) -> Saved | Conflicts:
    """Sets the member's own limits on what they offered."""
    return _answered(desk.members.set_limits(asked, wanted), response)


@router.post("/me/seen")
def mark_as_seen(desk: TheDesk, asked: Asked, seen: SeenVersion) -> Noted:
    """Notes that the member has seen the published version."""
    return Noted(noted=desk.members.seen.mark(asked, seen.version))


@router.post("/me/calendar", status_code=201)
def make_calendar_link(desk: TheDesk, asked: Asked) -> CalendarLinkMade:
    """Makes a calendar link, in the place of an earlier one; calendars follow it without signing in."""
    return CalendarLinkMade(path=f"/calendar/{desk.members.feeds.make(asked)}.ics")


@router.delete("/me/calendar", status_code=204)
def revoke_calendar_link(desk: TheDesk, asked: Asked) -> Response:
    """Stops the member's calendar link."""
    desk.members.feeds.revoke(asked)
    return Response(status_code=204)


@router.get("/seen")
def show_who_has_seen(desk: TheDesk, asked: Asked) -> SeenBy:
    """Who has seen the published version, of the people whom the account may see."""
    return desk.members.seen.by(asked)


def _answered(done: Saved | Conflicts, response: Response) -> Saved | Conflicts:
    response.status_code = 409 if isinstance(done, Conflicts) else 200
    return done

"""Calendar links: made and revoked on a member's page, and asked for by calendars, which do not sign in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from roster.desk.service.members.feeds import CalendarDocument
from roster.desk.web.routes.members.me import me_page
from roster.desk.web.served import served
from roster.desk.web.unit_pages import Here, SentForm

router = APIRouter()
_TYPE = "text/calendar; charset=utf-8"
# A calendar asks again whenever it likes, and is told at once where nothing has changed.
_KEPT = "private, max-age=0, must-revalidate"


@router.post("/u/{unit}/me/calendar")
def make(request: Request, here: Here, form: Annotated[SentForm, Form()]) -> HTMLResponse:
    """Makes a calendar link, in the place of an earlier one; its address is shown this once."""
    here.visiting.check_form(form.csrf)
    token = here.desk.members.feeds.make(here.asking)
    return me_page(here, link=str(request.url_for("calendar", token=token)))


@router.post("/u/{unit}/me/calendar/revoke")
def revoke(here: Here, form: Annotated[SentForm, Form()]) -> Response:
    """Revokes the calendar link."""
    here.visiting.check_form(form.csrf)
    here.desk.members.feeds.revoke(here.asking)
    return RedirectResponse(f"{here.address}/me?done=revoked#calendar", 303)


@router.api_route("/calendar/{token}.ics", methods=["GET", "HEAD"])
def calendar(request: Request, token: str) -> Response:
    """The calendar that a link leads to.

    Raises:
        NotThereError: the link is unknown or revoked.
    """
    document = served(request).desk.members.feeds.document(token)
    headers = {"ETag": document.etag, "Cache-Control": _KEPT}
    if _is_known(request, document):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="duties.ics"'
    return Response(document.content, media_type=_TYPE, headers=headers)


def _is_known(request: Request, document: CalendarDocument) -> bool:
    """Whether a calendar holds this document already (RFC 9110, 13.1.2)."""
    named = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    return "*" in named or document.etag in named


__all__ = ["router"]

"""The first page, and the exchange of the local mode's one-time token for a cookie."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from roster.desk.web.pages import page
from roster.desk.web.served import Visiting, served
from roster.desk.web.sign_in import AccountSessions, LocalSessions

router = APIRouter()


@router.get("/")
def first_page(visiting: Visiting) -> Response:
    """The board of the only unit, or the list of the units."""
    units = visiting.desk.units(visiting.who)
    if len(units) == 1:
        return RedirectResponse(f"/u/{units[0].id}/board", 303)
    return HTMLResponse(page("units.html", heading="Units", units=units, zone="Europe/London"))


@router.get("/sign-in")
def sign_in(request: Request, token: str = "") -> Response:
    """Exchanges the token of the printed address; the address in the browser no longer holds it."""
    sessions = served(request).sessions
    if isinstance(sessions, AccountSessions):
        return sign_in_page()
    cookie = sessions.exchange(token) if isinstance(sessions, LocalSessions) else None
    if cookie is None:
        # Somebody who opens the printed address again, in the browser that used it, is signed in already.
        if sessions.session(request.cookies.get(sessions.cookie)) is not None:
            return RedirectResponse("/", 303)
        return not_signed_in()
    answer = RedirectResponse("/", 303)
    answer.set_cookie(sessions.cookie, cookie, httponly=True, samesite="strict", path="/")
    return answer


def not_signed_in() -> HTMLResponse:
    """The page for a browser that is not signed in."""
    return HTMLResponse(page("not_signed_in.html", heading="Not signed in", zone="Europe/London"), 401)


def sign_in_page(login: str = "", mistake: str = "", status: int = 200) -> HTMLResponse:
    """The form for login and password."""
    values = {"login": login, "mistake": mistake, "heading": "Sign in", "zone": "Europe/London"}
    return HTMLResponse(page("sign_in.html", **values), status)

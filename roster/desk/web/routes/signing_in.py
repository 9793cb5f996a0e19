"""The first page, and the exchange of the local mode's one-time token for a cookie."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from roster.desk.service.asking import standing_in
from roster.desk.web.navigation import page_to_begin_with
from roster.desk.web.pages import page
from roster.desk.web.served import Visiting, served
from roster.desk.web.sign_in import AccountSessions, LocalSessions

router = APIRouter()


@router.get("/")
def first_page(visiting: Visiting) -> Response:
    """The board of the only unit, or for members their own page; or the list of the units."""
    units = visiting.desk.units(visiting.who)
    first = {unit.id: f"/u/{unit.id}/{page_to_begin_with(standing_in(visiting.who, unit.id))}" for unit in units}
    if len(units) == 1:
        return RedirectResponse(first[units[0].id], 303)
    values = {"who": visiting.who.name, "has_account": visiting.who.id != 0, "units": units, "first": first}
    values["csrf"] = visiting.session.csrf
    return HTMLResponse(page("units.html", heading="Units", zone="Europe/London", **values))


@router.get("/sign-in")
def sign_in(request: Request, token: str = "", to: str = "/") -> Response:
    """Exchanges the token of the printed address; the address in the browser no longer holds it."""
    sessions = served(request).sessions
    if isinstance(sessions, AccountSessions):
        if sessions.session(request.cookies.get(sessions.cookie)) is not None:
            return RedirectResponse(page_within(to), 303)
        return sign_in_page(to=page_within(to))
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


def closed(request: Request) -> Response:
    """What a browser gets that asks for a page and is not signed in: the form, and after it the page."""
    if not isinstance(served(request).sessions, AccountSessions):
        return not_signed_in()
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse("/sign-in" if wanted == "/" else f"/sign-in?{urlencode({'to': wanted})}", 303)


def page_within(address: str) -> str:
    """An address of this desk, or its first page: nobody is led to another site after they have signed in."""
    inside = address.startswith("/") and not address.startswith(("//", "/sign-", "/link/"))
    return address if inside and address.isascii() and address.isprintable() and "\\" not in address else "/"


def sign_in_page(login: str = "", mistake: str = "", status: int = 200, to: str = "/") -> HTMLResponse:
    """The form for login and password.

    Args:
        to: the page that follows.
    """
    values = {"login": login, "mistake": mistake, "to": to, "heading": "Sign in", "zone": "Europe/London"}
    return HTMLResponse(page("sign_in.html", **values), status)

"""What is answered where something is refused: the sentence that the command line would print, and what was typed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from models.errors import RosterError
from models.problems import BookError
from roster.desk.service import ForbiddenError
from roster.desk.store.errors import NotThereError, StaleRevisionError
from roster.desk.web.api.problems import problem
from roster.desk.web.forms.kept import KeptForm, kept_form
from roster.desk.web.pages import page
from roster.desk.web.routes import signing_in
from roster.desk.web.routes.changes import ConflictError
from roster.desk.web.served import ForeignFormError, NotSignedInError, served
from roster.desk.web.sign_in import AccountSessions

_STATUS: dict[type[RosterError], int] = {
    NotSignedInError: 401,
    ForbiddenError: 403,
    ForeignFormError: 403,
    NotThereError: 404,
    StaleRevisionError: 409,
    ConflictError: 409,
    BookError: 422,
}
_REFUSED = 400
_ZONE = "Europe/London"
_NOT_LOST = "Nothing was changed, and what you typed is not lost."
MOST_SENT = {"max_fields": 50_000, "max_part_size": 1_048_576}
"""How much a form may hold: a record has a field for each cell of its lists."""


def add_refusals(app: FastAPI) -> None:
    """Makes an application answer errors in sentences."""
    app.add_exception_handler(RosterError, _explain)
    app.add_exception_handler(HTTPException, _explain_http)
    app.add_exception_handler(RequestValidationError, _explain_call)
    app.add_exception_handler(ValidationError, _explain_call)
    app.add_exception_handler(Exception, _own_mistake)


async def _explain(request: Request, error: Exception) -> Response:
    """An error that a user can cause; of a form, with what was typed in it."""
    status = next((number for kind, number in _STATUS.items() if isinstance(error, kind)), _REFUSED)
    if _wants_data(request):
        return _problem(request, status, str(error))
    kept = await _kept(request)
    if kept is not None:
        return await run_in_threadpool(_again, request, status, error, kept)
    if isinstance(error, NotSignedInError):
        return signing_in.closed(request) if request.method == "GET" else RedirectResponse("/", 303)
    return _problem(request, status, str(error))


async def _explain_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = {404: "There is no such page.", 405: "This address takes no such request."}
    return _problem(request, error.status_code, words.get(error.status_code, str(error.detail)))


async def _explain_call(request: Request, error: Exception) -> Response:
    sentence = "The address or the form holds something that no page of the desk sends."
    kept = None if _wants_data(request) else await _kept(request)
    if kept is None:
        return _problem(request, 422, sentence)
    return await run_in_threadpool(_again, request, 422, RosterError(sentence), kept)


def _own_mistake(request: Request, error: Exception) -> Response:
    """A mistake of this program: the terminal shows it, the browser a sentence."""
    return _problem(request, 500, "The desk made a mistake; what was stored before is safe. The terminal says more.")


async def _kept(request: Request) -> KeptForm | None:
    """What was typed in the form that was sent; None where nothing was, or no form of the desk goes to this address."""
    if request.method != "POST" or "route" not in request.scope:
        return None
    try:
        sent = await request.form(**MOST_SENT)
    except HTTPException:
        return None
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    texts = [(name, value) for name, value in sent.multi_items() if isinstance(value, str)]
    files = [(name, value.filename or "") for name, value in sent.multi_items() if isinstance(value, UploadFile)]
    return kept_form(address, texts, files)


def _again(request: Request, status: int, error: Exception, kept: KeptForm) -> Response:
    """A page with what was typed: to be sent again where that can help, else to be copied."""
    sessions = served(request).sessions
    session = sessions.session(request.cookies.get(sessions.cookie))
    values: dict[str, Any] = {"again": True, "signs_in": False, "csrf": session.csrf if session else ""}
    if session is None:
        values["signs_in"] = isinstance(sessions, AccountSessions)
        where = (
            "Sign in in a new tab"
            if values["signs_in"]
            else "Open the address that roster serve printed in another tab of this browser"
        )
        sentence = "You are no longer signed in"
        todo = f"{_NOT_LOST} {where}, come back to this page, and send it again."
    elif isinstance(error, ForeignFormError):
        sentence = "Not done yet: this form was made before you signed in last"
        todo = f"{_NOT_LOST} You are signed in as {session.who.name}. Look at it, and send it again."
    else:
        values["again"] = False
        sentence, todo = str(error), f"{_NOT_LOST} It stands below, to be copied from there."
    values |= {"sentence": sentence, "todo": todo, "kept": kept, "back": _page_before(request)}
    return HTMLResponse(page("kept.html", heading="Not done", zone=_ZONE, **values), status)


def _page_before(request: Request) -> str:
    """The page of this desk that the form stood on; the first page where that is not known."""
    try:
        parts = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    if parts.netloc != request.headers.get("host"):
        return "/"
    return signing_in.page_within(parts.path + (f"?{parts.query}" if parts.query else ""))


def _problem(request: Request, status: int, sentence: str) -> Response:
    """Problem details (RFC 9457) for scripts, a page for people."""
    if _wants_data(request):
        return problem(status, sentence)
    heading = "Not there" if status == 404 else "Not done"
    return HTMLResponse(page("trouble.html", heading=heading, sentence=sentence, zone=_ZONE), status)


def _wants_data(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


__all__ = ["MOST_SENT", "add_refusals"]

"""Makes the web application of a desk."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from models.errors import RosterError
from models.problems import BookError
from roster.desk.service import Desk, ForbiddenError, Who
from roster.desk.store.errors import NotThereError, StaleRevisionError
from roster.desk.web.api.app import make_api
from roster.desk.web.api.asked import Identify, by_token
from roster.desk.web.api.body_limit import LimitBody
from roster.desk.web.api.problems import problem
from roster.desk.web.guard import Guard
from roster.desk.web.pages import page
from roster.desk.web.routes import accounts, board, changes, events, signing_in, static
from roster.desk.web.routes.books import lists, records, workbooks
from roster.desk.web.routes.decisions import history, hours, proposals, publishing
from roster.desk.web.routes.searches import off_road, sick_calls, solve
from roster.desk.web.served import ForeignFormError, NotSignedInError, Served
from roster.desk.web.sign_in import Sessions

_OF_UNITS = (
    board,
    changes,
    events,
    solve,
    sick_calls,
    off_road,
    proposals,
    publishing,
    hours,
    history,
    records,
    lists,
    workbooks,
)
_ROUTES = (static, signing_in, accounts, *_OF_UNITS)
_STATUS: dict[type[RosterError], int] = {
    NotSignedInError: 401,
    ForbiddenError: 403,
    ForeignFormError: 403,
    NotThereError: 404,
    StaleRevisionError: 409,
    changes.ConflictError: 409,
    BookError: 422,
}
_REFUSED = 400
_READS = ("GET", "HEAD")
CSRF_HEADER = "x-desk-csrf"


def make_app(desk: Desk, sessions: Sessions, hosts: Iterable[str] | None) -> FastAPI:
    """Makes the application.

    Args:
        desk: what it answers from.
        sessions: who is signed in.
        hosts: the names under which browsers reach it, without port; None where a proxy decides.
    """
    app = FastAPI(title="roster desk", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.served = Served(desk, sessions)
    for module in _ROUTES:
        app.include_router(module.router)
    app.add_exception_handler(RosterError, _explain)
    app.add_exception_handler(HTTPException, _explain_http)
    app.add_exception_handler(RequestValidationError, _explain_call)
    app.add_exception_handler(ValidationError, _explain_call)
    app.add_exception_handler(Exception, _own_mistake)
    app.add_middleware(LimitBody)
    app.add_middleware(Guard, hosts=hosts)
    app.state.api = make_api(desk, _identify(desk, sessions))
    app.mount("/api", app.state.api)
    return app


def _identify(desk: Desk, sessions: Sessions) -> Identify:
    """Finds who asks the API: a script by its token, a page of this desk by its session.

    A request of a page that changes something also carries the secret of the session, as its forms do.
    """
    with_token = by_token(desk.store)

    def identify(request: Request) -> Who | None:
        if "authorization" in request.headers:
            return with_token(request)
        session = sessions.session(request.cookies.get(sessions.cookie))
        if session is None or (request.method not in _READS and not session.holds(request.headers.get(CSRF_HEADER))):
            return None
        return session.who

    return identify


def _explain(request: Request, error: Exception) -> Response:
    """An error that a user can cause, as the sentence that the command line would print."""
    status = next((number for kind, number in _STATUS.items() if isinstance(error, kind)), _REFUSED)
    if status == _STATUS[NotSignedInError] and not _wants_data(request):
        if request.method == "GET":
            return signing_in.closed(request)
        return RedirectResponse("/", 303)
    return _problem(request, status, str(error))


def _explain_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = {404: "There is no such page.", 405: "This address takes no such request."}
    return _problem(request, error.status_code, words.get(error.status_code, str(error.detail)))


def _explain_call(request: Request, error: Exception) -> Response:
    return _problem(request, 422, "The address or the form holds something that no page of the desk sends.")


def _own_mistake(request: Request, error: Exception) -> Response:
    """A mistake of this program: the terminal shows it, the browser a sentence."""
    return _problem(request, 500, "The desk made a mistake; what was stored before is safe. The terminal says more.")


def _problem(request: Request, status: int, sentence: str) -> Response:
    """Problem details (RFC 9457) for scripts, a page for people."""
    if _wants_data(request):
        return problem(status, sentence)
    heading = "Not there" if status == 404 else "Not done"
    return HTMLResponse(page("trouble.html", heading=heading, sentence=sentence, zone="Europe/London"), status)


def _wants_data(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


__all__ = ["make_app"]

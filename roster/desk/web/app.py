"""Makes the web application of a desk."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import FastAPI, Request

from roster.desk.service import Desk, Who
from roster.desk.web.api.app import make_api
from roster.desk.web.api.asked import Identify, by_token
from roster.desk.web.api.body_limit import LimitBody
from roster.desk.web.guard import Guard
from roster.desk.web.routes import accounts, board, changes, events, signing_in, static
from roster.desk.web.routes.books import lists, records, workbooks
from roster.desk.web.routes.decisions import history, hours, proposals, publishing
from roster.desk.web.routes.members import feeds, inbox, me, requests
from roster.desk.web.routes.refused import add_refusals
from roster.desk.web.routes.searches import off_road, sick_calls, solve
from roster.desk.web.served import Served
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
    me,
    feeds,
    inbox,
    requests,
)
_ROUTES = (static, signing_in, accounts, *_OF_UNITS)
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
    add_refusals(app)
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


__all__ = ["make_app"]

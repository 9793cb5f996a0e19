"""The application of the API; the desk mounts it at `/api`."""

from __future__ import annotations

import threading

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from roster.desk.service.desk import Desk
from roster.desk.web.api.asked import Identify, by_token
from roster.desk.web.api.body_limit import LimitBody
from roster.desk.web.api.docs_page import STYLE, docs_page
from roster.desk.web.api.problems import RESPONSES, handle_errors
from roster.desk.web.api.routes import (
    books,
    edits,
    events,
    history,
    members,
    publishing,
    requests,
    searches,
    sick_calls,
    tokens,
    units,
)

_ROUTERS = (
    units,
    edits,
    history,
    searches,
    sick_calls,
    publishing,
    members,
    requests,
    books,
    events,
    tokens,
)
_DESCRIPTION = (
    "Everything that a page of the desk can do. Names stay as they are within v1. A script sends a token:"
    " Authorization: Bearer jru_... Errors are problem details (RFC 9457), with every mistake at once."
)


def make_api(desk: Desk, identify: Identify | None = None) -> FastAPI:
    """Makes the application: routes under `/v1`, their description at `/docs` and `/openapi.json`.

    Args:
        desk: whose functions it offers.
        identify: finds the account that asks; by token alone when None.

    Returns:
        The application. Set `state.closing` before the server ends, so that open streams end too.
    """
    app = FastAPI(
        title="Roster desk",
        version="1",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        responses=RESPONSES,
        separate_input_output_schemas=False,
    )
    app.state.desk = desk
    app.state.identify = identify or by_token(desk.store)
    app.state.closing = threading.Event()
    app.add_middleware(LimitBody)
    handle_errors(app)
    v1 = APIRouter(prefix="/v1")
    for module in _ROUTERS:
        v1.include_router(module.router)
    app.include_router(v1)

    @app.get("/docs", include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "")
        return HTMLResponse(docs_page(app.openapi(), f"{root}/openapi.json", f"{root}/docs.css"))

    @app.get("/docs.css", include_in_schema=False)
    def style() -> Response:
        return Response(STYLE, media_type="text/css")

    return app

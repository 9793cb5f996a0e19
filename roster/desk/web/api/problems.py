"""Errors of the API as problem details (RFC 9457), with the sentences that the command line prints."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from models.base import Model
from models.errors import RosterError
from models.problems import BookError, Problem
from roster.desk.service.editing.entailing import EntailedChange, EntailedError
from roster.desk.service.errors import ForbiddenError
from roster.desk.store.errors import NotThereError, StaleRevisionError

MEDIA_TYPE = "application/problem+json"
_STATUS: Sequence[tuple[type[RosterError], HTTPStatus]] = (
    (ForbiddenError, HTTPStatus.FORBIDDEN),
    (NotThereError, HTTPStatus.NOT_FOUND),
    (StaleRevisionError, HTTPStatus.CONFLICT),
    (BookError, HTTPStatus.UNPROCESSABLE_ENTITY),
)


class Mistake(Model):
    """One mistake in what was sent.

    Attributes:
        place: where it is, as `changes[0].person`.
        message: a sentence.
    """

    place: str
    message: str


class ProblemDetails(Model):
    """Why a request was not done.

    Attributes:
        type: a name of the kind of problem that stays the same.
        title: the kind of problem in words.
        status: the HTTP status.
        detail: what is wrong here, in sentences.
        mistakes: every mistake, where there may be several.
        entailed: what would have to go along with a change; `with_entailed` makes it so.
    """

    type: str
    title: str
    status: int
    detail: str
    mistakes: tuple[Mistake, ...] = ()
    entailed: tuple[EntailedChange, ...] = ()


RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemDetails, "description": words, "content": {MEDIA_TYPE: {}}}
    for status, words in (
        (400, "It cannot be done as things are."),
        (401, "Nobody is signed in, or the token is not valid."),
        (403, "The account may not do this."),
        (404, "There is no such thing, or the account has no part in it."),
        (409, "Something else has changed meanwhile."),
        (413, "What was sent is too large."),
        (422, "What was sent has mistakes; all of them are listed."),
    )
}


class SignInError(RosterError):
    """Nobody is signed in."""

    def __init__(self) -> None:
        super().__init__("sign in, or send a token: Authorization: Bearer ...")


def problem(
    status: int,
    detail: str,
    mistakes: Sequence[Mistake] = (),
    title: str = "",
    entailed: Sequence[EntailedChange] = (),
) -> JSONResponse:
    """A response that says what is wrong."""
    known = HTTPStatus(status)
    name = known.name.lower().replace("_", "-")
    body = ProblemDetails(
        type=f"urn:roster:{name}",
        title=title or known.phrase,
        status=status,
        detail=detail,
        mistakes=tuple(mistakes),
        entailed=tuple(entailed),
    )
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else None
    return JSONResponse(body.model_dump(mode="json"), status, headers, media_type=MEDIA_TYPE)


def handle_errors(app: FastAPI) -> None:
    """Makes an application answer with problem details."""
    app.add_exception_handler(RosterError, _of_program)
    app.add_exception_handler(RequestValidationError, _of_request)
    app.add_exception_handler(ValidationError, _of_request)
    app.add_exception_handler(HTTPException, _of_http)


def _of_program(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, SignInError):
        return problem(HTTPStatus.UNAUTHORIZED, str(error))
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)
    mistakes = [_mistake(item) for item in error.problems] if isinstance(error, BookError) else []
    return problem(status, str(error), mistakes, entailed=error.entailed if isinstance(error, EntailedError) else ())


def _mistake(found: Problem) -> Mistake:
    return Mistake(place=found.place, message=found.message)


def _of_request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError | ValidationError)
    mistakes = [_mistake(item) for item in validation_problems(error.errors())]
    detail = "\n".join(f"{item.place}: {item.message}" for item in mistakes)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, mistakes)


def validation_problems(errors: Sequence[Any]) -> list[Problem]:
    """The mistakes that pydantic found, without the place in the request that they all share."""
    found = []
    for error in errors:
        path = tuple(part for part in error["loc"] if part not in ("body", "query", "path"))
        message = str(error["msg"]).removeprefix("Value error, ")
        found.append(Problem(path, message[:1].lower() + message[1:]))
    return found


def _of_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, str(error.detail))

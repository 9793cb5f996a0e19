"""What members ask for by the forms of their page: to take, to give back, to swap; and their answers."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from roster.desk.service.errors import AnswerError
from roster.desk.service.members.requests.shown import RequestShown
from roster.desk.web.unit_pages import Here, SentForm, UnitVisit

router = APIRouter()
HERE = "me"


class SeatForm(SentForm):
    """A place that a member would take or give back."""

    duty: str
    seat: str


class SwapForm(SeatForm):
    """A place that a member would leave, and with whom they would change.

    Attributes:
        other: the other one's id, duty and seat, with a bar between; empty where nobody was chosen.
    """

    other: str = ""


class AnswerForm(SentForm):
    """What becomes of a request."""

    act: Literal["accept", "decline", "withdraw"]


@router.post("/u/{unit}/me/take")
def take(here: Here, form: Annotated[SeatForm, Form()]) -> Response:
    """Asks to take an open seat."""
    here.visiting.check_form(form.csrf)
    try:
        asked = here.desk.requests.ask_take(here.asking, form.duty, form.seat, form.why)
    except AnswerError as error:
        return _refused(here, error)
    return _to(here, asked)


@router.get("/u/{unit}/me/give-back", response_class=HTMLResponse)
def giving_back(here: Here, duty: str, seat: str) -> HTMLResponse:
    """Asks once more, and why."""
    try:
        return _give_back_page(here, duty, seat)
    except AnswerError as error:
        return _refused(here, error)


@router.post("/u/{unit}/me/give-back")
def give_back(here: Here, form: Annotated[SeatForm, Form()]) -> Response:
    """Asks to be taken off a duty."""
    here.visiting.check_form(form.csrf)
    try:
        asked = here.desk.requests.ask_give_back(here.asking, form.duty, form.seat, form.why)
    except AnswerError as error:
        return _give_back_page(here, form.duty, form.seat, form.why, f"{error}.")
    return _to(here, asked)


@router.get("/u/{unit}/me/swap", response_class=HTMLResponse)
def choosing(here: Here, duty: str, seat: str) -> HTMLResponse:
    """With whom a member could change places."""
    try:
        return _swap_page(here, duty, seat)
    except AnswerError as error:
        return _refused(here, error)


@router.post("/u/{unit}/me/swap")
def swap(here: Here, form: Annotated[SwapForm, Form()]) -> Response:
    """Asks somebody to change places."""
    here.visiting.check_form(form.csrf)
    other = form.other.split("|")
    if len(other) != 3:
        return _swap_page(here, form.duty, form.seat, form.why, "Choose with whom you would swap.")
    try:
        person, duty, seat = other
        asked = here.desk.requests.ask_swap(here.asking, form.duty, form.seat, person, duty, seat, form.why)
    except AnswerError as error:
        return _swap_page(here, form.duty, form.seat, form.why, f"{error}.")
    return _to(here, asked)


@router.post("/u/{unit}/me/requests/{number}")
def answer(here: Here, number: int, form: Annotated[AnswerForm, Form()]) -> Response:
    """Accepts or declines what another member asks, or withdraws what the member has asked."""
    here.visiting.check_form(form.csrf)
    requests = here.desk.requests
    act = {"accept": requests.accept, "decline": requests.decline, "withdraw": requests.withdraw}[form.act]
    try:
        return _to(here, act(here.asking, number))
    except AnswerError as error:
        return _refused(here, error)


def _to(here: UnitVisit, request: RequestShown) -> RedirectResponse:
    """The member's page, at the request."""
    return RedirectResponse(f"{here.address}/me#request-{request.id}", 303)


def _refused(here: UnitVisit, error: AnswerError) -> HTMLResponse:
    """Says why something cannot be, with the way back to the member's page."""
    return here.page("request_refused.html", HERE, "Nothing was changed", 400, sentence=f"{error}.")


def _give_back_page(here: UnitVisit, duty: str, seat: str, why: str = "", mistake: str = "") -> HTMLResponse:
    place = here.desk.requests.own_place(here.asking, duty, seat)
    status = 400 if mistake else 200
    return here.page(
        "give_back.html", HERE, "Give back", status, place=place, duty=duty, seat=seat, why=why, mistake=mistake
    )


def _swap_page(here: UnitVisit, duty: str, seat: str, why: str = "", mistake: str = "") -> HTMLResponse:
    found = here.desk.requests.swap_options(here.asking, duty, seat)
    return here.page("swap.html", HERE, "Swap", 400 if mistake else 200, found=found, why=why, mistake=mistake)


__all__ = ["router"]

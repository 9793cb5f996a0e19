"""What members ask for, the inbox of coordinators, and what goes through by itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from models.base import Id, Model
from roster.desk.service.editing.outcomes import Edited, Why
from roster.desk.service.members.requests import PassingRules
from roster.desk.service.members.requests.shown import InboxShown, RequestShown, SwapOptions
from roster.desk.web.api.asked import Asked, Number, TheDesk

router = APIRouter(prefix="/units/{unit}", tags=["requests"])
Duty = Annotated[str, Field(min_length=1, max_length=200)]


class AskTake(Model):
    """An open seat of the published rota that a member would take.

    Attributes:
        why: for the coordinators of their own organisation alone.
    """

    kind: Literal["take"]
    duty: Duty
    seat: Id
    why: Why = ""


class AskGiveBack(Model):
    """A duty that a member cannot do.

    Attributes:
        why: for the coordinators of their own organisation alone.
    """

    kind: Literal["give back"]
    duty: Duty
    seat: Id
    why: Why = ""


class AskSwap(Model):
    """A duty that a member would exchange for another's.

    Attributes:
        other: the id of the other one.
        other_duty, other_seat: the place that the member would have.
        why: for the coordinators of their own organisation alone.
    """

    kind: Literal["swap"]
    duty: Duty
    seat: Id
    other: Id
    other_duty: Duty
    other_seat: Id
    why: Why = ""


class Answer(StrEnum):
    """What a member says to a request: to another's swap, or to take their own back."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class Deciding(Model):
    """Why a request is allowed or refused; whoever asked reads why it is refused."""

    why: Why = ""


Asking = Annotated[AskTake | AskGiveBack | AskSwap, Field(discriminator="kind")]
_ALLOWED: dict[int | str, dict[str, Any]] = {
    200: {"model": Edited, "description": "It is done: the number of the new revision, and the verdict."},
    202: {"model": RequestShown, "description": "It is noted, and waits for others; or everything is so already."},
}


@router.get("/me/requests")
def list_requests(desk: TheDesk, asked: Asked) -> list[RequestShown]:
    """What the member has asked for, and the swaps that others ask of them, the latest first."""
    return desk.requests.of(asked)


@router.post("/me/requests", status_code=201)
def ask(desk: TheDesk, asked: Asked, asking: Asking) -> RequestShown:
    """Asks for something; it goes through at once where the rules of passing say so."""
    if isinstance(asking, AskTake):
        return desk.requests.ask_take(asked, asking.duty, asking.seat, asking.why)
    if isinstance(asking, AskGiveBack):
        return desk.requests.ask_give_back(asked, asking.duty, asking.seat, asking.why)
    theirs = asking.other, asking.other_duty, asking.other_seat
    return desk.requests.ask_swap(asked, asking.duty, asking.seat, *theirs, asking.why)


@router.get("/me/swaps")
def list_swaps(
    desk: TheDesk,
    asked: Asked,
    duty: Annotated[str, Query(max_length=200)],
    seat: Annotated[str, Query(max_length=200)],
) -> SwapOptions:
    """With whom the member could change places."""
    return desk.requests.swap_options(asked, duty, seat)


@router.post("/me/requests/{request}/{answer}")
def answer_request(desk: TheDesk, asked: Asked, request: Number, answer: Answer) -> RequestShown:
    """Accepts or declines a swap that another member asks for, or withdraws what the member has asked for."""
    requests = desk.requests
    acts = {Answer.ACCEPT: requests.accept, Answer.DECLINE: requests.decline, Answer.WITHDRAW: requests.withdraw}
    return acts[answer](asked, request)


@router.get("/inbox")
def show_inbox(desk: TheDesk, asked: Asked) -> InboxShown:
    """What members ask of the coordinator, with what would come of it."""
    return desk.inbox.show(asked)


@router.post("/inbox/{request}/allow", responses=_ALLOWED)
def allow_request(
    desk: TheDesk, asked: Asked, request: Number, response: Response, deciding: Deciding | None = None
) -> Edited | RequestShown:
    """Allows a request; it is checked again on the latest revision."""
    made = desk.inbox.allow(asked, request, deciding.why if deciding else "")
    response.status_code = 200 if isinstance(made, Edited) else 202
    return made


@router.post("/inbox/{request}/refuse")
def refuse_request(desk: TheDesk, asked: Asked, request: Number, deciding: Deciding) -> RequestShown:
    """Refuses a request, with a reason."""
    return desk.inbox.refuse(asked, request, deciding.why)


@router.get("/passing")
def show_passing(desk: TheDesk, asked: Asked) -> dict[str, PassingRules]:
    """Organisation -> what goes through by itself for its people: of those that the account coordinates."""
    return desk.passing.rules(asked)


@router.put("/passing/{organisation}")
def set_passing(desk: TheDesk, asked: Asked, organisation: str, rules: PassingRules) -> PassingRules:
    """Sets what goes through by itself for the people of an organisation."""
    return desk.passing.set(asked, organisation, rules)

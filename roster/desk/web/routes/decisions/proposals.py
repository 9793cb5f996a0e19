"""Proposals: the list of those that wait, and each as a difference to take, to take in part, or to leave."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from models.duty import Duty
from roster.desk.service import Edited
from roster.desk.service.access.table import Action
from roster.desk.service.editing.shown import ProposalDetail
from roster.desk.web.unit_pages import Here, SentForm, UnitVisit

router = APIRouter()
HERE = "proposals"


class DecisionForm(SentForm):
    """What is decided on a proposal.

    Attributes:
        act: take all of it, take it for the people ticked, or leave it.
        people: ids of the people ticked.
        to: the page to go on with once it is taken.
    """

    act: Literal["all", "some", "leave"]
    people: tuple[str, ...] = ()
    to: Literal["board", "publish"] = "board"


@router.get("/u/{unit}/proposals", response_class=HTMLResponse)
def proposals(here: Here, everything: bool = False) -> HTMLResponse:
    """What waits for a decision; with `everything`, also what was decided."""
    lines = here.desk.proposals.lines(here.asking, pending=not everything)
    return here.page("proposals.html", HERE, "Proposals", lines=lines[::-1], everything=everything)


@router.get("/u/{unit}/proposals/{number}", response_class=HTMLResponse)
def proposal(here: Here, number: int) -> HTMLResponse:
    """A proposal as a difference from the rota as it is now."""
    return show(here, number)


@router.post("/u/{unit}/proposals/{number}")
def decide(here: Here, number: int, form: Annotated[DecisionForm, Form()]) -> Response:
    """Takes a proposal, some of it, or leaves it."""
    here.visiting.check_form(form.csrf)
    if form.act == "leave":
        here.desk.proposals.leave(here.asking, number, form.why)
        return RedirectResponse(f"{here.address}/proposals?everything=true#proposal-{number}", 303)
    if form.act == "some" and not form.people:
        return show(here, number, "Tick the people for whom it is to be taken. Nothing was changed.", form.why)
    only = form.people if form.act == "some" else None
    made = here.desk.proposals.take(here.asking, number, only, form.why)
    if form.to == "publish" and isinstance(made, Edited) and not made.not_taken:
        return RedirectResponse(f"{here.address}/publish?taken={made.revision}", 303)
    return here.settled(made, form.to, HERE)


def show(here: UnitVisit, number: int, mistake: str = "", why: str = "") -> HTMLResponse:
    """The page of a proposal.

    Args:
        mistake: why nothing was decided.
        why: the reason that was typed then.
    """
    detail = here.desk.proposals.show(here.asking, number)
    may_publish = here.asking.standing.may(Action.PUBLISH)
    return here.page(
        "proposal.html",
        HERE,
        f"Proposal {number}",
        422 if mistake else 200,
        detail=detail,
        duties=_duties(here, detail),
        first_rota=here.book.rota is None,
        organisations={item.id: item.name or item.id for item in here.book.organisations},
        mistake=mistake,
        why=why,
        publish_next=detail.line.origin == "repair" and may_publish,
        may_publish=may_publish,
    )


def _duties(here: UnitVisit, detail: ProposalDetail) -> list[tuple[str, str, str]]:
    """The duties that would differ: where and when, the state before, the state after."""
    known: dict[str, Duty] = {duty.id: duty for duty in here.book.duties}
    found = (detail.difference or {}).get("duties", [])
    return [
        (
            f"{known[item['duty']].spoken}, {known[item['duty']].times}" if item["duty"] in known else item["duty"],
            str(item["state_before"] or "not asked for"),
            str(item["state"] or "no longer asked for"),
        )
        for item in found
        if item["state"] != item["state_before"]
    ]

"""Edits, undo and redo, and proposals."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from models.base import Id, Model
from roster.desk.service.editing.outcomes import Edit, Why
from roster.desk.service.editing.shown import ProposalDetail, ProposalLine
from roster.desk.web.api.asked import Asked, Number, TheDesk, Who
from roster.desk.web.api.outcome import OUTCOMES, AnyOutcome, answered

router = APIRouter(prefix="/units/{unit}", tags=["edits"])


class Taking(Model):
    """How a proposal is taken.

    Attributes:
        only_people: ids of the people for whom it is taken; everybody when absent. The rest is then left.
        why: a reason, for the history.
    """

    only_people: Annotated[tuple[Id, ...], Field(min_length=1, max_length=2000)] | None = None
    why: Why = ""


class Leaving(Model):
    """Why a proposal is left."""

    why: Why = ""


@router.post("/edits", responses=OUTCOMES)
def edit(desk: TheDesk, who: Who, unit: Number, edit: Edit, response: Response) -> AnyOutcome:
    """Changes a rota and its inputs: all of the changes or none; merged with what others did since the base."""
    return answered(desk.edit(who, unit, edit), response)


@router.post("/undo", responses=OUTCOMES)
def undo(desk: TheDesk, who: Who, unit: Number, response: Response) -> AnyOutcome:
    """Takes back the account's latest change, as a new revision."""
    return answered(desk.undo(who, unit), response)


@router.post("/redo", responses=OUTCOMES)
def redo(desk: TheDesk, who: Who, unit: Number, response: Response) -> AnyOutcome:
    """Takes back the account's latest undo."""
    return answered(desk.redo(who, unit), response)


@router.get("/proposals")
def list_proposals(
    desk: TheDesk, asked: Asked, pending: Annotated[bool, Query(description="only those that wait")] = True
) -> list[ProposalLine]:
    """What was proposed by people, searches and workbooks."""
    return desk.proposals.lines(asked, pending=pending)


@router.get("/proposals/{proposal}")
def show_proposal(desk: TheDesk, asked: Asked, proposal: Number) -> ProposalDetail:
    """A proposal as a difference from the rota as it is now, with the verdict on what it would make."""
    return desk.proposals.show(asked, proposal)


@router.post("/proposals/{proposal}/take", responses=OUTCOMES)
def take_proposal(
    desk: TheDesk, asked: Asked, proposal: Number, response: Response, taking: Taking | None = None
) -> AnyOutcome:
    """Takes a proposal, whole or for some people only."""
    how = taking or Taking()
    return answered(desk.proposals.take(asked, proposal, how.only_people, how.why), response)


@router.post("/proposals/{proposal}/leave")
def leave_proposal(desk: TheDesk, asked: Asked, proposal: Number, leaving: Leaving | None = None) -> ProposalLine:
    """Leaves a proposal, or withdraws one's own."""
    return desk.proposals.leave(asked, proposal, leaving.why if leaving else "")

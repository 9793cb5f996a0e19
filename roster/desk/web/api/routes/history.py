"""The revisions of a unit."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from models.base import Model
from roster.desk.service.editing.outcomes import Why
from roster.desk.service.history import RevisionDetail, RevisionShown
from roster.desk.web.api.asked import LARGEST, Asked, Number, TheDesk
from roster.desk.web.api.outcome import OUTCOMES, AnyOutcome, answered

router = APIRouter(prefix="/units/{unit}/revisions", tags=["history"])


class GoingBack(Model):
    """Why the book is made as it was."""

    why: Why = ""


@router.get("")
def list_revisions(
    desk: TheDesk,
    asked: Asked,
    after: Annotated[int, Query(ge=0, le=LARGEST, description="only revisions with a greater number")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> list[RevisionShown]:
    """Who did what, when and why, oldest first."""
    return desk.history.lines(asked, after, limit)


@router.get("/{revision}")
def show_revision(desk: TheDesk, asked: Asked, revision: Number) -> RevisionDetail:
    """A revision with all that it changed."""
    return desk.history.one(asked, revision)


@router.get("/{revision}/difference")
def show_difference(
    desk: TheDesk,
    asked: Asked,
    revision: Number,
    to: Annotated[int | None, Query(ge=1, le=LARGEST, description="the later one; the latest when absent")] = None,
) -> dict[str, Any]:
    """How a later revision differs from one, as `roster diff --format json` says it."""
    return desk.history.difference(asked, revision, to)


@router.post("/{revision}/restore", responses=OUTCOMES)
def restore_revision(
    desk: TheDesk, asked: Asked, revision: Number, response: Response, going_back: GoingBack | None = None
) -> AnyOutcome:
    """Makes the book as it was at a revision, as a new revision."""
    return answered(desk.history.go_back(asked, revision, going_back.why if going_back else ""), response)

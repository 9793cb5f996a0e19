"""The pages of proposals, of publishing and of the history: what a named person decides."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from models.errors import NoRotaError
from roster.desk.service import Conflicts, Edited, Proposed
from roster.desk.web.routes.changes import ConflictError
from roster.desk.web.routes.searching import Sent
from roster.desk.web.routes.unit_pages import unit_page
from roster.desk.web.served import Visiting

router = APIRouter()


class TakeForm(Sent):
    """For whom a proposal is taken: for all of its people unless some are named."""

    people: tuple[str, ...] = ()
    part: str = ""
    why: str = ""


class WhyForm(Sent):
    """A decision with its reason."""

    why: str = ""


class PublishForm(WhyForm):
    """The revision that was previewed."""

    base: int


@router.get("/u/{unit}/proposals/{proposal}", response_class=HTMLResponse)
def proposal_page(visiting: Visiting, unit: int, proposal: int) -> HTMLResponse:
    """What a proposal would change, for whom, and what the rules say of it."""
    shown = visiting.desk.proposals.show(visiting.desk.asking(visiting.who, unit), proposal)
    return unit_page(visiting, unit, "proposal.html", "solve", {"shown": shown})


@router.post("/u/{unit}/proposals/{proposal}/take")
def take(visiting: Visiting, unit: int, proposal: int, form: Annotated[TakeForm, Form()]) -> HTMLResponse:
    """Takes a proposal, whole or for the people that are ticked."""
    visiting.check_form(form.csrf)
    asked = visiting.desk.asking(visiting.who, unit)
    done = visiting.desk.proposals.take(asked, proposal, form.people if form.part else None, form.why)
    return _told(visiting, unit, done)


@router.post("/u/{unit}/proposals/{proposal}/leave")
def leave(visiting: Visiting, unit: int, proposal: int, form: Annotated[WhyForm, Form()]) -> RedirectResponse:
    """Leaves a proposal."""
    visiting.check_form(form.csrf)
    visiting.desk.proposals.leave(visiting.desk.asking(visiting.who, unit), proposal, form.why)
    return RedirectResponse(f"/u/{unit}/solve", 303)


@router.get("/u/{unit}/publish", response_class=HTMLResponse)
def publish_page(visiting: Visiting, unit: int) -> HTMLResponse:
    """Who would be told what."""
    try:
        shown = visiting.desk.publishing.preview(visiting.desk.asking(visiting.who, unit))
    except NoRotaError:
        values = {"sentence": "There is no rota yet to publish: search for one first.", "more": (), "copies": False}
        return unit_page(visiting, unit, "done.html", "publish", values)
    return unit_page(visiting, unit, "publish.html", "publish", {"shown": shown})


@router.post("/u/{unit}/publish")
def publish(visiting: Visiting, unit: int, form: Annotated[PublishForm, Form()]) -> HTMLResponse:
    """Publishes what was previewed."""
    visiting.check_form(form.csrf)
    made = visiting.desk.publishing.publish(visiting.desk.asking(visiting.who, unit), form.base, form.why)
    values = {"sentence": made.sentence, "more": (), "copies": True}
    return unit_page(visiting, unit, "done.html", "publish", values)


@router.get("/u/{unit}/history", response_class=HTMLResponse)
def history_page(visiting: Visiting, unit: int) -> HTMLResponse:
    """Who did what, when and why, the latest first."""
    lines = visiting.desk.history.lines(visiting.desk.asking(visiting.who, unit))
    return unit_page(visiting, unit, "history.html", "history", {"lines": lines[::-1][:500]})


@router.get("/u/{unit}/history/{revision}", response_class=HTMLResponse)
def revision_page(visiting: Visiting, unit: int, revision: int) -> HTMLResponse:
    """All that a revision changed."""
    shown = visiting.desk.history.one(visiting.desk.asking(visiting.who, unit), revision)
    return unit_page(visiting, unit, "revision.html", "history", {"shown": shown})


@router.post("/u/{unit}/history/{revision}/restore")
def restore(visiting: Visiting, unit: int, revision: int, form: Annotated[WhyForm, Form()]) -> HTMLResponse:
    """Makes the book as it was, as a new revision."""
    visiting.check_form(form.csrf)
    done = visiting.desk.history.go_back(visiting.desk.asking(visiting.who, unit), revision, form.why)
    return _told(visiting, unit, done)


def _told(visiting: Visiting, unit: int, done: Edited | Proposed | Conflicts) -> HTMLResponse:
    """What became of a decision."""
    if isinstance(done, Conflicts):
        raise ConflictError("Not done, for others changed the same meanwhile. " + " ".join(done.sentences))
    more = done.not_taken if isinstance(done, Edited) else (f"It waits for {' and '.join(done.waits_for)}.",)
    values = {"sentence": done.sentence, "more": more, "copies": False}
    return unit_page(visiting, unit, "done.html", "board", values)

"""Changes made on the board: done by the desk, answered with its verdict."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, ValidationError

from models.errors import RosterError
from roster.analysis.stepping_in.phone_answer import Reply
from roster.desk.changes import AnyChange, Assign
from roster.desk.service import Conflicts, Edit, Edited, Proposed
from roster.desk.service.seat_calls import REPLIES
from roster.desk.web.fragments import fragments
from roster.desk.web.pages import CHANGES
from roster.desk.web.routes.board import board_of, page_values, panel_html, panel_of
from roster.desk.web.served import Visit, Visiting

router = APIRouter()


class WrongFormError(RosterError):
    """A form holds something that no page sends."""


class ConflictError(RosterError):
    """A change was not made, because others changed the same meanwhile."""


class Shown(BaseModel):
    """What each form of the board sends besides.

    Attributes:
        csrf: the secret of the session.
        shown: the number of the revision that the browser shows; 0 where it loads the page again.
        view: how it shows the board.
        at: the place whose panel is open.
    """

    csrf: str
    shown: int = 0
    view: Literal["vehicles", "people"] = "vehicles"
    at: str = ""


class ChangeForm(Shown):
    """A button of the panel: the changes it stands for, as JSON, and the revision it was made for."""

    change: str
    base: int


class QuickForm(Shown):
    """A key pressed on a seat of the board."""

    act: Literal["take-out", "pin"]


class UndoForm(Shown):
    """What is to be taken back.

    Attributes:
        revision: its number; 0 for the latest of the visitor's.
    """

    revision: int = 0


class AskedForm(Shown):
    """What somebody said when they were asked: `PERSON|REPLY`."""

    answer: str


@router.post("/u/{unit}/changes")
def change(request: Request, visiting: Visiting, unit: int, form: Annotated[ChangeForm, Form()]) -> Response:
    """Makes changes."""
    visiting.check_form(form.csrf)
    try:
        changes = CHANGES.validate_json(form.change)
    except ValidationError:
        raise WrongFormError("These are no changes of a rota. Nothing was changed.") from None
    done = visiting.desk.edit(visiting.who, unit, Edit(base=form.base, changes=changes))
    return _answer(request, visiting, unit, form, done, changes)


@router.post("/u/{unit}/quick")
def quick(request: Request, visiting: Visiting, unit: int, form: Annotated[QuickForm, Form()]) -> Response:
    """Takes the person in a seat out, or pins them, or unpins them where they are pinned."""
    visiting.check_form(form.csrf)
    panel = panel_of(visiting, unit, form.at)
    sitting = next((item for item in panel.sitting if item.person == panel.replaces), None)
    if sitting is None:
        raise WrongFormError("They are no longer in this seat. Nothing was changed.")
    changes = sitting.take_out if form.act == "take-out" else sitting.unpin if sitting.pinned else sitting.pin
    done = visiting.desk.edit(visiting.who, unit, Edit(base=panel.revision, changes=changes))
    return _answer(request, visiting, unit, form, done, changes)


@router.post("/u/{unit}/asked")
def asked(request: Request, visiting: Visiting, unit: int, form: Annotated[AskedForm, Form()]) -> Response:
    """Notes what somebody said when they were asked for the seat."""
    visiting.check_form(form.csrf)
    person, _, said = form.answer.rpartition("|")
    duty, _, seat = form.at.partition("|")
    if said not in REPLIES:
        raise WrongFormError("This is no answer. Nothing was noted.")
    asking = visiting.desk.asking(visiting.who, unit)
    sentence = visiting.desk.seat_calls.note(asking, (duty, seat), person, Reply(said))
    return _told(request, visiting, unit, form, sentence)


@router.post("/u/{unit}/undo")
def undo(request: Request, visiting: Visiting, unit: int, form: Annotated[UndoForm, Form()]) -> Response:
    """Undoes the visitor's last change, or the one that is named."""
    visiting.check_form(form.csrf)
    return _answer(request, visiting, unit, form, visiting.desk.undo(visiting.who, unit, form.revision or None))


@router.post("/u/{unit}/redo")
def redo(request: Request, visiting: Visiting, unit: int, form: Annotated[Shown, Form()]) -> Response:
    """Makes again what the visitor undid last."""
    visiting.check_form(form.csrf)
    return _answer(request, visiting, unit, form, visiting.desk.redo(visiting.who, unit))


@router.get("/u/{unit}/since/{revision}")
def since(visiting: Visiting, unit: int, revision: int, view: Literal["vehicles", "people"] = "vehicles") -> Response:
    """The pieces of the board that differ from those of a revision."""
    return _pieces(visiting, unit, Shown(csrf="", shown=revision, view=view), "")


def _answer(
    request: Request,
    visiting: Visit,
    unit: int,
    form: Shown,
    done: Edited | Proposed | Conflicts,
    changes: tuple[AnyChange, ...] = (),
) -> Response:
    if isinstance(done, Conflicts):
        raise ConflictError(" ".join(f"{line.name} did meanwhile: {line.theirs}." for line in done.conflicts))
    sentence = done.sentence
    if isinstance(done, Proposed):
        if not _by_script(request):
            return RedirectResponse(f"/u/{unit}/proposals/{done.proposal}", 303)
        sentence = f"Proposed, not done: {sentence}. It waits for {' and '.join(done.waits_for)}"
    sentence = ". ".join((sentence, *done.follows))
    return _told(request, visiting, unit, form, sentence, _place_after(form.at, changes))


def _place_after(at: str, changes: tuple[AnyChange, ...]) -> str:
    """The place that is to have the focus: who is in the same seat now, else the first who was put into one."""
    put_in = [(f"{item.duty}|{item.seat}", item.person) for item in changes if isinstance(item, Assign)]
    seat = "|".join(at.split("|")[:2])
    chosen = next((item for item in put_in if item[0] == seat), put_in[0] if put_in and not at else None)
    return "|".join(chosen) if chosen else at


def _told(request: Request, visiting: Visit, unit: int, form: Shown, sentence: str, at: str = "") -> Response:
    """The pieces of the page that differ for a script; the page itself for a browser without JavaScript."""
    if _by_script(request):
        return _pieces(visiting, unit, form, sentence, at)
    duty = form.at.partition("|")[0]
    return RedirectResponse(f"/u/{unit}/board?view={form.view}#{duty}", 303)


def _by_script(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _pieces(visiting: Visit, unit: int, form: Shown, sentence: str, at: str = "") -> JSONResponse:
    """What the browser must change in its page.

    Args:
        sentence: what was done, to be told; empty where nothing is.
        at: the place that is to have the focus.
    """
    old = visiting.served.boards.find((visiting.who.id, unit), form.shown)
    new = board_of(visiting, unit)
    values = page_values(visiting, unit, new, form.view)
    return JSONResponse(
        {
            "revision": new.revision,
            "sentence": f"{sentence}." if sentence else "",
            "says": f"{sentence}. {new.verdict.sentence}" if sentence else "",
            "fragments": fragments(old, new, form.view, values),
            "panel": panel_html(visiting, unit, form.at, form.view) if form.at else None,
            "at": at,
        }
    )

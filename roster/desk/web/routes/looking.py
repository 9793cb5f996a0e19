"""The pages Hours and Workbook."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Literal

from fastapi import APIRouter, Form, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from roster.desk.service import Conflicts, Edited
from roster.desk.service.workbooks import MOST_BYTES
from roster.desk.store.errors import NotThereError
from roster.desk.web.routes.changes import ConflictError
from roster.desk.web.routes.searching import Sent
from roster.desk.web.routes.unit_pages import unit_page
from roster.desk.web.served import Visiting

router = APIRouter()


class SaveForm(Sent):
    """The name of a file, and whether one that is there may be replaced."""

    name: str
    replace: bool = False


@router.get("/u/{unit}/hours", response_class=HTMLResponse)
def hours_page(visiting: Visiting, unit: int) -> HTMLResponse:
    """Promised hours and what comes of them."""
    shown = visiting.desk.hours(visiting.who, unit)
    return unit_page(visiting, unit, "hours.html", "hours", {"shown": shown})


@router.get("/u/{unit}/workbook", response_class=HTMLResponse)
def workbook_page(visiting: Visiting, unit: int) -> HTMLResponse:
    """The book down and up."""
    head = visiting.desk.head_number(visiting.who, unit)
    return unit_page(visiting, unit, "workbook.html", "workbook", {"head": head, "folder": visiting.desk.folder})


@router.get("/u/{unit}/workbook/book.{form}")
def download(visiting: Visiting, unit: int, form: Literal["xlsx", "yaml", "json"]) -> Response:
    """The book as a file."""
    found = visiting.desk.workbooks.down(visiting.desk.asking(visiting.who, unit), f".{form}")
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return Response(found.data, media_type="application/octet-stream", headers=headers)


@router.post("/u/{unit}/workbook/save")
def save(visiting: Visiting, unit: int, form: Annotated[SaveForm, Form()]) -> HTMLResponse:
    """Writes the book into the folder of the book that this desk serves."""
    visiting.check_form(form.csrf)
    if visiting.desk.folder is None:
        raise NotThereError("this desk saves no files on its computer: download the book")
    asked = visiting.desk.asking(visiting.who, unit)
    path = visiting.desk.workbooks.save(asked, visiting.desk.folder, form.name, replace=form.replace)
    values = {"sentence": f"Saved as {path.name}, beside the book.", "more": (), "copies": False}
    return unit_page(visiting, unit, "done.html", "workbook", values)


@router.get("/u/{unit}/workbook/copies.zip")
def download_copies(visiting: Visiting, unit: int) -> Response:
    """The copies of the latest publication that the visitor may have."""
    name, data = visiting.desk.publishing.copies(visiting.desk.asking(visiting.who, unit))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/zip", headers=headers)


@router.post("/u/{unit}/workbook")
async def upload(
    visiting: Visiting, unit: int, csrf: Annotated[str, Form()], book: UploadFile, base: Annotated[str, Form()] = ""
) -> Response:
    """Takes a changed workbook in as a proposal."""
    from anyio.to_thread import run_sync

    visiting.check_form(csrf)
    data, name = await book.read(MOST_BYTES + 1), PurePath(book.filename or "book").name
    number = int(base) if base.isdecimal() else None
    asked = await run_sync(visiting.desk.asking, visiting.who, unit)
    done = await run_sync(visiting.desk.workbooks.up, asked, data, name, number)
    if isinstance(done, Conflicts):
        raise ConflictError("Not taken in, for others changed the same meanwhile. " + " ".join(done.sentences))
    if isinstance(done, Edited):
        return unit_page(visiting, unit, "done.html", "workbook", {"sentence": done.sentence, "more": (), "copies": 0})
    return RedirectResponse(f"/u/{unit}/proposals/{done.proposal}", 303)

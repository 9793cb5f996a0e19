"""The whole book as a file: down as `roster solve` writes it, up as a proposal, and beside the book where asked."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from starlette.datastructures import UploadFile

from models.errors import RosterError
from roster.desk.service import Edited
from roster.desk.service.errors import AnswerError, ForbiddenError
from roster.desk.service.workbooks import MOST_BYTES
from roster.desk.store.errors import NotThereError
from roster.desk.web.routes.books.lists import HERE, book_page
from roster.desk.web.unit_pages import Here, SentForm, UnitVisit

router = APIRouter()
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
    "json": "application/json",
}


_NO_REVISION = "Write the number of the revision that the file was made from, such as 12."


class SaveForm(SentForm):
    """The name of a file, and whether one that is there may be replaced."""

    name: str
    replace: bool = False


@router.get("/u/{unit}/workbook")
def download(here: Here, form: Literal["xlsx", "yaml", "json"] = "xlsx") -> Response:
    """The book as a file."""
    found = here.desk.workbooks.down(here.asking, f".{form}")
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return Response(found.data, media_type=MEDIA[form], headers=headers)


@router.post("/u/{unit}/workbook")
async def upload(request: Request, here: Here) -> Response:
    """Takes a changed book in as a proposal."""
    sent = await request.form()
    here.visiting.check_form(str(sent.get("csrf", "")))
    file = sent.get("file")  # a text where no file was chosen
    data, name = (
        (await file.read(MOST_BYTES + 1), PurePath(file.filename or "").name)
        if isinstance(file, UploadFile)
        else (b"", "")
    )
    base, why = str(sent.get("base", "")).strip(), str(sent.get("why", ""))[:1000]
    return await run_in_threadpool(_take_in, here, data, name, base, why)


@router.post("/u/{unit}/workbook/save")
def save(here: Here, form: Annotated[SaveForm, Form()]) -> HTMLResponse:
    """Writes the book into the folder of the book that this desk serves."""
    here.visiting.check_form(form.csrf)
    if here.desk.folder is None:
        raise NotThereError("this desk saves no files on its computer: save the workbook from the browser")
    try:
        path = here.desk.workbooks.save(here.asking, here.desk.folder, form.name, replace=form.replace)
    except AnswerError as error:
        return book_page(here, mistake=f"Not saved: {error}.", name=form.name, replace=form.replace)
    return book_page(here, told=f"Saved as {path.name}, beside the book.")


def _take_in(here: UnitVisit, data: bytes, name: str, base: str, why: str) -> Response:
    if not data:
        return _again(here, ["Choose a file."], base, why)
    if base and not (base.isdecimal() and len(base) < 10):
        return _again(here, [_NO_REVISION], base, why)
    try:
        done = here.desk.workbooks.up(here.asking, data, name, int(base) if base else None, why)
    except ForbiddenError:
        raise  # no mistake in the file
    except RosterError as error:
        return _again(here, str(error).splitlines(), base, why)
    if isinstance(done, Edited) and not done.changed:
        return _again(here, [f"{done.sentence}."], base, why, status=200)
    return here.settled(done, "book", HERE)


def _again(here: UnitVisit, mistakes: list[str], base: str, why: str, status: int = 422) -> HTMLResponse:
    return here.page(
        "workbook_refused.html",
        HERE,
        "Workbook",
        status,
        mistakes=mistakes,
        base=base,
        why=why,
        refused=status != 200,
        wrong_base=_NO_REVISION if mistakes == [_NO_REVISION] else "",
    )

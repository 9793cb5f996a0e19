"""The book of a unit as a file, down and up, and its records."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from roster.desk.service.records import RecordEdit, SectionShown, edit_of_record, section_shown
from roster.desk.web.api.asked import LARGEST, Asked, TheDesk, Who
from roster.desk.web.api.outcome import OUTCOMES, AnyOutcome, answered

router = APIRouter(prefix="/units/{unit}", tags=["books"])
_MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
    "json": "application/json",
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


async def sent(request: Request) -> bytes:
    """The bytes of a file, whatever media type they are sent as."""
    return await request.body()


@router.get("/book", response_class=Response)
def download_book(
    desk: TheDesk,
    asked: Asked,
    form: Literal["xlsx", "yaml", "json"] = "json",
    revision: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
) -> Response:
    """The book as `roster solve` writes it, without what other organisations keep to themselves."""
    found = desk.workbooks.down(asked, f".{form}", revision)
    headers = {
        "Content-Disposition": f'attachment; filename="{found.name}"',
        "X-Revision": str(found.revision),
    }
    return Response(found.data, media_type=_MEDIA[form], headers=headers)


@router.post("/book", responses=OUTCOMES, openapi_extra=_BODY)
def upload_book(
    desk: TheDesk,
    asked: Asked,
    data: Annotated[bytes, Depends(sent)],
    response: Response,
    name: Annotated[str, Query(min_length=1, max_length=200, description="the name of the file, with its suffix")],
    base: Annotated[int | None, Query(ge=1, le=LARGEST, description="the revision it was made from")] = None,
    why: Annotated[str, Query(max_length=1000)] = "",
) -> AnyOutcome:
    """Takes a changed book in as a proposal; a workbook of the desk knows what it was made from."""
    return answered(desk.workbooks.up(asked, data, PurePath(name).name, base, why), response)


@router.get("/records/{section}")
def list_records(
    desk: TheDesk, asked: Asked, section: str, revision: Annotated[int | None, Query(ge=1, le=LARGEST)] = None
) -> SectionShown:
    """A list of the book - people, vehicles, services, rules - with the JSON Schema of its records."""
    return section_shown(asked, desk.history.revision(asked, revision), section)


@router.post("/records/{section}", responses=OUTCOMES)
def add_record(desk: TheDesk, who: Who, asked: Asked, section: str, edit: RecordEdit, response: Response) -> AnyOutcome:
    """Adds a record."""
    wanted = edit_of_record(asked, desk.history.revision(asked, edit.base), (section, None), edit)
    return answered(desk.edit(who, asked.unit.id, wanted), response)


@router.put("/records/{section}/{key}", responses=OUTCOMES)
def set_record(
    desk: TheDesk, who: Who, asked: Asked, section: str, key: str, edit: RecordEdit, response: Response
) -> AnyOutcome:
    """Makes a record say something else; without fields it is removed."""
    wanted = edit_of_record(asked, desk.history.revision(asked, edit.base), (section, key), edit)
    return answered(desk.edit(who, asked.unit.id, wanted), response)

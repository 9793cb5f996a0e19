"""Solves, repairs and what-ifs."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from roster.desk.jobs.requests import AnyRequest
from roster.desk.service.searching.searches import JobShown, ProgressPoint
from roster.desk.web.api.asked import LARGEST, Asked, Number, TheDesk

router = APIRouter(prefix="/units/{unit}/searches", tags=["searches"])


@router.post("", status_code=202)
def start_search(desk: TheDesk, asked: Asked, request: AnyRequest) -> JobShown:
    """Puts a search into the queue; it goes on when nobody looks, and its answer is a proposal."""
    return desk.searches.start(asked, request)


@router.get("")
def list_searches(desk: TheDesk, asked: Asked) -> list[JobShown]:
    """The searches of a unit, oldest first."""
    return desk.searches.lines(asked)


@router.get("/{search}")
def show_search(desk: TheDesk, asked: Asked, search: Number) -> JobShown:
    """A search, and the number of its proposal once it has ended."""
    return desk.searches.one(asked, search)


@router.get("/{search}/progress")
def show_progress(
    desk: TheDesk,
    asked: Asked,
    search: Number,
    after: Annotated[int, Query(ge=0, le=LARGEST, description="only points with a greater number")] = 0,
) -> list[ProgressPoint]:
    """Level, value and bound over the seconds of a search."""
    return desk.searches.progress(asked, search, after)


@router.post("/{search}/stop")
def stop_search(desk: TheDesk, asked: Asked, search: Number) -> JobShown:
    """Asks a search to stop; what it has found becomes its proposal."""
    return desk.searches.stop(asked, search)


@router.get("/{search}/answer", response_class=Response)
def download_answer(
    desk: TheDesk, asked: Asked, search: Number, form: Literal["json", "html", "xlsx"] = "json"
) -> Response:
    """The answer of a what-if: the board paper as a workbook or a page, or JSON."""
    name, media, data = desk.searches.answer(asked, search, form)
    return Response(data, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})

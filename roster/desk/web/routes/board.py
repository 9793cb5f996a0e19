"""The board of a unit and the panel of a seat."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query
from fastapi.responses import HTMLResponse

from roster.desk.service.views.board import Board
from roster.desk.service.views.seat_panel import SeatPanel
from roster.desk.web.pages import board_values, page
from roster.desk.web.served import Visit, Visiting

router = APIRouter()

View = Literal["vehicles", "people"]
At = Annotated[str, Query(max_length=400)]
# What a script of the board sends to be given a piece of it; an address that somebody opens has the whole page.
Piece = Annotated[str, Header(alias="X-Desk-Piece", max_length=10)]


@router.get("/u/{unit}/board", response_class=HTMLResponse)
def board(
    visiting: Visiting, unit: int, view: View = "vehicles", at: At = "", person: At = "", on: date | None = None
) -> HTMLResponse:
    """The board, with the panel of a seat, or of a person's day, where one is asked for."""
    shown = board_of(visiting, unit)
    values = page_values(visiting, unit, shown, view)
    if at:
        values |= {"panel": panel_of(visiting, unit, at), "panel_page": "seat.html"}
    elif person and on:
        values |= {"panel": visiting.desk.day(visiting.who, unit, person, on), "panel_page": "day.html"}
    return HTMLResponse(page("board.html", **values))


@router.get("/u/{unit}/seat", response_class=HTMLResponse)
def seat(visiting: Visiting, unit: int, at: At, piece: Piece = "", view: View = "vehicles") -> HTMLResponse:
    """The panel of a seat, to be put into the board by a script; else the board with it."""
    if not piece:
        return board(visiting, unit, view, at)
    return HTMLResponse(panel_html(visiting, unit, at, view))


@router.get("/u/{unit}/day", response_class=HTMLResponse)
def day(visiting: Visiting, unit: int, person: At, on: date, piece: Piece = "", view: View = "people") -> HTMLResponse:
    """The panel of a person's day: what they could take, to be put into the board by a script; else the board with it.

    Raises:
        NotThereError: there is no such person.
    """
    if not piece:
        return board(visiting, unit, view, person=person, on=on)
    panel = visiting.desk.day(visiting.who, unit, person, on)
    return HTMLResponse(page("day.html", panel=panel, **_panel_values(visiting, unit, view)))


def board_of(visiting: Visit, unit: int) -> Board:
    """The board as the visitor sees it now, which is remembered as what their browser shows."""
    shown = visiting.desk.board(visiting.who, unit)
    visiting.served.boards.remember((visiting.who.id, unit), shown)
    return shown


def page_values(visiting: Visit, unit: int, shown: Board, view: str) -> dict[str, Any]:
    """What the templates of the board look up."""
    steps = visiting.desk.steps(visiting.who, unit)
    return {
        **visiting.unit_values(unit, shown.name, "board"),
        **board_values(shown),
        "heading": "Board",
        "zone": shown.zone,
        "view": view,
        "board_address": f"/u/{unit}/board",
        "here": f"/u/{unit}/board?view={view}",
        "undo": steps.undo,
        "redo": steps.redo,
        "last": steps.last,
        "panel": None,
        "panel_page": "",
    }


def panel_of(visiting: Visit, unit: int, at: str) -> SeatPanel:
    """The panel of a place: `DUTY|SEAT`, or `DUTY|SEAT|PERSON` where somebody may be replaced."""
    duty, seat_id, person = [*at.split("|"), "", ""][:3]
    return visiting.desk.seat(visiting.who, unit, duty, seat_id, person or None)


def panel_html(visiting: Visit, unit: int, at: str, view: str) -> str:
    """The panel of a place as a piece of a page."""
    return page("seat.html", panel=panel_of(visiting, unit, at), **_panel_values(visiting, unit, view))


def _panel_values(visiting: Visit, unit: int, view: str) -> dict[str, Any]:
    return {
        **visiting.unit_values(unit, "", "board"),
        "view": view,
        "board_address": f"/u/{unit}/board",
        "here": f"/u/{unit}/board?view={view}",
    }


__all__ = ["board_of", "page_values", "panel_html", "panel_of", "router"]

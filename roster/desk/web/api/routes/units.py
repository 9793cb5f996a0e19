"""Who I am, the units in which I have a part, and the rota of one: board, seat, verdict, hours."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from models.base import Model
from roster.desk.service.desk import Steps, UnitShown
from roster.desk.service.editing.outcomes import Judged
from roster.desk.service.hours import Hours
from roster.desk.service.views.board import Board
from roster.desk.service.views.day_panel import DayPanel
from roster.desk.service.views.seat_panel import SeatPanel
from roster.desk.web.api.asked import LARGEST, Number, TheDesk, Who

router = APIRouter(tags=["units"])
Revision = Annotated[int | None, Query(ge=1, le=LARGEST, description="a revision; the latest when absent")]


class Me(Model):
    """The account that asks.

    Attributes:
        units: the units in which it has a part.
    """

    login: str
    name: str
    units: tuple[UnitShown, ...]


@router.get("/me")
def who_am_i(desk: TheDesk, who: Who) -> Me:
    """The account that asks, and the units in which it has a part."""
    return Me(login=who.login, name=who.name, units=tuple(desk.units(who)))


@router.get("/units")
def list_units(desk: TheDesk, who: Who) -> list[UnitShown]:
    """The units in which the account has a part."""
    return desk.units(who)


@router.get("/units/{unit}/board")
def show_board(desk: TheDesk, who: Who, unit: Number, revision: Revision = None) -> Board:
    """The month: duties, seats and who is in them, people and their dates, and the verdict."""
    return desk.board(who, unit, revision)


@router.get("/units/{unit}/seat")
def show_seat(
    desk: TheDesk,
    who: Who,
    unit: Number,
    duty: Annotated[str, Query(max_length=200, description="CALLSIGN@DATE/SHIFT")],
    seat: Annotated[str, Query(max_length=60, description="the id of a seat of its crew")],
    person: Annotated[str | None, Query(max_length=60, description="who would leave the seat")] = None,
) -> SeatPanel:
    """Who is in a seat, who could be, what it costs, and who cannot and why."""
    return desk.seat(who, unit, duty, seat, person)


@router.get("/units/{unit}/day")
def show_day(
    desk: TheDesk,
    who: Who,
    unit: Number,
    person: Annotated[str, Query(max_length=60, description="the id of somebody of the book")],
    on: Annotated[date, Query(description="the date on which the duties begin")],
) -> DayPanel:
    """What somebody could take on a date, what it costs, and what they cannot and why."""
    return desk.day(who, unit, person, on)


@router.get("/units/{unit}/verdict")
def show_verdict(desk: TheDesk, who: Who, unit: Number, revision: Revision = None) -> Judged:
    """The verdict of the rules, the same as `roster check` gives."""
    return desk.verdict(who, unit, revision)


@router.get("/units/{unit}/hours")
def show_hours(desk: TheDesk, who: Who, unit: Number) -> Hours:
    """Promised hours and what comes of them, of the people whose hours the account may see."""
    return desk.hours(who, unit)


@router.get("/units/{unit}/steps")
def show_steps(desk: TheDesk, who: Who, unit: Number) -> Steps:
    """What the account can undo and redo."""
    return desk.steps(who, unit)

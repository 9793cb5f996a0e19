"""Sick calls: a repair, whom to ring, and what they said."""

from __future__ import annotations

from fastapi import APIRouter

from roster.desk.jobs.requests import Answer, RepairRequest
from roster.desk.service.searching.searches import JobShown
from roster.desk.service.searching.sick_calls import CallSheetShown
from roster.desk.web.api.asked import Asked, Number, TheDesk

router = APIRouter(prefix="/units/{unit}/sick-calls", tags=["sick calls"])


@router.post("", status_code=202)
def start_sick_call(desk: TheDesk, asked: Asked, request: RepairRequest) -> JobShown:
    """Begins with a repair that disturbs as few people as can be."""
    return desk.sick_calls.start(asked, request)


@router.get("/{search}")
def show_call_sheet(desk: TheDesk, asked: Asked, search: Number) -> CallSheetShown:
    """Whom to ask for each seat, whom to tell, and what was answered so far."""
    return desk.sick_calls.sheet(asked, search)


@router.post("/{search}/answers")
def tick_answer(
    desk: TheDesk, asked: Asked, search: Number, answer: Answer, taken_back: bool = False
) -> CallSheetShown:
    """Notes what somebody said on the telephone, or takes it back where it was noted by mistake."""
    return desk.sick_calls.tick(asked, search, answer, taken_back=taken_back)


@router.post("/{search}/again", status_code=202)
def repair_again(desk: TheDesk, asked: Asked, search: Number) -> JobShown:
    """Repairs again with all answers: who said yes is fixed, who said no is left out."""
    return desk.sick_calls.again(asked, search)

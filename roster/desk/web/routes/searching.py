"""The pages Solve and Sick call: searches started, watched and stopped; whom to ring, and what they said."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel

from roster.analysis.stepping_in.phone_answer import Reply
from roster.desk.jobs.requests import Answer, Missing, RepairRequest, SolveRequest
from roster.desk.service.searching.searches import JobShown, ProgressPoint
from roster.desk.store.work.job import JobState
from roster.desk.web.routes.unit_pages import unit_page
from roster.desk.web.served import Visiting

router = APIRouter()
_REPLIES = (Reply.YES, Reply.NO, Reply.NO_REPLY, Reply.TOLD)


class Sent(BaseModel):
    """What every form sends.

    Attributes:
        csrf: the secret of the session.
    """

    csrf: str


class SolveForm(Sent):
    """How long to search."""

    seconds: int = 60


class SickForm(Sent):
    """Who is away, and from when to when."""

    person: str
    first: date
    last: date | None = None
    most_people: str = ""


class AnswerForm(Sent):
    """What somebody said on the telephone."""

    person: str
    duty: str
    seat: str = ""
    reply: Reply


@router.get("/u/{unit}/solve", response_class=HTMLResponse)
def solve_page(visiting: Visiting, unit: int) -> HTMLResponse:
    """The searches of a unit, what they found so far, and what waits to be taken."""
    desk, asked = visiting.desk, visiting.desk.asking(visiting.who, unit)
    jobs = desk.searches.lines(asked)[::-1]
    shown = [(job, _levels(desk.searches.progress(asked, job.id))) for job in jobs[:10]]
    values = {"jobs": shown, "proposals": desk.proposals.lines(asked), "running": any(map(_runs, jobs))}
    return unit_page(visiting, unit, "solve.html", "solve", values)


@router.post("/u/{unit}/solve")
def start_solve(visiting: Visiting, unit: int, form: Annotated[SolveForm, Form()]) -> RedirectResponse:
    """Starts a search."""
    visiting.check_form(form.csrf)
    visiting.desk.searches.start(visiting.desk.asking(visiting.who, unit), SolveRequest(seconds=form.seconds))
    return RedirectResponse(f"/u/{unit}/solve", 303)


@router.post("/u/{unit}/searches/{search}/stop")
def stop_search(visiting: Visiting, unit: int, search: int, form: Annotated[Sent, Form()]) -> RedirectResponse:
    """Stops a search; what it has found is kept as a proposal."""
    visiting.check_form(form.csrf)
    visiting.desk.searches.stop(visiting.desk.asking(visiting.who, unit), search)
    return RedirectResponse(f"/u/{unit}/solve", 303)


@router.get("/u/{unit}/sick", response_class=HTMLResponse)
def sick_page(visiting: Visiting, unit: int) -> HTMLResponse:
    """A form for who is away, and the sick calls so far."""
    desk, asked = visiting.desk, visiting.desk.asking(visiting.who, unit)
    board = desk.board(visiting.who, unit)
    repairs = [job for job in desk.searches.lines(asked)[::-1] if job.kind == "repair"]
    return unit_page(visiting, unit, "sick.html", "sick", {"board": board, "repairs": repairs[:10]})


@router.post("/u/{unit}/sick")
def start_sick_call(visiting: Visiting, unit: int, form: Annotated[SickForm, Form()]) -> RedirectResponse:
    """Begins with a repair."""
    visiting.check_form(form.csrf)
    most = int(form.most_people) if form.most_people.isdecimal() else None
    missing = Missing(name=form.person, first=form.first, last=form.last)
    request = RepairRequest(absent=(missing,), most_people=most, as_of=form.first, seconds=30)
    job = visiting.desk.sick_calls.start(visiting.desk.asking(visiting.who, unit), request)
    return RedirectResponse(f"/u/{unit}/sick/{job.id}", 303)


@router.get("/u/{unit}/sick/{search}", response_class=HTMLResponse)
def call_sheet_page(visiting: Visiting, unit: int, search: int) -> HTMLResponse:
    """Whom to ring, and what they said; until the repair is found, that it is looked for."""
    desk, asked = visiting.desk, visiting.desk.asking(visiting.who, unit)
    job = desk.searches.one(asked, search)
    ended = job.state == JobState.DONE or job.state == JobState.STOPPED
    sheet = desk.sick_calls.sheet(asked, search) if ended else None
    said = {(item.answer.person, item.answer.duty): str(item.answer.reply) for item in sheet.ticked} if sheet else {}
    values = {"job": job, "sheet": sheet, "said": said, "replies": _REPLIES, "running": _runs(job)}
    return unit_page(visiting, unit, "call_sheet.html", "sick", values)


@router.post("/u/{unit}/sick/{search}/answers")
def tick(visiting: Visiting, unit: int, search: int, form: Annotated[AnswerForm, Form()]) -> RedirectResponse:
    """Notes an answer."""
    visiting.check_form(form.csrf)
    answer = Answer(person=form.person, duty=form.duty, seat=form.seat or None, reply=form.reply)
    visiting.desk.sick_calls.tick(visiting.desk.asking(visiting.who, unit), search, answer)
    return RedirectResponse(f"/u/{unit}/sick/{search}", 303)


@router.post("/u/{unit}/sick/{search}/again")
def repair_again(visiting: Visiting, unit: int, search: int, form: Annotated[Sent, Form()]) -> RedirectResponse:
    """Repairs again with all answers."""
    visiting.check_form(form.csrf)
    job = visiting.desk.sick_calls.again(visiting.desk.asking(visiting.who, unit), search)
    return RedirectResponse(f"/u/{unit}/sick/{job.id}", 303)


def _levels(points: list[ProgressPoint]) -> list[ProgressPoint]:
    """Where each level stood last."""
    return list({point.level: point for point in points if point.level}.values())


def _runs(job: JobShown) -> bool:
    return job.state in (JobState.QUEUED, JobState.RUNNING)

"""Searches: started with a time limit, watched live, stopped; what they find is a proposal."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

from roster.desk.jobs.requests import SolveRequest
from roster.desk.service.searching.searches import JobShown
from roster.desk.web.pages import piece
from roster.desk.web.routes.searches.picture import HEIGHT, WIDTH, pictures
from roster.desk.web.unit_pages import Here, SentForm, UnitVisit

router = APIRouter()
HERE = "solve"
ENDED = ("done", "stopped", "failed")
MOST_MINUTES = 24 * 60
_LOOK = 1.0  # seconds between two looks at a search
_ALIVE = 15  # looks after which a comment is sent, so that proxies keep the connection


class SolveForm(SentForm):
    """How long to search.

    Attributes:
        minutes: as it was typed.
    """

    minutes: str = ""


@router.get("/u/{unit}/solve", response_class=HTMLResponse)
def solve(here: Here) -> HTMLResponse:
    """The form that starts a search, and the searches so far."""
    return _form(here, "5", "")


@router.post("/u/{unit}/solve")
def start(here: Here, form: Annotated[SolveForm, Form()]) -> Response:
    """Starts a search."""
    here.visiting.check_form(form.csrf)
    minutes = _minutes(form.minutes)
    if minutes is None:
        return _form(here, form.minutes, f"Write minutes as a number, from 0.1 to {MOST_MINUTES}.")
    job = here.desk.searches.start(here.asking, SolveRequest(seconds=max(1.0, minutes * 60)))
    return RedirectResponse(f"{here.address}/solve/{job.id}", 303)


@router.get("/u/{unit}/solve/{number}", response_class=HTMLResponse)
def search(here: Here, number: int) -> HTMLResponse:
    """A search as it goes on, or as it ended."""
    return here.page("search.html", HERE, f"Search {number}", **_values(here, number))


@router.post("/u/{unit}/solve/{number}/stop")
def stop(here: Here, number: int, form: Annotated[SentForm, Form()]) -> Response:
    """Stops a search; what it has found is kept as a proposal."""
    here.visiting.check_form(form.csrf)
    job = here.desk.searches.stop(here.asking, number)
    page = "sick-call" if job.kind == "repair" else HERE
    return RedirectResponse(f"{here.address}/{page}/{number}", 303)


@router.get("/u/{unit}/solve/{number}/events")
async def watch(request: Request, here: Here, number: int) -> StreamingResponse:
    """The search as it goes on: the piece of the page whenever it differs, until the search has ended."""
    await run_in_threadpool(here.desk.searches.one, here.asking, number)  # refuses one that is not the visitor's
    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(_stream(request, here, number), media_type="text/event-stream", headers=headers)


async def _stream(request: Request, here: UnitVisit, number: int) -> AsyncIterator[str]:
    told, looks = "", 0
    stopping = here.visiting.served.stopping
    while not stopping.is_set() and not await request.is_disconnected():
        html, state, says = await run_in_threadpool(_piece, here, number)
        if html != told:
            told = html
            data = json.dumps({"html": html, "state": state, "says": says})
            yield f"event: search\ndata: {data}\n\n"
        elif looks % _ALIVE == 0:
            yield ": still here\n\n"
        if state in ENDED:
            return
        looks += 1
        try:
            await asyncio.wait_for(stopping.wait(), _LOOK)
        except TimeoutError:
            continue


def _piece(here: UnitVisit, number: int) -> tuple[str, str, str]:
    values = _values(here, number)
    known = {"unit_address": here.address, "csrf": here.visiting.session.csrf, "zone": here.book.period.time_zone}
    job: JobShown = values["job"]
    return piece("search_parts.html", "search", known | values, job), job.state, says(job)


def _values(here: UnitVisit, number: int) -> dict[str, Any]:
    job = here.desk.searches.one(here.asking, number)
    levels = pictures(here.desk.searches.progress(here.asking, number))
    return {"job": job, "levels": levels, "running": job.state not in ENDED, "width": WIDTH, "height": HEIGHT}


def says(job: JobShown) -> str:
    """The state of a search in a sentence."""
    if job.state == "queued":
        return "Starting, or waiting until another search has ended."
    if job.state == "running":
        return "Stopping, and keeping what was found." if job.stopping else "Searching."
    if job.state == "failed":
        return "The search found no rota."
    if job.proposal is None:
        return "The search has ended; it found nothing better than the rota as it is."
    return "The search has ended; what it found is a proposal."


def _minutes(text: str) -> float | None:
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return number if 0.1 <= number <= MOST_MINUTES else None


def _form(here: UnitVisit, minutes: str, mistake: str) -> HTMLResponse:
    jobs = here.desk.searches.lines(here.asking)
    return here.page(
        "solve.html",
        HERE,
        "Make the rota",
        422 if mistake else 200,
        made=here.book.rota is not None,
        pins=len(here.book.pins),
        jobs=jobs[::-1],
        running=next((job for job in jobs if job.state not in ENDED), None),
        minutes=minutes,
        mistake=mistake,
        says=says,
    )

"""Server-sent events: what has changed in a unit, in numbers; what they stand for is asked for like everything else."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated

from anyio import sleep
from anyio.to_thread import run_sync
from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse

from roster.desk.service.access.table import Action
from roster.desk.store import Event
from roster.desk.web.api.asked import LARGEST, Asked, TheDesk, signed_in

router = APIRouter(prefix="/units/{unit}", tags=["events"])
LOOK_SECONDS = 0.5
COMMENT_SECONDS = 15.0  # so that proxies do not close a silent stream
# Kind of event -> the permission that it needs.
_NEEDS = {"job": Action.SEE_JOBS, "progress": Action.SEE_JOBS, "note": Action.SEE_PRIVATE}


@router.get("/events", response_class=StreamingResponse)
async def stream_events(
    request: Request,
    desk: TheDesk,
    asked: Asked,
    last_event_id: Annotated[str | None, Header()] = None,
    after: Annotated[int | None, Query(ge=0, le=LARGEST, description="as Last-Event-ID")] = None,
) -> StreamingResponse:
    """A stream of what changes; goes on after Last-Event-ID, else begins now."""
    asked.require(Action.SEE_HISTORY)
    given = int(last_event_id) if last_event_id and last_event_id.isdecimal() and len(last_event_id) < 10 else after
    latest = await run_sync(desk.store.events.latest, asked.unit.id)
    # A number from before the store was made anew would otherwise never be reached.
    number = latest if given is None or given > latest else given

    async def lines() -> AsyncIterator[str]:
        nonlocal number
        silent = COMMENT_SECONDS
        while not request.app.state.closing.is_set() and not await request.is_disconnected():
            since = await run_sync(desk.store.events.after, asked.unit.id, number)
            if not since.complete:
                number = await run_sync(desk.store.events.latest, asked.unit.id)
                yield _line(number, "reload", {})
            elif since.events:
                # Whoever was signed out, or lost their part in the unit, hears no more.
                now = desk.asking(await run_sync(signed_in, request), asked.unit.id)
                for event in since.events:
                    number = event.number
                    if now.standing.may(_NEEDS.get(event.kind, Action.SEE_HISTORY)):
                        yield _line(event.number, event.kind, _shown(event))
                continue
            if silent >= COMMENT_SECONDS:
                silent = 0.0
                yield ": still here\n\n"
            await sleep(LOOK_SECONDS)
            silent += LOOK_SECONDS

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(lines(), media_type="text/event-stream", headers=headers)


def _shown(event: Event) -> dict[str, object]:
    """The data of an event: ids, numbers and states."""
    return {**event.data, "unit": event.unit}


def _line(number: int, kind: str, data: dict[str, object]) -> str:
    return f"id: {number}\nevent: {kind}\ndata: {json.dumps(data)}\n\n"

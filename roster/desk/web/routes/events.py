"""One stream of events a browser: the numbers of new revisions, and nothing else of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from roster.desk.web.served import Visit, Visiting

router = APIRouter()
_LOOK = 1.0  # seconds between two looks at the store, which other processes may write too
_ALIVE = 15  # looks after which a comment is sent, so that proxies keep the connection


@router.get("/u/{unit}/events")
async def events(request: Request, visiting: Visiting, unit: int) -> StreamingResponse:
    """The stream; a browser that comes back is told the latest number at once."""
    await run_in_threadpool(visiting.desk.head_number, visiting.who, unit)  # refuses a unit that is not the visitor's
    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(_stream(request, visiting, unit), media_type="text/event-stream", headers=headers)


async def _stream(request: Request, visiting: Visit, unit: int) -> AsyncIterator[str]:
    told = -1
    looks = 0
    stopping = visiting.served.stopping
    while not stopping.is_set() and not await request.is_disconnected():
        if not await run_in_threadpool(visiting.is_current, request):
            break  # signed out meanwhile, or the account may do something else now
        number = await run_in_threadpool(visiting.desk.head_number, visiting.who, unit)
        if number != told:
            told = number
            yield f"event: revision\ndata: {number}\n\n"
        elif looks % _ALIVE == 0:
            yield ": still here\n\n"
        looks += 1
        try:
            await asyncio.wait_for(stopping.wait(), _LOOK)
        except TimeoutError:
            continue

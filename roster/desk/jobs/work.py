"""Does the work of a job in the process that calls it: solve, repair, what-if."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event
from typing import TYPE_CHECKING, Any

from models.book import Book
from models.rota import Rota
from roster import api
from roster.analysis import differences
from roster.analysis.stepping_in.phone_answer import NOTHING_HEARD, Heard
from roster.callbacks import Callbacks
from roster.desk.jobs.as_told import as_told, published_as
from roster.desk.jobs.repair_words import effect, moves_in_words
from roster.desk.jobs.requests import RepairRequest, SolveRequest, WhatIfRequest
from roster.engine.options import SearchOptions
from roster.errors import RepairError
from roster.lifecycle import call_sheet

if TYPE_CHECKING:
    from roster.engine.levels import Progress
    from roster.engine.repair.repaired import Repaired
    from roster.lifecycle.outage import Outage


@dataclass(frozen=True)
class Result:
    """What a job found.

    Attributes:
        sentence: what it is, for lists.
        book: the book that is proposed; None where nothing is.
        note: what else is known of it, as a JSON document.
    """

    sentence: str
    book: Book | None = None
    note: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Search:
    """What a search calls and goes on from.

    Attributes:
        stop: ends it when it is set; what was found by then is kept.
        report: called with its progress.
        better: called with the best book so far, from another thread.
        start: the rota of an earlier attempt, to go on from.
        spent: seconds that earlier attempts have used up.
    """

    stop: Event
    report: Callable[[Progress], None]
    better: Callable[[Book], None]
    start: Rota | None = None
    spent: float = 0


def perform(request: SolveRequest | RepairRequest | WhatIfRequest, opened: api.OpenBook, search: Search) -> Result:
    """Does what a request asks.

    Raises:
        RosterError: there is no answer, in sentences.
    """
    if isinstance(request, SolveRequest):
        return _solve(request, opened, search)
    if isinstance(request, RepairRequest):
        return _repair(request, opened, search)
    return _what_if(request, opened)


def _solve(request: SolveRequest, opened: api.OpenBook, search: Search) -> Result:
    options = SearchOptions(
        time_limit=request.seconds,
        spent=min(search.spent, request.seconds),
        workers=request.workers,
        seed=request.seed,
        reproducible=request.reproducible,
        start=search.start,
    )
    callbacks = Callbacks(report=search.report, better=search.better, stop=search.stop)
    solved = api.solve(opened, options, callbacks=callbacks)
    if request.cure_seconds and not request.reproducible and not search.stop.is_set():
        solved = api.find_cures(replace(opened, book=solved), seconds=request.cure_seconds, stop=search.stop)
    assert solved.rota is not None
    return Result(f"a rota found by the solver ({solved.rota.provenance.ended})", solved)


def _repair(request: RepairRequest, opened: api.OpenBook, search: Search) -> Result:
    outage = request.outage.with_ids(opened.book)
    board, as_of = opened.book, _day_of(request, opened)
    opened = api.ready(as_told(board), opened.folder)
    heard = NOTHING_HEARD
    lines: tuple[str, ...] = ()
    if request.answers:
        rows = [answer.row(number) for number, answer in enumerate(request.answers, start=1)]
        answered = api.with_phone_answers(opened, outage, rows, as_of=as_of)
        if answered.problems:
            raise RepairError(answered.problems)
        opened, heard, lines = api.ready(answered.book, opened.folder), answered.heard, answered.lines
    options = SearchOptions(
        time_limit=request.seconds,
        spent=min(search.spent, request.seconds),
        workers=request.workers,
        seed=request.seed,
    )
    done = api.repair(
        opened,
        replace(outage, unsure=heard.unsure),
        options,
        as_of=as_of,
        most_people=request.most_people,
        callbacks=Callbacks(report=search.report, stop=search.stop),
    )
    # What people said is an input of the repair and no part of what they were told before.
    done = replace(done, before=done.before.model_copy(update={"people": board.people, "pins": board.pins}))
    repaired = published_as(board, done.book, opened.folder)
    note = _repair_note(done, api.ready(done.book, opened.folder), outage, heard)
    return Result(
        f"a repair: {effect(done, outage)}" if done.touched else "a repair: nothing needs to change",
        repaired,
        note | {"understood": list(lines)},
    )


def _day_of(request: RepairRequest, opened: api.OpenBook) -> date:
    stated = opened.book.published.as_of if opened.book.published else None
    return request.as_of or stated or request.outage.first


def _repair_note(done: Repaired, repaired: api.OpenBook, outage: Outage, heard: Heard) -> dict[str, Any]:
    sheet = api.call_sheet(done, repaired, outage, heard)
    return {
        "as_of": str(done.as_of),
        "touched": done.touched,
        "disturbed": list(done.disturbed),
        "also_moved": moves_in_words(done, outage),
        "duties_changed": done.duties_changed,
        "fewest_changed": done.fewest_changed,
        "levels": [score.model_dump(mode="json") for score in done.scores],
        "seats": call_sheet.seats_as_data(sheet),
        "calls": call_sheet.as_data(sheet),
        "changes": differences.as_data(api.diff(done.before, done.book)),
        "other_limits": [item.as_data() for item in done.other_limits],
    }


def _what_if(request: WhatIfRequest, opened: api.OpenBook) -> Result:
    from roster.planning.what_if import what_if  # here, not above: it loads pandas

    sweep = what_if(opened, request.scenarios, seed=request.seed, seconds=request.seconds, jobs=request.workers)
    return Result(f"an answer to {request.title}", None, {"sweep": sweep.model_dump(mode="json")})

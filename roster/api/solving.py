"""Solves, proves and repairs a book; calls the engine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from models.book import Book
from models.errors import NoRotaError
from models.problems import BookError
from roster.analysis.differences import differences
from roster.analysis.stepping_in.phone_answer import NOTHING_HEARD, Heard, PhoneAnswer
from roster.api.answers import check
from roster.api.opened import OpenBook, prepared, ready
from roster.callbacks import Callbacks
from roster.engine.options import Options, SearchOptions
from roster.errors import IllegalRotaError
from roster.lifecycle import call_sheet as calls
from roster.lifecycle.call_sheet import CallSheet
from roster.lifecycle.outage import Outage
from roster.lifecycle.phone_answers import Answered
from roster.lifecycle.phone_answers import with_answers as answered

if TYPE_CHECKING:
    from roster.engine.claims import Proofs
    from roster.engine.levels import Progress
    from roster.engine.repair.repaired import Repaired


def solve(
    book: Book | OpenBook,
    options: Options | None = None,
    *,
    callbacks: Callbacks | None = None,
    stop: threading.Event | None = None,
    report: Callable[[Progress], None] | None = None,
    better: Callable[[Book], None] | None = None,
    cluster: str | None = None,
    say: Callable[[str], None] | None = None,
) -> Book:
    """Solves a book: returns it with the best rota found, which every rule has checked.

    Args:
        callbacks: functions that the search calls while it goes on, and the event that ends it.
        stop, report, better, say: the same one by one; they replace those of `callbacks`.
        cluster: the address of a Dask scheduler, whose workers solve the parts of the book that share no person and no
            rule; `say` is called when there are none.

    Raises:
        BookError: rules or pins that are not possible.
        ClusterError: no scheduler answers there, or its workers cannot do the work.
        ConflictError: no rota obeys the pins.
        NothingFoundError: time ran out before there was any rota.
        EngineError: a mistake in this program.
    """
    from roster.engine import solve as engine
    from roster.engine.decomposition import cluster as dask

    opened = prepared(book)
    began = time.monotonic()
    search = SearchOptions.of(options or Options())
    callbacks = (callbacks or Callbacks()).replaced(stop=stop, report=report, better=better, say=say)
    with dask.cluster(cluster) if cluster is not None else nullcontext() as workers:
        return engine.solve(
            opened.admission.facts,
            opened.admission.rules,
            replace(search, spent=search.spent + time.monotonic() - began),
            stop=callbacks.stop,
            report=callbacks.report,
            better=callbacks.better,
            through=workers,
            say=callbacks.say,
        )


def find_cures(book: Book | OpenBook, *, seconds: float = 60, stop: threading.Event | None = None) -> Book:
    """Finds, for each duty that is stood down, the single changes that would crew it; returns the book with them.

    Args:
        seconds: for the search.
        stop: set it to end the search; what was found by then is kept, the rest is marked as not complete.

    Raises:
        BookError: rules or pins that are not possible.
        NoRotaError: the book holds no rota.
    """
    from roster.engine.diagnosis.cures import find_cures as find

    opened = prepared(book)
    if opened.book.rota is None:
        raise NoRotaError
    found = find(opened.book, opened.admission.rules, seconds=seconds, stop=stop)
    return opened.book.model_copy(update={"rota": opened.book.rota.model_copy(update={"cures": found})})


def prove(
    book: Book | OpenBook,
    *,
    seconds: float = 60,
    report: Callable[[Progress], None] = lambda progress: None,
) -> Proofs:
    """Solves a book again to confirm or refute what it claims of its rota: proven levels and the effect of cures.

    Args:
        seconds: for all of it.
        report: called with the progress of the search.

    Raises:
        BookError: rules or pins that are not possible.
        EngineError: the solver and the checks contradict each other.
        IllegalRotaError: a hard rule is broken, so there is nothing to prove.
        NoRotaError: the book holds no rota.
    """
    from roster.engine.claims import prove_claims

    opened = prepared(book)
    verdict = check(opened)
    if not verdict.legal:
        raise IllegalRotaError(verdict)
    options = SearchOptions(time_limit=seconds)
    return prove_claims(opened.as_worked, opened.admission.rules, verdict, options, report)


def repair(
    book: Book | OpenBook,
    outage: Outage,
    options: Options | None = None,
    *,
    as_of: date | None = None,
    most_people: int | None = None,
    callbacks: Callbacks | None = None,
    stop: threading.Event | None = None,
    report: Callable[[Progress], None] | None = None,
) -> Repaired:
    """Repairs the rota of a book: cover first, then the fewest people disturbed, then the other levels.

    Args:
        outage: which people and vehicles are missing; it becomes part of the book's inputs.
        as_of: duties that start before this date stay as they are; when None, the date from which the book counts
            notice, else the first date of the outage.
        most_people: how many people may be disturbed; as many as it takes when None.
        callbacks, stop, report: as of `solve`.

    Raises:
        BookError: rules or pins that are not possible, or names and dates of the outage.
        RepairError: no rota obeys the limit, the past, the pins and the hard rules.
        EngineError: a mistake in this program.
        NoRotaError: the book holds no rota.
    """
    from roster.engine.repair import solve_repair as engine

    opened = _hit_by(outage, book)
    outage = outage.with_ids(opened.book)
    stated = opened.book.published.as_of if opened.book.published else None
    callbacks = (callbacks or Callbacks()).replaced(stop=stop, report=report)
    return engine.repair(
        opened.book,
        outage,
        lambda changed: ready(changed, opened.folder).admission,
        options or Options(time_limit=60),
        as_of=as_of or stated or outage.first,
        most_people=most_people,
        stop=callbacks.stop,
        report=callbacks.report,
    )


def _hit_by(outage: Outage, book: Book | OpenBook) -> OpenBook:
    """Opens a book with a rota; refuses an outage of people, vehicles or dates that it does not have."""
    opened = prepared(book)
    if opened.book.rota is None:
        raise NoRotaError
    if mistakes := outage.mistakes(opened.book):
        raise BookError(mistakes)
    return opened


def with_phone_answers(
    book: Book | OpenBook, outage: Outage, answers: Sequence[PhoneAnswer], *, as_of: date
) -> Answered:
    """Writes the answers of a call sheet into a book with a rota, for the next repair.

    Args:
        outage: which people and vehicles are missing now.
        answers: of one or more call sheets, the oldest first.
        as_of: the day of the repair.

    Raises:
        BookError: names and dates of the outage.
        NoRotaError: the book holds no rota.
    """
    opened = _hit_by(outage, book)
    return answered(opened.book, outage, lambda changed: ready(changed, opened.folder).admission, answers, as_of)


def call_sheet(done: Repaired, repaired: OpenBook, outage: Outage, heard: Heard = NOTHING_HEARD) -> CallSheet:
    """Lists whom to ring about a repair: whom to ask for each seat, best first, and whom to tell of what changes.

    Args:
        done: the repair.
        repaired: its book, opened.
        outage: which people and vehicles are missing.
        heard: what was answered in earlier calls.
    """
    return calls.call_sheet(
        differences(done.before, done.book),
        done.before,
        repaired.view,
        repaired.admission.rules,
        outage,
        done.as_of,
        heard,
    )

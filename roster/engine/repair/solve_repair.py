"""Repairs the rota of a book: cover first, then the fewest people disturbed, then everything else.

Preferred seats come right after the people disturbed. People who are disturbed anyway could then be moved about freely
for a little more fairness: so the number of duties that people gain or lose is minimised after preferred seats and
before hours, and before them the places that wait for somebody who did not reply.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date

from models.book import Book
from models.rules import Level
from roster.engine.answers import Answers
from roster.engine.levels import Progress
from roster.engine.options import Options, SearchOptions
from roster.engine.repair.no_repair import reasons_for_no_repair
from roster.engine.repair.other_limits import other_limits
from roster.engine.repair.repaired import Repaired
from roster.engine.repair.search import RepairSearch
from roster.engine.repair.working_book import Admit, WorkingBook
from roster.engine.solvers.cpsat import Status
from roster.errors import EngineError, RepairError
from roster.lifecycle.outage import Outage


def repair(
    book: Book,
    outage: Outage,
    admit: Admit,
    options: Options,
    *,
    as_of: date,
    most_people: int | None = None,
    stop: threading.Event | None = None,
    report: Callable[[Progress], None] = lambda progress: None,
) -> Repaired:
    """Returns the book with its rota repaired.

    Args:
        book: a book with a rota.
        outage: absent people and vehicles off the road.
        admit: makes the facts and rules of a book.
        as_of: the day of the repair; duties before it are past and stay as they are.
        most_people: at most this many people may be disturbed; None for no limit.
        stop: ends the search when it is set.
        report: called with the progress of the search.

    Raises:
        RepairError: no rota obeys the limit, the past, the pins and the hard rules.
        EngineError: the checks disagree with the solver.
    """
    began = time.monotonic()
    working = WorkingBook(book, outage, admit, as_of)
    if working.present_is_legal:
        return _unchanged(working)
    return _repaired(
        RepairSearch(working, SearchOptions.of(options), began, stop or threading.Event()), most_people, report
    )


def _unchanged(working: WorkingBook) -> Repaired:
    """The same rota with the new inputs; proofs are left out, since they were made for the old inputs."""
    book = working.with_rota(working.rota, ())
    assert book.rota is not None
    return Repaired(book, working.before, working.as_of, book.rota.scores, book.rota.breaches, touched=False)


def _repaired(search: RepairSearch, most_people: int | None, report: Callable[[Progress], None]) -> Repaired:
    working = search.working
    model = search.model(working.rules, most_people)
    answers = Answers(working.facts, working.rules, search.options, search.began, model=model)
    outcome = search.solved(
        model,
        search.warm_start(),
        search.seconds_left * search.params.main_share,
        report,
        between={Level.FULL: search.changed_duties(model)},
    )
    if outcome.status is Status.INFEASIBLE:
        raise RepairError(reasons_for_no_repair(search, most_people))
    if outcome.solution is None:
        raise RepairError(["no repair was found within the time limit"])
    rota = answers.book(outcome.solution, outcome.levels, interrupted=search.stopped).rota
    assert rota is not None
    view = working.view(rota.assignments)
    disturbed = working.disturbed(view)
    if most_people is not None and len(disturbed) > most_people:
        raise EngineError(f"the repair disturbs {len(disturbed)} people, {most_people} at most were allowed")
    changes = outcome.between.get(Level.FULL)
    return Repaired(
        working.with_rota(rota, rota.scores),
        working.before,
        working.as_of,
        rota.scores,
        rota.breaches,
        disturbed,
        working.duties_changed(view),
        fewest_changed=changes is not None and changes.proven,
        other_limits=tuple(other_limits(search, rota, outcome.levels, len(disturbed), most_people)),
    )

"""Solves a book: builds its model, minimises the levels in order and returns the book with the checked rota."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from constraints.base import Rule
from constraints.deadline import Deadline
from constraints.facts import Facts
from constraints.rota_model import RotaModel
from models.book import Book
from models.rules import Level
from roster.engine.answers import Answers
from roster.engine.checkpoints import checkpoints
from roster.engine.decomposition.executor import Workers
from roster.engine.decomposition.local_processes import local
from roster.engine.decomposition.solve_sections import SectionOptions, solve_sections
from roster.engine.diagnosis.conflict import find_conflict
from roster.engine.levels import Improvement, LevelCallbacks, LevelSolver, Outcome, Progress
from roster.engine.model.components import has_several_groups, sections_of
from roster.engine.model.solution_io import read_in
from roster.engine.options import Options, SearchOptions
from roster.engine.solvers.cpsat import Status
from roster.engine.solvers.objectives import expression
from roster.engine.timed_build import built_in_time
from roster.engine.workers.pool import WorkerPool
from roster.errors import CAUSE_UNKNOWN, Conflict, ConflictError
from roster.garbage import existing_objects_skipped


def solve(
    facts: Facts,
    rules: Sequence[Rule],
    options: Options,
    *,
    stop: threading.Event | None = None,
    report: Callable[[Progress], None] = lambda progress: None,
    better: Callable[[Book], None] | None = None,
    through: Workers | None = None,
    say: Callable[[str], None] = lambda sentence: None,
) -> Book:
    """Returns the book with the best rota found, checked.

    Args:
        stop: ends the search when it is set; the best rota so far is returned.
        report: called with the progress of the search, some twenty times a second.
        better: called with a checked book that holds the best rota so far, first at once and then from time to time,
            from another thread.
        through: the workers that solve independent components; processes of this machine when None.
        say: called with a sentence where `through` is given and the book has no such components.

    Raises:
        ClusterError: workers could not do their part.
        ConflictError: no rota obeys the pins and the hard rules.
        NothingFoundError: there was no rota when time ran out or the search was stopped.
        EngineError: the checks disagree with the solver.
    """
    began = time.monotonic()
    stop = stop or threading.Event()
    options = SearchOptions.of(options)
    with WorkerPool(workers=options.threads, seed=options.seed, stop=stop, params=options.params) as pool:
        if _needs_worker_processes(facts, options):
            pool.start()
        deadline = Deadline(options.clock() + options.seconds, options.clock)
        built = built_in_time(facts, rules, options, pool, deadline, began)
        seconds = _seconds_for_search(options, time.monotonic() - began, built.checking)
        answers = Answers(facts, rules, options, began, model=built.model, left_out=built.left_out)
        if built.first is not None:
            options = replace(options, start=built.first.rota)
            if better is not None:
                better(built.first)
        if built.model is None:
            return built.first or answers.unsearched(interrupted=stop.is_set())
        _limit_levels(built.model, options.fixed_levels)
        with checkpoints(answers, better, options.params.checkpoints) as offer, existing_objects_skipped():
            outcome = _minimised(
                built.model, options, seconds, pool, report=report, better=offer, through=through, say=say
            )
    # Where people were left out, the conflict may be that one of them is needed.
    if outcome.status is Status.INFEASIBLE and not built.left_out:
        raise ConflictError(_conflict(facts, rules, options, stop, began))
    if outcome.solution is None:
        return built.first or answers.unsearched(interrupted=stop.is_set())
    return answers.book(outcome.solution, outcome.levels, interrupted=stop.is_set(), cut_short=outcome.cut_short)


def _needs_worker_processes(facts: Facts, options: SearchOptions) -> bool:
    """Tells whether the model is likely to be large enough for worker processes, which take a moment to start.

    Candidate assignments are most of a model's variables; the duties that each person could reach estimate their
    number.
    """
    candidates = accumulate(len(facts.reachable(person)) for person in facts.book.people)
    return not options.single_thread_rounds and any(count > options.params.parallel.tiny_model for count in candidates)


def _seconds_for_search(options: SearchOptions, building: float, checking: float) -> float:
    """Returns what building leaves of the time limit, with a reserve for reading out and checking the rota.

    Args:
        building: seconds since the work on the book began.
        checking: seconds for which a first rota was checked.
    """
    shares = options.params.time
    reserve = max(building * shares.answer_share_of_building, checking)
    return options.seconds * (1 - shares.answer_share) - building - reserve


def _limit_levels(model: RotaModel, most: Mapping[Level, int]) -> None:
    """Adds an upper limit for some levels, in sixtieths of a point."""
    for level, units in most.items():
        model.cp.add(expression(model.objectives[level]) <= units)
        model.held.add(level)


def _conflict(
    facts: Facts, rules: Sequence[Rule], options: SearchOptions, stop: threading.Event, began: float
) -> Conflict:
    """Finds the pins or hard rules that contradict each other, where the options ask for that."""
    if not options.names_conflict:
        return CAUSE_UNKNOWN
    left = options.seconds - (time.monotonic() - began)
    seconds = max(options.params.time.least_conflict_seconds, left)
    return find_conflict(facts, rules, options, seconds=seconds, stop=stop)


def _minimised(
    model: RotaModel,
    options: SearchOptions,
    seconds: float,
    pool: WorkerPool,
    *,
    report: Callable[[Progress], None],
    better: Callable[[Improvement], None],
    through: Workers | None,
    say: Callable[[str], None],
) -> Outcome:
    """Minimises the levels of a model: its independent components separately, where it is large and has any."""
    began = time.monotonic()
    start: Mapping[int, int] = read_in(model, options.start) if options.start else {}
    cutting = options.params.decomposition
    large = len(model.cp.proto.variables) >= cutting.least_model
    separable = large and not options.single_thread_rounds and has_several_groups(model)
    sections = sections_of(model, cutting.least_section) if separable else []
    left = seconds - (time.monotonic() - began)
    if sections:
        pool.close()
        how = _section_options(options, len(sections), through, left, start)
        return solve_sections(model, sections, how, stop=pool.stop, report=report, better=better)
    if through is not None:
        say("the book has no parts that are worth solving apart, so it is solved here and not in the cluster")
    solver = LevelSolver(
        model,
        pool,
        reproducible=options.reproducible,
        single_thread_rounds=options.single_thread_rounds,
        callbacks=LevelCallbacks(report, better, lambda result: options.ends_with(result.level)),
    )
    return solver.solve(left, start)


def _section_options(
    options: SearchOptions, sections: int, through: Workers | None, seconds: float, start: Mapping[int, int]
) -> SectionOptions:
    """Divides the threads among sections: processes here share them, each worker of a cluster has one."""
    cutting = options.params.decomposition
    if through is not None:
        workers, threads = replace(through, ahead=through.slots, params=cutting), 1
    else:
        workers, threads = local(min(options.threads, sections), 1, cutting), max(1, options.threads // sections)
    return SectionOptions(
        workers, threads, seconds, options.seed, start, options.reproducible, options.last, options.params
    )

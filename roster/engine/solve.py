"""From an admitted book to a verified rota."""

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
from roster.engine.answers import Answers
from roster.engine.checkpoints import Keeper
from roster.engine.decomposition.executor import Workers, local
from roster.engine.decomposition.solve_components import How, solve_apart
from roster.engine.diagnosis.conflict import find_conflict
from roster.engine.in_time import built_in_time
from roster.engine.levels import Better, Outcome, Progress, solve_levels
from roster.engine.model.components import has_several_groups, sections_of
from roster.engine.model.solution_io import read_in
from roster.engine.options import Options, SearchOptions
from roster.engine.solvers.cpsat import Status
from roster.engine.solvers.cpsat_thread import weighted
from roster.engine.workers.team import Team
from roster.errors import CAUSE_UNKNOWN, ConflictError
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
    """The book with the best rota found, verified.

    Args:
        stop: set it to end the search; the best rota so far is returned.
        report: told of every step, some twenty times a second.
        better: given a verified book with the best rota so far, at once and then now and again, from another thread.
        through: who solves what of the book can be solved apart; processes of this machine when None.
        say: told, in a sentence, where those have nothing to do.

    Raises:
        ClusterError: workers that could not do their part.
        ConflictError: no rota obeys the pins or the hard rules.
        NothingFoundError: time ran out, or the search was stopped, before there was any rota.
        EngineError: the checks disagree with the solver.
    """
    began = time.monotonic()
    stop = stop or threading.Event()
    options = SearchOptions.of(options)
    params = options.params
    with Team(workers=options.threads, seed=options.seed, stop=stop, params=params) as team:
        # What people could be on is most of what there is to decide.
        decisions = accumulate(len(facts.reachable(person)) for person in facts.book.people)
        if not options.alone and any(count > params.parallel.tiny_model for count in decisions):
            team.call()
        deadline = Deadline(options.now() + options.seconds, options.now)
        found = built_in_time(facts, rules, options, team, deadline, began)
        building = time.monotonic() - began
        answers = Answers(facts, rules, options, began, model=found.model, left_out=found.left_out)
        if found.first is not None and better is not None:
            better(found.first)
        if found.model is None:
            return found.first or answers.unsearched(interrupted=stop.is_set())
        for level, most in options.held.items():
            found.model.cp.add(weighted(found.model.objectives[level]) <= most)
            found.model.held.add(level)
        options = options if found.first is None else replace(options, start=found.first.rota)
        keeper = Keeper(answers, better, params.checkpoints) if better else None
        try:
            with existing_objects_skipped():
                outcome = _solved(
                    found.model,
                    options,
                    options.seconds * (1 - params.time.answer_share)
                    - building
                    - max(building * params.time.answer_share_of_building, found.checking),
                    team,
                    report=report,
                    better=keeper.offer if keeper else lambda found: None,
                    through=through,
                    say=say,
                )
        finally:
            if keeper:
                keeper.close()
    contradicts = outcome.status is Status.INFEASIBLE and not found.left_out  # else somebody left out may be lacking
    if contradicts and not options.names_conflict:
        raise ConflictError(CAUSE_UNKNOWN)
    if contradicts:
        raise ConflictError(
            find_conflict(
                facts,
                rules,
                seconds=max(params.time.least_conflict_seconds, options.seconds - (time.monotonic() - began)),
                workers=options.threads,
                seed=options.seed,
                stop=stop,
                params=params.diagnosis,
            )
        )
    if outcome.solution is None:
        return found.first or answers.unsearched(interrupted=stop.is_set())
    return answers.book(outcome.solution, outcome.levels, interrupted=stop.is_set(), cut_short=outcome.cut_short)


def _solved(
    model: RotaModel,
    options: SearchOptions,
    seconds: float,
    team: Team,
    *,
    report: Callable[[Progress], None],
    better: Callable[[Better], None],
    through: Workers | None,
    say: Callable[[str], None],
) -> Outcome:
    """The levels of a model, solved together or, where its components allow, apart."""
    began = time.monotonic()
    start: Mapping[int, int] = read_in(model, options.start) if options.start else {}
    params = options.params
    large = len(model.cp.proto.variables) >= params.decomposition.least_model
    apart = large and not options.alone and has_several_groups(model)
    sections = sections_of(model, params.decomposition.least_section) if apart else []
    left = seconds - (time.monotonic() - began)
    if sections:
        team.dismiss()
        workers = local(min(options.threads, len(sections)), 1, params.decomposition)
        if through:
            workers = replace(through, ahead=through.slots, params=params.decomposition)
        threads = 1 if through else max(1, options.threads // len(sections))
        how = How(workers, threads, left, options.seed, start, options.reproducible, options.last, params)
        return solve_apart(model, sections, how, stop=team.stop, report=report, better=better)
    if through is not None:
        say("the book has no parts that are worth solving apart, so it is solved here and not in the cluster")
    return solve_levels(
        model,
        team,
        seconds=left,
        start=start,
        reproducible=options.reproducible,
        alone=options.alone,
        enough=lambda result: options.ends_with(result.level),
        report=report,
        better=better,
    )

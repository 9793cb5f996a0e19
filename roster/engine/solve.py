"""From an admitted book to a verified rota."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from importlib.metadata import PackageNotFoundError, version
from zoneinfo import ZoneInfo

from constraints.base import Rule
from constraints.context import RotaModel
from constraints.facts import Facts
from constraints.verify import Verdict, verify
from constraints.view import RotaView
from models.book import Book
from models.rota import (
    POINT,
    DutyRecord,
    Ended,
    LevelScore,
    Provenance,
    Rota,
)
from models.rules import Level
from roster.engine.conflict import Conflict, find_conflict
from roster.engine.cpsat import EngineError, Status
from roster.engine.levels import LevelResult, Progress, solve_levels
from roster.engine.pins import pin_all, pins_alone
from roster.engine.readout import read_out

LEAST_SEARCH = 0.1  # seconds, however little is left
LEAST_FOR_CONFLICT = 2.0  # seconds: an answer that names nothing is worth less than a little more time
# Kept for reading out and checking the rota: a share of the time limit, and of the time that building took.
SPARE, SPARE_OF_BUILDING = 0.02, 0.25


@dataclass(frozen=True)
class Options:
    """How to search.

    Attributes:
        time_limit: seconds of wall time for building, searching and checking.
        spent: seconds of it that are used up already, or needed for what comes after.
        workers: threads; the machine's cores when None.
    """

    time_limit: float = 300.0
    spent: float = 0.0
    workers: int | None = None
    seed: int = 0

    @property
    def seconds(self) -> float:
        """What is left of the time limit."""
        return max(LEAST_SEARCH, self.time_limit - self.spent)

    @property
    def threads(self) -> int:
        """The number of threads meant."""
        return self.workers or os.cpu_count() or 1


class ConflictError(Exception):
    """No rota obeys the pins or the hard rules.

    Attributes:
        conflict: what contradicts itself.
    """

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        super().__init__("\n".join(conflict.sentences))


class NothingFoundError(Exception):
    """The search ended before there was any rota, and nothing is known of whether one exists."""


def solve(
    facts: Facts,
    rules: Sequence[Rule],
    options: Options,
    *,
    stop: threading.Event | None = None,
    report: Callable[[Progress], None] = lambda progress: None,
) -> Book:
    """The book with the best rota found, verified.

    Args:
        stop: set it to end the search; the best rota so far is returned.
        report: told of every step, some twenty times a second.

    Raises:
        ConflictError: no rota obeys the pins or the hard rules.
        NothingFoundError: time ran out, or the search was stopped, before there was any rota.
        EngineError: the checks disagree with the solver.
    """
    began = time.monotonic()
    stop = stop or threading.Event()
    made_at = datetime.now(UTC).replace(microsecond=0)
    model = RotaModel(facts, rules)
    pin_all(model, facts.book.pins)
    building = time.monotonic() - began
    search = solve_levels(
        model,
        seconds=options.seconds * (1 - SPARE) - building * (1 + SPARE_OF_BUILDING),
        workers=options.threads,
        seed=options.seed,
        stop=stop,
        report=report,
    )
    if search.status is Status.INFEASIBLE:
        raise ConflictError(
            find_conflict(
                facts,
                rules,
                seconds=max(LEAST_FOR_CONFLICT, options.seconds - (time.monotonic() - began)),
                workers=options.threads,
                seed=options.seed,
                stop=stop,
            )
        )
    if search.solution is not None:
        assignments, vehicles = read_out(model, search.solution)
    else:
        assignments, vehicles = pins_alone(facts, facts.book.pins), {}
    view = RotaView(facts, assignments, vehicles)
    verdict = verify(view, rules)
    if search.solution is None and not verdict.legal:
        raise NothingFoundError(
            "the search was stopped before it found a rota"
            if stop.is_set()
            else "no rota was found within the time limit"
        )
    levels = {result.level: result for result in search.levels} if search.solution is not None else {}
    _compare(levels, verdict, rules)
    scores = tuple(_score(level, levels.get(level), verdict) for level in model.levels)
    ended = (
        Ended.PROVEN
        if all(score.proven for score in scores)
        else Ended.INTERRUPTED
        if stop.is_set()
        else Ended.TIME_LIMIT
    )
    rota = Rota(
        assignments=tuple(view.assignments),
        duties=tuple(_records(view)),
        scores=scores,
        breaches=tuple(verdict.soft),
        provenance=Provenance(
            input_hash=facts.book.input_hash,
            ended=ended,
            made_at=made_at,
            seconds=round(time.monotonic() - began, 2),
            time_limit=options.time_limit,
            seed=options.seed,
            workers=options.threads,
            versions=_versions(),
        ),
    )
    return facts.book.model_copy(update={"rota": rota})


def _compare(levels: Mapping[Level, LevelResult], verdict: Verdict, rules: Sequence[Rule]) -> None:
    """Stop the program where the checks do not confirm what the solver says.

    Raises:
        EngineError: a hard breach, or a value the checks do not find.
    """
    if not verdict.legal:
        told = "; ".join(breach.message for breach in verdict.hard[:5])
        raise EngineError(f"the solver's rota breaks hard rules: {told}" + _suspects(rules, Level.HARD))
    for level, result in levels.items():
        found = verdict.units(level)
        if found > result.value or (result.proven and found != result.value):
            raise EngineError(
                f"at the level {level} the solver counts {result.value / POINT:g} points, the checks {found / POINT:g}"
                + _suspects(rules, level)
            )


def _suspects(rules: Sequence[Rule], level: Level) -> str:
    """Rules of the user's own at a level: where post and check disagree it is most likely in one of these."""
    own = [rule.kind for rule in rules if rule.level is level and not type(rule).__module__.startswith("constraints.")]
    return f"; look at the post and check of your own {' and '.join(own)}" if own else ""


def _score(level: Level, result: LevelResult | None, verdict: Verdict) -> LevelScore:
    value = verdict.units(level)
    bound = result.bound if result is not None else None
    return LevelScore(
        level=level,
        value=value / POINT,
        bound=None if bound is None else bound / POINT,
        proven=result is not None and (result.proven or (bound is not None and bound >= value)),
    )


def _records(view: RotaView) -> list[DutyRecord]:
    zone = view.facts.book.period.zone
    return [
        DutyRecord(
            duty=duty.id,
            call_sign=duty.call_sign.id,
            date=duty.date,
            shift=duty.shift.id,
            start=_with_offset(duty.start, zone),
            end=_with_offset(duty.end, zone),
            state=view.state(duty),
            vehicle=view.vehicles.get(duty.id),
        )
        for duty in view.duties
    ]


def _with_offset(instant: datetime, zone: ZoneInfo) -> datetime:
    """An instant with the zone's offset as a number: in the repeated hour of October a zone's times equal no others."""
    local = instant.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


def _versions() -> dict[str, str]:
    found = {}
    for package in ("jru-roster", "ortools", "holidays", "tzdata"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:  # run from a checkout that is not installed
            found[package] = "not installed"
    return found

"""Turns a solution into the book that leaves the engine: its rota, checked and scored, with how it was made."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from constraints.base import Rule
from constraints.facts import Facts
from constraints.rota_model import RotaModel
from constraints.verify import Verdict, verify
from constraints.view import RotaView
from models.book import Book
from models.rota import POINT, Ended, LevelScore, Provenance, Rota
from models.rules import SOFT_LEVELS, Level
from roster.analysis.duty_records import duty_records
from roster.engine.levels import LevelResult
from roster.engine.model.pins import assignments_of_pins, obeys_pins
from roster.engine.model.solution_io import read_out
from roster.engine.options import SearchOptions
from roster.errors import EngineError, NothingFoundError
from roster.version import versions


class Answers:
    """Turns solutions of one model into solved books.

    Args:
        began: `time.monotonic()` when the work on the book began.
        model: None where there was no time to build one.
        left_out: ids of people whom the model leaves out; proofs without them are no proofs for the book.
    """

    def __init__(
        self,
        facts: Facts,
        rules: Sequence[Rule],
        options: SearchOptions,
        began: float,
        *,
        model: RotaModel | None,
        left_out: Sequence[str] = (),
    ) -> None:
        self._facts = facts
        self._rules = rules
        self._options = options
        self._began = began
        self._model = model
        self._left_out = tuple(left_out)
        self._made_at = datetime.now(UTC).replace(microsecond=0)

    def book(
        self, solution: Sequence[int], levels: Sequence[LevelResult], *, interrupted: bool, cut_short: bool = False
    ) -> Book:
        """Returns the book with the rota of a solution.

        Args:
            solution: a value for each variable of the model.
            levels: results of the levels that were solved.
            interrupted: whether the user ended the search.
            cut_short: whether a search that should be reproducible was ended by the clock.

        Raises:
            EngineError: the checks do not confirm the values of the solver.
        """
        assert self._model is not None
        assignments, vehicles = read_out(self._model, solution)
        view = RotaView(self._facts, assignments, vehicles)
        verdict = verify(view, self._rules)
        results = {result.level: result for result in levels}
        _compare(results, verdict, self._rules)
        if self._left_out:
            results = {level: _without_proof(result) for level, result in results.items()}
        return self._with_rota(view, verdict, results, interrupted=interrupted, cut_short=cut_short)

    def unsearched(self, *, interrupted: bool) -> Book:
        """Returns the book with the rota it was started from, or with its pins only: for a search without a solution.

        Raises:
            NothingFoundError: neither is a legal rota.
        """
        facts, start = self._facts, self._options.start
        known = [RotaView(facts, assignments_of_pins(facts, facts.book.pins), {})]
        if start is not None and obeys_pins(facts, facts.book.pins, start.assignments):
            known.insert(0, RotaView(facts, start.assignments, {item.duty: item.vehicle for item in start.duties}))
        for view in known:
            verdict = verify(view, self._rules)
            if verdict.legal:
                return self._with_rota(view, verdict, {}, interrupted=interrupted, cut_short=True)
        ended = "the search was stopped before it found a rota" if interrupted else ""
        raise NothingFoundError(ended or "no rota was found within the time limit")

    def _with_rota(
        self,
        view: RotaView,
        verdict: Verdict,
        results: Mapping[Level, LevelResult],
        *,
        interrupted: bool,
        cut_short: bool,
    ) -> Book:
        book, options = self._facts.book, self._options
        scores = tuple(_score(level, results.get(level), verdict) for level in self._levels)
        # Which people were left out depended on the speed of the machine.
        cut_short = cut_short or bool(self._left_out)
        repeatable = (options.reproducible or options.single_thread_rounds > 0) and not cut_short and not interrupted
        ended = Ended.INTERRUPTED if interrupted else Ended.TIME_LIMIT
        if all(score.proven for score in scores if options.asks_for(score.level)):
            ended = Ended.PROVEN
        elif repeatable:
            ended = Ended.STEPS
        rota = Rota(
            assignments=tuple(view.assignments),
            duties=tuple(duty_records(view)),
            scores=scores,
            breaches=tuple(verdict.soft),
            provenance=Provenance(
                input_hash=book.input_hash,
                ended=ended,
                made_at=self._made_at,
                seconds=round(time.monotonic() - self._began, 2),
                time_limit=options.time_limit,
                seed=options.seed,
                workers=options.threads,
                reproducible=repeatable,
                left_out=self._left_out,
                versions=versions(("jru-roster", "ortools", "holidays", "tzdata")),
            ),
        )
        return book.model_copy(update={"rota": rota})

    @property
    def _levels(self) -> list[Level]:
        """The levels that get a score: disturbance only where a rule counts changes of a published rota."""
        if self._model is not None:
            return self._model.levels
        disturbs = self._facts.book.published and any(rule.level is Level.DISTURBANCE for rule in self._rules)
        return [level for level in SOFT_LEVELS if disturbs or level is not Level.DISTURBANCE]


def _without_proof(result: LevelResult) -> LevelResult:
    """Replaces a lower bound that was proven with people left out by 0, which holds for every level."""
    return LevelResult(result.level, result.value, 0, proven=result.value == 0)


def _compare(levels: Mapping[Level, LevelResult], verdict: Verdict, rules: Sequence[Rule]) -> None:
    """Compares the values of the solver with those of the checks, which must agree.

    Raises:
        EngineError: the rota breaks a hard rule, or the checks count another value.
    """
    if not verdict.legal:
        breaches = "; ".join(breach.message for breach in verdict.hard[:5])
        raise EngineError(f"the solver's rota breaks hard rules: {breaches}" + _suspects(rules, Level.HARD))
    for level, result in levels.items():
        found = verdict.units(level)
        if found > result.value or (result.proven and found != result.value):
            raise EngineError(
                f"at the level {level} the solver counts {result.value / POINT:g} points, the checks {found / POINT:g}"
                + _suspects(rules, level)
            )


def _suspects(rules: Sequence[Rule], level: Level) -> str:
    """Names the user's own rules at a level: where post and check disagree, one of them is most likely wrong."""
    kinds = [
        rule.kind for rule in rules if rule.level is level and not type(rule).__module__.startswith("constraints.")
    ]
    return f"; look at the post and check of your own {' and '.join(kinds)}" if kinds else ""


def _score(level: Level, result: LevelResult | None, verdict: Verdict) -> LevelScore:
    value = verdict.units(level)
    bound = result.bound if result is not None else None
    return LevelScore(
        level=level,
        value=value / POINT,
        bound=None if bound is None else bound / POINT,
        proven=result is not None and (result.proven or (bound is not None and bound >= value)),
    )

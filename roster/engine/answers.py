"""A solver's values as a book that can leave the engine: read out, checked, scored, and told how it was made."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from constraints.base import Rule
from constraints.context import RotaModel
from constraints.verify import Verdict, verify
from constraints.view import RotaView
from models.book import Book
from models.rota import POINT, DutyRecord, Ended, LevelScore, Provenance, Rota
from models.rules import Level
from roster.engine.levels import LevelResult
from roster.engine.options import SearchOptions
from roster.engine.pins import pins_alone
from roster.engine.readout import read_out
from roster.errors import EngineError, NothingFoundError
from roster.version import versions


class Answers:
    """Turns values of a model's variables into solved books.

    Args:
        began: time.monotonic() when the work on the book began.
    """

    def __init__(self, model: RotaModel, options: SearchOptions, began: float) -> None:
        self._model = model
        self._options = options
        self._began = began
        self._made_at = datetime.now(UTC).replace(microsecond=0)

    def book(
        self, solution: Sequence[int], levels: Sequence[LevelResult], *, interrupted: bool, cut_short: bool = False
    ) -> Book:
        """The book with the rota of a solution.

        Args:
            levels: what the levels came to, as far as they were solved.
            cut_short: whether what was to be reproducible came to the end of its time.

        Raises:
            EngineError: the checks do not confirm what the solver says.
        """
        assignments, vehicles = read_out(self._model, solution)
        view = RotaView(self._model.facts, assignments, vehicles)
        verdict = verify(view, self._model.rules)
        results = {result.level: result for result in levels}
        _compare(results, verdict, self._model.rules)
        return self._with_rota(view, verdict, results, interrupted=interrupted, cut_short=cut_short)

    def pins_alone(self, *, interrupted: bool) -> Book:
        """The book with a rota of its pins and nothing else, where the search found nothing.

        Raises:
            NothingFoundError: that is no legal rota.
        """
        facts = self._model.facts
        view = RotaView(facts, pins_alone(facts, facts.book.pins), {})
        verdict = verify(view, self._model.rules)
        if not verdict.legal:
            raise NothingFoundError(
                "the search was stopped before it found a rota"
                if interrupted
                else "no rota was found within the time limit"
            )
        return self._with_rota(view, verdict, {}, interrupted=interrupted, cut_short=True)

    def _with_rota(
        self,
        view: RotaView,
        verdict: Verdict,
        results: Mapping[Level, LevelResult],
        *,
        interrupted: bool,
        cut_short: bool,
    ) -> Book:
        book, options = self._model.facts.book, self._options
        scores = tuple(_score(level, results.get(level), verdict) for level in self._model.levels)
        repeatable = (options.reproducible or options.alone > 0) and not cut_short and not interrupted
        ended = Ended.INTERRUPTED if interrupted else Ended.TIME_LIMIT
        if all(score.proven for score in scores if options.asks_for(score.level)):
            ended = Ended.PROVEN
        elif repeatable:
            ended = Ended.STEPS
        rota = Rota(
            assignments=tuple(view.assignments),
            duties=tuple(_records(view)),
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
                versions=versions(("jru-roster", "ortools", "holidays", "tzdata")),
            ),
        )
        return book.model_copy(update={"rota": rota})


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

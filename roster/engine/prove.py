"""What a rota is said to be proven of, held against what the solver finds: confirmed, refuted or open, level by level.

The search begins with the rota itself and never sees what is claimed of it. A level is refuted by a better rota, which
the checks pass; what later levels come to is then asked with that level held at the value of the rota in question.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from constraints.base import Rule
from constraints.facts import Facts
from constraints.verify import Verdict
from models.rota import POINT, LevelScore, Rota
from models.rules import SOFT_LEVELS, Level
from roster.analysis.words import points
from roster.engine.levels import Progress
from roster.engine.options import SearchOptions
from roster.engine.solve import solve
from roster.errors import ConflictError, EngineError, NothingFoundError


class Finding(StrEnum):
    """What came of a claim."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    OPEN = "open"


@dataclass(frozen=True)
class LevelProof:
    """What was found of one level; numbers are sixtieths of a point.

    Attributes:
        claimed: proven best, or a bound, or nothing.
        value: of the rota, as it is counted.
        found: the least that a rota was found to come to, those levels before it held; None when it was not asked.
        bound: what no rota is below.
    """

    level: Level
    claim: LevelScore
    finding: Finding
    value: int
    found: int | None = None
    bound: int | None = None

    @property
    def sentence(self) -> str:
        """What came of it, in words."""
        return f"{self.level}: {self.finding}: {self._why}"

    def as_data(self) -> dict[str, object]:
        """The same for scripts, in points."""
        numbers = {"value": self.value, "found": self.found, "bound": self.bound}
        told = {name: None if number is None else number / POINT for name, number in numbers.items()}
        claim = self.claim.model_dump(mode="json", include={"bound", "proven"})
        return {"level": self.level, "finding": self.finding, "claimed": claim, **told, "sentence": self.sentence}

    @property
    def _why(self) -> str:
        if not _claims_something(self.claim):
            return "nothing is claimed of it"
        value, least = points(self.value / POINT), points(_claimed(self) / POINT)
        said = f"{value} are said to be proven best"
        if not self.claim.proven:
            said = f"none is said to come to less than {least}"
        if self.found is None or self.bound is None:
            return f"{said}; there was no time to ask"
        better = f"a rota with {points(self.found / POINT)} was found and checked"
        if self.finding is Finding.REFUTED:
            return f"{better}; {said}"
        if self.finding is Finding.CONFIRMED:
            sure = f"no rota comes to less than {least}"
            return f"{sure}; this one has {value}, and {better}" if self.found < self.value else sure
        if _refutes(self, self.found):
            return f"{better}; {said}, with the past kept and as few people disturbed as can be, which was not asked"
        nearer = better if self.found < self.value else "nothing better was found in the time there was"
        return f"{said}; {nearer}, and no rota comes to less than {points(self.bound / POINT)}"


def prove_levels(
    facts: Facts,
    rules: Sequence[Rule],
    rota: Rota,
    verdict: Verdict,
    options: SearchOptions,
    seconds: float,
    report: Callable[[Progress], None] = lambda progress: None,
) -> list[LevelProof]:
    """What comes of each level's claim, in order.

    Args:
        verdict: of the rota; it breaks no hard rule.
        options: how to search.
        seconds: for all levels together.

    Raises:
        EngineError: the solver contradicts the checks.
    """
    return _Proof(facts, rules, rota, verdict, options, seconds, report).go()


class _Proof:
    def __init__(
        self,
        facts: Facts,
        rules: Sequence[Rule],
        rota: Rota,
        verdict: Verdict,
        options: SearchOptions,
        seconds: float,
        report: Callable[[Progress], None],
    ) -> None:
        self._facts = facts
        self._rules = rules
        self._rota = rota
        self._values: dict[Level, int] = {level: verdict.units(level) for level in SOFT_LEVELS}
        self._options = options
        self._report = report
        self._deadline = time.monotonic() + seconds
        self._proofs = {
            score.level: LevelProof(score.level, score, Finding.OPEN, self._values[score.level])
            for score in sorted(rota.scores, key=lambda score: SOFT_LEVELS.index(score.level))
        }

    def go(self) -> list[LevelProof]:
        waiting = []
        for level, proof in self._proofs.items():
            if _claims_something(proof.claim) and self._values[level]:
                waiting.append(level)
            elif _claims_something(proof.claim):  # nothing costs less than nothing
                self._proofs[level] = self._judged(level, LevelScore(level=level, value=0, bound=0, proven=True))
        # Of the others nothing is asked: they cost no more than they do. Those that cost nothing can do no better, and
        # a row over all of a level would keep parts from being solved apart.
        held = {level: value for level, value in self._values.items() if value and level not in waiting}
        while waiting and (left := self._deadline - time.monotonic()) > 0:
            better = self._improved(waiting, held, left)
            if better is None:
                break
            held[better] = self._values[better]
        return list(self._proofs.values())

    def _improved(self, waiting: list[Level], held: Mapping[Level, int], seconds: float) -> Level | None:
        """Judge what one search tells: up to the first level of which it finds a better rota, which is returned."""
        for level, found in self._solved(waiting, held, seconds).items():
            self._check(level, found)
            if level in waiting:
                self._proofs[level] = self._judged(level, found)
                waiting.remove(level)
            if (value := _units(found.value)) != self._values[level]:
                return level if value < self._values[level] else None
        return None

    def _solved(self, waiting: Sequence[Level], held: Mapping[Level, int], seconds: float) -> dict[Level, LevelScore]:
        """What levels come to, as far as the search came; it is stopped as soon as one that waits is refuted."""
        stop = threading.Event()

        def watch(progress: Progress) -> None:
            self._report(progress)
            value = None if progress.value is None else _units(progress.value)
            proof = self._proofs.get(progress.level)
            if value is not None and proof is not None and proof.level in waiting and _refutes(proof, value):
                stop.set()

        options = replace(
            self._options,
            time_limit=seconds,
            spent=0.0,
            start=self._rota,
            last=waiting[-1],
            held=held,
            names_conflict=False,
        )
        try:
            solved = solve(self._facts, self._rules, options, stop=stop, report=watch)
        except ConflictError as error:
            raise EngineError("the solver finds no rota at all, and the checks pass this one") from error
        except NothingFoundError:
            return {}
        assert solved.rota is not None
        return {score.level: score for score in solved.rota.scores if score.bound is not None}

    def _check(self, level: Level, found: LevelScore) -> None:
        if found.bound is not None and _units(found.bound) > self._values[level]:
            raise EngineError(
                f"at the level {level} the solver says that no rota comes to less than {found.bound:g} points, the"
                f" checks count {self._values[level] / POINT:g} in this one"
            )

    def _judged(self, level: Level, found: LevelScore) -> LevelProof:
        proof = self._proofs[level]
        value, bound = _units(found.value), _units(found.bound or 0)
        finding = Finding.CONFIRMED if bound >= _claimed(proof) else Finding.OPEN
        if _refutes(proof, value):
            # What is proven of a repaired rota is so with the past kept and few people disturbed: not asked here.
            finding = Finding.OPEN if self._rota.provenance.repaired else Finding.REFUTED
        return LevelProof(level, proof.claim, finding, proof.value, value, bound)


def _claims_something(score: LevelScore) -> bool:
    """Whether anything is said to be proven of a level."""
    return score.proven or score.bound is not None


def _claimed(proof: LevelProof) -> int:
    """What no rota is said to be below."""
    return proof.value if proof.claim.proven else _units(proof.claim.bound or 0)


def _refutes(proof: LevelProof, value: int) -> bool:
    return value < _claimed(proof)


def _units(points: float) -> int:
    return round(points * POINT)


__all__ = ["Finding", "LevelProof", "prove_levels"]

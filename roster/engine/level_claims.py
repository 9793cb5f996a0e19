"""Tests a book's claims of proof by solving again: each level's claim is confirmed, refuted or left open.

The search starts from the rota itself and does not use what is claimed of it. A level's claim is refuted by a better
rota that passes the checks. Later levels are then solved with the refuted level fixed to the value of the rota in
question, because the claims of later levels were made under that condition.
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
    """The result of testing a claim."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    OPEN = "open"


@dataclass(frozen=True)
class LevelProof:
    """The result of testing the claim of one level. Numbers are in sixtieths of a point.

    Attributes:
        claim: the score in the book: proven best, or with a lower bound, or with no claim.
        value: of the rota, as the checks count it.
        found: the lowest value found, with the levels before fixed; None where the level was not solved.
        bound: the lower bound found; None where the level was not solved.
    """

    level: Level
    claim: LevelScore
    finding: Finding
    value: int
    found: int | None = None
    bound: int | None = None

    @property
    def sentence(self) -> str:
        """The result in words."""
        return f"{self.level}: {self.finding}: {self._why}"

    def as_data(self) -> dict[str, object]:
        """Returns the result for scripts, in points."""
        numbers = {"value": self.value, "found": self.found, "bound": self.bound}
        in_points = {name: None if number is None else number / POINT for name, number in numbers.items()}
        claim = self.claim.model_dump(mode="json", include={"bound", "proven"})
        return {"level": self.level, "finding": self.finding, "claimed": claim, **in_points, "sentence": self.sentence}

    @property
    def _why(self) -> str:
        if not _claims_something(self.claim):
            return "nothing is claimed of it"
        value, least = points(self.value / POINT), points(_claimed(self) / POINT)
        claim = f"{value} are said to be proven best"
        if not self.claim.proven:
            claim = f"none is said to come to less than {least}"
        if self.found is None or self.bound is None:
            return f"{claim}; there was no time to ask"
        better = f"a rota with {points(self.found / POINT)} was found and checked"
        if self.finding is Finding.REFUTED:
            return f"{better}; {claim}"
        if self.finding is Finding.CONFIRMED:
            bound = f"no rota comes to less than {least}"
            return f"{bound}; this one has {value}, and {better}" if self.found < self.value else bound
        if _refutes(self, self.found):
            return f"{better}; {claim}, with the past kept and as few people disturbed as can be, which was not asked"
        nearer = better if self.found < self.value else "nothing better was found in the time there was"
        return f"{claim}; {nearer}, and no rota comes to less than {points(self.bound / POINT)}"


def prove_levels(
    facts: Facts,
    rules: Sequence[Rule],
    rota: Rota,
    verdict: Verdict,
    options: SearchOptions,
    seconds: float,
    report: Callable[[Progress], None] = lambda progress: None,
) -> list[LevelProof]:
    """Tests the claim of each level, in order.

    Args:
        rota: the rota whose scores make the claims.
        verdict: the verdict of the checks on it, with no hard breach.
        options: how to search.
        seconds: time for all levels together.
        report: called with the progress of the search.

    Raises:
        EngineError: the solver contradicts the checks.
    """
    return _Proof(facts, rules, rota, verdict, options, seconds, report).go()


class _Proof:
    """Tests the claims of one rota."""

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
        """Solves until every claim is tested or the time is up."""
        waiting = []
        for level, proof in self._proofs.items():
            if _claims_something(proof.claim) and self._values[level]:
                waiting.append(level)
            elif _claims_something(proof.claim):  # a value of 0 cannot be improved
                self._proofs[level] = self._judged(level, LevelScore(level=level, value=0, bound=0, proven=True))
        # Levels without a claim may cost no more than in the rota. Those with value 0 need no such constraint, and
        # without it the components of the model stay independent.
        fixed = {level: value for level, value in self._values.items() if value and level not in waiting}
        while waiting and (left := self._deadline - time.monotonic()) > 0:
            better = self._improved(waiting, fixed, left)
            if better is None:
                break
            fixed[better] = self._values[better]
        return list(self._proofs.values())

    def _improved(self, waiting: list[Level], fixed: Mapping[Level, int], seconds: float) -> Level | None:
        """Solves once and judges the levels up to the first one for which a better rota is found, which is returned."""
        for level, found in self._solved(waiting, fixed, seconds).items():
            self._check(level, found)
            if level in waiting:
                self._proofs[level] = self._judged(level, found)
                waiting.remove(level)
            if (value := _units(found.value)) != self._values[level]:
                return level if value < self._values[level] else None
        return None

    def _solved(self, waiting: Sequence[Level], fixed: Mapping[Level, int], seconds: float) -> dict[Level, LevelScore]:
        """Returns the scores of the levels that were solved; stops as soon as a claim that waits is refuted."""
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
            fixed_levels=fixed,
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
            # A repair proves its levels with the past fixed and few people disturbed; this search does neither.
            finding = Finding.OPEN if self._rota.provenance.repaired else Finding.REFUTED
        return LevelProof(level, proof.claim, finding, proof.value, value, bound)


def _claims_something(score: LevelScore) -> bool:
    """Tells whether a score claims a proof or a lower bound."""
    return score.proven or score.bound is not None


def _claimed(proof: LevelProof) -> int:
    """Returns the claimed lower bound, in sixtieths of a point."""
    return proof.value if proof.claim.proven else _units(proof.claim.bound or 0)


def _refutes(proof: LevelProof, value: int) -> bool:
    """Tells whether a rota with this value refutes the claim."""
    return value < _claimed(proof)


def _units(points: float) -> int:
    """Converts points to sixtieths of a point."""
    return round(points * POINT)


__all__ = ["Finding", "LevelProof", "prove_levels"]

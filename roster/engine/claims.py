"""Tests all claims of a book that only solving again can confirm: proofs of its levels, and its cures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from constraints.base import Rule
from constraints.verify import Verdict
from constraints.view import RotaView
from models.book import Book
from models.rota import Cure, LevelScore
from roster.engine.diagnosis.cures import confirm_cures
from roster.engine.level_claims import Finding, LevelProof, prove_levels
from roster.engine.levels import Progress
from roster.engine.options import SearchOptions
from roster.engine.params.around_search import DiagnosisParams


@dataclass(frozen=True)
class CureProof:
    """The result of testing a cure."""

    duty: str
    cure: Cure
    finding: Finding

    @property
    def sentence(self) -> str:
        """The result in words."""
        what = f"cure of {self.duty}, '{self.cure.change}': {self.finding}"
        crewed = self.cure.crews[0] if len(self.cure.crews) == 1 else f"all {len(self.cure.crews)} duties"
        return {
            Finding.CONFIRMED: f"{what}: a rota in which it crews {crewed} was found and checked",
            Finding.REFUTED: f"{what}: no rota with it crews {crewed} and stands down no other",
            Finding.OPEN: f"{what}: it could not be said in the time there was",
        }[self.finding]


@dataclass(frozen=True)
class Proofs:
    """The results of testing all claims of a book."""

    levels: tuple[LevelProof, ...]
    cures: tuple[CureProof, ...]

    @property
    def refuted(self) -> bool:
        """Whether any claim is refuted."""
        return Finding.REFUTED in [item.finding for item in self.levels] + [item.finding for item in self.cures]

    @property
    def sentences(self) -> list[str]:
        """A sentence for each claim."""
        return [item.sentence for item in self.levels] + [item.sentence for item in self.cures]


def prove_claims(
    view: RotaView,
    rules: Sequence[Rule],
    verdict: Verdict,
    options: SearchOptions,
    report: Callable[[Progress], None] = lambda progress: None,
) -> Proofs:
    """Tests each claim of a book's rota by solving again.

    Args:
        view: the rota, with records in place of plans.
        verdict: the verdict of the checks on it, with no hard breach.
        options: how to search; the time limit is for all claims together.
        report: called with the progress of the search.

    Raises:
        EngineError: the solver contradicts the checks.
    """
    began = time.monotonic()
    book = _as_counted(view, verdict)
    assert book.rota is not None
    share_for_cures = options.params.time.cures_share if any(item.cures for item in book.rota.cures) else 0
    levels = prove_levels(
        view.facts, rules, book.rota, verdict, options, options.seconds * (1 - share_for_cures), report
    )
    left = options.seconds - (time.monotonic() - began)
    return Proofs(tuple(levels), tuple(_cures(book, rules, left, options.params.diagnosis)))


def _cures(book: Book, rules: Sequence[Rule], seconds: float, params: DiagnosisParams) -> Iterator[CureProof]:
    findings = {True: Finding.CONFIRMED, False: Finding.REFUTED, None: Finding.OPEN}
    for duty, cure, holds in confirm_cures(book, rules, seconds=seconds, params=params):
        yield CureProof(duty, cure, findings[holds])


def _as_counted(view: RotaView, verdict: Verdict) -> Book:
    """Returns the book with its claims, but with every value and state as the checks count it."""
    book = view.facts.book
    assert book.rota is not None
    claimed = {score.level: score for score in book.rota.scores}
    scores = [
        claimed.get(level, LevelScore(level=level, value=value)).model_copy(update={"value": value})
        for level, value in verdict.values.items()
        if level in claimed or value
    ]
    rota = book.rota.model_copy(
        update={
            "assignments": tuple(view.assignments),
            "duties": tuple(
                record.model_copy(update={"state": view.state(view.facts.duty[record.duty])})
                for record in book.rota.duties
            ),
            "scores": tuple(scores),
            "breaches": tuple(verdict.soft),
        }
    )
    return book.model_copy(update={"rota": rota})


__all__ = ["CureProof", "Finding", "Proofs", "prove_claims"]

"""The verdict on a rota as the board shows it: broken hard rules, then each level now against the best known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from constraints.verify import Verdict
from models.base import Model
from models.rota import Breach, LevelScore
from models.rules import SOFT_LEVELS, Level
from roster.analysis.words import lacking, lacking_most, plain, points
from roster.desk.service.access.masking import Masking

_SAME = 1e-9


class BreachLine(Model):
    """A broken rule in a sentence, and where it is.

    Attributes:
        rule: the kind of the rule.
        message: the sentence, with people's names.
        person, duty: ids of the place; None where it does not apply.
        points: what it costs; 0 for a hard rule.
    """

    rule: str
    message: str
    person: str | None = None
    duty: str | None = None
    points: float = 0


class LevelLine(Model):
    """One level: what it lacks now, and how that compares with the best known rota.

    Attributes:
        value: points now; less is better.
        lacks: the same in words: `2 duties stood down`.
        most: the part of it that costs most: `8 hours short of promises and 1 more`, where there is one more thing.
        best_most: the same of the best known rota; empty where it is not known.
        best: points of the best known rota; None where none is known.
        proven: whether no rota is better than the best known, earlier levels held.
        standing: how the value compares with the best.
        words: the comparison in words.
        breaches: what it is made of.
    """

    level: Level
    value: float
    lacks: str
    most: str
    best_most: str
    best: float | None
    proven: bool
    standing: Literal["best", "worse", "better", "unknown"]
    words: str
    breaches: tuple[BreachLine, ...]

    @property
    def brief(self) -> str:
        """The comparison in as few words as can be: `best known: 2 duties stood down`."""
        if self.best is None or self.standing == "best":
            return self.words
        if self.best_most and self.best_most != self.most:
            return f"best known: {self.best_most}"
        more = self.value - self.best
        return f"{points(abs(more))} {'more' if more > 0 else 'less'} than the best known"


class VerdictStrip(Model):
    """The verdict on a rota.

    Attributes:
        hard: broken hard rules, each of which makes the rota illegal.
        levels: the soft levels, the most important first.
    """

    hard: tuple[BreachLine, ...]
    levels: tuple[LevelLine, ...]

    @property
    def legal(self) -> bool:
        """Whether no hard rule is broken."""
        return not self.hard

    @property
    def sentence(self) -> str:
        """The verdict in a sentence, for readers who hear it: `No hard rule is broken. Cover: every duty runs.`"""
        number = len(self.hard)
        broken = "No hard rule is broken"
        if number:
            broken = f"{number} hard rule{'s are' if number > 1 else ' is'} broken"
        levels = "; ".join(f"{line.level}: {line.lacks}, {line.words}" for line in self.levels)
        return f"{broken}. {levels[:1].upper()}{levels[1:]}."


@dataclass(frozen=True)
class BestRota:
    """What is told of the best rota known, beside the rota as it is.

    Attributes:
        scores: its levels; empty where none is known.
        breaches: what they are made of; empty where that is not known.
    """

    scores: Sequence[LevelScore] = ()
    breaches: Sequence[Breach] = ()


def verdict_strip(verdict: Verdict, best: BestRota, masking: Masking) -> VerdictStrip:
    """Makes the strip.

    Args:
        verdict: of the rota as it is now.
        best: the best rota known of this book.
        masking: hides what the viewer may not see; points are of the whole verdict all the same.
    """
    known = {score.level: score for score in best.scores}
    found = []
    for level in SOFT_LEVELS:
        breaches = [breach for breach in verdict.soft if breach.level is level]
        score = known.get(level)
        value = verdict.value(level)
        if level is Level.DISTURBANCE and not breaches and score is None:
            continue
        found.append(
            LevelLine(
                level=level,
                value=value,
                lacks=lacking(breaches, level),
                most=lacking_most(breaches, level),
                best_most=lacking_most(best.breaches, level) if score and best.breaches else "",
                best=None if score is None else score.value,
                proven=score is not None and score.proven,
                standing=_standing(value, score),
                words=_words(value, score),
                breaches=breach_lines(breaches, masking),
            )
        )
    return VerdictStrip(hard=breach_lines(verdict.hard, masking), levels=tuple(found))


def breach_lines(breaches: Iterable[Breach], masking: Masking) -> tuple[BreachLine, ...]:
    """Breaches as lines that a viewer may read, in their order."""
    return tuple(
        BreachLine(
            rule=breach.rule,
            message=breach.message,
            person=breach.person,
            duty=breach.duty,
            points=breach.points,
        )
        for breach in masking.breaches(breaches)
    )


def _standing(value: float, best: LevelScore | None) -> Literal["best", "worse", "better", "unknown"]:
    if best is None:
        return "unknown"
    if abs(value - best.value) <= _SAME:
        return "best"
    return "worse" if value > best.value else "better"


def _words(value: float, best: LevelScore | None) -> str:
    """`proven best`, `8 more than the best rota known has, 64`."""
    if best is None:
        return "best not known"
    if abs(value - best.value) <= _SAME:
        return "proven best" if best.proven else "best known"
    more = value - best.value
    return f"{points(abs(more))} {'more' if more > 0 else 'less'} than the best rota known has, {plain(best.value)}"


__all__ = ["BestRota", "BreachLine", "LevelLine", "VerdictStrip", "breach_lines", "verdict_strip"]

"""The verdict on a rota as the board shows it: broken hard rules, then each level now against the best known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from constraints.verify import Verdict
from models.base import Model
from models.rota import Breach, LevelScore
from models.rules import SOFT_LEVELS, Level
from roster.analysis.words import lacking, lacking_most, lacking_of, lacks, plain, points
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


class PartLine(Model):
    """A part of a level that is not as in the best known rota.

    Attributes:
        now, best: what it amounts to now, and in the best known rota: `2 duties stood down`.
        points, best_points: what that costs.
    """

    now: str
    best: str
    points: float
    best_points: float

    @property
    def weight(self) -> str:
        """What it costs where the amount alone does not tell: `20 points, 10 in the best known`."""
        return f"{points(self.points)}, {plain(self.best_points)} in the best known"

    @property
    def sentence(self) -> str:
        """The difference: `2 duties stood down, 1 in ...`, as a line of a list."""
        if self.now == self.best:
            return f"{self.now} in both; they weigh {self.weight}"
        return f"{self.now} ({points(self.points)}); best known: {self.best} ({points(self.best_points)})"


class LevelLine(Model):
    """One level: what it lacks now, and how that compares with the best known rota.

    Attributes:
        value: points now; less is better.
        lacks: the same in words: `2 duties stood down`.
        most: the part of it that costs most: `8 hours short of promises and 1 more`, where there is one more thing; of
            a level that is not as good as the best known, the part that makes the greatest difference.
        differs: the parts that are not as in the best known rota, the greatest difference first; empty where that
            rota is as good, or not known part by part.
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
    differs: tuple[PartLine, ...]
    best: float | None
    proven: bool
    standing: Literal["best", "worse", "better", "unknown"]
    words: str
    breaches: tuple[BreachLine, ...]

    @property
    def brief(self) -> str:
        """The comparison in as few words as can be: `best known: 2`."""
        if self.best is None or self.standing == "best":
            return self.words
        if self.standing == "better":
            return "better than the last search found"
        if self.differs:
            part = self.differs[0]
            return part.weight if part.now == part.best else f"best known: {part.best.partition(' ')[0]}"
        return f"{points(self.value - self.best)} more than the best known"


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
        standing = _standing(value, score)
        differs = tuple(_differing(breaches, best, level, standing)) if best.breaches else ()
        found.append(
            LevelLine(
                level=level,
                value=value,
                lacks=lacking(breaches, level),
                most=differs[0].now if differs else lacking_most(breaches, level),
                differs=differs,
                best=None if score is None else score.value,
                proven=score is not None and score.proven,
                standing=standing,
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


def _differing(breaches: Sequence[Breach], best: BestRota, level: Level, standing: str) -> Iterator[PartLine]:
    """The parts of a level that are not as in the best known rota: those for which it is worse, or better, first."""
    if standing not in ("worse", "better"):
        return
    now, then = lacks(breaches, level), lacks(best.breaches, level)
    found = []
    for key in dict.fromkeys((*now, *then)):
        (words, cost), (best_words, best_cost) = (part.get(key, (lacking_of(*key, 0), 0.0)) for part in (now, then))
        if abs(cost - best_cost) > _SAME:
            found.append(PartLine(now=words, best=best_words, points=cost, best_points=best_cost))
    sign = 1 if standing == "worse" else -1
    yield from sorted(found, key=lambda part: sign * (part.best_points - part.points))


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


__all__ = ["BestRota", "BreachLine", "LevelLine", "PartLine", "VerdictStrip", "breach_lines", "verdict_strip"]

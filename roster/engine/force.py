"""What a rota would lose if one thing in it had to be so: found by solving again with that thing forced."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from constraints.base import Rule
from constraints.context import RotaModel
from constraints.facts import Candidate, Facts
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.duty import Duty
from models.rota import POINT
from models.rules import Level
from roster.engine.cpsat import Status
from roster.engine.levels import LevelResult, solve_levels
from roster.engine.pins import pin_all
from roster.engine.readout import read_out

MOST_TOLD = 2  # things that give, named for each forced seat


@dataclass(frozen=True)
class Consequence:
    """What gives when something is forced: a person into a seat, or a duty to run.

    Attributes:
        possible: whether any rota has it so.
        level: the first level that gets worse; None when none does.
        points: by how much.
        gives: sentences of what is worse in the best rota with the seat forced.
        certain: whether both values compared are proven best.
    """

    possible: bool
    level: Level | None = None
    points: float = 0
    gives: tuple[str, ...] = ()
    certain: bool = True

    @property
    def sentence(self) -> str:
        """The consequence as the end of a sentence: `but then JR-01 on Sat 12 Dec is stood down`."""
        if not self.possible:
            return "and no rota has it so"
        if self.level is None:
            return "and a rota as good as this one has it so" if self.certain else "and a rota as good may have it so"
        told = " and ".join(self.gives) or f"the level {self.level} is worse"
        return f"but then {told}" + ("" if self.certain else " (best found, not proven)")


Force = Callable[[RotaModel], bool]


def in_seat(candidates: Sequence[Candidate]) -> Force:
    """Forces one of the ways in which a person may sit in a seat."""

    def force(model: RotaModel) -> bool:
        literals = [model.assigned[candidate] for candidate in candidates if candidate in model.assigned]
        if literals:
            model.cp.add_exactly_one(literals)
        return bool(literals)

    return force


def running(duty: Duty) -> Force:
    """Forces a duty to run."""

    def force(model: RotaModel) -> bool:
        model.cp.add(model.runs(duty) == 1)
        return True

    return force


def consequence(
    facts: Facts,
    rules: Sequence[Rule],
    solved: Book,
    force: Force,
    *,
    seconds: float,
    workers: int,
    seed: int = 0,
    stop: threading.Event | None = None,
) -> Consequence:
    """Solve with something forced, level by level, until one is worse than in the solved book.

    Args:
        solved: the book with its rota; its scores are what the forced rota is compared with.
    """
    assert solved.rota is not None
    scores = {score.level: score for score in solved.rota.scores}
    model = RotaModel(facts, rules)
    pin_all(model, facts.book.pins)
    if not force(model):
        return Consequence(possible=False)

    def worse(result: LevelResult) -> bool:
        return result.value > round(scores[result.level].value * POINT)

    search = solve_levels(
        model, seconds=seconds, workers=workers, seed=seed, stop=stop or threading.Event(), enough=worse
    )
    if search.solution is None:
        return Consequence(possible=False, certain=search.status is Status.INFEASIBLE)
    last = search.levels[-1]
    certain = all(result.proven and scores[result.level].proven for result in search.levels)
    if not worse(last):
        return Consequence(possible=True, certain=certain)
    assignments, vehicles = read_out(model, search.solution)
    before = {(breach.rule, breach.person, breach.duty, breach.date): breach.cost for breach in solved.rota.breaches}
    after = [
        breach
        for breach in verify(RotaView(facts, assignments, vehicles), rules).soft
        if breach.level is last.level
        and breach.cost > before.get((breach.rule, breach.person, breach.duty, breach.date), 0)
    ]
    after.sort(key=lambda breach: -breach.cost)
    return Consequence(
        possible=True,
        level=last.level,
        points=last.value / POINT - scores[last.level].value,
        gives=tuple(breach.message for breach in after[:MOST_TOLD]),
        certain=certain,
    )

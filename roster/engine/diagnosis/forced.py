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
from models.rota import POINT, Breach, DutyState, LevelScore, Rota
from models.rules import SOFT_LEVELS, Level
from roster.engine.levels import LevelResult, solve_levels
from roster.engine.model.build import built
from roster.engine.model.solution_io import read_out
from roster.engine.solvers.cpsat import Status
from roster.engine.workers.team import Team

NOT_FOUND_OUT = "was not found out in the time there was"
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
        """The consequence as a sentence of its own: `with them on it, JR-01 on Sat 12 Dec is stood down`."""
        if not self.possible:
            return "no rota has it so" if self.certain else f"whether any rota has it so {NOT_FOUND_OUT}"
        if self.level is not None:
            return f"with them on it, {self.loss}"
        if self.certain:
            return "another rota, as good as this one, has it so"
        return f"whether a rota as good as this one has it so {NOT_FOUND_OUT}"

    @property
    def loss(self) -> str:
        """What gives: `JR-01 on Sat 12 Dec is stood down`."""
        told = "; and ".join(self.gives) or f"the level {self.level} is worse"
        return told + ("" if self.certain else " (the best found, not proven best)")


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
    scores: dict[Level, LevelScore] = {level: solved.rota.score_at(level) for level in SOFT_LEVELS}
    model = built(facts, rules)
    if not force(model):
        return Consequence(possible=False)

    def worse(result: LevelResult) -> bool:
        return result.value > round(scores[result.level].value * POINT)

    with Team(workers=workers, seed=seed, stop=stop or threading.Event()) as team:
        search = solve_levels(model, team, seconds=seconds, enough=worse)
    if search.solution is None:
        return Consequence(possible=False, certain=search.status is Status.INFEASIBLE)
    last = search.levels[-1]
    certain = all(result.proven and scores[result.level].proven for result in search.levels)
    # What ended for want of time may be worse only for that.
    if not worse(last) or last.bound <= round(scores[last.level].value * POINT):
        return Consequence(possible=True, certain=certain)
    assignments, vehicles = read_out(model, search.solution)
    told = _losses(solved.rota, RotaView(facts, assignments, vehicles), rules, last.level)
    return Consequence(
        possible=True,
        level=last.level,
        points=last.value / POINT - scores[last.level].value,
        gives=tuple(breach.message for breach in told[:MOST_TOLD]),
        certain=certain,
    )


def _losses(rota: Rota, after: RotaView, rules: Sequence[Rule], level: Level) -> list[Breach]:
    """What is worse in another rota than in this one, at the first level that is; the dearest first.

    Where a duty runs that was stood down, what made up for it at the levels above is told before: which one does not.
    """
    before = {(breach.rule, breach.person, breach.duty, breach.date): breach.cost for breach in rota.breaches}
    states = list(DutyState)  # the best first
    was = {record.duty: states.index(record.state) for record in rota.duties}
    # A duty that was stood down and is part-crewed has a breach it had not, and is better off for it.
    better = {duty.id for duty in after.duties if states.index(after.state(duty)) < was.get(duty.id, 0)}
    revived = any(states[was[name]] is DutyState.STOOD_DOWN for name in better)
    told = SOFT_LEVELS[0 if revived else SOFT_LEVELS.index(level) : SOFT_LEVELS.index(level) + 1]
    found = [
        breach
        for breach in verify(after, rules).soft
        if breach.level in told
        and breach.duty not in better
        and breach.cost > before.get((breach.rule, breach.person, breach.duty, breach.date), 0)
    ]
    return sorted(found, key=lambda breach: (SOFT_LEVELS.index(breach.level), -breach.cost))

"""Finds what a rota would lose if a person had to sit in a seat, or a duty had to run: solves again with it forced."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from constraints.base import Rule
from constraints.facts import Candidate, Facts
from constraints.rota_model import RotaModel
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.duty import Duty
from models.rota import POINT, Breach, DutyState, LevelScore, Rota
from models.rules import SOFT_LEVELS, Level
from roster.engine.levels import LevelCallbacks, LevelResult, LevelSolver
from roster.engine.model.build import built
from roster.engine.model.solution_io import read_out
from roster.engine.solvers.cpsat import Status
from roster.engine.workers.pool import WorkerPool

NOT_FOUND_OUT = "was not found out in the time there was"
MOST_TOLD = 2  # losses named for each thing forced


@dataclass(frozen=True)
class Consequence:
    """The consequence of forcing something: a person into a seat, or a duty to run.

    Attributes:
        possible: whether there is a rota in which it is so.
        level: the first level that gets worse; None when none does.
        points: how many points worse that level gets.
        losses: sentences of what is worse in the best rota that was found with it forced.
        proven: whether both values that are compared are proven best.
    """

    possible: bool
    level: Level | None = None
    points: float = 0
    losses: tuple[str, ...] = ()
    proven: bool = True

    @property
    def sentence(self) -> str:
        """The consequence as a whole sentence: `with them on it, JR-01 on Sat 12 Dec is stood down`."""
        if not self.possible:
            return (
                "no legal rota has them on it"
                if self.proven
                else f"whether a legal rota has them on it {NOT_FOUND_OUT}"
            )
        if self.level is not None:
            return f"with them on it, {self.loss}"
        if self.proven:
            return "another rota, as good as this one, has them on it"
        return f"whether a rota as good as this one has them on it {NOT_FOUND_OUT}"

    @property
    def loss(self) -> str:
        """The losses in words: `JR-01 on Sat 12 Dec is stood down`."""
        losses = "; and ".join(self.losses) or f"the level {self.level} is worse"
        return losses + ("" if self.proven else " (the best found, not proven best)")


Force = Callable[[RotaModel], bool]
"""Adds what is forced to a model; returns False where the model cannot have it."""


def in_seat(candidates: Sequence[Candidate]) -> Force:
    """Forces one of some candidates, which are the ways in which a person may sit in a seat."""

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
    """Solves with something forced, level by level, until one level is worse than in the solved book.

    Args:
        solved: the book with its rota, whose scores are compared with those of the forced rota.
        force: what is forced.
        seconds: time for the search.
        workers: threads and processes together.
        seed: of the search.
        stop: ends the search when it is set.
    """
    assert solved.rota is not None
    scores: dict[Level, LevelScore] = {level: solved.rota.score_at(level) for level in SOFT_LEVELS}
    model = built(facts, rules)
    if not force(model):
        return Consequence(possible=False)

    def worse(result: LevelResult) -> bool:
        return result.value > round(scores[result.level].value * POINT)

    with WorkerPool(workers=workers, seed=seed, stop=stop or threading.Event()) as pool:
        search = LevelSolver(model, pool, callbacks=LevelCallbacks(enough=worse)).solve(seconds)
    if search.solution is None:
        return Consequence(possible=False, proven=search.status is Status.INFEASIBLE)
    last = search.levels[-1]
    proven = all(result.proven and scores[result.level].proven for result in search.levels)
    # A level that the time limit ended may be worse for that reason only: then no loss is claimed.
    if not worse(last) or last.bound <= round(scores[last.level].value * POINT):
        return Consequence(possible=True, proven=proven)
    assignments, vehicles = read_out(model, search.solution)
    losses = _losses(solved.rota, RotaView(facts, assignments, vehicles), rules, last.level)
    return Consequence(
        possible=True,
        level=last.level,
        points=last.value / POINT - scores[last.level].value,
        losses=tuple(breach.message for breach in losses[:MOST_TOLD]),
        proven=proven,
    )


def _losses(rota: Rota, after: RotaView, rules: Sequence[Rule], level: Level) -> list[Breach]:
    """Returns the breaches that cost more in another rota than in this one, up to a level, the dearest first.

    Breaches of the levels above are included only where a duty that was stood down runs: they show which other duty is
    stood down instead.
    """
    before = {(breach.rule, breach.person, breach.duty, breach.date): breach.cost for breach in rota.breaches}
    states = list(DutyState)  # the best first
    before_state = {record.duty: states.index(record.state) for record in rota.duties}
    # A duty that was stood down and is part-crewed has a new breach although it is better crewed: not a loss.
    better = {duty.id for duty in after.duties if states.index(after.state(duty)) < before_state.get(duty.id, 0)}
    revived = any(states[before_state[name]] is DutyState.STOOD_DOWN for name in better)
    levels = SOFT_LEVELS[0 if revived else SOFT_LEVELS.index(level) : SOFT_LEVELS.index(level) + 1]
    found = [
        breach
        for breach in verify(after, rules).soft
        if breach.level in levels
        and breach.duty not in better
        and breach.cost > before.get((breach.rule, breach.person, breach.duty, breach.date), 0)
    ]
    return sorted(found, key=lambda breach: (SOFT_LEVELS.index(breach.level), -breach.cost))

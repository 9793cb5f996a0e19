"""The one object that a rule's `post` gets: decisions to sum, and forms to limit or price the sums."""

from __future__ import annotations

from collections.abc import Iterable

from constraints.deadline import Deadline
from constraints.facts import Candidate, Facts
from constraints.rota_model.forms import Forms
from constraints.rota_model.run_limits import RunLimits
from models.rules import SOFT_LEVELS, Level


class RotaModel(Forms):
    """The decisions of a rota, and the ways a rule may constrain or price them.

    A rule takes literals from the methods of `DecisionIndex` and `Decisions` (such as `on`, `in_seat` and `runs`) and
    states itself by those of `Forms` (such as `at_most` and `price`). `roster.engine.model.build` posts the rules.

    Args:
        candidates: assignments that the solver may choose, those of one person together and in order of start.
        deadline: when building must be done; None where it may take as long as it takes.

    Attributes:
        held: levels that are not minimised.
        run_limits: what rules have noted of runs of work and rest.

    Raises:
        OutOfTimeError: when the deadline passes.
    """

    def __init__(self, facts: Facts, candidates: Iterable[Candidate], deadline: Deadline | None = None) -> None:
        super().__init__(facts, candidates)
        self._deadline = deadline
        self.held: set[Level] = set()
        self.run_limits = RunLimits()

    def keep_time(self) -> None:
        """Stop at the deadline; a rule that posts for one person or duty after another calls this for each.

        Raises:
            OutOfTimeError: when the deadline has passed.
        """
        if self._deadline is not None:
            self._deadline.keep()

    @property
    def levels(self) -> list[Level]:
        """The levels to solve, in order: that of disturbance only where something could be paid for at it."""
        disturbance = self.objectives[Level.DISTURBANCE]
        left_out = set() if disturbance.terms or disturbance.constant else {Level.DISTURBANCE}
        return [level for level in SOFT_LEVELS if level not in left_out | self.held]

"""The rule that keeps people off duties which they did not work, as on record."""

from __future__ import annotations

from typing import ClassVar

from constraints.base import CandidateRule
from constraints.facts import Candidate, Facts
from constraints.obstacles import Obstacle, ObstacleKind


class OnRecord(CandidateRule):
    """Nobody is put on a duty of which it is on record that they did not work it.

    They did not come, or they worked elsewhere, at training or on another call sign in its time. Who did work a duty,
    as on record, is in their seat wherever the duty runs, and no rule about single assignments speaks of it.

    Source: plain necessity: a record of what happened goes before what was planned.
    """

    kind: ClassVar[str] = "on-record"
    example: ClassVar[str] = "- kind: on-record"
    always: ClassVar[bool] = True
    holds_for: ClassVar[tuple[str, ...]] = ()

    def obstacle(self, facts: Facts, candidate: Candidate) -> Obstacle | None:
        """What is on record instead."""
        fate = facts.fates.get((candidate.person, candidate.duty))
        if fate is None or fate.seat is not None:
            return None
        return Obstacle(fate.sentence, ObstacleKind.ON_RECORD)

"""The errors of solving, repairing and publishing. None of them needs the solver, so that catching one loads nothing.

Errors of files and of books lie where they arise (`roster/io/storage/files.py`, `models/problems.py`); all of them are
`RosterError`s, and those a user may want to catch are names of `roster`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.errors import NoRotaError, RosterError

if TYPE_CHECKING:
    from constraints.verify import Verdict
    from roster.engine.diagnosis.conflict import Conflict


class EngineError(RosterError):
    """Solver and checks disagree, or the solver refuses the model: a mistake in a rule. No rota leaves."""


class ConflictError(RosterError):
    """No rota obeys the pins or the hard rules.

    Attributes:
        conflict: what contradicts itself.
    """

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        super().__init__("\n".join(conflict.sentences))


class NothingFoundError(RosterError):
    """The search ended before there was any rota, and nothing is known of whether one exists."""


class ClusterError(RosterError):
    """A cluster that cannot be used."""


class SentencesError(RosterError):
    """An error with one sentence for each reason.

    Attributes:
        sentences: every reason.
    """

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(sentences)
        super().__init__("\n".join(self.sentences))


class RepairError(SentencesError):
    """There is no repair."""


class HistoryError(SentencesError):
    """A book that cannot be continued from another."""


class IllegalRotaError(RosterError, ValueError):
    """A rota that nobody may be told of: it breaks hard rules.

    Attributes:
        verdict: which.
    """

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__("the rota is not legal: " + "; ".join(breach.message for breach in verdict.hard))


__all__ = [
    "ClusterError",
    "ConflictError",
    "EngineError",
    "HistoryError",
    "IllegalRotaError",
    "NoRotaError",
    "NothingFoundError",
    "RepairError",
    "RosterError",
]

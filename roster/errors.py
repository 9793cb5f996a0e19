"""The errors of solving, repairing and publishing; importing them does not load the solver.

Errors of files and of books are defined where they arise (`roster/io/storage/files.py`, `models/problems.py`). All of
them are `RosterError`s, and those that a user may want to catch are names of `roster`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import NoRotaError, RosterError

if TYPE_CHECKING:
    from constraints.verify import Verdict
    from models.wishes import Pin


class EngineError(RosterError):
    """Solver and checks disagree, or the solver refuses the model: a rule has a mistake, and no rota is returned."""


NumberedPin = tuple[int, "Pin"]
"""A pin with its index among the book's pins."""


@dataclass(frozen=True)
class Conflict:
    """Pins that contradict each other or, where the pins are not the cause, hard rules that do.

    Attributes:
        pins: the pins, each with its index in the book.
        rules: kinds of hard rules that together allow no rota; only where the pins are not the cause.
        reasons: messages of the checks about a rota that consists of these pins only.
        minimal: whether it was shown that there is a rota without any one of them: a minimal infeasible subset.
    """

    pins: Sequence[NumberedPin]
    rules: Sequence[str]
    reasons: Sequence[str]
    minimal: bool

    @property
    def sentences(self) -> list[str]:
        """The conflict in a coordinator's words."""
        items = [f"pins[{index}]: {pin.person} {'off' if pin.off else 'on'} {pin.duty}" for index, pin in self.pins]
        head = "this pin cannot hold:" if len(items) == 1 else "these pins cannot all hold:"
        if self.rules:
            head, items = "these hard rules leave no rota at all:", list(self.rules)
        if not items:
            return ["no rota obeys the hard rules, and the cause was not found in time"]
        doubt = [] if self.minimal else ["(fewer of them may do; the search for the smallest set was not finished)"]
        return [head, *items, *self.reasons, *doubt]


CAUSE_UNKNOWN = Conflict([], [], [], minimal=False)
"""There is no rota, and which pins or rules are the cause was not searched for, or not found in time."""


class ConflictError(RosterError):
    """No rota obeys the pins or the hard rules.

    Attributes:
        conflict: the pins or rules that contradict each other.
    """

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        super().__init__("\n".join(conflict.sentences))


class NothingFoundError(RosterError):
    """The search ended before it found a rota; whether one exists is not known."""


class ClusterError(RosterError):
    """The cluster of workers cannot be used."""


class SentencesError(RosterError):
    """An error with several reasons, a sentence each.

    Attributes:
        sentences: the reasons.
    """

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = list(sentences)
        super().__init__("\n".join(self.sentences))


class RepairError(SentencesError):
    """No repaired rota exists that keeps past duties, pins and hard rules, and changes no more people than allowed."""


class HistoryError(SentencesError):
    """A book cannot be continued from another one."""


class IllegalRotaError(RosterError, ValueError):
    """A rota that must not be published or proven, because it breaks hard rules.

    Attributes:
        verdict: every breach.
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

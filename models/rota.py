"""The answer: who sits where, how good that is, and how it was made."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import AwareDatetime, Field, FiniteFloat, StringConstraints, model_validator

from models.base import Id, LocalDate, Model
from models.rules import Level

POINT = 60  # costs are whole sixtieths of a point, so that an hour's weight is exact to the minute


class Basis(StrEnum):
    """By what right a person is on a duty."""

    ROSTERED = "rostered"
    OFFERED = "offered"


class Assignment(Model):
    """One person in one seat of one duty."""

    person: Id
    duty: str
    seat: Id
    basis: Basis


class DutyState(StrEnum):
    """How well a duty is crewed."""

    CREWED = "crewed"
    PART_CREWED = "part-crewed"
    STOOD_DOWN = "stood down"


class DutyRecord(Model):
    """A duty of the rota as people read it; `start` and `end` carry their offset from UTC."""

    duty: str
    call_sign: Id
    date: LocalDate
    shift: Id
    start: AwareDatetime
    end: AwareDatetime
    state: DutyState
    vehicle: Id | None = None


class Breach(Model):
    """One rule, one place, one amount, one sentence.

    Attributes:
        rule: the rule's kind.
        amount: how much, in `unit`.
        cost: points at its level: weight x amount, times a factor where the rule is convex. 0 for hard rules.
        person, duty, date: the place; each None where it does not apply.
    """

    rule: str
    level: Level
    amount: FiniteFloat
    unit: str
    message: str
    cost: FiniteFloat = 0
    person: Id | None = None
    duty: str | None = None
    date: LocalDate | None = None

    @property
    def units(self) -> int:
        """The cost in whole sixtieths of a point."""
        return round(self.cost * POINT)


class LevelScore(Model):
    """How good the rota is at one level.

    Attributes:
        value: points, the sum of the costs of the level's breaches; less is better.
        bound: proven least value with the earlier levels held; None when nothing is proven.
        proven: whether no rota is better at this level, earlier levels held.
    """

    level: Level
    value: FiniteFloat
    bound: FiniteFloat | None = None
    proven: bool = False

    @property
    def gap(self) -> float | None:
        """The share of the value that might still be saved; None when nothing is proven."""
        if self.bound is None:
            return None
        return 0.0 if self.value <= self.bound else float(Fraction(self.value - self.bound) / Fraction(self.value))


class Ended(StrEnum):
    """Why the search ended."""

    PROVEN = "proven best"
    TIME_LIMIT = "time limit"
    INTERRUPTED = "interrupted"


class Provenance(Model):
    """How a rota was made, so that it can be made again.

    Attributes:
        input_hash: SHA-256 of the book's inputs.
        seconds: wall time of the search.
        versions: of this program and of what decided the rota.
    """

    input_hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    ended: Ended
    made_at: datetime
    seconds: Annotated[FiniteFloat, Field(ge=0)]
    time_limit: FiniteFloat
    seed: int
    workers: int
    reproducible: bool = False
    versions: Mapping[str, str] = {}


class Rota(Model):
    """The plan of duties for a period, with its score and its history."""

    assignments: tuple[Assignment, ...]
    duties: tuple[DutyRecord, ...]
    scores: tuple[LevelScore, ...]
    breaches: tuple[Breach, ...]
    provenance: Provenance

    @model_validator(mode="after")
    def _each_once(self) -> "Rota":
        for what, names in (
            ("the duty", [record.duty for record in self.duties]),
            ("the level", [score.level for score in self.scores]),
            ("the assignment", [f"{item.person} in a seat of {item.duty}" for item in self.assignments]),
        ):
            twice = [name for name, times in Counter(names).items() if times > 1]
            if twice:
                raise ValueError(f"{what} {twice[0]} is there twice")
        return self

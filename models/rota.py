"""A rota: who sits in which seat, how good that is, and how it was made."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import AwareDatetime, Field, FiniteFloat, StringConstraints, model_validator

from models.base import Id, LocalDate, Model
from models.rules import Level

# The engine counts costs in whole sixtieths of a point, so that an hour's weight is exact to the minute.
# Everything else counts in points.
POINT = 60


class Basis(StrEnum):
    """Why a person may be on a duty: in rostered time, or by an offer."""

    ROSTERED = "rostered"
    OFFERED = "offered"


class Assignment(Model):
    """One person in one seat of one duty.

    Attributes:
        person: who.
        duty: on which duty, `CALLSIGN@DATE/SHIFT`.
        seat: in which seat of its crew.
        basis: in rostered time, or on an offer.
    """

    person: Id
    duty: str
    seat: Id
    basis: Basis


class DutyState(StrEnum):
    """How well a duty is crewed, the best first."""

    CREWED = "crewed"
    PART_CREWED = "part-crewed"
    STOOD_DOWN = "stood down"


class DutyRecord(Model):
    """A duty of the rota as people read it; `start` and `end` carry their offset from UTC.

    Attributes:
        duty: its name, `CALLSIGN@DATE/SHIFT`.
        call_sign: the call sign.
        date: the date it belongs to: the one it starts on.
        shift: the shift.
        start: when it starts, with the offset from UTC.
        end: when it ends, with the offset from UTC.
        state: how well it is crewed.
        vehicle: the vehicle that carries it; none where it is stood down or the book has no vehicles.
    """

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
        level: the level at which it counts.
        amount: how much, in `unit`.
        unit: what the amount is counted in.
        message: the sentence people read.
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
    def points(self) -> float:
        """The cost in points, to the sixtieth: what the breach adds to the value of its level."""
        return self.units / POINT

    @property
    def units(self) -> int:
        """The cost in whole sixtieths of a point, as the engine adds costs up; use `points` elsewhere."""
        return round(self.cost * POINT)


def points_of(breaches: Iterable[Breach]) -> float:
    """The sum of the costs of some breaches in points; exact to the sixtieth, however many there are."""
    return sum(breach.units for breach in breaches) / POINT


class LevelScore(Model):
    """How good the rota is at one level.

    Attributes:
        level: the level.
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
    STEPS = "all steps taken"
    IMPORTED = "imported"  # no search: the rota was made elsewhere


class Provenance(Model):
    """How a rota was made, so that it can be made again.

    Attributes:
        input_hash: SHA-256 of the book's inputs.
        ended: why the search ended.
        made_at: when it was made.
        seconds: wall time of the search.
        time_limit: seconds the command was given.
        seed: the seed of the search.
        workers: how many threads and processes worked at once.
        reproducible: whether the search did not look at the clock.
        repaired: whether it repairs an earlier rota; then "proven best" means among rotas that keep the past and change
            the duties of as few people, and as few of their duties, as can be.
        edited: whether it was changed by hand since it was made; then nothing is proven of it.
        left_out: people whom the search left out because time ran short: they are on pinned duties only.
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
    repaired: bool = False
    edited: bool = False
    left_out: tuple[Id, ...] = ()
    versions: Mapping[str, str] = {}


class CureKind(StrEnum):
    """What sort of change would crew a duty that is stood down, the smallest first."""

    LONGER_SEARCH = "longer search"
    RENEWAL = "renewal"
    OFFER = "offer"
    NEWCOMER = "newcomer"

    @property
    def effort(self) -> int:
        """How much it asks of people: 0 nothing, 1 to renew a qualification, 2 to offer a date, 3 a new person."""
        return list(CureKind).index(self)


class Cure(Model):
    """A single change to a book with which duties run that are stood down, and every other goes on running.

    Attributes:
        kind: what sort of change it is.
        change: the change as a sentence: `SC12 renews driving before Fri 12 Dec`.
        person: whom to ask; their name begins the change. None where no person of the book is to be asked.
        crews: the duties that run with it and do not without.
    """

    kind: CureKind
    change: str
    person: Id | None = None
    crews: tuple[str, ...]


class CuresOfDuty(Model):
    """What would crew a duty that is stood down, the smallest change first.

    Attributes:
        duty: the duty that is stood down.
        cures: single changes with which it runs.
        complete: whether the search for changes was finished; false where time ran out.
    """

    duty: str
    cures: tuple[Cure, ...] = ()
    complete: bool = False


class Rota(Model):
    """The plan of duties for a period, with its score and how it was made.

    Attributes:
        assignments: who sits where.
        duties: every duty, with its times, state and vehicle.
        scores: how good it is, level by level.
        breaches: every breach of a rule; an exception names the derogation that excuses it.
        cures: what would crew duties that are stood down; optional, and no part of the score.
        provenance: how it was made.
    """

    assignments: tuple[Assignment, ...]
    duties: tuple[DutyRecord, ...]
    scores: tuple[LevelScore, ...]
    breaches: tuple[Breach, ...]
    cures: tuple[CuresOfDuty, ...] = ()
    provenance: Provenance

    def score_at(self, level: Level) -> LevelScore:
        """The score at a level; where the rota has none, one is made from the costs of its breaches."""
        for score in self.scores:
            if score.level is level:
                return score
        value = points_of(breach for breach in self.breaches if breach.level is level)
        return LevelScore(level=level, value=value, bound=0, proven=value == 0)

    @model_validator(mode="after")
    def _each_once(self) -> "Rota":
        for what, names in (
            ("the duty", [record.duty for record in self.duties]),
            ("the duty in cures", [item.duty for item in self.cures]),
            ("the level", [score.level for score in self.scores]),
            ("the assignment", [f"{item.person} in a seat of {item.duty}" for item in self.assignments]),
        ):
            twice = [name for name, times in Counter(names).items() if times > 1]
            if twice:
                raise ValueError(f"{what} {twice[0]} is there twice")
        return self

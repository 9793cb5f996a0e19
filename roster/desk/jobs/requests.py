"""What a job is asked to do: solve a book, repair its rota, or answer a what-if."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, model_validator

from models.base import ClockTime, Id, LocalDate, Model
from roster.analysis.stepping_in.phone_answer import PhoneAnswer, Reply
from roster.lifecycle.outage import Away, Outage

ANSWER = "answer"  # of the last point of progress: all that a job found besides a book
Seconds = Annotated[float, Field(ge=1, le=24 * 3600)]
Workers = Annotated[int, Field(ge=1, le=256)]


class SolveRequest(Model):
    """Find the best rota for a book as it stands.

    Attributes:
        seconds: of wall time for the whole search, interruptions not counted.
        workers: how many may work at once; the cores of the machine when absent.
        seed: another one may find another rota that is as good.
        reproducible: the search does not look at the clock, and cures are not looked for.
        cure_seconds: for finding what would crew the duties that are stood down, after the search.
    """

    kind: Literal["solve"] = "solve"
    seconds: Seconds = 300
    workers: Workers | None = None
    seed: int = 0
    reproducible: bool = False
    cure_seconds: Annotated[float, Field(ge=0, le=600)] = 5


class Missing(Model):
    """A person or a vehicle that is unavailable.

    Attributes:
        name: the id or name of the person or vehicle.
        first: the first day.
        last: the last day, included; the first when absent.
    """

    name: Annotated[str, Field(min_length=1, max_length=200)]
    first: LocalDate
    last: LocalDate | None = None

    @property
    def away(self) -> Away:
        """The same, as the engine takes it."""
        return Away(self.name, self.first, self.last or self.first)


class Answer(Model):
    """What somebody said on the telephone.

    Attributes:
        person: the id of who was rung.
        duty: the id of the duty.
        seat: the id of the seat they were asked for.
        reply: what they said.
        until: with `only until`, the time until which they can stay.
        sentence: what they were asked or told.
    """

    person: Id
    duty: Annotated[str, Field(max_length=200)]
    seat: Id | None = None
    reply: Reply
    until: ClockTime | None = None
    sentence: Annotated[str, Field(max_length=1000)] = ""

    @model_validator(mode="after")
    def _with_time(self) -> Answer:
        if (self.reply is Reply.ONLY_UNTIL) != (self.until is not None):
            raise ValueError("a time goes with 'only until', and with no other reply")
        return self

    def row(self, number: int) -> PhoneAnswer:
        """The same as the row of a call sheet."""
        return PhoneAnswer(
            self.person, self.duty, self.seat, self.reply, "the call sheet", number, self.until, self.sentence
        )


class RepairRequest(Model):
    """Repair the rota of a book with the fewest people disturbed, and say whom to ring.

    Attributes:
        absent: people who are away.
        off_road: vehicles that cannot be used.
        as_of: duties before this day stay as they are; when absent, the day from which the book counts notice, else
            the first date of anything missing.
        most_people: how many people may be disturbed; as many as it takes when absent.
        seconds: of wall time for the search.
        workers, seed: as of a solve.
        answers: what people said so far, the oldest first.
        follows: the job whose call sheet was answered.
    """

    kind: Literal["repair"] = "repair"
    absent: Annotated[tuple[Missing, ...], Field(max_length=200)] = ()
    off_road: Annotated[tuple[Missing, ...], Field(max_length=200)] = ()
    as_of: LocalDate | None = None
    most_people: Annotated[int, Field(ge=0, le=10_000)] | None = None
    seconds: Seconds = 60
    workers: Workers | None = None
    seed: int = 0
    answers: Annotated[tuple[Answer, ...], Field(max_length=5000)] = ()
    follows: int | None = None

    @model_validator(mode="after")
    def _something_missing(self) -> RepairRequest:
        if not self.absent and not self.off_road:
            raise ValueError("say who is absent, or which vehicle is off the road")
        return self

    @property
    def outage(self) -> Outage:
        """Who and what is missing, as the engine takes it."""
        return Outage(tuple(item.away for item in self.absent), tuple(item.away for item in self.off_road))


class WhatIfRequest(Model):
    """Solve the book with each change of some scenarios, and compare.

    Attributes:
        scenarios: the document of a scenarios file.
        seconds: the time limit of each cell.
        workers: how many cells are solved at a time.
        seed: of the random draws and of the solver.
        title: what the answer is called in lists.
    """

    kind: Literal["what-if"] = "what-if"
    scenarios: Mapping[str, Any] = {}
    seconds: Seconds = 60
    workers: Workers | None = None
    seed: int = 0
    title: Annotated[str, Field(max_length=200)] = "What if"


AnyRequest = Annotated[SolveRequest | RepairRequest | WhatIfRequest, Field(discriminator="kind")]
_ADAPTER: TypeAdapter[SolveRequest | RepairRequest | WhatIfRequest] = TypeAdapter(AnyRequest)


def read_request(document: Mapping[str, Any]) -> SolveRequest | RepairRequest | WhatIfRequest:
    """The request of a job's row.

    Raises:
        pydantic.ValidationError: it is none that this version of the program knows.
    """
    return _ADAPTER.validate_python(document)

"""Rules as a book states them: kind, level, whom each holds for, parameters and source; and exceptions from them."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from models.base import Id, LocalDate, Model, Text


class Level(StrEnum):
    """How much a rule matters, most first. Levels are solved in this order; `hard` is never broken.

    `disturbance` is for re-plans: a rota has no score at it where no rule counts anything there.
    """

    HARD = "hard"
    COVER = "cover"
    DISTURBANCE = "disturbance"
    FULL = "full"
    HOURS = "hours"
    FAIR = "fair"
    WISHES = "wishes"


SOFT_LEVELS = tuple(level for level in Level if level is not Level.HARD)

Weight = Annotated[int, Field(ge=1, le=1_000_000)]


# The fields of `applies_to` by what they limit a rule to; a rule says in `holds_for` which of them it takes.
PEOPLE = ("people", "roles", "tags")
DUTIES = ("call_signs", "services", "shifts", "areas")


class AppliesTo(Model):
    """Whom and what a rule holds for. An empty list restricts nothing.

    A person is meant when named by any of `people`, `roles` or `tags`; a duty when its call sign, service, shift and
    area are in every list that is given. Each rule takes some of these fields only and refuses the others
    (`Rule.holds_for`).

    Attributes:
        people: ids of people.
        roles: people of these roles.
        tags: people with any of these tags.
        call_signs: duties of these call signs.
        services: duties of these services.
        shifts: duties of these shifts.
        areas: duties of call signs in these areas, by any of their names.
    """

    people: tuple[Id, ...] = ()
    roles: tuple[Id, ...] = ()
    tags: tuple[str, ...] = ()
    call_signs: tuple[Id, ...] = ()
    services: tuple[Id, ...] = ()
    shifts: tuple[Id, ...] = ()
    areas: tuple[str, ...] = ()

    @property
    def given(self) -> tuple[str, ...]:
        """The fields that restrict anything."""
        return tuple(name for name in PEOPLE + DUTIES if getattr(self, name))

    @property
    def names_duties(self) -> bool:
        """Whether only some duties are meant."""
        return any(getattr(self, name) for name in DUTIES)


class Derogation(Model):
    """A recorded exception: a rule does not look at a person's duties on some dates.

    Attributes:
        rule: the rule's kind; it must be a rule about people, and not one that holds in every book.
        person: who is excepted.
        first: the first date of the exception.
        last: the last date, included; the first when absent.
        reason: why, in the words of the person who decided.
        rest_hours: hours of compensatory rest owed for it. Reported, not enforced: no rule sees that the rest is given.
        rest_by: the date by which that rest is to be given; reported only.
    """

    rule: str
    person: Id
    first: LocalDate
    last: LocalDate | None = None
    reason: Annotated[Text, Field(min_length=1)]
    rest_hours: Annotated[float, Field(ge=0, le=168)] | None = None
    rest_by: LocalDate | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Derogation":
        if self.last and self.last < self.first:
            raise ValueError(f"ends on {self.last}, before it starts on {self.first}")
        if (self.rest_hours is None) != (self.rest_by is None):
            raise ValueError("rest_hours and rest_by go together: rest that is owed is owed by a date")
        if self.rest_by and self.rest_by < self.first:
            raise ValueError(f"the rest is owed by {self.rest_by}, before the exception starts on {self.first}")
        return self

    def covers(self, day: date) -> bool:
        """Whether the exception holds for duties that start on a date."""
        return self.first <= day <= (self.last or self.first)


class RuleEntry(Model):
    """One line of a book's rules; all other fields are the rule's parameters.

    Attributes:
        kind: the rule's name in the catalogue.
        level: how hard it holds; the rule's usual level when absent.
        weight: what one unit of a breach costs within a soft level.
        applies_to: whom and what it holds for; everybody and everything when absent.
        source: the law, agreement or policy it comes from.
    """

    # The one open model: each rule checks its own parameters (constraints.registry), unknown ones included.
    model_config = ConfigDict(extra="allow", frozen=True)

    kind: str
    level: Level | None = None
    weight: Weight | None = None
    applies_to: AppliesTo | None = None
    source: Text | None = None

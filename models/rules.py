"""A rule as a book states it: which, how hard, for whom, with what figures, on whose authority."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from models.base import Id, Model, Text


class Level(StrEnum):
    """How much a rule matters, most first. Levels are solved in this order; `hard` is never broken."""

    HARD = "hard"
    COVER = "cover"
    FULL = "full"
    HOURS = "hours"
    FAIR = "fair"
    WISHES = "wishes"


SOFT_LEVELS = tuple(level for level in Level if level is not Level.HARD)

Weight = Annotated[int, Field(ge=1, le=1_000_000)]


class AppliesTo(Model):
    """Whom and what a rule speaks of. An empty list restricts nothing.

    A person is meant when named by any of `people`, `roles` or `tags`; a duty when its call sign, service, shift and
    area are in every list that is given.
    """

    people: tuple[Id, ...] = ()
    roles: tuple[Id, ...] = ()
    tags: tuple[str, ...] = ()
    call_signs: tuple[Id, ...] = ()
    services: tuple[Id, ...] = ()
    shifts: tuple[Id, ...] = ()
    areas: tuple[str, ...] = ()


class RuleEntry(Model):
    """One line of a book's rules; what is not named here are the rule's own parameters.

    Attributes:
        kind: the rule's name in the catalogue.
        source: the law, agreement or policy it comes from.
    """

    # The one open model: each rule checks its own parameters (constraints.registry), unknown ones included.
    model_config = ConfigDict(extra="allow", frozen=True)

    kind: str
    level: Level | None = None
    weight: Weight | None = None
    applies_to: AppliesTo | None = None
    source: Text | None = None

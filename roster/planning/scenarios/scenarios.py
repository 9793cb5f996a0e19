"""The scenarios file: named lists of changes to a book, alone, combined, or as a grid of axes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, StringConstraints, field_validator, model_validator

from models.base import Id, Model, Text
from models.rules import Level
from roster.planning.results.money import Three
from roster.planning.scenarios.change import Change
from roster.planning.scenarios.sampling import Sampling

Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Scenario(Model):
    """A named list of changes, applied one after another.

    Attributes:
        note: a remark for readers of the scenarios file.
        changes: what differs from the base, applied one after another.
    """

    id: Id
    name: Text = ""
    note: Text = ""
    changes: Annotated[tuple[Change, ...], Field(min_length=1)]


class Scenarios(Model):
    """What a planner asks about one book.

    Attributes:
        name: the title of the answer.
        description: a sentence under the title.
        base_name: the name of the first cell.
        base: changes applied to the book before all others; the first cell is the book with these changes alone.
        scenarios: each is a cell.
        combined: lists of ids of scenarios: each list is a cell with all of them, applied one after another.
        grid: axes; a cell for each combination of their values. An axis is written short (`paramedics: 6..10`,
            `late-turn: 8 h, 10 h`, `days: 5, 7`, `minimum-hours.hours: 16, 27.5`) or as a mapping from the
            name of a value to a scenario's id or a list of changes ([] for none).
        draws: what is drawn at random.
        last_level: the last level that is solved; those below it are left out.
        gains: the roles of which one more person is tried; every role that crews a duty when absent, none if empty.
        gain_months: in how many of a cell's drawn months the bottleneck and these gains are computed.
        money: figures of your own in place of those of `assumptions.toml` in the package, by their names there: a
            number, or three of them, [cautious, central, favourable].
    """

    name: Annotated[Text, Field(min_length=1)] = "What if"
    description: Annotated[str, Field(max_length=20_000)] = ""
    base_name: Text = "As it is"
    base: tuple[Change, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    combined: tuple[Annotated[tuple[Id, ...], Field(min_length=2)], ...] = ()
    grid: Mapping[Words, Any] = {}
    draws: Sampling = Sampling()
    last_level: Level = Level.HOURS
    gains: tuple[Id, ...] | None = None
    gain_months: Annotated[int, Field(ge=0, le=1000)] = 1
    money: Mapping[Words, Three] = {}

    @field_validator("last_level", mode="before")
    @classmethod
    def _all_levels(cls, value: Any) -> Any:
        return Level.WISHES if value == "all" else value

    @model_validator(mode="after")
    def _soft_level(self) -> Scenarios:
        if self.last_level is Level.HARD:
            raise ValueError("last_level: a hard rule is no level to solve; write cover, full, hours, fair or all")
        return self

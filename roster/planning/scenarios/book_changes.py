"""Changes of the rules, the period and the lists of a book: other parameters, another period, records more or fewer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from models.base import Id, LocalDate, Model
from models.clock import last_of
from models.rules import RuleEntry
from models.text.lists import listed

_MAX_LISTED = 4  # ids in one sentence
MAX_MONTHS = 36  # of a period: beyond that no reader tells them apart


class ChangeRule(Model):
    """Changes the parameters of a rule of the book.

    Attributes:
        rule: the kind of the rule.
        roles: changes only rules of that kind that apply to one of these roles.
        values: parameters (also `level` and `weight`) with their new values.
    """

    change: Literal["rule"]
    rule: str
    roles: tuple[Id, ...] = ()
    values: Annotated[Mapping[str, Any], Field(min_length=1)]

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports."""
        return f"{self.rule}: {', '.join(f'{name} {value}' for name, value in self.values.items())}"


class AddItems(Model):
    """Adds records to the lists of a book, written as in a book: call signs, vehicles, services, people, rules.

    A record that is in the book already, with the same fields, is not added again.

    Attributes:
        organisations, roles, areas, qualifications, call_signs, vehicles, shifts, crews, services, teams, people,
            requests, rules: records, written as in a book.
    """

    SECTIONS: ClassVar[tuple[str, ...]] = (
        "organisations",
        "roles",
        "areas",
        "qualifications",
        "call_signs",
        "vehicles",
        "shifts",
        "crews",
        "services",
        "teams",
        "people",
        "requests",
        "rules",
    )

    change: Literal["add"]
    organisations: tuple[Mapping[str, Any], ...] = ()
    roles: tuple[Mapping[str, Any], ...] = ()
    areas: tuple[Mapping[str, Any], ...] = ()
    qualifications: tuple[Mapping[str, Any], ...] = ()
    call_signs: tuple[Mapping[str, Any], ...] = ()
    vehicles: tuple[Mapping[str, Any], ...] = ()
    shifts: tuple[Mapping[str, Any], ...] = ()
    crews: tuple[Mapping[str, Any], ...] = ()
    services: tuple[Mapping[str, Any], ...] = ()
    teams: tuple[Mapping[str, Any], ...] = ()
    people: tuple[Mapping[str, Any], ...] = ()
    requests: tuple[Mapping[str, Any], ...] = ()
    rules: tuple[RuleEntry, ...] = ()

    @model_validator(mode="after")
    def _adds_something(self) -> AddItems:
        if not any(getattr(self, name) for name in self.SECTIONS):
            raise ValueError(f"adds nothing: give {listed(self.SECTIONS, 'or')}")
        return self

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports."""
        parts = []
        for name in self.SECTIONS:
            items = getattr(self, name)
            ids = [str(item["id"]) for item in items if isinstance(item, Mapping) and "id" in item]
            if items:
                what = listed(ids) if 0 < len(ids) <= _MAX_LISTED else str(len(items))
                parts.append(f"{name.replace('_', ' ')} {what}")
        return f"more: {', '.join(parts)}"


class RemoveItems(Model):
    """Removes vehicles, call signs, services or rules, and everything in the book that refers to them alone.

    Attributes:
        call_signs: ids of call signs.
        vehicles: ids of vehicles.
        services: ids of services.
        rules: kinds of rules.
    """

    SECTIONS: ClassVar[tuple[str, ...]] = ("call_signs", "vehicles", "services", "rules")

    change: Literal["remove"]
    call_signs: tuple[Id, ...] = ()
    vehicles: tuple[Id, ...] = ()
    services: tuple[Id, ...] = ()
    rules: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _removes_something(self) -> RemoveItems:
        if not any(getattr(self, name) for name in self.SECTIONS):
            raise ValueError(f"removes nothing: give {listed(self.SECTIONS, 'or')}")
        return self

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports."""
        return f"without {listed([item for name in self.SECTIONS for item in getattr(self, name)])}"


class ChangePeriod(Model):
    """Sets another period. One longer than a month is solved month by month, each after the rota of the month before.

    Outside the book's period there are no dated offers: offers are drawn from the days of the week on which each person
    offers in the book's period.

    Attributes:
        first: the first date.
        last: the last date, included.
        months: the number of months, instead of `last`.
    """

    change: Literal["period"]
    first: LocalDate
    last: LocalDate | None = None
    months: Annotated[int, Field(ge=1, le=MAX_MONTHS)] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> ChangePeriod:
        if (self.last is None) == (self.months is None):
            raise ValueError("give either last, or months")
        if self.end < self.first:
            raise ValueError(f"ends on {self.last}, before it starts on {self.first}")
        return self

    @property
    def end(self) -> date:
        """The last date."""
        return self.last or last_of(self.first, self.months or 1)

    @property
    def sentence(self) -> str:
        """The change as a sentence for tables and reports."""
        many = "1 month" if self.months == 1 else f"{self.months} months"
        return f"from {self.first} " + (f"to {self.last}" if self.last else f"for {many}")

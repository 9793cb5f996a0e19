"""The union of all kinds of change: `change: KIND` in a scenarios file decides which model reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, get_args

from pydantic import Field

from models.base import Model
from roster.planning.scenarios.book_changes import AddItems, ChangePeriod, ChangeRule, RemoveItems
from roster.planning.scenarios.people_changes import (
    AddAbsence,
    AddPeople,
    ChangeAwayRate,
    ChangePeople,
    NumberOfPeople,
    RemovePeople,
)
from roster.planning.scenarios.service_changes import ChangeDays, ChangeSeat, ChangeServices, ChangeShift

Change = Annotated[
    AddPeople
    | RemovePeople
    | NumberOfPeople
    | ChangePeople
    | AddAbsence
    | ChangeAwayRate
    | ChangeShift
    | ChangeServices
    | ChangeDays
    | ChangeSeat
    | ChangeRule
    | AddItems
    | RemoveItems
    | ChangePeriod,
    Field(discriminator="change"),
]


CHANGE_BY_KIND: Mapping[str, type[Model]] = {
    get_args(kind.model_fields["change"].annotation)[0]: kind for kind in get_args(get_args(Change)[0])
}

"""The union of all kinds of change, as JSON tells them apart by `kind`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from models.problems import Problem
from models.reading.messages import problem_message
from roster.desk.changes.errors import ChangeError
from roster.desk.changes.kinds.absences import AddAbsence, ChangeAbsence, EndAbsence
from roster.desk.changes.kinds.details import SetDetail
from roster.desk.changes.kinds.offers import SetCaps, SetContact, SetOffers
from roster.desk.changes.kinds.pins import PinPerson, Unpin
from roster.desk.changes.kinds.records import AddRecord, ChangeEntry, RemoveRecord, SetOrder, SetRecord
from roster.desk.changes.kinds.requests import AddRequest, RemoveRequest
from roster.desk.changes.kinds.rota import Assign, Clear, GiveVehicle
from roster.desk.changes.kinds.vehicles import BackOnRoad, TakeOffRoad
from roster.desk.changes.kinds.whole_rota import DropRota, SetRota

AnyChange = Annotated[
    Assign
    | Clear
    | GiveVehicle
    | SetRota
    | DropRota
    | PinPerson
    | Unpin
    | AddAbsence
    | EndAbsence
    | ChangeAbsence
    | SetOffers
    | SetCaps
    | SetContact
    | AddRequest
    | RemoveRequest
    | TakeOffRoad
    | BackOnRoad
    | AddRecord
    | SetRecord
    | ChangeEntry
    | RemoveRecord
    | SetOrder
    | SetDetail,
    Field(discriminator="kind"),
]

_CHANGES: TypeAdapter[tuple[AnyChange, ...]] = TypeAdapter(tuple[AnyChange, ...])


def changes_from_data(data: object) -> tuple[AnyChange, ...]:
    """Reads a list of changes from JSON data.

    Raises:
        ChangeError: everything that is wrong with it.
    """
    try:
        return _CHANGES.validate_python(data)
    except ValidationError as error:
        from models.book import Book

        problems = [
            Problem(("changes", *(part for part in item["loc"] if part not in _KINDS)), problem_message(item, Book))
            for item in error.errors()
        ]
        raise ChangeError(problems) from None


_KINDS = frozenset(
    item.model_fields["kind"].default
    for item in AnyChange.__origin__.__args__  # type: ignore[attr-defined]
)

__all__ = ["AnyChange", "changes_from_data"]

"""Places of added records, said in terms of the book that their author saw."""

from __future__ import annotations

from collections.abc import Sequence

from models.book import Book
from roster.desk.changes.change import Change
from roster.desk.changes.drafts.ordered import Place, content_key, keys_of
from roster.desk.changes.drafts.sections import key_function, records_of
from roster.desk.changes.kinds.absences import AddAbsence
from roster.desk.changes.kinds.pins import PinPerson
from roster.desk.changes.kinds.records import AddRecord
from roster.desk.changes.kinds.requests import AddRequest
from roster.desk.changes.kinds.vehicles import TakeOffRoad


def with_place(change: Change, base: Book) -> Change:
    """The change with the place of what it adds: the end of the list as it was, not as others have made it since.

    So two people who each add to the end of one list make the same list, whoever comes first.
    """
    if getattr(change, "place", None) is not None:
        return change
    keys = _keys(change, base)
    if keys is None:
        return change
    return change.model_copy(update={"place": Place(after=keys[-1] if keys else None)})


def _keys(change: Change, base: Book) -> Sequence[str] | None:
    """The keys of the list that a change adds to; None where it adds to none."""
    if isinstance(change, AddRecord):
        return keys_of(records_of(base, change.section), key_function(change.section))
    if isinstance(change, PinPerson):
        return keys_of(base.pins, content_key)
    if isinstance(change, AddRequest):
        return keys_of(base.requests, content_key)
    if isinstance(change, AddAbsence):
        absences = next((item.absences for item in base.people if item.id == change.person), ())
        return keys_of(absences, content_key)
    if isinstance(change, TakeOffRoad):
        spans = next((item.off_road for item in base.vehicles if item.id == change.vehicle), ())
        return keys_of(spans, content_key)
    return None


__all__ = ["with_place"]

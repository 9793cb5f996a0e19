"""The changes that make the inputs of one book those of another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any

from models.base import Model
from models.book import Book
from models.people import Absence, Person
from models.references.sections import NAMED_SECTIONS
from models.rules import RuleEntry
from models.service import Vehicle
from models.wishes import Pin, Request
from roster.desk.changes.between.list_difference import list_difference
from roster.desk.changes.change import Change
from roster.desk.changes.drafts.ordered import Place, content_key
from roster.desk.changes.drafts.sections import DETAILS, SECTIONS, key_function, records_of
from roster.desk.changes.kinds.absences import AddAbsence, ChangeAbsence, EndAbsence
from roster.desk.changes.kinds.details import SetDetail
from roster.desk.changes.kinds.offers import SetCaps, SetContact, SetOffers
from roster.desk.changes.kinds.pins import PinPerson, Unpin
from roster.desk.changes.kinds.records import AddRecord, ChangeEntry, RemoveRecord, SetOrder, SetRecord
from roster.desk.changes.kinds.requests import AddRequest, RemoveRequest
from roster.desk.changes.kinds.vehicles import BackOnRoad, TakeOffRoad

# Sections whose records have no id -> what two of them share where one is taken to be the other after a change.
_SAME: Mapping[str, Callable[[Any], Hashable]] = {
    "rules": lambda entry: entry.kind,
    "derogations": lambda item: (item.rule, item.person),
    "carried_in.totals": lambda item: item.person,
    "carried_in.stand_downs": lambda item: (item.call_sign, item.month),
}
_ONCE = ("pins",)  # of these a change of its own kind adds no second that says the same; a file may hold two


def input_changes(before: Book, after: Book) -> Iterator[Change]:
    """Yields the changes of everything but the rota."""
    for section in SECTIONS:
        if records_of(before, section) != records_of(after, section):
            yield from _section_changes(before, after, section)
    was, now = (book.model_dump(mode="json", include=set(DETAILS)) for book in (before, after))
    for field in DETAILS:
        if was[field] != now[field]:
            yield SetDetail.model_validate({"field": field, "value": now[field]})


def _section_changes(before: Book, after: Book, section: str) -> Iterator[Change]:
    found = list_difference(
        records_of(before, section), records_of(after, section), key_function(section), _SAME.get(section)
    )
    for record in found.removed:
        yield _removal(section, record)
    for was, now in found.changed:
        yield ChangeEntry(section=section, was=_data(was), now=_data(now))
    for was, now in found.kept:
        if was != now:
            yield from _record_changes(section, was, now)
    for record, place in found.added:
        twice = section in _ONCE and records_of(after, section).count(record) > 1
        yield (
            AddRecord(section=section, record=_data(record), place=place)
            if twice
            else _addition(section, record, place)
        )
    if found.order is not None:
        yield SetOrder(section=section, order=found.order)


def _removal(section: str, record: Any) -> Change:
    if isinstance(record, Pin):
        return Unpin(**dict(record))
    if isinstance(record, Request):
        return RemoveRequest(request=record)
    if section in NAMED_SECTIONS:
        return RemoveRecord(section=section, id=record.id)
    return RemoveRecord(section=section, record=_data(record))


def _addition(section: str, record: Any, place: Place | None) -> Change:
    if isinstance(record, Pin):
        return PinPerson(**dict(record), place=place)
    if isinstance(record, Request):
        return AddRequest(request=record, place=place)
    return AddRecord(section=section, record=_data(record), place=place)


def _record_changes(section: str, was: Any, now: Any) -> Iterator[Change]:
    """The changes of a record that has an id."""
    data, old = now.model_dump(mode="json"), was.model_dump(mode="json")
    fields = {name: value for name, value in data.items() if old[name] != value}
    if isinstance(now, Person):
        yield from _person_changes(was, now, fields)
    if isinstance(now, Vehicle):
        yield from _vehicle_changes(was, now, fields)
    if fields:
        yield SetRecord(section=section, id=now.id, fields=fields)


def _person_changes(was: Person, now: Person, fields: dict[str, Any]) -> Iterator[Change]:
    """The changes of a person that have kinds of their own; their fields are taken out of `fields`."""
    if "absences" in fields:
        found = list_difference(was.absences, now.absences, content_key, _same_absence)
        if found.order is None:
            del fields["absences"]
            yield from (EndAbsence(person=now.id, absence=item) for item in found.removed)
            yield from (ChangeAbsence(person=now.id, was=old, now=new) for old, new in found.changed)
            yield from (AddAbsence(person=now.id, absence=item, place=place) for item, place in found.added)
    if fields.pop("offers", None) is not None:
        yield SetOffers(person=now.id, offers=now.offers)
    if fields.pop("caps", None) is not None:
        yield SetCaps(person=now.id, caps=now.caps)
    contact = {name: fields.pop(name) for name in ("phone", "email") if name in fields}
    if contact:
        yield SetContact(person=now.id, **contact)


def _vehicle_changes(was: Vehicle, now: Vehicle, fields: dict[str, Any]) -> Iterator[Change]:
    if "off_road" not in fields:
        return
    found = list_difference(was.off_road, now.off_road, content_key)
    if found.order is None:
        del fields["off_road"]
        yield from (BackOnRoad(vehicle=now.id, off_road=item) for item in found.removed)
        yield from (TakeOffRoad(vehicle=now.id, off_road=item, place=place) for item, place in found.added)


def _same_absence(absence: Absence) -> Hashable:
    """What an absence of which the end was moved has in common with itself before."""
    return absence.kind, absence.first or absence.start


def _data(record: Model | RuleEntry) -> dict[str, Any]:
    """What a record says, as JSON has it, without what is left out."""
    return record.model_dump(mode="json", exclude_defaults=True)


__all__ = ["input_changes"]

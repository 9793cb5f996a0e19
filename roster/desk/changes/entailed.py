"""What has to go along with a change: who sits on a duty that goes, and what else names a record that is removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from models.base import Model
from models.book import Book
from models.duty import Duty
from models.rules import DUTIES, PEOPLE
from models.wishes import Pin
from roster.desk.changes.change import Change, Stage
from roster.desk.changes.drafts.book_draft import BookDraft
from roster.desk.changes.drafts.sections import records_of
from roster.desk.changes.errors import ChangeError
from roster.desk.changes.keys import pinned_duty
from roster.desk.changes.kinds.pins import Unpin
from roster.desk.changes.kinds.records import ChangeEntry, RemoveRecord, SetRecord
from roster.desk.changes.kinds.requests import RemoveRequest
from roster.desk.changes.kinds.rota import Clear, GiveVehicle
from roster.desk.changes.released_pins import contradicted_pins

# Lists without ids whose records are about one person, or one call sign, and go with it.
_ABOUT = {
    "people": ("worked", "derogations", "carried_in.duties", "carried_in.totals"),
    "call_signs": ("carried_in.stand_downs",),
}
# Lists of names inside records with an id; a record with none left goes where `True`.
_LISTS = (
    ("services", "call_signs", "call_signs", True),
    ("vehicles", "call_signs", "call_signs", False),
    ("vehicles", "spare_for", "areas", False),
)
# Single names; without it the record goes where `True`.
_FIELDS = (
    ("services", "shift", "shifts", True),
    ("services", "crew", "crews", True),
    ("people", "team", "teams", False),
)
_MOST_ROUNDS = 20  # a call sign takes a service with it, the service what names it, ...

Gone = Mapping[str, AbstractSet[str]]
"""Section -> ids of its records that are removed."""


def entailed(book: Book, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes without which some others are refused, since people or records would hang in the air.

    People are taken off duties that are no longer asked for, and off the rota where they are removed; pins and
    requests go; lists of names lose the name, and a service without call signs goes as well. What cannot follow by
    itself - a person whose role is removed - is left to be refused.

    Args:
        book: before any of them.
        changes: what somebody wants.
    """
    found: list[Change] = []
    for _ in range(_MOST_ROUNDS):
        more = [item for item in _of_records(book, [*changes, *found]) if item not in found]
        if not more:
            break
        found = _joined([*found, *more])
    found += _of_rota(book, [*changes, *found])
    return tuple(item for item in found if item not in changes)


def released(book: Book, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The pins that go by themselves with changes of the rota, so that they can be told."""
    pins = contradicted_pins(book, changes)
    return tuple(map(_unpin, pins))


def _of_records(book: Book, changes: Sequence[Change]) -> Iterator[Change]:
    """What names the records that are removed."""
    gone = _gone(changes)
    if not gone:
        return
    yield from _about(book, gone)
    yield from _within(book, gone)
    for rule in book.rules:
        data = rule.model_dump(mode="json", exclude_defaults=True)
        whom = data.get("applies_to") or {}
        less = {name: _without(names, gone.get(name, set())) for name, names in whom.items()}
        if less == whom:
            continue
        # With a list emptied it would hold for everybody; of people, the lists hold together.
        emptied = any(whom.get(name) and not less[name] for name in DUTIES) or (
            any(map(whom.get, PEOPLE)) and not any(map(less.get, PEOPLE))
        )
        kept = {**data, "applies_to": {name: names for name, names in less.items() if names}}
        yield (
            RemoveRecord(section="rules", record=data) if emptied else ChangeEntry(section="rules", was=data, now=kept)
        )


def _about(book: Book, gone: Gone) -> Iterator[Change]:
    """Pins, requests and records of people and call signs that go."""
    people, call_signs, shifts = (gone.get(name, set()) for name in ("people", "call_signs", "shifts"))
    yield from (_unpin(pin) for pin in book.pins if pin.person in people)
    for request in book.requests:
        if request.person in people or request.call_sign in call_signs or request.shift in shifts:
            yield RemoveRequest(request=request)
    for section, lists in _ABOUT.items():
        field = "person" if section == "people" else "call_sign"
        for name in lists:
            for record in records_of(book, name):
                if getattr(record, field) in gone.get(section, set()):
                    yield RemoveRecord(section=name, record=_data(record))
    for name in ("worked", "carried_in.duties"):
        for record in records_of(book, name):
            if record.person not in people and record.call_sign in call_signs:
                data = _data(record)
                now = {key: value for key, value in data.items() if key != "call_sign"}
                yield ChangeEntry(section=name, was=data, now=now)


def _within(book: Book, gone: Gone) -> Iterator[Change]:
    """Records with an id that name what goes."""
    for section, field, of, needed in _LISTS:
        for record in _staying(book, section, gone):
            names = list(getattr(record, field))
            less = _without(names, gone.get(of, set()))
            if less == names:
                continue
            goes = needed and not less
            yield (
                RemoveRecord(section=section, id=record.id)
                if goes
                else SetRecord(section=section, id=record.id, fields={field: less})
            )
    for section, field, of, needed in _FIELDS:
        for record in _staying(book, section, gone):
            if getattr(record, field) in gone.get(of, set()):
                yield (
                    RemoveRecord(section=section, id=record.id)
                    if needed
                    else SetRecord(section=section, id=record.id, fields={field: None})
                )
    yield from _of_people(book, gone)


def _of_people(book: Book, gone: Gone) -> Iterator[Change]:
    """What people hold and offer of what goes: an offer for call signs alone that go, goes."""
    for person in _staying(book, "people", gone):
        data = person.model_dump(mode="json", exclude_defaults=True)
        held = [item for item in data.get("qualifications", ()) if item["id"] not in gone.get("qualifications", set())]
        if held != list(data.get("qualifications", ())):
            yield SetRecord(section="people", id=person.id, fields={"qualifications": held})
        offers = []
        for offer in data.get("offers", ()):
            names = offer.get("call_signs", [])
            less = _without(names, gone.get("call_signs", set()))
            if less or not names:
                offers.append({**offer, "call_signs": less} if less != names else offer)
        if offers != list(data.get("offers", ())):
            yield SetRecord(section="people", id=person.id, fields={"offers": offers})


def _of_rota(book: Book, changes: Sequence[Change]) -> list[Change]:
    """Who is to be taken off, which vehicles, and which pins go, once the inputs are changed."""
    demand = _demand(book, changes)
    if demand is None:
        return []
    duties, gone = demand, _gone(changes)
    people = gone.get("people", set())
    cleared = {(item.person, item.duty) for item in changes if isinstance(item, Clear)}
    found: list[Change] = []
    for item in book.rota.assignments if book.rota else ():
        lost = item.person in people or item.duty not in duties or not _has_seat(duties[item.duty], item.seat)
        if lost and (item.person, item.duty) not in cleared:
            found.append(Clear(person=item.person, duty=item.duty, seat=item.seat))
    cars = gone.get("vehicles", set())
    found += [
        GiveVehicle(duty=record.duty, vehicle=None)
        for record in (book.rota.duties if book.rota else ())
        if record.vehicle in cars and record.duty in duties
    ]
    known, by_themselves = {duty.id for duty in book.duties}, contradicted_pins(book, [*changes, *found])
    roles = {person.id: person.role for person in book.people}
    for pin in book.pins:
        duty = pinned_duty(pin.duty, book)
        stays = duty in duties and _has_place(duties[duty], pin, roles[pin.person])
        if duty in known and not stays and pin not in by_themselves and _unpin(pin) not in changes:
            found.append(_unpin(pin))
    return found


def _demand(book: Book, changes: Sequence[Change]) -> dict[str, Duty] | None:
    """The duties that are asked for after the changes, by id; None where these are wrong in themselves."""
    draft = BookDraft(book)
    try:
        for change in sorted(changes, key=lambda item: item.stage):
            if change.stage < Stage.WHOLE_ROTA and not isinstance(change, Unpin):
                change.apply(draft)
        return {duty.id: duty for duty in draft.duties()}
    except ChangeError:
        return None


def _gone(changes: Iterable[Change]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for change in changes:
        if isinstance(change, RemoveRecord) and change.id:
            found.setdefault(change.section, set()).add(change.id)
    return found


def _joined(changes: Sequence[Change]) -> list[Change]:
    """The changes, each record changed once: what is set in it by several is set together; a removal goes alone."""
    removed = {(item.section, item.id) for item in changes if isinstance(item, RemoveRecord) and item.id}
    fields: dict[tuple[str, str], dict[str, Any]] = {}
    entries: dict[str, ChangeEntry] = {}
    others: list[Change] = []
    for change in changes:
        if isinstance(change, SetRecord):
            fields.setdefault((change.section, change.id), {}).update(change.fields)
        elif isinstance(change, ChangeEntry):
            entries[str((change.section, change.was))] = change
        else:
            others.append(change)
    removed_entries = {str((item.section, item.record)) for item in others if isinstance(item, RemoveRecord)}
    set_together = [
        SetRecord(section=section, id=name, fields=what)
        for (section, name), what in fields.items()
        if (section, name) not in removed
    ]
    kept = [entry for key, entry in entries.items() if key not in removed_entries]
    return [*others, *set_together, *kept]


def _unpin(pin: Pin) -> Unpin:
    return Unpin(person=pin.person, duty=pin.duty, seat=pin.seat, off=pin.off)


def _data(record: Model) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_defaults=True)


def _staying(book: Book, section: str, gone: Gone) -> list[Any]:
    return [record for record in records_of(book, section) if record.id not in gone.get(section, set())]


def _without(names: Iterable[str], gone: AbstractSet[str]) -> list[str]:
    return [name for name in names if name not in gone]


def _has_place(duty: Duty, pin: Pin, role: str) -> bool:
    """Whether a duty has a seat that a pin can be about."""
    return any(pin.seat in (None, seat.id) and (pin.off or role in seat.roles) for seat in duty.crew.seats)


def _has_seat(duty: Duty, seat: str) -> bool:
    return any(item.id == seat for item in duty.crew.seats)


__all__ = ["entailed", "released"]

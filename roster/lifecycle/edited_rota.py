"""A rota after places and vehicles were changed by hand: the records of its duties, and the basis of new places."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from constraints.facts import Facts
from constraints.view import RotaView
from models.duty import Duty
from models.rota import Assignment, Basis, DutyRecord


def basis_by_hand(facts: Facts, person: str, duty: str) -> Basis:
    """The basis of a person who was put on a duty by hand: rostered time where it is that, else an offer."""
    rostered = facts.rostered(facts.people[person], facts.duty[duty])
    return Basis.ROSTERED if rostered else Basis.OFFERED


def edited_records(
    facts: Facts,
    assignments: Iterable[Assignment],
    records: Iterable[DutyRecord],
    *,
    touched: Collection[str],
    by_hand: Collection[str],
) -> tuple[DutyRecord, ...]:
    """The records of a rota's duties after changes by hand; others stay as they are.

    A duty that now runs and has no vehicle is given a free one, and one that no longer runs gives its vehicle back.

    Args:
        facts: of the book.
        assignments: of the changed rota; those of people and duties that the book does not have are passed over.
        records: of the changed rota: vehicles that were given by hand are in them.
        touched: the duties of which the crew was changed.
        by_hand: the duties of which the vehicle was changed: they keep it.
    """
    records = list(records)
    vehicles = {record.duty: record.vehicle for record in records}
    fitting = [item for item in assignments if item.person in facts.people and item.duty in facts.duty]
    view = RotaView(facts, fitting, vehicles)
    found = []
    for record in records:
        duty = facts.duty.get(record.duty)
        if duty is None or not (record.duty in touched or record.duty in by_hand):
            found.append(record)
            continue
        if record.duty not in by_hand:
            vehicles[record.duty] = _vehicle(view, duty, vehicles)
        found.append(record.model_copy(update={"state": view.state(duty), "vehicle": vehicles[record.duty]}))
    return tuple(found)


def _vehicle(view: RotaView, duty: Duty, vehicles: dict[str, str | None]) -> str | None:
    """The vehicle of a duty that was not given one by hand: the one it has, or the first that is free."""
    if not view.runs(duty):
        return None
    if vehicles[duty.id] is not None:
        return vehicles[duty.id]
    taken = {
        vehicles.get(other.id)
        for other in view.facts.duties
        if other.id != duty.id and other.start < duty.end and duty.start < other.end
    }
    return next((item.id for item in view.facts.vehicles_for(duty) if item.id not in taken), None)


__all__ = ["basis_by_hand", "edited_records"]

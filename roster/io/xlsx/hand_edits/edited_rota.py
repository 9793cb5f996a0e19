"""Makes the rota that the visible sheets of a workbook show after edits by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from constraints.facts import Facts
from constraints.view import RotaView
from models.book import Book
from models.problems import Problem
from models.rota import Assignment, Basis, DutyRecord, Rota
from roster.io.xlsx.hand_edits.edit_context import EditContext
from roster.io.xlsx.hand_edits.reconcile import Reconciled
from roster.io.xlsx.hand_edits.rota_sheet import RotaEntries, read_rota
from roster.io.xlsx.hand_edits.vehicles_sheet import VehicleEntries, read_vehicles
from roster.io.xlsx.inputs.reading.headings import words_of
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
from roster.lifecycle.hand_edits import HandEdits


@dataclass(frozen=True)
class EditedRota:
    """The result of reading the sheets of a rota.

    Attributes:
        edits: None when nothing was changed, or there are problems.
        rota: as raw data, with the edits in it.
        problems: their cells are in the cell map of the workbook.
    """

    edits: HandEdits | None
    rota: Mapping[str, Any]
    problems: list[Problem]


def read_edits(found: ParsedBook, kept: Mapping[str, Any], inputs: Book) -> EditedRota:
    """Reads the edits in the sheets Rota and Vehicles of a workbook.

    Args:
        kept: the embedded rota, as raw data.
        inputs: the book as far as it can be read, without a rota.
    """
    nothing = EditedRota(None, kept, [])
    if found.rota_words is None:
        return nothing
    try:
        rota = Rota.model_validate(kept)
    except ValidationError:
        return nothing
    context = EditContext(inputs, rota, found.rota_words)
    ours = {id(sheet) for sheet in found.inputs.values()}
    sheets = {words_of(sheet.name): sheet for sheet in found.sheets if id(sheet) not in ours}
    by_person = read_rota(sheets["rota"], context) if "rota" in sheets else RotaEntries()
    by_vehicle = read_vehicles(sheets["vehicles"], context) if "vehicles" in sheets else VehicleEntries()
    together = Reconciled(context, by_person, by_vehicle)
    problems = []
    for number, (place, sentence) in enumerate(dict.fromkeys(context.wrong)):
        path = ("edits", number)
        found.places.put(path, place)
        problems.append(Problem(path, sentence))
    if problems:
        return EditedRota(None, kept, problems)
    edits = together.edits()
    if not (edits.changes_rota or edits.pinned or edits.unpinned):
        return nothing
    if not edits.changes_rota:
        return EditedRota(edits, kept, [])
    return EditedRota(edits, _edited(context, edits).model_dump(mode="json"), [])


def _edited(context: EditContext, edits: HandEdits) -> Rota:
    """Returns the rota with the edits in it, without scores and breaches, which no longer hold."""
    removed = {(item.person, item.duty, item.seat) for item in edits.changes if not item.on}
    kept = [item for item in context.kept.assignments if (item.person, item.duty, item.seat) not in removed]
    facts = context.facts
    kept += [
        Assignment(person=item.person, duty=item.duty, seat=item.seat, basis=_basis(facts, item.person, item.duty))
        for item in edits.changes
        if item.on
    ]
    vehicles = {record.duty: record.vehicle for record in context.kept.duties}
    vehicles |= {item.duty: item.vehicle for item in edits.vehicles}
    touched = {item.duty for item in edits.changes}
    by_hand = {item.duty for item in edits.vehicles}
    fitting = [item for item in kept if item.person in facts.people and item.duty in facts.duty]
    view = RotaView(facts, fitting, vehicles)
    return context.kept.model_copy(
        update={
            "assignments": tuple(kept),
            "duties": tuple(
                _record(view, record, vehicles, touched=record.duty in touched, by_hand=record.duty in by_hand)
                for record in context.kept.duties
            ),
            "scores": (),
            "breaches": (),
            "cures": (),
            "provenance": context.kept.provenance.model_copy(update={"edited": True}),
        }
    )


def _basis(facts: Facts, person: str, duty: str) -> Basis:
    rostered = facts.rostered(facts.people[person], facts.duty[duty])
    return Basis.ROSTERED if rostered else Basis.OFFERED


def _record(
    view: RotaView, record: DutyRecord, vehicles: dict[str, str | None], *, touched: bool, by_hand: bool
) -> DutyRecord:
    """Returns the updated record of a duty; a duty that now runs without a vehicle is given a free one."""
    duty = view.facts.duty.get(record.duty)
    if duty is None or not (touched or by_hand):
        return record
    vehicle = vehicles[record.duty]
    if not by_hand and not view.runs(duty):
        vehicle = None
    elif not by_hand and vehicle is None:
        taken = {
            vehicles.get(other.id)
            for other in view.facts.duties
            if other.id != duty.id and other.start < duty.end and duty.start < other.end
        }
        vehicle = next((item.id for item in view.facts.vehicles_for(duty) if item.id not in taken), None)
    vehicles[record.duty] = vehicle
    return record.model_copy(update={"state": view.state(duty), "vehicle": vehicle})

"""Makes the rota that the visible sheets of a workbook show after edits by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from models.book import Book
from models.problems import Problem
from models.rota import Assignment, Rota
from roster.io.xlsx.hand_edits.edit_context import EditContext
from roster.io.xlsx.hand_edits.reconcile import Reconciled
from roster.io.xlsx.hand_edits.rota_sheet import RotaEntries, read_rota
from roster.io.xlsx.hand_edits.vehicles_sheet import VehicleEntries, read_vehicles
from roster.io.xlsx.inputs.reading.headings import words_of
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
from roster.lifecycle.edited_rota import basis_by_hand, edited_records
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
        Assignment(
            person=item.person, duty=item.duty, seat=item.seat, basis=basis_by_hand(facts, item.person, item.duty)
        )
        for item in edits.changes
        if item.on
    ]
    given = {item.duty: item.vehicle for item in edits.vehicles}
    records = [
        record.model_copy(update={"vehicle": given[record.duty]}) if record.duty in given else record
        for record in context.kept.duties
    ]
    touched = {item.duty for item in edits.changes}
    return context.kept.model_copy(
        update={
            "assignments": tuple(kept),
            "duties": edited_records(facts, kept, records, touched=touched, by_hand=given.keys()),
            "scores": (),
            "breaches": (),
            "cures": (),
            "provenance": context.kept.provenance.model_copy(update={"edited": True}),
        }
    )

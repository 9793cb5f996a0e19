"""Puts ids in the place of the names and duties that people wrote into the sheets of a workbook."""

from __future__ import annotations

from collections.abc import Mapping

from models.book import Book
from models.lookup.duty_references import DutyReferenceError, find_duty
from models.lookup.references import put_ids
from models.problems import Path
from roster.io.merging import Merged


def put_ids_for_names(merged: Merged) -> None:
    """Puts ids in the place of names in the data of workbooks; a name of several items becomes a problem.

    Other forms of a book hold ids alone, as programs write them.
    """
    if isinstance(merged.raw, Mapping) and any(source.workbook is not None for source in merged.sources):
        merged.problems += put_ids(merged.raw, lambda path: _is_in_workbook(merged, path))


def put_ids_for_duties(merged: Merged, inputs: Book | None) -> bool:
    """Writes the duties of pins as `CALLSIGN@DATE/SHIFT` where a sheet says `Sat 8 May JR20`.

    Args:
        inputs: the book as far as it can be read; None where it cannot.

    Returns:
        Whether any was written anew.
    """
    pins = merged.raw.get("pins") if isinstance(merged.raw, Mapping) else None
    if inputs is None or not isinstance(pins, list):
        return False
    changed = False
    for index, pin in enumerate(pins):
        given = pin.get("duty") if isinstance(pin, dict) else None
        if not isinstance(given, str) or "@" in given or not _is_in_workbook(merged, ("pins", index)):
            continue
        try:
            pin["duty"] = find_duty(given, inputs.duties).id
        except DutyReferenceError:
            continue  # the check of references reports it
        changed = True
    return changed


def _is_in_workbook(merged: Merged, path: Path) -> bool:
    return merged.home(path)[0].workbook is not None

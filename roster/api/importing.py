"""Makes a book of an existing rota, with the rota in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import ValidationError

from constraints.verify import Verdict, verify
from constraints.view import RotaView
from models.book import Book
from models.problems import BookError
from models.rota import Assignment, Ended, Provenance, Rota
from roster.analysis.duty_records import duty_records
from roster.api.opened import OpenBook, ready
from roster.importing.answers import Answers
from roster.importing.import_rota import Imported, import_rota
from roster.io.storage.files import FileError
from roster.lifecycle.hand_edits import unproven_scores
from roster.version import versions


@dataclass(frozen=True)
class ImportedRota:
    """An existing rota as a book.

    Attributes:
        found: what was found in the rota, what each cell was taken for, and the mapping.
        opened: the book with its rota; None where nothing could be made of it.
        verdict: the breaches of the imported rota.
        notes: what was not read of the files, one sentence each.
    """

    found: Imported
    opened: OpenBook | None
    verdict: Verdict | None
    notes: tuple[str, ...] = ()


def import_book(path: str | Path, mapping: str | Path | None = None, *, today: date | None = None) -> ImportedRota:
    """Makes a book of an existing rota in a workbook or a CSV file.

    Args:
        mapping: a mapping that was written for this rota, filled in.
        today: tells which years are near, for dates without a year; the present day when absent.

    Raises:
        FileError: a file cannot be read, or the mapping has mistakes.
    """
    from roster.io.rota_files import read_mapping_file, read_rota_file  # here, not above: openpyxl takes a while

    path = Path(path)
    grids, notes = read_rota_file(path)
    rows, more = read_mapping_file(Path(mapping)) if mapping is not None else ([], [])
    year = (today or datetime.now(UTC).date()).year
    try:
        found = import_rota(grids, Answers(rows), name=path.stem, around=year)
        opened = ready(found.book) if found.book is not None else None
    except ValidationError as error:
        inner = error.errors()[0].get("ctx", {}).get("error")
        problems = [str(problem) for problem in inner.problems] if isinstance(inner, BookError) else [str(error)]
        raise FileError([f"{path}: the rota cannot be a book: {problem}" for problem in problems]) from None
    except BookError as error:
        raise FileError([f"{path}: the rota cannot be a book: {problem}" for problem in error.problems]) from None
    if opened is None:
        return ImportedRota(found, None, None, (*notes, *more))
    opened, verdict = _with_rota(opened, found.assignments, _vehicles(found))
    return ImportedRota(found, opened, verdict, (*notes, *more))


def _vehicles(found: Imported) -> dict[str, str]:
    """Duty -> the vehicle that the rota names for it."""
    book = found.book
    assert book is not None
    only = {
        call_sign: carriers[0]
        for call_sign in (item.id for item in book.call_signs)
        if len(carriers := [car.id for car in book.vehicles if call_sign in car.call_signs]) == 1
    }
    crewed = {item.duty for item in found.assignments}
    return {duty.id: only[duty.call_sign.id] for duty in book.duties if duty.call_sign.id in only and duty.id in crewed}


def _with_rota(
    opened: OpenBook, assignments: tuple[Assignment, ...], vehicles: dict[str, str]
) -> tuple[OpenBook, Verdict]:
    """Adds the imported rota to its book, scored and without any proof."""
    book, facts = opened.book, opened.admission.facts
    view = RotaView(facts, assignments, vehicles)
    verdict = verify(view.as_worked, opened.admission.rules)
    rota = Rota(
        assignments=tuple(view.assignments),
        duties=tuple(duty_records(view)),
        scores=unproven_scores(verdict),
        breaches=tuple(verdict.soft),
        provenance=_provenance(book),
    )
    return replace(opened, book=book.model_copy(update={"rota": rota})), verdict


def _provenance(book: Book) -> Provenance:
    return Provenance(
        input_hash=book.input_hash,
        ended=Ended.IMPORTED,
        made_at=datetime.now(UTC).replace(microsecond=0),
        seconds=0,
        time_limit=0,
        seed=0,
        workers=0,
        edited=True,
        versions=versions(("jru-roster",)),
    )

"""Small sheets for the tests of importing, and what an import found in a form that is easily compared."""

from collections.abc import Sequence

from roster.importing.answers import Answers, MappingRow
from roster.importing.grid import Grid, Merged
from roster.importing.import_rota import Imported, import_rota
from roster.importing.ledger import Fate

Duty = tuple[str, str, str, str]  # name, date, times, call sign


def sheet(text: str, name: str = "Rota", merged: Sequence[Merged] = ()) -> Grid:
    """A sheet of rows of cells parted by `|`; a bare number of at most two digits is a number, as in Excel."""
    cells = {
        (row, column): int(value) if value.isdigit() and len(value) <= 2 else value
        for row, line in enumerate(text.strip("\n").splitlines(), start=1)
        for column, part in enumerate(line.split("|"), start=1)
        if (value := part.strip())
    }
    return Grid(name, cells, merged)


def imported(*grids: Grid, name: str = "rota", answers: Sequence[MappingRow] = ()) -> Imported:
    """An import of some sheets; the year of today is 2026."""
    found = import_rota(list(grids), Answers(answers), name=name, around=2026)
    assert_accounted(found, grids)
    return found


def assert_accounted(found: Imported, grids: Sequence[Grid]) -> None:
    """Every cell that holds something has exactly one use, with a meaning."""
    held = {str(grid.cell(row, column)) for grid in grids for row, column in grid.places}
    assert sorted(str(use.cell) for use in found.uses) == sorted(held)
    assert all(use.meaning for use in found.uses)


def people(found: Imported) -> dict[str, str]:
    """Name -> role."""
    assert found.book is not None
    return {person.name or person.id: person.role for person in found.book.people}


def duties(found: Imported) -> set[Duty]:
    """Who is on which duty: of the rota, and of the records of work."""
    assert found.book is not None
    book = found.book
    names = {person.id: person.name or person.id for person in book.people}
    of_duty = {duty.id: duty for duty in book.duties}
    seen = {
        (
            names[item.person],
            str(of_duty[item.duty].date),
            f"{of_duty[item.duty].wall_start:%H:%M}-{of_duty[item.duty].wall_end:%H:%M}",
            of_duty[item.duty].call_sign.id,
        )
        for item in found.assignments
    }
    return seen | {
        (names[item.person], str(item.date), f"{item.start:%H:%M}-{item.end:%H:%M}", item.call_sign or "")
        for item in book.worked
    }


def away(found: Imported) -> set[tuple[str, str, str]]:
    """Who is away on which date, and why."""
    assert found.book is not None
    return {
        (person.name or person.id, str(day), str(absence.kind))
        for person in found.book.people
        for absence in person.absences
        for day in absence.dates_within(found.book.period.first, found.book.period.last)
    }


def unknown(found: Imported) -> dict[str, str]:
    """Cell -> its text, of those that were not understood."""
    return {use.cell.place: use.text for use in found.uses_of(Fate.UNKNOWN)}


def asked(found: Imported) -> set[tuple[str, str]]:
    """Topic and text of each question."""
    return {(str(row.topic), row.text) for row in found.questions}

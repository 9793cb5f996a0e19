"""Reads all replies in some files: returned sheets, one workbook of all sheets, and exports of forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from constraints.facts import Facts
from models.people import Person
from roster.io.offers.ask_folder import CHOICES, INDEX
from roster.io.offers.reply_files import grids_of, reply_files
from roster.io.storage.files import FileError
from roster.offers.asking.slots import Slot, slots_for
from roster.offers.reading.form_columns import UNKNOWN, is_form, kinds_of
from roster.offers.reading.form_reply import FormReader, form_headings
from roster.offers.reading.sheet_reply import SheetReader, heading_row
from roster.offers.replies import FileReading, Grid, Place, Remark
from roster.offers.words.people_named import PeopleNamed
from roster.tables.cells.text import cell_text

_INDEX_HEADINGS = ["person", "name", "email", "file", "dates asked"]


class RepliesReader:
    """Reads replies to a book.

    Args:
        facts: of the book for whose period the replies are.
        mapped: heading -> how a column of a form is taken.
    """

    def __init__(self, facts: Facts, mapped: Mapping[str, str]) -> None:
        self._facts = facts
        self._mapped = mapped
        self._people = PeopleNamed(facts.book.people)
        self._slots: dict[str, tuple[Slot, ...]] = {}

    def slots_of(self, person: Person) -> Sequence[Slot]:
        """The shifts that a person could work; found once for each person."""
        if person.id not in self._slots:
            self._slots[person.id] = slots_for(self._facts, person)
        return self._slots[person.id]

    def read(self, paths: Sequence[Path]) -> FileReading:
        """Reads files and folders; a file that cannot be read is a problem, and the others are still read.

        Raises:
            FileError: a path leads to nothing.
        """
        reading = FileReading()
        for path in reply_files(paths, reading.notes):
            reading.add(self._file(path))
        return reading

    def _file(self, path: Path) -> FileReading:
        if path.name.casefold() in (INDEX.casefold(), CHOICES.casefold()):
            return FileReading(notes=[Remark(Place(str(path)), "written by `roster ask`; no reply is in it")])
        try:
            grids = grids_of(path, self._facts.book.period.zone, self._likeness)
        except FileError as error:
            own = f"{path}: "
            return FileReading(problems=[Remark(Place(str(path)), line.removeprefix(own)) for line in error.lines])
        readings = [(grid, self._grid(grid)) for grid in grids]
        found = FileReading()
        if all(reading is None for _, reading in readings):
            return self._unknown(grids)
        for grid, reading in readings:
            nothing = FileReading(notes=[Remark(grid.place(), "not read: no reply is in this sheet")])
            found.add(reading or nothing)
        return found

    def _likeness(self, cells: Sequence[str]) -> int:
        """How much a row of cells looks like the headings of a form; a row of dates does not."""
        kinds = kinds_of([cell.strip() for cell in cells], self._facts.book.period, self._mapped)
        filled = sum(bool(cell.strip()) for cell in cells)
        return filled + 1000 * sum(kind != UNKNOWN for kind in kinds) if is_form(kinds) else filled

    def _grid(self, grid: Grid) -> FileReading | None:
        """Reads a sheet or table; None where it holds no replies."""
        if (row := heading_row(grid)) is not None:
            return SheetReader(grid, row, self._people, self._facts.book.period, self.slots_of).read()
        if _headings(grid) == _INDEX_HEADINGS:
            return FileReading(notes=[Remark(grid.place(), "written by `roster ask`; no reply is in it")])
        if (row := form_headings(grid, self._facts.book, self._mapped)) is not None:
            return FormReader(grid, row, self._people, self._facts.book, self.slots_of, self._mapped).read()
        return None

    def _unknown(self, grids: Sequence[Grid]) -> FileReading:
        """A file in which nothing is known: perhaps a form whose columns must be named."""
        grid = grids[0]
        headings = [heading for heading in _headings(grid) if heading]
        sentence = "is neither a sheet of `roster ask` nor a list in which each row says who and which dates"
        found = FileReading(problems=[Remark(grid.place(), sentence)])
        if len(headings) > 1 and len(grid.rows) > 1:
            row = sorted(grid.rows)[1]
            kinds = kinds_of(headings, self._facts.book.period, self._mapped)
            found.columns = dict(zip(headings, kinds, strict=True))
            below = {
                cell_text(cell): cell_text(grid.rows[row].get(at)) for at, cell in grid.rows[min(grid.rows)].items()
            }
            found.unknown_columns = {name: below.get(name, "") for name, kind in found.columns.items() if kind == "?"}
        return found


def _headings(grid: Grid) -> list[str]:
    """The texts of the first row with values."""
    return [cell_text(cell) for _, cell in sorted(grid.rows[min(grid.rows)].items())]

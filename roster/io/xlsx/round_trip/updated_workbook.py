"""Writes a book into the workbook that it was read from: new sheets of the rota, and changed inputs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from constraints.base import Rule
from models.book import Book
from models.reading.examine import examine
from roster.io.storage.files import FileError
from roster.io.xlsx.embedded.embedded_rota import EMBEDDED_SHEET, write_embedded_rota
from roster.io.xlsx.inputs.reader import read_sheets
from roster.io.xlsx.inputs.sheets.all_sheets import LISTS, NAMES, START
from roster.io.xlsx.inputs.writer import write_inputs
from roster.io.xlsx.kit.cell_styles import Looks
from roster.io.xlsx.kit.page import Page
from roster.io.xlsx.kit.stored_values import StoredValues
from roster.io.xlsx.raw_sheets import safe_opening as opening
from roster.io.xlsx.rota.rota_contents import RotaContents
from roster.io.xlsx.rota.words_used import words_used
from roster.io.xlsx.round_trip.changed_inputs import CannotBePlacedError, write_changes
from roster.io.xlsx.round_trip.formula_results import formula_results
from roster.io.xlsx.round_trip.loss_report import loss_report
from roster.io.xlsx.round_trip.merge_sheets import KeptSheet, merge_sheets
from roster.io.xlsx.round_trip.origin import WITH_MACROS, Origin
from roster.io.xlsx.round_trip.parts.package import ForeignPackageError
from roster.io.xlsx.round_trip.parts.stripped_workbook import stripped_workbook
from roster.io.xlsx.workbook import NO_TIME, SHEETS, write_rota_sheets

_BLANKS = "the colours of blank cells on sheets of more than 2 MB are not kept"
_ANEW = "the sheets of inputs were written anew, for what has changed in them has no place on them as they were"
_STRICT = "it was saved as Strict Open XML, and is written as an ordinary workbook"
_PARTS = "what the included files hold now stands in its own sheets"


def updated_workbook(origin: Origin, book: Book, rules: Sequence[Rule], path: Path) -> tuple[bytes, list[str]]:
    """Returns the bytes of the updated workbook, and a sentence for each thing that could not be kept.

    Changed inputs are written onto its sheets; where they have no place there, all sheets of inputs are written again.

    Args:
        origin: the workbook.
        book: the new book, with or without a rota.
        rules: the rules of the book.
        path: the output; its suffix says whether macros are kept.

    Raises:
        FileError: openpyxl cannot read the workbook.
    """

    def written(**how: bool) -> tuple[bytes, list[str]]:
        try:
            return _Updater(origin, book, rules, path, **how).write()
        except ForeignPackageError:  # openpyxl writes all of it then, and what it cannot keep is said
            return _Updater(origin, book, rules, path, whole=True, **how).write()

    changed = _inputs(book) != _inputs(origin.inputs)
    if not origin.has_no_parts:
        data, notes = written(anew=True)
        return data, [*notes, _PARTS]
    if not changed:
        return written()
    for in_grid in (True, False):
        with suppress(CannotBePlacedError):
            data, notes = written(changes=True, in_grid=in_grid)
            if _reads_as(path, data, book):
                return data, notes
    data, notes = written(anew=True)
    return data, [*notes, _ANEW]


def _inputs(book: Book) -> Book:
    return book.model_copy(update={"rota": None, "published": None})


def _reads_as(path: Path, data: bytes, book: Book) -> bool:
    """Whether reading a workbook gives this book."""
    try:
        found = read_sheets(path, data)
    except FileError:
        return False
    return not found.problems and examine(found.raw).book == book


@dataclass(frozen=True)
class _SheetSettings:
    """Visibility and tab colour of an earlier sheet of the rota, as the user set them."""

    state: Any
    colour: Any


class _Updater:
    """Writes the rota into the workbook.

    Args:
        changes: write changed inputs onto its sheets.
        in_grid: as in `write_changes`.
        anew: write all sheets of inputs again.
        whole: let openpyxl write the whole workbook, not only the new sheets.
    """

    def __init__(
        self,
        origin: Origin,
        book: Book,
        rules: Sequence[Rule],
        path: Path,
        *,
        changes: bool = False,
        in_grid: bool = True,
        anew: bool = False,
        whole: bool = False,
    ) -> None:
        self.changes, self.anew, self.whole = changes, anew, whole
        self.in_grid = in_grid
        self.origin = origin
        self.book = book
        self.rules = rules
        self.notes: list[str] = []
        self.plain = opening.checked_workbook(origin.path, origin.data, trim=False)
        data = opening.checked_workbook(origin.path, origin.data)
        if whole and len(data) != len(self.plain):
            self.notes.append(_BLANKS)
        if opening.is_strict(origin.data):
            self.notes.append(_STRICT)
        self.macros = path.suffix.lower() == WITH_MACROS
        self.results = formula_results(origin.path, data)
        self.workbook = opening.load_checked(
            origin.path,
            data if whole else stripped_workbook(data, cells=changes),
            values=False,
            stream=False,
            macros=whole and self.macros,
            rich=True,
        )
        self.was = {sheet.title: sheet.title for sheet in self.workbook}  # present title -> title before
        self.made: set[str] = {EMBEDDED_SHEET}
        self.stored = StoredValues()
        self.looks = Looks()
        self.inputs = {sheet.name: name for name, sheet in origin.workbook.inputs.items()}

    def write(self) -> tuple[bytes, list[str]]:
        """Returns the bytes of the workbook, and what could not be kept.

        Raises:
            ForeignPackageError: openpyxl has to write the whole of it.
        """
        workbook = self.workbook
        active = workbook.active.title if workbook.active is not None else ""
        solved = EMBEDDED_SHEET in workbook.sheetnames
        cells: dict[str, set[tuple[int, int]]] = {}
        anew: set[str] = set()
        try:
            if self.changes:
                cells = write_changes(workbook, self.origin, self.book, in_grid=self.in_grid)
            if self.anew:
                anew = self._inputs_anew()
            self._rota_sheets(solved=solved)
            self._activate(active if solved and active in workbook.sheetnames else "")
            workbook.calculation.fullCalcOnLoad = True
            stale = self.results.dependent_on({*SHEETS, *cells, *anew})
            self._keep_results(stale, {*SHEETS, *anew})
            made_at = self.book.rota.provenance.made_at if self.book.rota is not None else NO_TIME
            data = self.stored.save(workbook, made_at)
            if not self.whole:
                kept = {title: self._kept(title, was, cells, stale) for title, was in self._theirs().items()}
                opens_on = workbook.active.title if workbook.active is not None else ""
                data = merge_sheets(self.plain, data, kept, opens_on, macros=self.macros, made_at=made_at)
        except (CannotBePlacedError, FileError, ForeignPackageError):
            raise
        except Exception as error:  # openpyxl fails in many ways on unusual files
            raise opening.unreadable_error(self.origin.path, error) from None
        return data, [*self.notes, *self._lost(data)]

    def _theirs(self) -> dict[str, str]:
        """Returns the sheets of the user: present title -> title before."""
        return {title: self.was[title] for title in self.workbook.sheetnames if title not in self.made}

    def _kept(
        self, title: str, was: str, cells: dict[str, set[tuple[int, int]]], stale: set[tuple[str, str]]
    ) -> KeptSheet:
        """Describes the changes of a sheet that is kept."""
        # Inputs may be read again before Excel calculates them: an old result is better than none there.
        of_sheet = set() if was in self.inputs else {cell for sheet, cell in stale if sheet == title}
        return KeptSheet(was, cells.get(was, set()), of_sheet)

    def _lost(self, data: bytes) -> list[str]:
        """Returns sentences on what was lost, also of sheets that were written again."""
        names = {name: title for title, name in self.inputs.items()}
        now = {was: title for title, was in self._theirs().items()}
        now |= {names[title]: title for title in self.workbook.sheetnames if self.anew and title in names}
        return loss_report(self.plain, data, now)

    # --- the sheets of the rota

    def _rota_sheets(self, *, solved: bool) -> None:
        """Replaces the old sheets of the rota by new ones; puts them in front where there were none."""
        order = {title.casefold(): place for place, title in enumerate(self.workbook.sheetnames)}
        before = {name: self._room_for(name, solved=solved) for name in SHEETS}
        if self.book.rota is None:
            write_embedded_rota(self.workbook, self.book, None)
            return
        pages: dict[str, Page] = {}
        for name in sorted((name for name in SHEETS if before[name]), key=lambda name: order[name.casefold()]):
            pages[name] = self._new(name, order[name.casefold()])
        last = max((self.workbook.index(page.sheet) for page in pages.values()), default=-1)
        for name in (name for name in SHEETS if name not in pages):
            last += 1
            pages[name] = self._new(name, last)
        for name, page in pages.items():
            if (old := before[name]) is not None:
                page.sheet.sheet_state = old.state
                page.sheet.sheet_properties.tabColor = old.colour
        contents = RotaContents(self.book, self.book.rota, self.rules)
        write_rota_sheets(pages, contents)
        write_embedded_rota(self.workbook, self.book, words_used(contents))

    def _room_for(self, name: str, *, solved: bool) -> _SheetSettings | None:
        """Makes room for a sheet of the rota.

        Removes the sheet of that name where the workbook held a rota and the sheet is no input, and returns its
        settings. Any other sheet of that name is renamed, with a note, and None is returned.
        """
        there = next((sheet for sheet in self.workbook.worksheets if sheet.title.casefold() == name.casefold()), None)
        if there is None:
            return None
        inputs = self.inputs.get(there.title)
        if solved and inputs is None:
            before = _SheetSettings(there.sheet_state, there.sheet_properties.tabColor)
            self.workbook.remove(there)
            return before
        free = inputs if inputs is not None and inputs not in self.workbook.sheetnames else f"{name} (own)"
        number = 2
        while free in self.workbook.sheetnames:
            free, number = f"{name} (own {number})", number + 1
        self.notes.append(f"its sheet {there.title} is now called {free}: the rota has a sheet of that name")
        self.results.rename(there.title, free)
        self.was[free] = self.was.pop(there.title)
        there.title = free
        return None

    def _new(self, name: str, place: int) -> Page:
        sheet = self.workbook.create_sheet(name, place)
        self.made.add(sheet.title)
        assert isinstance(sheet, Worksheet)
        return Page(sheet, self.stored, self.looks)

    def _activate(self, title: str) -> None:
        """Selects the sheet on which the workbook opens: the named one, or the first visible one."""
        visible = [sheet for sheet in self.workbook.worksheets if sheet.sheet_state == "visible"]
        chosen = next((sheet for sheet in visible if sheet.title == title), visible[0])
        self.workbook.active = self.workbook.index(chosen)
        for sheet in self.workbook.worksheets:
            sheet.sheet_view.tabSelected = sheet is chosen

    # --- the sheets of inputs

    def _inputs_anew(self) -> set[str]:
        """Writes all sheets of inputs again, each at its old position; returns their titles."""
        names = {name: title for title, name in self.inputs.items()}
        names |= {name: name for name in (START, LISTS) if name in self.workbook.sheetnames}
        places = {}
        for name, title in names.items():
            if title in self.workbook.sheetnames and name != EMBEDDED_SHEET:
                places[name] = self.workbook.index(self.workbook[title])
        for name, title in names.items():
            if name in places:
                self.workbook.remove(self.workbook[title])
        write_inputs(self.workbook, lambda name: self._new(name, len(self.workbook.sheetnames)), self.book)
        for name, place in sorted(places.items(), key=lambda item: item[1]):
            here = self.workbook.index(self.workbook[name])
            self.workbook.move_sheet(name, place - here)
        return {START, LISTS, *NAMES}

    # --- results of formulas

    def _keep_results(self, stale: set[tuple[str, str]], ours: set[str]) -> None:
        """Keeps the stored results of the user's formulas, except those that the new sheets may change."""
        for title in {sheet.title for sheet in self.workbook.worksheets} - ours:
            for cell, result in self.results.of(title).items():
                # Inputs may be read again before Excel calculates them: an old result is better than none there.
                if title in self.inputs or (title, cell) not in stale:
                    self.stored.offer(title, cell, result)

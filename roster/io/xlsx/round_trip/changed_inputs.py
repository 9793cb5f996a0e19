"""Writes changed inputs onto a user's sheets: new rows below theirs; the cells of removed rows are cleared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from models.book import Book
from models.errors import RosterError
from models.problems import Path as BookPath
from roster.io.xlsx.inputs.book_to_rows import Cells, form_cells, pop_section, raw_inputs, row_cells
from roster.io.xlsx.inputs.reading.headings import Headings, find_headings
from roster.io.xlsx.inputs.sheets.all_sheets import FORMS, TABLES
from roster.io.xlsx.inputs.sheets.cell_kinds import Kind
from roster.io.xlsx.inputs.sheets.declarations import Form, Table
from roster.io.xlsx.kit.page import safe_text
from roster.io.xlsx.raw_sheets.raw_sheet import CellValue, RawSheet
from roster.io.xlsx.round_trip.changed_grid import OffersGrid
from roster.io.xlsx.round_trip.origin import Origin


class CannotBePlacedError(RosterError):
    """A change for which the sheets have no place."""


def write_changes(
    workbook: Workbook, origin: Origin, book: Book, *, in_grid: bool = True
) -> dict[str, set[tuple[int, int]]]:
    """Writes the differences between a workbook's inputs and a book's.

    Args:
        in_grid: write offers into the sheet Availability where it can say them, and not all to the sheet Offers.

    Returns:
        The changed cells (row, column) by sheet.

    Raises:
        CannotBePlacedError: the sheets have no place for a change.
    """
    was, now = raw_inputs(origin.inputs), raw_inputs(book)
    for raw in (was, now):
        for name in ("rota", "published"):
            raw.pop(name, None)
    changes = _Changes(workbook, origin, in_grid=in_grid)
    for table in TABLES:
        if table.owner is not None:
            changes.owned(table, was, now)
    for table in TABLES:
        if table.section is not None:
            changes.section(table, was, now)
    for form in FORMS:
        changes.form(form, form_cells(form, was), form_cells(form, now))
    return changes.written


class _Changes:
    """Writes changes into a workbook."""

    def __init__(self, workbook: Workbook, origin: Origin, *, in_grid: bool) -> None:
        self.workbook = workbook
        self.found = origin.workbook
        self.written: dict[str, set[tuple[int, int]]] = defaultdict(set)
        self._grid = OffersGrid(origin) if in_grid else None
        self._headings: dict[str, Headings] = {}
        self._below: dict[str, int] = {}

    # --- rows that belong to items of another sheet

    def owned(self, table: Table, was: dict[str, Any], now: dict[str, Any]) -> None:
        """Writes the changed rows of a sheet whose rows belong to items of another list."""
        owner = table.owner
        assert owner is not None
        old = {item["id"]: (index, item.pop(owner.field, [])) for index, item in enumerate(was.get(owner.section, []))}
        for item in now.get(owner.section, []):
            entries = item.pop(owner.field, [])
            index, before = old.get(item["id"], (0, []))
            if entries == before:
                continue
            if owner.field == "offers" and self._grid is not None:
                entries = self._into_grid(self._grid, index, {**item, "offers": entries}, before)
            for number in _not_in(before, entries):
                self._clear(table, (owner.section, index, owner.field, number))
            for number in _not_in(entries, before):
                self._add(table, {table.key.path[0]: item["id"], **entries[number]})

    def _into_grid(self, grid: OffersGrid, index: int, person: dict[str, Any], before: Sequence[Any]) -> list[Any]:
        """Writes offers into the sheet Availability, as far as its codes can say them; returns the others."""
        entries, number = grid.entries(index, person, before)
        for entry in entries:
            assert grid.sheet is not None
            self._put(grid.sheet, entry.row, entry.column, entry.code, None)
        left: list[Any] = person["offers"][number:]
        return left

    # --- sections

    def section(self, table: Table, was: dict[str, Any], now: dict[str, Any]) -> None:
        """Writes the changed rows of a sheet that holds a list."""
        assert table.section is not None
        before, after = pop_section(was, table.section) or [], pop_section(now, table.section) or []
        if before == after:
            return
        if table.group is not None:
            raise CannotBePlacedError(table.name)
        ids = {item["id"]: index for index, item in enumerate(before) if "id" in item}
        removed, new = list(_not_in(before, after)), list(_not_in(after, before))
        for number in new:
            index = ids.get(after[number].get("id"))
            if index is not None and index in removed:
                removed.remove(index)
                row = self._row(table, (*table.section, index))
                self._write(table, row, row_cells(table, after[number], self._columns(table).columns))
            else:
                self._add(table, after[number])
        for index in removed:
            self._clear(table, (*table.section, index))

    # --- forms

    def form(self, form: Form, was: Cells, now: Cells) -> None:
        """Writes the changed lines of a form."""
        for column in form.columns:
            if was.get(column.heading) == now.get(column.heading):
                continue
            place = self.found.places.of(column.path or ("more",))
            sheet = self.found.inputs.get(form.name)
            if place is None or sheet is None or place.sheet != sheet.name or not place.row:
                raise CannotBePlacedError(f"{form.name}: {column.heading}")
            self._put(sheet, place.row, place.column, now.get(column.heading), column.kind)

    # --- one row

    def _row(self, table: Table, path: BookPath) -> int:
        """Returns the row of an item."""
        place, sheet = self.found.places.of(path), self._sheet(table)
        if place is None or place.sheet != sheet.name or not place.row:
            raise CannotBePlacedError(f"{table.name}: {path}")
        return place.row

    def _clear(self, table: Table, path: BookPath) -> None:
        self._write(table, self._row(table, path), {})

    def _add(self, table: Table, item: Mapping[str, Any]) -> None:
        """Writes an item below the others, with the look of the row above."""
        sheet, headings = self._sheet(table), self._columns(table)
        if sheet.name not in self._below:
            used = [
                number
                for number, cells in sheet.rows.items()
                if number >= headings.row and any(column in cells for column in headings.columns.values())
            ]
            self._below[sheet.name] = max(used, default=headings.row)
        self._below[sheet.name] += 1
        row = self._below[sheet.name]
        self._write(table, row, row_cells(table, dict(item), headings.columns))
        if row - 1 > headings.row:
            self._same_look(sheet, row, headings.columns.values())

    def _write(self, table: Table, row: int, cells: Cells) -> None:
        """Writes the cells of a row; those without a value are cleared."""
        sheet, headings = self._sheet(table), self._columns(table)
        if missing := set(cells) - set(headings.columns):
            raise CannotBePlacedError(f"{table.name}: no column {', '.join(sorted(missing))}")
        kinds = {column.heading: column.kind for column in table.columns}
        shown = {column.heading for column in table.columns if column.shown}
        for heading, column in headings.columns.items():
            if heading in shown:
                continue
            self._put(sheet, row, column, cells.get(heading), kinds.get(heading))

    def _sheet(self, table: Table) -> RawSheet:
        sheet = self.found.inputs.get(table.name)
        if sheet is None or sheet.name not in self.workbook.sheetnames:
            raise CannotBePlacedError(f"there is no sheet {table.name}")
        return sheet

    def _columns(self, table: Table) -> Headings:
        if table.name not in self._headings:
            headings = find_headings(self._sheet(table), table.columns, table.more)
            if headings is None:
                raise CannotBePlacedError(f"{table.name} has no headings")
            self._headings[table.name] = headings
        return self._headings[table.name]

    def _put(self, sheet: RawSheet, row: int, column: int, value: CellValue | None, kind: Kind | None) -> None:
        cell = self.workbook[sheet.name].cell(row, column)
        if not isinstance(cell, Cell):
            raise CannotBePlacedError(f"{sheet.name}: row {row} is merged")
        self.written[sheet.name].add((row, column))
        if isinstance(value, str):
            cell.value = safe_text(value)
            cell.data_type = "s"  # text, even if it begins with `=`
        else:
            shape = cell.number_format
            cell.value = value
            if value is not None and shape != "General":
                cell.number_format = shape
            elif value is not None and kind is not None:
                cell.number_format = kind.number_format

    def _same_look(self, sheet: RawSheet, row: int, columns: Any) -> None:
        """Gives a new row the look of the row above, where it has no look of its own."""
        cells = self.workbook[sheet.name]
        for column in columns:
            above, cell = cells.cell(row - 1, column), cells.cell(row, column)
            if not cell.has_style and above.has_style:
                cell._style = copy(above._style)  # type: ignore[union-attr]
                self.written[sheet.name].add((row, column))


def _not_in(some: Sequence[Any], others: Sequence[Any]) -> Iterator[int]:
    """Yields the indices of items that the others lack; of equal items, as many as they lack."""
    there: dict[str, int] = defaultdict(int)
    for item in others:
        there[repr(item)] += 1
    for number, item in enumerate(some):
        if there[repr(item)]:
            there[repr(item)] -= 1
        else:
            yield number

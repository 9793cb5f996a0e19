"""Reads the rows of a table: a sheet of rows under headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from models.problems import Path as BookPath
from roster.analysis.words import counted
from roster.io.xlsx.inputs.reading.headings import Headings, find_headings
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
from roster.io.xlsx.inputs.sheets.cell_kinds import FIELDS, YES_NO, Kind
from roster.io.xlsx.inputs.sheets.declarations import Table
from roster.io.xlsx.inputs.sheets.example_rows import example_of, is_example, is_marked, is_unchanged
from roster.io.xlsx.raw_sheets.raw_sheet import STRUCK, CellFault, Place, RawSheet


@dataclass
class Row:
    """One row of a table.

    Attributes:
        number: of the row on its sheet.
        item: its fields.
        cells: the cell of each field.
        faults: problems with cells: field, cell, sentence.
        key: the text of the first column; empty where that is no text.
    """

    number: int
    item: dict[str, Any] = field(default_factory=dict)
    cells: dict[BookPath, Place] = field(default_factory=dict)
    faults: list[tuple[BookPath, Place, str]] = field(default_factory=list)
    key: str = ""

    def is_faulty(self, path: BookPath) -> bool:
        """Whether the cell of a field cannot be read."""
        return any(fault[0] == path for fault in self.faults)


def read_rows(book: ParsedBook, table: Table) -> list[Row] | None:
    """Reads the rows of a table, without examples; None when its headings cannot be found, which is reported."""
    sheet = book.inputs[table.name]
    if not sheet.rows:
        return []
    headings = find_headings(sheet, table.columns, table.more)
    if headings is None:
        wanted = ", ".join(column.heading for column in table.columns)
        book.add_problem((), sheet.whole, f"has no row of headings; they are {wanted}")
        return None
    for place, sentence in headings.mistakes:
        book.add_problem((), place, sentence)
    return _TableReader(book, table, sheet, headings).rows()


class _TableReader:
    """Reads one table."""

    def __init__(self, book: ParsedBook, table: Table, sheet: RawSheet, headings: Headings) -> None:
        self.book = book
        self.table = table
        self.sheet = sheet
        self.headings = headings
        self.columns = [column for column in table.columns if column.heading in headings.columns and not column.shown]
        self.more = [headings.columns[name] for name in more_headings(table) if name in headings.columns]
        self.key = headings.columns.get(table.key.heading, 0)

    def rows(self) -> list[Row]:
        ours = set(self.headings.columns.values())
        below = sorted(row for row, cells in self.sheet.rows.items() if row > self.headings.row and ours & set(cells))
        found = [row for number in below if (row := self._row(number)) is not None]
        examples = {row for row in below if is_marked(self.sheet.rows[row].get(self.key))}
        passed_over = cells_beside(self.sheet, self.headings.row, ours, examples)
        self.book.summarise_sheet(self.sheet, counted(len(found), "rows") if found else "", passed_over=passed_over)
        return found

    def _row(self, number: int) -> Row | None:
        cells = self.sheet.rows[number]
        if is_marked(cells.get(self.key)):
            self._refuse_filled_example(number)
            return None
        row = Row(number)
        for column in self.columns:
            path = column.path_for(row.item.get(self.table.key.path[0]))
            place = self.sheet.place(number, self.headings.columns[column.heading])
            row.cells[path] = place
            found = cells.get(place.column)
            value = (
                None
                if is_example(found, example_of(self.table, column))
                else _value(row, path, column.kind, place, found)
            )
            if value is not None:
                _put(row, path, value, place)
                if (number, place.column) in self.sheet.struck:
                    row.faults.append((path, place, STRUCK))
        for column in self.columns:  # after the others: it depends on its neighbour
            if column.blank_is_none and column.path[0] in row.item:
                row.item[column.path[0]].setdefault(column.path[-1], None)
        self._refuse_merged(row)
        self._add_more(row)
        if not row.item and not row.faults:
            return None  # only remains of an example row
        key = row.item.get(self.table.key.path[0])
        row.key = key if isinstance(key, str) else ""
        return row

    def _refuse_filled_example(self, number: int) -> None:
        """Reports a row that is marked as an example and was filled in."""
        cells = self.sheet.rows[number]
        untouched = all(
            is_unchanged(cells.get(at), example_of(self.table, column), column.kind)
            for column in self.columns
            if (at := self.headings.columns[column.heading])
        )
        more = dict(self.table.example).get(self.table.more)
        if not untouched or any(not is_unchanged(cells.get(at), more) for at in self.more):
            said = self.sheet.text(number, self.key)
            self.book.add_problem(
                (),
                self.sheet.place(number, self.key),
                f"'{said}' marks an example, which is passed over; write what is meant, or clear it",
            )

    def _refuse_merged(self, row: Row) -> None:
        """Reports a cell that is merged over columns of other fields: which of them it is meant for is unclear."""
        for at, left, right in self.sheet.wide:
            covered = [
                column.heading for column in self.columns if left < self.headings.columns[column.heading] <= right
            ]
            if at == row.number and covered and left in self.sheet.rows[at]:
                place = self.sheet.place(at, left)
                row.faults.append((("more",), place, f"is merged over the columns {', '.join(covered)}; unmerge it"))

    def _add_more(self, row: Row) -> None:
        """Adds the fields of the columns `More`, `More 2`, ..., which hold one text in pieces."""
        if not self.more:
            return
        cells = self.sheet.rows[row.number]
        place = self.sheet.place(row.number, self.more[0])
        row.cells["more",] = place
        example = dict(self.table.example).get(self.table.more)
        pieces = [cells[at] for at in self.more if at in cells and not is_example(cells[at], example)]
        if not pieces:
            return
        found = pieces[0] if len(pieces) == 1 else "".join(str(piece) for piece in pieces)
        value = _value(row, ("more",), FIELDS, place, found)
        if value:
            _note_twice(row, ("more",), place, _merge(row.item, value, row.cells, place))


def more_headings(table: Table) -> list[str]:
    """Returns the headings of the columns for fields without a column."""
    return [table.more, *(f"{table.more} {number}" for number in range(2, 10))]


def cells_beside(sheet: RawSheet, heading_row: int, ours: set[int], examples: set[int]) -> Iterator[str]:
    """Yields what is not read: columns with a heading and cells below, and single cells.

    Args:
        ours: the columns that are read.
        examples: rows that are examples.
    """
    below: dict[int, list[int]] = {}
    for number in sorted(row for row in sheet.rows if row > heading_row and row not in examples):
        for column, found in sheet.rows[number].items():
            if column not in ours and not isinstance(found, CellFault):
                below.setdefault(column, []).append(number)
    for column, rows in sorted(below.items()):
        if heading := sheet.text(heading_row, column):
            yield f"column {sheet.place(heading_row, column).cell} '{heading}'"
        else:
            yield from (sheet.place(row, column).cell for row in rows)


def put_at(raw: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Sets a value at a path, and makes missing mappings on the way."""
    for name in path[:-1]:
        raw = raw.setdefault(name, {})
    raw[path[-1]] = value


def _put(row: Row, path: BookPath, value: Any, place: Place) -> None:
    """Sets the field of a cell; a cell of several fields is merged with columns of single fields."""
    there = row.item.get(str(path[0])) if len(path) == 1 else None
    if isinstance(there, dict) and isinstance(value, dict):
        _note_twice(row, path, place, _merge(there, value, {}, place))
        row.cells.update({(*path, name): place for name in value if (*path, name) not in row.cells})
    else:
        put_at(row.item, [str(name) for name in path], value)


def _note_twice(row: Row, path: BookPath, place: Place, names: Sequence[str]) -> None:
    """Notes fields that two cells of the row give as faults."""
    row.faults += [(path, place, f"'{name}' has a column of its own, which is filled in too") for name in names]


def _value(row: Row, path: BookPath, kind: Kind, place: Place, found: Any) -> Any:
    """Returns the value of a cell; None when it is blank or cannot be read, which is noted as a fault of the row."""
    if found is None:
        return None
    if isinstance(found, CellFault):
        row.faults.append((path, place, found.sentence))
        return None
    try:
        value = kind.read(found)
    except ValueError as error:
        row.faults.append((path, place, str(error)))
        return None
    if kind is YES_NO and not isinstance(value, bool):
        row.faults.append((path, place, f"'{value}' is neither yes nor no"))
        return None
    if value in ("", []):
        row.faults.append((path, place, f"'{found}' says nothing; write what is meant, or clear it"))
        return None
    return value


def _merge(item: dict[str, Any], more: dict[str, Any], cells: dict[BookPath, Place], place: Place) -> list[str]:
    """Adds fields to an item and its mappings; returns the names of fields that were there before."""
    twice = []
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(item.get(name), dict):
            twice += [f"{name}.{inner}" for inner in _merge(item[name], value, {}, place)]
            for inner in value:
                cells[name, inner] = place
        elif name in item:
            twice.append(name)
        else:
            item[name] = deepcopy(value)
            cells[name,] = place
    return twice


__all__ = ["Row", "cells_beside", "more_headings", "put_at", "read_rows"]

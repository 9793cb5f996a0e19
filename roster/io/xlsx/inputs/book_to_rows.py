"""Turns a book into the cells of its sheets; data that no column can hold goes to the column `More`, as YAML."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.book import Book
from roster.io import yaml_text
from roster.io.xlsx.inputs.availability.cell_codes import AvailabilityCodes
from roster.io.xlsx.inputs.sheets.all_sheets import FORMS, TABLES
from roster.io.xlsx.inputs.sheets.declarations import Column, Form, Owner, Table
from roster.io.xlsx.inputs.sheets.people_sheets import PEOPLE
from roster.io.xlsx.kit.page import safe_text
from roster.io.xlsx.raw_sheets.raw_sheet import CellValue

_PIECE = 30_000  # characters; a cell holds at most 32,767

Cells = dict[str, CellValue]  # heading -> value


@dataclass
class InputRows:
    """The contents of the sheets of inputs.

    Attributes:
        forms: sheet -> its values.
        tables: sheet -> its rows.
        grid: of the sheet Availability: person -> codes by date (YYYY-MM-DD).
        names: person -> name.
        dates: the dates of the grid.
        codes: the meaning of the grid's codes.
    """

    forms: dict[str, Cells] = field(default_factory=dict)
    tables: dict[str, list[Cells]] = field(default_factory=dict)
    grid: dict[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    dates: list[date] = field(default_factory=list)
    codes: AvailabilityCodes = field(default_factory=lambda: AvailabilityCodes.of([]))


def raw_inputs(book: Book) -> dict[str, Any]:
    """Returns a book's data without default values, in the form in which the sheets hold it."""
    raw: dict[str, Any] = book.model_dump(mode="json", exclude_defaults=True)
    for item, organisation in zip(raw["organisations"], book.organisations, strict=True):
        if organisation.holidays is not None:  # in full: a blank cell for the part of the country means none
            item["holidays"] = (
                organisation.holidays.model_dump(mode="json", include={"country", "subdivision"}) | item["holidays"]
            )
    return raw


def rows_of(book: Book) -> InputRows:
    """Returns the contents of all sheets of inputs of a book."""
    raw = raw_inputs(book)
    rows = InputRows(dates=list(book.period.dates), codes=AvailabilityCodes.of(raw.get("shifts")))
    days = [day.isoformat() for day in rows.dates]
    for person in raw["people"]:
        if not PEOPLE.key.kind.holds(person["id"]):
            continue
        offers, absences = person.get("offers", []), person.get("absences", [])
        codes, offered, away = rows.codes.codes_for(offers, absences, days)
        rows.grid[person["id"]] = codes
        rows.names[person["id"]] = person.get("name", "")
        for name, left in (("offers", offers[offered:]), ("absences", absences[away:])):
            person.pop(name, None)
            if left:
                person[name] = left
    for table in TABLES:
        if table.owner is not None:
            rows.tables[table.name] = list(_owned(table, table.owner, raw))
    for table in TABLES:
        if table.section is not None:
            rows.tables[table.name] = [
                row_cells(table, item) for item in _items(table, pop_section(raw, table.section) or [])
            ]
    for form in FORMS:
        rows.forms[form.name] = form_cells(form, raw)
    return rows


def _owned(table: Table, owner: Owner, raw: dict[str, Any]) -> Iterator[Cells]:
    for item in raw.get(owner.section, []):
        for entry in item.pop(owner.field, []):
            yield row_cells(table, {table.key.path[0]: item["id"], **entry})


def _items(table: Table, items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yields one item for each row; an item with a group (the seats of a crew) takes several rows."""
    for item in items:
        if table.group is None:
            yield item
            continue
        entries = item.pop(table.group)
        for number, entry in enumerate(entries):
            yield {**(item if number == 0 else {"id": item["id"]}), table.group: entry}


def row_cells(table: Table, item: dict[str, Any], there: Container[str] | None = None) -> Cells:
    """Returns the cells of one row; fields without a column go to the column `More`.

    Args:
        there: the headings that the sheet has; None for all declared ones.
    """
    item = deepcopy(item)
    key = item.get(table.key.path[0])
    cells: Cells = {}
    for column in table.columns:
        if not column.shown and (there is None or column.heading in there):
            _fill(cells, column, column.path_for(key), item)
    if item:
        text = yaml_text.inline(item)[1:-1]
        if any(safe_text(part) != part for part in text.split()):
            text = yaml_text.inline(item, ascii_only=True)[1:-1]
        for number in range(-(-len(text) // _PIECE)):
            heading = table.more if number == 0 else f"{table.more} {number + 1}"
            cells[heading] = text[number * _PIECE : (number + 1) * _PIECE]
    return cells


def _fill(cells: Cells, column: Column, path: Sequence[str], item: dict[str, Any]) -> None:
    """Moves a field from an item to its cell, if the cell can hold it."""
    holders: list[dict[str, Any]] = [item]
    for name in path[:-1]:
        inner = holders[-1].get(name)
        if not isinstance(inner, dict):
            return
        holders.append(inner)
    last = path[-1]
    if last not in holders[-1]:
        return
    value = holders[-1][last]
    if value is None and column.blank_is_none:
        pass  # a blank cell says so
    elif column.kind.holds(value):
        cells[column.heading] = column.kind.write(value)
    else:
        return
    del holders[-1][last]
    for holder, name in zip(reversed(holders[:-1]), reversed(path[:-1]), strict=True):
        if not holder[name]:
            del holder[name]


def form_cells(form: Form, raw: dict[str, Any]) -> Cells:
    """Moves fields from the data to the cells of a form."""
    cells: Cells = {}
    for column in form.columns:
        if column.path:
            _fill(cells, column, column.path, raw)
        else:  # the last line of the last form: all fields that are left, except those of the rota
            left = {name: value for name, value in raw.items() if name not in ("published", "rota") and value}
            if left:
                cells[column.heading] = column.kind.write(left)
    return cells


def pop_section(raw: dict[str, Any], section: Sequence[str]) -> Any:
    """Removes a list from the data, and returns it."""
    holder: Any = raw
    for name in section[:-1]:
        holder = holder.get(name, {})
    value = holder.pop(section[-1], None)
    if len(section) > 1 and not holder:
        raw.pop(section[0], None)
    return value

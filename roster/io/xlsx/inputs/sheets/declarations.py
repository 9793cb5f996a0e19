"""The vocabulary in which sheets of inputs are declared: tables, forms, columns, owners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from roster.io.xlsx.inputs.sheets.cell_kinds import Kind

MORE = "More"


@dataclass(frozen=True)
class Feed:
    """The source of a drop-down: a column of another sheet. Other values may still be typed."""

    sheet: str
    heading: str = "ID"


@dataclass(frozen=True)
class Column:
    """One column of a table, or one line of a form.

    Attributes:
        path: the field of an item that it holds.
        kind: how its cells are read and written.
        note: what to write there, and in which units.
        width: in characters.
        feed: the cells that its drop-down list is filled from; None where the kind itself has the choices, or has none.
        required: whether each row must have a value.
        also: other accepted headings.
        blank_is_none: whether a blank cell is read as `null`, and not as absent, in a row that fills another field of
            the same mapping.
        otherwise: pairs (first cell, field): in a row with that first cell the column holds this field, not `path`.
        shown: whether it only shows the result of a formula; such a column is written, and not read.
    """

    heading: str
    path: tuple[str, ...]
    kind: Kind
    note: str = ""
    width: float = 14
    feed: Feed | None = None
    required: bool = False
    also: tuple[str, ...] = ()
    blank_is_none: bool = False
    otherwise: tuple[tuple[str, tuple[str, ...]], ...] = ()
    shown: bool = False

    def path_for(self, key: object) -> tuple[str, ...]:
        """Returns the field that it holds in a row whose first cell is `key`."""
        return next((path for name, path in self.otherwise if name == key), self.path)


@dataclass(frozen=True)
class Owner:
    """The owner of a sheet's rows, where these are parts of the items of another list: offers of people.

    Attributes:
        section: the list of the owners: `people`.
        field: the field of an owner that holds the rows: `offers`.
        noun: names one owner in messages: `person`.
    """

    section: str
    field: str
    noun: str


@dataclass(frozen=True)
class Table:
    """A sheet of rows under headings.

    Attributes:
        name: of the sheet.
        about: what it holds, for its second line.
        section: the path of the list of the book that it holds; None for rows that belong to an owner.
        owner: whose the rows are; the first column then names the owner.
        example: the example row of the template: (heading, value).
        more: the heading of the column for fields without a column.
        more_note: what to write there.
        group: a field with several entries (the seats of a crew), one a row; rows of one id make one item.
        group_columns: how many columns belong to the item and not to the entry.
        colour: of the tab.
        also: other accepted names of the sheet.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    section: tuple[str, ...] | None = None
    owner: Owner | None = None
    example: tuple[tuple[str, Any], ...] = ()
    more: str = MORE
    more_note: str = "Any other field, in the words of a YAML book: joined: 2026-09-01"
    group: str | None = None
    group_columns: int = 0
    colour: str = ""
    also: tuple[str, ...] = ()

    @property
    def key(self) -> Column:
        """The first column: the id of the item, or of its owner."""
        return self.columns[0]


@dataclass(frozen=True)
class Form:
    """A sheet of labels with a value next to each."""

    name: str
    about: str
    columns: tuple[Column, ...]
    examples: tuple[Any, ...] = ()
    colour: str = ""
    also: tuple[str, ...] = ()

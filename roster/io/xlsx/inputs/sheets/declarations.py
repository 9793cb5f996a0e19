"""What a sheet of inputs is: its columns, whose rows it holds, and where in a book they belong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from roster.io.xlsx.inputs.sheets.cell_kinds import Kind

MORE = "More"


@dataclass(frozen=True)
class Feed:
    """A drop-down fed from a column of another sheet; what is typed beside it is kept."""

    sheet: str
    heading: str = "ID"


@dataclass(frozen=True)
class Column:
    """One column, or one line of a form.

    Attributes:
        path: the field of an item that it holds.
        note: what to write there, and in which units.
        feed: where its drop-down comes from; a kind of few choices has its own.
        also: other headings it is known by.
        blank_is_none: a blank cell means `null`, as soon as the field beside it (the first of `path`) is there at all.
        otherwise: the field it holds in rows whose first cell says so, where that is another than `path`.
        shown: a formula of ours says something there, which is not read.
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
        """The field of an item that it holds, in a row whose first cell says `key`."""
        return next((path for name, path in self.otherwise if name == key), self.path)


@dataclass(frozen=True)
class Owner:
    """Whose the rows of a sheet are, where they lie inside the items of another.

    Attributes:
        section: `people`.
        field: of its items, in which the rows lie: `offers`.
        noun: what one of the section is called.
    """

    section: str
    field: str
    noun: str


@dataclass(frozen=True)
class Table:
    """A sheet of rows under headings.

    Attributes:
        section: the book's list it holds, as a path; None for rows that belong to an owner.
        owner: whose they are; the first column then names it.
        example: the example row of the template, by heading.
        more: the heading of the column for whatever has none of its own.
        group: a field of the items that holds one entry a row, rows of one id making one item (the seats of a crew).
        also: other names of the sheet.
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
        """The first column: an id, or the owner's."""
        return self.columns[0]


@dataclass(frozen=True)
class Form:
    """A sheet of labels with a value beside each."""

    name: str
    about: str
    columns: tuple[Column, ...]
    examples: tuple[Any, ...] = ()
    colour: str = ""
    also: tuple[str, ...] = ()

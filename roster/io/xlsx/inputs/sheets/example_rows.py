"""The example row of the template: every cell of it starts with `e.g.`, so that none is taken for an entry.

A user who writes over some of its cells leaves the others as they are; these still start with `e.g.` and count as
blank. A row whose first cell starts with `e.g.` is an example, and is not read; if other cells of it were changed, that
is reported.
"""

from __future__ import annotations

from typing import Any

from models.text.dates_and_times import tidy
from roster.io.xlsx.inputs.sheets.cell_kinds import EXAMPLE, Kind
from roster.io.xlsx.inputs.sheets.declarations import Column, Table


def example_text(value: Any) -> str:
    """Returns the text of a cell of the example row."""
    return f"{EXAMPLE}{value}"


def is_marked(found: Any) -> bool:
    """Whether a cell starts with `e.g.`."""
    return isinstance(found, str) and (tidy(found).startswith(EXAMPLE) or tidy(found) == EXAMPLE.strip())


def is_example(found: Any, value: Any) -> bool:
    """Whether a cell holds the text that the example row of the template has there."""
    return value not in (None, "") and isinstance(found, str) and tidy(found) == example_text(value)


def example_of(table: Table, column: Column) -> Any:
    """Returns the value of a column in the example row; None where it is blank."""
    return dict(table.example).get(column.heading)


def is_unchanged(found: Any, value: Any, kind: Kind | None = None) -> bool:
    """Whether a cell of the example row is unchanged; earlier versions wrote these cells without `e.g.`."""
    if found is None or is_example(found, value):
        return True
    return value is not None and _read(kind, found) == _read(kind, value)


def _read(kind: Kind | None, found: Any) -> str:
    try:
        return str(kind.read(found)) if kind is not None else tidy(str(found))
    except ValueError:
        return str(found)

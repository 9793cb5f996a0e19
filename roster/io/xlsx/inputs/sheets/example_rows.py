"""The example row of the template: every cell of it begins with `e.g.`, so that none is taken for somebody's entry.

Whoever writes over some cells of it leaves the others behind. These say `e.g.` still and count as blank. A row whose
first cell says `e.g.` is an example as a whole, and passed over as long as nothing else was written in it.
"""

from __future__ import annotations

from typing import Any

from models.text.dates_and_times import tidy
from roster.io.xlsx.inputs.sheets.cell_kinds import EXAMPLE, Kind
from roster.io.xlsx.inputs.sheets.declarations import Column, Table


def example_text(value: Any) -> str:
    """What a cell of the example row says."""
    return f"{EXAMPLE}{value}"


def is_marked(found: Any) -> bool:
    """Whether a cell is marked as an example, whatever it says."""
    return isinstance(found, str) and (tidy(found).startswith(EXAMPLE) or tidy(found) == EXAMPLE.strip())


def is_example(found: Any, value: Any) -> bool:
    """Whether a cell says what the example row of the template says there."""
    return value not in (None, "") and isinstance(found, str) and tidy(found) == example_text(value)


def example_of(table: Table, column: Column) -> Any:
    """The value of a column in the example row; None where it is blank."""
    return dict(table.example).get(column.heading)


def stands_as_it_was(found: Any, value: Any, kind: Kind | None = None) -> bool:
    """Whether nobody has written over a cell of the example row, as it is written today or was before it was marked."""
    if found is None or is_example(found, value):
        return True
    return value is not None and _read(kind, found) == _read(kind, value)


def _read(kind: Kind | None, found: Any) -> str:
    try:
        return str(kind.read(found)) if kind is not None else tidy(str(found))
    except ValueError:
        return str(found)

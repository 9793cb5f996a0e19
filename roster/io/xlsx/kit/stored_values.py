"""Stores the result of each formula in the file of a workbook, and makes its bytes reproducible.

A viewer that does not calculate (a phone, a mail preview) shows the results stored in the file, and openpyxl stores
none. So the XML that openpyxl wrote is rewritten, and each formula gets the result that we computed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook

from models.errors import RosterError

_SAME_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold
# The cell of a formula as openpyxl writes it, with or without lxml: a reference, a style, a formula, no result.
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)>(<f(?: [^>]*)?(?:/>|>[^<]*</f>))<v ?(?:/>|></v>)</c>')
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


class StoredValueError(RosterError):
    """A formula was not found in the XML: openpyxl writes its files in a way that this module does not know."""


@dataclass(frozen=True)
class Formula:
    """A live formula and its result.

    Attributes:
        text: begins with `=`; function names are English, arguments are separated by commas.
        value: the result as we computed it, which viewers show before they calculate.
    """

    text: str
    value: int | float | str


@dataclass(frozen=True)
class StoredResult:
    """The result of a formula of the user, as it was stored in their file.

    Attributes:
        text: as in the XML.
        kind: `str`, `b` (true or false), `e` (an error); empty for a number.
    """

    text: str
    kind: str


Result = int | float | str | StoredResult


class StoredValues:
    """Collects the results of a workbook's formulas until its bytes are written."""

    def __init__(self) -> None:
        self._sheets: dict[str, dict[str, Result]] = defaultdict(dict)

    def offer(self, title: str, place: str, result: StoredResult) -> None:
        """Keeps the stored result of a formula of the user, unless the formula has a computed one."""
        self._sheets[title].setdefault(place, result)

    def put(self, cell: Cell, formula: Formula) -> None:
        """Writes a formula into a cell, and keeps its result."""
        cell.value = formula.text
        self._sheets[cell.parent.title][cell.coordinate] = formula.value

    def shown(self, cell: Cell | MergedCell) -> object:
        """Returns what a cell shows: its value, or the result of its formula."""
        return self._sheets[cell.parent.title].get(cell.coordinate, cell.value)

    def save(self, workbook: Workbook, made_at: datetime) -> bytes:
        """Returns the bytes of the workbook with the results stored, dated `made_at`.

        Raises:
            StoredValueError: a formula was not found.
        """
        buffer = io.BytesIO()
        workbook.save(buffer)
        # openpyxl numbers the files of sheets by their order.
        by_file = {
            f"xl/worksheets/sheet{number}.xml": self._sheets[title]
            for number, title in enumerate((sheet.title for sheet in workbook.worksheets), start=1)
            if title in self._sheets
        }
        return _rewritten(buffer.getvalue(), by_file, made_at)


def _rewritten(workbook: bytes, by_file: dict[str, dict[str, Result]], made_at: datetime) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if values := by_file.get(name):
                data = with_values(data.decode(), values).encode()
            elif name == "docProps/core.xml":
                stamp = f"{made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
                data = _MODIFIED.sub(rf"\g<1>{stamp}\g<2>", data.decode()).encode()
            entry = zipfile.ZipInfo(name, _SAME_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, data)
    return buffer.getvalue()


def with_values(xml: str, values: dict[str, Result]) -> str:
    """Returns the XML of a sheet with a result beside each formula.

    Args:
        values: cell -> result.

    Raises:
        StoredValueError: a cell with a result has no formula.
    """
    left = dict(values)

    def filled(match: re.Match[str]) -> str:
        place, style, formula = match.groups()
        if place not in left:
            return match.group()
        value = left.pop(place)
        if isinstance(value, StoredResult):
            kind, shown = value.kind, value.text
        else:
            kind, shown = ("str", escape(value)) if isinstance(value, str) else ("", repr(value))
        typed = f' t="{kind}"' if kind else ""
        return f'<c r="{place}"{style}{typed}>{formula}<v>{shown}</v></c>'

    filled_xml = _FORMULA.sub(filled, xml)
    if left := {place: value for place, value in left.items() if not isinstance(value, StoredResult)}:
        raise StoredValueError(f"{len(left)} formulas have no place for their value, the first in {min(left)}")
    return filled_xml

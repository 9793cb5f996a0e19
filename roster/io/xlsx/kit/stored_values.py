"""Stores what formulas come to beside them, and makes the bytes of a workbook the same every time.

A viewer that does not calculate (a phone, a mail preview) shows what is stored in the file, and openpyxl stores nothing
beside a formula. So the workbook it wrote is gone through once more, and each formula gets the value we worked out.
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
# A formula's cell as openpyxl writes it, with or without lxml: a place, a style, a formula and no value.
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"((?: s="[0-9]+")?)>(<f(?: [^>]*)?(?:/>|>[^<]*</f>))<v ?(?:/>|></v>)</c>')
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


class StoredValueError(RosterError):
    """A formula whose value found no place: openpyxl writes its files in a way this module does not know."""


@dataclass(frozen=True)
class Formula:
    """A live formula and what it comes to.

    Attributes:
        text: begins with `=`; function names are the English ones, arguments are parted by commas.
        value: our own answer, which readers see before anything is calculated.
    """

    text: str
    value: int | float | str


@dataclass(frozen=True)
class StoredResult:
    """What a formula of somebody else's came to, as it stood in their file.

    Attributes:
        text: as XML has it.
        kind: `str`, `b` (true or false), `e` (an error); empty for a number.
    """

    text: str
    kind: str


Result = int | float | str | StoredResult


class StoredValues:
    """What the formulas of a workbook come to, kept until its bytes are written."""

    def __init__(self) -> None:
        self._sheets: dict[str, dict[str, Result]] = defaultdict(dict)

    def offer(self, title: str, place: str, result: StoredResult) -> None:
        """Keep what a formula came to that is there already; without it, the formula is left without."""
        self._sheets[title].setdefault(place, result)

    def put(self, cell: Cell, formula: Formula) -> None:
        """Write a formula into a cell and keep its value."""
        cell.value = formula.text
        self._sheets[cell.parent.title][cell.coordinate] = formula.value

    def shown(self, cell: Cell | MergedCell) -> object:
        """What a cell shows: what it holds, or what its formula comes to."""
        return self._sheets[cell.parent.title].get(cell.coordinate, cell.value)

    def save(self, workbook: Workbook, made_at: datetime) -> bytes:
        """The bytes of the workbook, values stored, dated `made_at`.

        Raises:
            StoredValueError: when a formula could not be given its value.
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
    """The XML of a sheet with a value beside each formula that has one in `values`, by cell.

    Raises:
        StoredValueError: when a value found no formula.
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

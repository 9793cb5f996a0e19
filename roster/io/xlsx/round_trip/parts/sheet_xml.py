"""Changes the XML of a sheet as text, so that everything else in it stays exactly as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from roster.io.xlsx.round_trip.parts.package import ForeignPackageError

Place = tuple[int, int]  # row, column
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_ROOT = re.compile(r"<(\w+:)?worksheet\b")
_STYLE = re.compile(r'(<(?:c|row|col)\b[^>]*?\s(?:s|style)=")(\d+)(")')
_CONDITIONAL = re.compile(r'(\sdxfId=")(\d+)(")')
_SELECTED = re.compile(r"""(<(?:\w+:)?sheetView\b[^>]*?)\stabSelected=["'][^"']*["']""")
_VIEW = re.compile(r"(<(?:\w+:)?sheetView\b)")
_REFERENCE = re.compile(r"""\br=["']([A-Za-z]{1,3}\d+)["']""")
_ROW_NUMBER = re.compile(r"""\br=["'](\d+)["']""")
_SPANS = re.compile(r"""\sspans=["'][^"']*["']""")
_TIED = re.compile(r"""<(?:\w+:)?f\b[^>]*\bt=["'](?:shared|array|dataTable)["']""")


def with_looks(xml: str, look: Callable[[int], int], conditional: Callable[[int], int]) -> str:
    """Translates the style numbers in the XML of a sheet (or of cells) that openpyxl wrote.

    Args:
        look: maps the number of a cell style.
        conditional: maps the number of a conditional style.
    """
    xml = _STYLE.sub(lambda match: f"{match[1]}{look(int(match[2]))}{match[3]}", xml)
    return _CONDITIONAL.sub(lambda match: f"{match[1]}{conditional(int(match[2]))}{match[3]}", xml)


def selected(xml: str, *, is_selected: bool) -> str:
    """Selects or deselects the tab of a sheet; of two selected sheets, Excel would edit both."""
    xml = _SELECTED.sub(r"\1", xml)
    return _VIEW.sub(r'\1 tabSelected="1"', xml, count=1) if is_selected else xml


def without_results(xml: str, places: Collection[str]) -> str:
    """Removes the stored results of formulas in some cells."""
    if not places:
        return xml
    prefix = _prefix(xml)
    cell = re.compile(
        rf"(<{prefix}c\b([^>]*)>\s*<{prefix}f\b(?:[^>]*/>|[^>]*>[^<]*</{prefix}f>))\s*<{prefix}v>[^<]*</{prefix}v>"
    )

    def emptied(match: re.Match[str]) -> str:
        place = _REFERENCE.search(match[2])
        return match[1] if place and place[1].upper() in places else match[0]

    return cell.sub(emptied, xml)


def with_cells(xml: str, written: str, places: Collection[Place], mapped: Callable[[str], str]) -> str:
    """Replaces some cells of a sheet by those of another version of it.

    Args:
        written: the sheet as openpyxl wrote it.
        places: (row, column) of the cells.
        mapped: translates the style numbers of the new cells.

    Raises:
        ForeignPackageError: rows or cells without a reference, or a replaced formula that others share.
    """
    prefix = _prefix(xml)
    before, data, after = _data(xml, prefix)
    new = _cells_at(written, places)
    rows = _by_row(places)
    pieces: list[str] = []
    at = 0
    for match in re.finditer(rf"<{prefix}row\b([^>]*?)(?:/>|>(.*?)</{prefix}row>)", data, re.DOTALL):
        number = _ROW_NUMBER.search(match[1])
        if number is None:
            raise ForeignPackageError("a row without a number")
        for row in sorted(each for each in rows if each < int(number[1])):
            pieces += [data[at : match.start()], _row(prefix, f' r="{row}"', {}, rows.pop(row), new, mapped)]
            at = match.start()
        if (columns := rows.pop(int(number[1]), None)) is not None:
            cells = _cells_of(match[2] or "", prefix)
            attributes = _SPANS.sub("", match[1])
            pieces += [data[at : match.start()], _row(prefix, attributes, cells, columns, new, mapped)]
            at = match.end()
    pieces.append(data[at:])
    pieces += [_row(prefix, f' r="{row}"', {}, rows[row], new, mapped) for row in sorted(rows)]
    return before + "".join(pieces) + after


def _by_row(places: Collection[Place]) -> dict[int, dict[int, Place]]:
    rows: dict[int, dict[int, Place]] = {}
    for row, column in places:
        rows.setdefault(row, {})[column] = (row, column)
    return rows


def _row(
    prefix: str,
    attributes: str,
    cells: dict[int, str],
    columns: Mapping[int, Place],
    new: Mapping[Place, str],
    mapped: Callable[[str], str],
) -> str:
    """Returns the XML of a row with its new cells, in order."""
    for column, place in columns.items():
        if _TIED.search(cells.get(column, "")):
            raise ForeignPackageError("a formula that others hang on is changed")
        cells.pop(column, None)
        if place in new:
            text = mapped(new[place])
            # openpyxl writes cells without a prefix.
            cells[column] = text.replace("<c ", f'<c xmlns="{MAIN}" ', 1) if prefix else text
    inside = "".join(cells[column] for column in sorted(cells))
    return f"<{prefix}row{attributes.rstrip()}>{inside}</{prefix}row>"


def _cells_of(xml: str, prefix: str) -> dict[int, str]:
    """Returns the XML of the cells of a row, by column."""
    found: dict[int, str] = {}
    for match in re.finditer(rf"<{prefix}c\b([^>]*?)(?:/>|>.*?</{prefix}c>)", xml, re.DOTALL):
        place = _REFERENCE.search(match[1])
        if place is None:
            raise ForeignPackageError("a cell without a place")
        found[coordinate_to_tuple(place[1].upper())[1]] = match[0]
    return found


def _cells_at(xml: str, places: Collection[Place]) -> dict[Place, str]:
    """Returns the XML of some cells of a sheet that openpyxl wrote."""
    names = {f"{get_column_letter(column)}{row}": (row, column) for row, column in places}
    found: dict[Place, str] = {}
    for match in re.finditer(r'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', xml, re.DOTALL):
        if match[1] in names:
            found[names[match[1]]] = match[0]
    return found


def _data(xml: str, prefix: str) -> tuple[str, str, str]:
    """Splits the XML of a sheet: up to the rows (with the opening tag), the rows, the rest."""
    match = re.search(rf"<{prefix}sheetData\b[^>]*?(/>|>)", xml)
    if match is None:
        raise ForeignPackageError("a sheet without rows")
    if match[1] == "/>":
        return f"{xml[: match.end() - 2]}>", "", f"</{prefix}sheetData>{xml[match.end() :]}"
    end = xml.index(f"</{prefix}sheetData>", match.end())
    return xml[: match.end()], xml[match.end() : end], xml[end:]


def _prefix(xml: str) -> str:
    match = _ROOT.search(xml)
    if match is None:
        raise ForeignPackageError("no worksheet")
    return match[1] or ""

"""Strips a workbook to what is needed to write new sheets, so that openpyxl cannot fail on anything else."""

from __future__ import annotations

import re
from collections.abc import Collection

from roster.io.xlsx.round_trip.parts.package import ForeignPackageError, Package

_BEFORE_ROWS = re.compile(r"^.*?<(\w+:)?worksheet\b[^>]*>", re.DOTALL)
_LOOKS = re.compile(r"<(\w+:)?sheetPr\b(?:[^>]*/>|.*?</(?:\w+:)?sheetPr>)", re.DOTALL)
_ROWS = re.compile(r"<(\w+:)?sheetData\b(?:[^>]*/>|.*</(?:\w+:)?sheetData>)", re.DOTALL)
_MERGED = re.compile(r"<(\w+:)?mergeCells\b(?:[^>]*/>|.*?</(?:\w+:)?mergeCells>)", re.DOTALL)
_NAMES = "definedNames"
_OF_THE_WORKBOOK = (_NAMES, "customWorkbookViews", "externalReferences", "pivotCaches", "extLst")
_NO_LINKS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


def stripped_workbook(data: bytes, *, cells: bool, whole: Collection[str] = ()) -> bytes:
    """Returns the workbook with the titles and colours of its sheets, without their drawings, links and filters.

    Args:
        cells: keep the values and looks of cells, and merged ranges.
        whole: titles of sheets to keep completely.

    Raises:
        ForeignPackageError: the structure of the package is unknown.
    """
    package = Package(data)
    for sheet in package.sheets():
        if sheet.title not in whole:
            _strip(package, sheet.part, cells=cells)
    package.remove([name for name in package.parts if name.startswith("docProps/")])
    for name in _OF_THE_WORKBOOK:
        if name != _NAMES or not whole:
            package.parts[package.workbook] = _without(name.encode(), package.parts[package.workbook])
    return package.zipped()


def _strip(package: Package, part: str, *, cells: bool) -> None:
    """Removes everything but cells from a sheet."""
    if "worksheet" not in package.type_of(part):
        # A chart sheet; openpyxl fails where it has no part of links.
        package.parts["/_rels/".join(part.rsplit("/", 1)) + ".rels"] = _NO_LINKS
        return
    package.set_links(part, [])
    xml = package.parts[part].decode()
    head = _BEFORE_ROWS.search(xml)
    if head is None:
        raise ForeignPackageError("no worksheet")
    kept = [head[0], *_first(_LOOKS, xml)]
    kept += [*_first(_ROWS, xml), *_first(_MERGED, xml)] if cells else [f"<{head[1] or ''}sheetData/>"]
    package.parts[part] = f"{''.join(kept)}</{head[1] or ''}worksheet>".encode()


def _without(name: bytes, xml: bytes) -> bytes:
    return re.sub(rb"<((?:\w+:)?%s)\b(?:[^>]*/>|.*?</\1>)" % name, b"", xml, flags=re.DOTALL)


def _first(pattern: re.Pattern[str], xml: str) -> list[str]:
    match = pattern.search(xml)
    return [match[0]] if match else []

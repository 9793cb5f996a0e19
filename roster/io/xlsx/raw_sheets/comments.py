"""Finds the cells of a sheet that have a comment; comments are not read, and the user is told so."""

from __future__ import annotations

import re
from zipfile import ZipFile

from openpyxl.packaging.relationship import get_dependents, get_rels_path

_COMMENTED = re.compile(rb'<(?:\w+:)?(?:comment|threadedComment)\s[^>]*?\bref="([A-Z]{1,3}[0-9]{1,7})"')


def commented_cells(archive: ZipFile, sheet: str) -> list[str]:
    """Returns the cells of a sheet that have a comment or a note, in the order of the file.

    Args:
        sheet: the path of the sheet in the workbook's package.
    """
    relations = str(get_rels_path(sheet))  # type: ignore[no-untyped-call]
    if relations not in archive.namelist():
        return []
    cells: dict[str, None] = {}
    for relation in get_dependents(archive, relations):
        kind = str(relation.Type or "").lower()
        if kind.endswith(("/comments", "/threadedcomment")) and relation.Target in archive.namelist():
            cells |= {match.decode(): None for match in _COMMENTED.findall(archive.read(relation.Target))}
    return list(cells)

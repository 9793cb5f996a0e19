"""Reads the stored results of the formulas in a user's workbook, so that they can be written back.

openpyxl keeps formulas and drops their stored results; a program that does not calculate (this one, a phone) then finds
nothing. So the results are taken from the XML of the file, character by character.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import unescape
from zipfile import ZipFile

from roster.io.xlsx.kit.stored_values import StoredResult
from roster.io.xlsx.raw_sheets import safe_opening as opening

_CELL = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>)"
    rb"\s*<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</(?:\w+:)?v>"
)
_PLACE = re.compile(rb'\br="([A-Z]+[0-9]+)"')
_TYPE = re.compile(rb'\bt="(str|b|e|n)"')
_WORD = re.compile(r"[\w.]+")
_ELSEWHERE = re.compile(
    r"(?:'[^']*'|[\w.]+)!\$?[A-Za-z]{0,3}\$?\d*(?::\$?[A-Za-z]{0,3}\$?\d*)?"
)  # cells of a named sheet
_OWN = re.compile(r"\$?[A-Za-z]{1,3}(?:\$?\d+|:\$?[A-Za-z]{1,3}\b)")  # a cell or columns of the formula's own sheet


@dataclass
class FormulaResults:
    """Stored results and formulas of a workbook, by sheet.

    Attributes:
        names: defined name -> what it refers to.
    """

    _found: dict[str, dict[str, StoredResult]] = field(default_factory=lambda: defaultdict(dict))
    _formulas: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[str, str] = field(default_factory=dict)

    def of(self, title: str) -> dict[str, StoredResult]:
        """Returns the results on a sheet, by cell."""
        return self._found.get(title, {})

    def rename(self, old: str, new: str) -> None:
        """Renames a sheet."""
        for some in (self._found, self._formulas):
            if old in some:
                some[new] = some.pop(old)  # type: ignore[assignment]

    def dependent_on(self, changed: set[str]) -> set[tuple[str, str]]:
        """Returns the cells (sheet, cell) whose formulas depend on some sheets, directly or through other formulas.

        A formula that refers to its own sheet counts as dependent as soon as any other formula on that sheet does: a
        missing result is calculated by every spreadsheet, but a wrong one would be shown.
        """
        stale: set[tuple[str, str]] = set()
        followed = set(changed)
        while True:
            words = {name for name, target in self.names.items() if _refers_to(target, followed)}
            more = {
                (title, place)
                for title, formulas in self._formulas.items()
                for place, text in formulas.items()
                if (title, place) not in stale
                and (
                    _refers_to(text, followed)
                    or words & set(_WORD.findall(text))
                    or (title in followed and (not text or _OWN.search(_ELSEWHERE.sub("", text))))
                )
            }
            if not more:
                return stale
            stale |= more
            followed |= {title for title, _ in more}


def _refers_to(text: str, titles: set[str]) -> bool:
    """Whether a formula refers to cells of some sheets."""
    low = text.casefold()
    return any(f"{title.casefold()}!" in low or f"{title.casefold()}'!" in low for title in titles)


def formula_results(path: Path, data: bytes) -> FormulaResults:
    """Reads the results in the bytes of a workbook.

    Raises:
        FileError: openpyxl cannot read it.
    """
    workbook = opening.load_checked(path, data, values=True, stream=True)
    results = FormulaResults(names={name: str(item.attr_text or "") for name, item in workbook.defined_names.items()})
    try:
        archive: ZipFile = workbook._archive  # type: ignore[attr-defined]
        for sheet in workbook.worksheets:
            xml = archive.read(sheet._worksheet_path)  # type: ignore[attr-defined]
            if b"<f" not in xml and b":f" not in xml:
                continue
            for match in _CELL.finditer(xml):
                place, kind = _PLACE.search(match[1]), _TYPE.search(match[1])
                if place is not None and match[3]:
                    where = place[1].decode()
                    results._formulas[sheet.title][where] = unescape((match[2] or b"").decode(errors="replace"))
                    kept = StoredResult(match[3].decode(errors="replace"), kind[1].decode() if kind else "")
                    results._found[sheet.title][where] = kept
    finally:
        workbook.close()
    return results

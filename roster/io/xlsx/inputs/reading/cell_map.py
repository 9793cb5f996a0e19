"""Maps each part of a book's data to its cell, and words problems for users of the workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping

from models.problems import Path, Problem
from roster.io.xlsx.raw_sheets.raw_sheet import Place

# Messages without a subject; the heading of the cell is put before them.
_WITHOUT_SUBJECT = re.compile(r"is missing|should |is empty|needs |is longer")


class CellMap:
    """Finds the cell of a path in the data of a book."""

    def __init__(self) -> None:
        self._cells: dict[Path, Place] = {}
        self._rows: dict[Path, Mapping[Path, Place]] = {}
        self.headings: dict[Path, str] = {}
        self.sheets: dict[tuple[str, ...], Place] = {}
        self.missing: dict[tuple[str, ...], str] = {}

    def put(self, path: Path, place: Place, heading: str = "", *, keep: bool = False) -> None:
        """Notes the cell of a path.

        Args:
            heading: of the cell's column or line.
            keep: do not replace an earlier cell.
        """
        if not keep or path not in self._cells:
            self._cells[path] = place
        if heading:
            self.headings[path] = heading

    def put_row(self, path: Path, cells: Mapping[Path, Place], *, keep: bool = False) -> None:
        """Notes the cells of an item, by field."""
        if not keep or path not in self._rows:
            self._rows[path] = cells

    def of(self, path: Path) -> Place | None:
        """Returns the cell of a path, else that of the part it lies in, else its sheet; None where none is known."""
        for length in range(len(path), 0, -1):
            head, rest = path[:length], path[length:]
            row = self._rows.get(head, {}) if rest else {}
            for inner in range(len(rest), 0, -1):
                if rest[:inner] in row:
                    return row[rest[:inner]]
            for field, place in row.items():  # a mapping of which only parts have columns
                if field[0] == rest[0]:
                    return place
            if ("more",) in row:
                return row["more",]
            if (at := self._cells.get(head) or next(iter(self._rows.get(head, {}).values()), None)) is not None:
                return at
            if (sheet := self.sheets.get(tuple(map(str, head)))) is not None:
                return sheet
        return None

    def sentence(self, problem: Problem, heading: str = "") -> str:
        """Words a problem for users of the workbook: `People!D14: role 'Paramedc' is unknown`."""
        path = problem.path
        if problem.message == "is missing" and (name := self._missing_sentence(path)):
            return name
        place = self.of(path)
        message = problem.message
        if place is None:
            return f"{problem.place}: {message}"
        if _WITHOUT_SUBJECT.match(message) and path and path[0] != "workbook":
            word = heading or next((str(part) for part in reversed(path) if isinstance(part, str)), "")
            message = f"{self.headings.get(path) or _spoken(word)} {message}"
        return f"{place}: {message}"

    def _missing_sentence(self, path: Path) -> str:
        """Returns the sentence on a missing sheet, or a missing line of a form; empty where nothing is missing."""
        names = tuple(map(str, path))
        if path in self._cells:
            return ""
        found = self.missing.get(names)
        if found is None and (inner := [name for known, name in self.missing.items() if known[: len(names)] == names]):
            found = inner[0].partition(":")[0]
        if found is None:
            return ""
        sheet, _, line = found.partition(": ")
        if line:
            return f"{sheet}: there is no line '{line}'"
        return f"there is no sheet {sheet}"


def _spoken(field: str) -> str:
    return field.replace("_", " ")

"""The result of reading a workbook: raw data, the cell of each part, problems and notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.problems import Path as BookPath
from models.problems import Problem
from models.text.lists import first_few
from roster.analysis.words import counted
from roster.io.xlsx.embedded.rota_words import RotaWords
from roster.io.xlsx.inputs.reading.cell_map import CellMap
from roster.io.xlsx.raw_sheets.raw_sheet import Place, RawSheet


@dataclass
class ParsedBook:
    """The result of reading a workbook.

    Attributes:
        raw: the data of the book, as YAML would give it.
        places: the cell of each part of the data.
        sheets: all sheets of the workbook.
        inputs: name of a declared sheet -> the sheet that holds it.
        rota_words: the words of the sheets of the rota; None where there is no rota.
        problems: what cannot be read; problems with the data are found later, by the models.
        notes: what may surprise a user, and does no harm.
        sheet_summaries: what was read and what was not, a line for each sheet, by its position in the workbook.
    """

    raw: dict[str, Any]
    places: CellMap
    sheets: Sequence[RawSheet] = ()
    inputs: Mapping[str, RawSheet] = field(default_factory=dict)
    rota_words: RotaWords | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sheet_summaries: dict[int, str] = field(default_factory=dict)

    def add_problem(self, path: BookPath, place: Place, sentence: str) -> None:
        """Adds a problem.

        Args:
            path: of the data it is about; empty for none, which gets a path of its own.
        """
        path = path or ("workbook", len(self.problems))
        self.places.put(path, place)
        self.problems.append(Problem(path, sentence))

    def summarise_sheet(self, sheet: RawSheet, read: str, *, passed_over: Iterable[str] = ()) -> None:
        """Adds the line that says what was read of a sheet, and what was not.

        Args:
            read: what was read; empty for an empty sheet.
            passed_over: cells that were not read, each as `B4 'Phone'`.
        """
        parts = [read] if read else []
        if sheet.hidden_rows:
            parts.append(f"{counted(len(sheet.hidden_rows), 'hidden rows')} read like the others")
        if left := list(passed_over):
            parts.append(f"not read: {first_few(left)}")
        if sheet.comments:
            parts.append(f"comments are not read: {first_few(sheet.comments)}")
        if parts:
            self.sheet_summaries[sheet.order] = f"{sheet.name}: {'; '.join(parts)}"

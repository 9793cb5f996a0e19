"""What came of reading a workbook: the data YAML would give, each part with its cell, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.problems import Path as BookPath
from models.problems import Problem
from roster.analysis.words import counted
from roster.io.xlsx.embedded.rota_words import RotaWords
from roster.io.xlsx.inputs.reading.cell_map import CellMap
from roster.io.xlsx.raw_sheets.raw_sheet import Place, RawSheet

_MOST_NAMED = 5  # cells that a line names one by one


@dataclass
class ParsedBook:
    """What came of reading a workbook.

    Attributes:
        raw: the book's data, as YAML would give them.
        places: which cell each part of them comes from.
        sheets: all there are.
        inputs: which of them is which sheet of inputs.
        rota_words: what the sheets of the rota called things when they were written; None where there is no rota.
        problems: what cannot be read at all; what is wrong with the data is for the models to say.
        notes: what is not as it might seem, and does no harm.
        sheet_summaries: what was read and what was not, one line a sheet, by the sheet's place in the workbook.
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
        """Note a problem; its path is one of its own, so that none is taken for another."""
        path = path or ("workbook", len(self.problems))
        self.places.put(path, place)
        self.problems.append(Problem(path, sentence))

    def summarise_sheet(self, sheet: RawSheet, read: str, *, passed_over: Iterable[str] = ()) -> None:
        """Say what was read of a sheet, and what on it was not.

        Args:
            read: empty where there is nothing on it.
            passed_over: cells, each as `B4 'Phone'`.
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


def first_few(names: Sequence[str]) -> str:
    """The first few of some names, and how many more there are."""
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")

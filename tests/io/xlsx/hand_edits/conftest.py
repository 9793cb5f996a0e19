import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from roster.io import books
from roster.io.books import BookFile

Edit = Callable[["Sheets"], object]


class Sheets:
    """The sheets of a rota, by what they speak of."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.rota, self.vehicles = workbook["Rota"], workbook["Vehicles"]

    def grid(self, person: str, day: int, line: int = 0) -> Cell:
        """A person's cell of a December day."""
        rows = [row for row in range(10, self.rota.max_row + 1) if self.rota.cell(row, 2).value == person]
        column = next(c for c in range(6, 60) if getattr(self.rota.cell(8, c).value, "day", None) == day)
        return self.rota.cell(rows[line], column)

    def row(self, call_sign: str, day: int, shift: str = "peak") -> int:
        """The row of a duty."""
        return next(
            row
            for row in range(5, self.vehicles.max_row + 1)
            if self.vehicles.cell(row, 3).value == call_sign
            and self.vehicles.cell(row, 1).value.day == day
            and self.vehicles.cell(row, 5).value == shift
        )

    def place(self, call_sign: str, day: int, heading: str, shift: str = "peak") -> Cell:
        """A place of a crew."""
        column = next(c for c in range(1, 20) if self.vehicles.cell(4, c).value == heading)
        return self.vehicles.cell(self.row(call_sign, day, shift), column)


@pytest.fixture
def read(rich_workbook: bytes, tmp_path: Path) -> Callable[..., BookFile]:
    """Reads the rich workbook after somebody's hands were on it."""

    def call(edit: Edit, data: bytes = rich_workbook) -> BookFile:
        workbook = load_workbook(io.BytesIO(data))
        edit(Sheets(workbook))
        path = tmp_path / "edited.xlsx"
        workbook.save(path)
        return books.read(path)

    return call


def changes(file: BookFile) -> set[tuple[str, str, str, bool]]:
    """What was changed, without the cells."""
    assert file.edits is not None, mistakes(file)
    return {(item.person, item.duty, item.seat, item.on) for item in file.edits.changes}


def mistakes(file: BookFile) -> list[str]:
    """Every mistake as a user reads it, without the file."""
    told: list[Any] = [*file.merged.problems, *file.reading.problems]
    return [file.merged.sentence(problem).removeprefix(f"{file.path}: ") for problem in dict.fromkeys(told)]

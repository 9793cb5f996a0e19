"""Sheets, rows and columns of a rota that are hidden are read, and each is named."""

from pathlib import Path

import openpyxl

from roster.io.rota_files import read_rota_file


def test_everything_hidden_is_named(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    shown = workbook.worksheets[0]
    shown.title = "December"
    for row in (["Name", "1/12/2026", "2/12/2026"], ["Bo Ray", "N", "D"], ["Kim Marsh", "D", "N"]):
        shown.append(row)
    shown.column_dimensions["C"].hidden = True
    shown.column_dimensions["Z"].hidden = True  # holds nothing
    shown.row_dimensions[3].hidden = True
    old = workbook.create_sheet("Old")
    old.append(["Name", "1/11/2026"])
    old.sheet_state = "hidden"
    workbook.create_sheet("Empty").sheet_state = "veryHidden"
    path = tmp_path / "rota.xlsx"
    workbook.save(path)
    grids, notes = read_rota_file(path)
    assert [grid.name for grid in grids] == ["December", "Old"]
    assert notes == [
        f"{path}: December has hidden rows; they are read like the others",
        f"{path}: December has hidden columns (C); they are read like the others",
        f"{path}: the sheet Old is hidden; it is read like the others",
    ]

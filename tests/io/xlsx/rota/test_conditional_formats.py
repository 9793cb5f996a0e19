"""The formulas of the live checks say what is so: LibreOffice works them out in cells beside the rota."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator

from roster.io.xlsx.workbook import workbook_bytes
from tests.io.conftest import RICH_SEATS, with_rota
from tests.io.xlsx.hand_edits.conftest import Sheets

FAR = 60  # columns to the right of anything
KINDS = {"00B00020": "red", "00FF9B45": "rest", "007030A0": "away", "00FFE699": "amber"}

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def seen(data: bytes, edit: Any, folder: Path) -> dict[tuple[str, str], str]:
    """The cells (sheet and place) that a check colours after an edit, as LibreOffice works it out."""
    workbook = load_workbook(io.BytesIO(data))
    edit(Sheets(workbook))
    asked: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name in ("Rota", "Vehicles"):
        sheet, number = workbook[name], 0
        for rules in sheet.conditional_formatting:
            for rule in rules.rules:
                kind = KINDS.get(rule.dxf.fill.bgColor.rgb)
                if kind is None or not rule.stopIfTrue:
                    continue
                number += 1
                for area in rules.sqref.ranges:
                    origin = sheet.cell(area.min_row, area.min_col).coordinate
                    for row, column in area_cells(area):
                        cell = sheet.cell(row, column).coordinate
                        formula = Translator("=" + rule.formula[0], origin=origin).translate_formula(cell)
                        beside = sheet.cell(row, column + FAR * number)
                        beside.value = f"=IF({formula[1:]},1,0)"
                        asked.setdefault((name, cell), []).append((kind, beside.coordinate))
    workbook.save(folder / "live.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", "out", "live.xlsx"],
        cwd=folder, check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    values = load_workbook(folder / "out" / "live.xlsx", data_only=True)
    found = {}
    for (name, cell), checks in asked.items():
        for kind, place in checks:  # the first that holds is the one that shows
            if values[name][place].value == 1:
                found[name, cell] = kind
                break
    return found


def area_cells(area: Any) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    ]


def test_each_check_sees_what_it_is_for_and_nothing_else(rich: dict[str, Any], tmp_path: Path) -> None:
    rich["rules"] = [*rich.get("rules", []), {"kind": "daily-rest", "hours": 11}]
    rich["people"][0]["name"] = "Paramedic One"  # the other one would be a formula to a test that types it again
    data = workbook_bytes(*with_rota(rich, RICH_SEATS))
    places: dict[str, str] = {}

    def edit(sheets: Sheets) -> None:
        def put(name: str, cell: Any, value: Any) -> None:
            cell.value = value
            places[name] = cell.coordinate

        put("away", sheets.grid("P01", 8), "P 04")  # on leave, and no duty is asked for then
        put("double", sheets.grid("SC02", 12, 1), "P 04")
        put("twin", sheets.grid("SC02", 12, 0), "P 07")
        put("late", sheets.grid("P02", 11), "P 04")  # until 02:00
        put("early", sheets.grid("P02", 12), "M 07")  # from 07:00: 5 hours of rest
        put("empty", sheets.place("JR-04", 4, "Paramedic"), "-")
        put("half", sheets.place("JR-04", 4, "Police 2"), None)
        put("one", sheets.place("JR-07", 4, "Police 1"), "+44 1622!")
        places["other"] = sheets.place("JR-04", 4, "Police 1").coordinate
        places["fine"] = sheets.place("JR-04", 26, "Police 1").coordinate
        places["calm"] = sheets.grid("P02", 26).coordinate
        places["state"] = sheets.place("JR-04", 4, "State").coordinate

    found = seen(data, edit, tmp_path)
    assert found["Rota", places["away"]] == "away"
    assert found["Rota", places["double"]] == found["Rota", places["twin"]] == "red"
    assert found["Rota", places["early"]] == "rest"
    assert ("Rota", places["late"]) not in found
    assert ("Rota", places["calm"]) not in found
    assert found["Vehicles", places["empty"]] == "red"
    assert found["Vehicles", places["half"]] == "amber"
    assert found["Vehicles", places["one"]] == found["Vehicles", places["other"]] == "red"
    assert found["Vehicles", places["state"]] == "red"
    assert ("Vehicles", places["fine"]) not in found

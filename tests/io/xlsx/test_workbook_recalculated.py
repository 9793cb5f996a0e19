"""A program that calculates comes to the values we stored: LibreOffice, given the workbook without them."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from roster import write_book
from tests.io.conftest import opened
from tests.offers.unit import unit

SOFFICE = shutil.which("soffice")


needs_soffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed; nothing here can recalculate"
)


def recalculated(source: Path, folder: Path) -> Path:
    """A copy of a workbook, with the value of each formula as LibreOffice calculates it."""
    assert SOFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / "out" / source.name


@needs_soffice
def test_recalculated_values_equal_those_stored(rich_workbook: bytes, tmp_path: Path) -> None:
    source = tmp_path / "rota.xlsx"
    source.write_bytes(without_values(rich_workbook))
    calculated = load_workbook(recalculated(source, tmp_path), data_only=True)
    formulas, stored = opened(rich_workbook), opened(rich_workbook, values=True)
    compared, different = 0, []
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours, theirs = (book[sheet.title][cell.coordinate].value for book in (stored, calculated))
            compared += 1
            if ours != theirs and not (isinstance(ours, int | float) and theirs == pytest.approx(ours, abs=1e-9)):
                different.append((sheet.title, cell.coordinate, cell.value, ours, theirs))
    assert compared > 100
    assert different == []


@needs_soffice
def test_the_grid_names_whoever_its_first_column_means(tmp_path: Path) -> None:
    """By the id, by what the drop-down offers, and by the name, each in any case."""
    path = tmp_path / "unit.xlsx"
    names = {"SC01": "Alex (Lex) Stone", "SC02": "Kim O'Hara"}
    book = unit()
    people = [person.remade(name=names.get(person.id, person.name)) for person in book.people]
    write_book(book.changed(people=people), path)
    workbook = load_workbook(path)
    typed = {
        "SC01": names["SC01"],
        f"{names['SC01']} (SC01)": names["SC01"],
        " kim o'hara (sc02) ": names["SC02"],
        "zo\u00eb hart": "Zo\u00eb Hart",
        "p01": "Rowan Field",
        "Nobody Here (SC99)": "",
    }
    first = next(cell.row for cell in workbook["Availability"]["A"] if cell.value == "Person *") + 1
    for row, said in enumerate(typed, start=first):
        workbook["Availability"].cell(row, 1).value = said
    workbook.save(path)
    grid = load_workbook(recalculated(path, tmp_path), data_only=True)["Availability"]
    assert [grid.cell(row, 2).value or "" for row in range(first, first + len(typed))] == list(typed.values())


def without_values(workbook: bytes) -> bytes:
    """The workbook with every stored value taken out, so that nothing can be copied from it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb"</f><v>[^<]*</v>", b"</f>", data)
            new.writestr(name, data)
    return buffer.getvalue()

"""A program that calculates comes to the values we stored: LibreOffice, given the workbook without them."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.io.conftest import opened

SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed; nothing here can recalculate")
def test_recalculated_values_equal_those_stored(rich_workbook: bytes, tmp_path: Path) -> None:
    source, folder = tmp_path / "rota.xlsx", tmp_path / "calculated"
    source.write_bytes(without_values(rich_workbook))
    assert SOFFICE is not None
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    formulas, stored = opened(rich_workbook), opened(rich_workbook, values=True)
    calculated = load_workbook(folder / "rota.xlsx", data_only=True)
    compared, different = 0, []
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours, theirs = (book[sheet.title][cell.coordinate].value for book in (stored, calculated))
            compared += 1
            if ours != theirs and not (isinstance(ours, int | float) and theirs == pytest.approx(ours, abs=1e-9)):
                different.append((sheet.title, cell.coordinate, cell.value, ours, theirs))
    assert compared > 100
    assert different == []


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

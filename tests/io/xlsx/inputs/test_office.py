"""LibreOffice opens the workbook, calculates it and saves it: the book in it is the same."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.reading.examine import read
from roster.io.xlsx.inputs.reader import read_sheets
from roster.io.xlsx.workbook import template_bytes, workbook_bytes
from tests.models.full_book import full_book
from tests.models.references.test_check import rota

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def saved_by_office(data: bytes, folder: Path) -> bytes:
    (folder / "book.xlsx").write_bytes(data)
    (folder / "saved").mkdir()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "saved", "book.xlsx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return (folder / "saved" / "book.xlsx").read_bytes()


def test_a_solved_book_comes_back_whole(tmp_path: Path) -> None:
    book = read(full_book() | {"rota": rota()})
    found = read_sheets(Path("book.xlsx"), saved_by_office(workbook_bytes(book, []), tmp_path))
    assert found.problems == []
    assert read(found.raw) == book


def test_the_grid_of_the_template_follows_its_period(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(template_bytes()))
    workbook["Period"]["B7"], workbook["Period"]["B8"] = date(2027, 2, 1), date(2027, 2, 28)
    buffer = io.BytesIO()
    workbook.save(buffer)
    saved = openpyxl.load_workbook(io.BytesIO(saved_by_office(buffer.getvalue(), tmp_path)), data_only=True)
    shown = [cell.value for cell in saved["Availability"][4][2:]]
    dates = [value.date() for value in shown if value]
    assert dates == [date(2027, 2, day) for day in range(1, 29)]

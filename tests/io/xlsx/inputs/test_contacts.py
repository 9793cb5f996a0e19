"""Phone numbers and e-mail addresses on the sheet People, as coordinators type them."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.reading.examine import read
from roster.io.xlsx.inputs.reader import read_sheets
from roster.io.xlsx.workbook import workbook_bytes
from tests.constraints.books import person, raw_book


def people_sheet(**cells: Any) -> list[str]:
    """The problems and contacts of a book whose first person has these cells."""
    book = read(raw_book([person("ann"), person("bob")], {"late": "04"}))
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_bytes(book, [])))
    sheet = workbook["People"]
    head = next(row for row in range(1, 9) if sheet.cell(row, 1).value == "ID *")
    columns = {cell.value: cell.column for cell in sheet[head] if cell.value}
    for heading, value in cells.items():
        row = next(row for row in range(head + 1, 60) if sheet.cell(row, 1).value == "ann")
        sheet.cell(row, columns[heading.replace("_", "-")]).value = value
    file = io.BytesIO()
    workbook.save(file)
    found = read_sheets(Path("book.xlsx"), file.getvalue())
    if found.problems:
        return [found.places.sentence(problem) for problem in found.problems]
    return [str(found.raw["people"][0].get(field, "")) for field in ("phone", "email")]


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("07700 900123", "07700 900123"),
        (7700900123, "07700900123"),  # typed without a blank: Excel takes the zero away
        (447700900123, "447700900123"),
        (4123, "4123"),
        ("+44 7700 900123", "+44 7700 900123"),
    ],
)
def test_phones(cell: object, phone: str) -> None:
    assert people_sheet(Phone=cell, E_mail="ann@example.org") == [phone, "ann@example.org"]


def test_a_book_without_them_says_nothing_of_them() -> None:
    book = read(raw_book([person("ann")], {"late": "04"}))
    assert "phone" not in book.model_dump_json(exclude_defaults=True)
    assert "email" not in book.model_dump_json(exclude_defaults=True)


def test_they_are_no_input_of_the_rota() -> None:
    """A new number does not make a solved rota one of other inputs."""
    bare, reached = (read(raw_book([person("ann", **more)], {"late": "04"})) for more in ({}, {"phone": "4123"}))
    assert bare != reached
    assert bare.input_hash == reached.input_hash

"""Names, roles by name and duties as people write them, on the sheets that ask for an id."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from roster.io import books
from roster.io.books import BookFile
from tests.io.xlsx.inputs.conftest import edited


def _append(sheet: Any, **cells: Any) -> None:
    """Writes cells by heading into the first row without any."""
    headings = {}
    for row in sheet.iter_rows(min_row=1, max_row=8):
        found = {str(cell.value).rstrip(" *"): cell.column for cell in row if cell.value is not None}
        if {name.replace("_", " ") for name in cells} <= set(found):
            headings = found
            first = row[0].row + 1
            break
    at = next(number for number in range(first, first + 400) if sheet.cell(number, 1).value is None)
    for name, value in cells.items():
        sheet.cell(at, headings[name.replace("_", " ")]).value = value


def _read(tmp_path: Path, edit: Any) -> BookFile:
    path = tmp_path / "book.xlsx"
    path.write_bytes(edited(edit))
    return books.read(path)


def _problems(file: BookFile) -> list[str]:
    return [file.merged.sentence(problem) for problem in file.reading.problems]


def _rename(workbook: Any, person: str, name: str) -> None:
    sheet = workbook["People"]
    row = next(row for row in range(1, 60) if sheet.cell(row, 1).value == person)
    sheet.cell(row, 2).value = name


def test_each_sheet_of_the_month_takes_names(tmp_path: Path) -> None:
    """The name in any case, with or without accents, the surname first, the id beside it."""

    def edit(workbook: Any) -> None:
        _rename(workbook, "SC03", "Zo\u00eb Field")
        _append(workbook["Pins"], Person="zoe field", Duty="Sat 9 Jan JR1")
        _append(workbook["Requests"], Person="Field, Zoe", Wish="off", Dates="2027-01-16")
        _append(workbook["Worked"], Person="Zo\u00eb Field (SC03)", Start="2027-01-03 10:00", End="2027-01-03 14:00")
        _append(workbook["Carried in"], Person="SC03 Zoe Field", Start="2026-12-30 18:00", End="2026-12-31 02:00")
        _append(workbook["Derogations"], Rule="daily-rest", Person="ZOE FIELD", First="2027-01-09", Reason="Agreed")
        _append(workbook["Offers"], Person="zoe field", Dates="2027-01-09")
        _append(workbook["Absences"], Person="zoe field", Kind="training", Start="2027-01-14 09:00",
                End="2027-01-14 17:00")  # fmt: skip

    file = _read(tmp_path, edit)
    assert _problems(file) == []
    book = file.reading.book
    assert book is not None
    assert [pin.person for pin in book.pins][-1:] == ["SC03"]
    assert book.pins[-1].duty.startswith("JR-01@2027-01-09/")
    assert "SC03" in {item.person for item in book.requests}
    assert "SC03" in {item.person for item in book.worked}
    assert "SC03" in {item.person for item in book.carried_in.duties}
    assert "SC03" in {item.person for item in book.derogations}
    person = next(item for item in book.people if item.id == "SC03")
    assert any(day.isoformat() == "2027-01-09" for offer in person.offers for day in offer.dates)
    assert any(absence.kind == "training" for absence in person.absences)


def test_roles_shifts_and_qualifications_by_name(tmp_path: Path) -> None:
    """Whatever a drop-down offers by its id is read by its name too."""

    def edit(workbook: Any) -> None:
        names = {
            sheet: {str(workbook[sheet].cell(row, 1).value): workbook[sheet].cell(row, 2).value for row in range(5, 20)}
            for sheet in ("Roles", "Shifts", "Qualifications")
        }
        people = workbook["People"]
        for row in range(5, 20):
            if (role := people.cell(row, 3).value) in names["Roles"] and names["Roles"][role]:
                people.cell(row, 3).value = str(names["Roles"][role]).upper()
        held = workbook["Held"]
        for row in range(5, 40):
            if (held_id := held.cell(row, 2).value) in names["Qualifications"] and names["Qualifications"][held_id]:
                held.cell(row, 2).value = names["Qualifications"][held_id]

    plain = _read(tmp_path, lambda workbook: None)
    named = _read(tmp_path, edit)
    assert _problems(named) == []
    assert named.reading.book == plain.reading.book


@pytest.mark.parametrize(
    ("sheet", "cells", "said"),
    [
        (
            "Pins",
            {"Person": "Same Name", "Duty": "Sat 9 Jan JR1"},
            "'Same Name' is the name of SC03, SC04",
        ),
        (
            "Offers",
            {"Person": "same name", "Dates": "2027-01-09"},
            "'same name' is the name of SC03, SC04",
        ),
        ("Pins", {"Person": "Sme Name", "Duty": "Sat 9 Jan JR1"}, "person 'Sme Name' is unknown"),
        ("Pins", {"Person": "SC01", "Duty": "Fri 9 Jan JR1"}, "Sat 9 Jan 2027 is a Saturday"),
        ("Requests", {"Person": "Nobody", "Wish": "off", "Dates": "2027-01-09"}, "person 'Nobody' is unknown"),
    ],
)
def test_what_is_not_clear_is_said_with_its_cell(tmp_path: Path, sheet: str, cells: dict[str, Any], said: str) -> None:
    """A name of two people lists their ids; a date with the wrong day of the week is no date."""

    def edit(workbook: Any) -> None:
        _rename(workbook, "SC03", "Same Name")
        _rename(workbook, "SC04", "Same Name")
        _append(workbook[sheet], **cells)

    (problem,) = _problems(_read(tmp_path, edit))
    assert f"{sheet}!" in problem
    assert said in problem


def test_the_workbook_keeps_the_names_that_were_written(tmp_path: Path) -> None:
    """What goes out is what came in: ids replace no cell of the user's."""
    from roster import api

    def edit(workbook: Any) -> None:
        _append(workbook["Pins"], Person="special 03", Duty="Sat 9 Jan JR1")

    path = tmp_path / "book.xlsx"
    path.write_bytes(edited(edit))
    opened = api.open_book(path)
    api.write_book(opened, tmp_path / "out.xlsx")
    cells = [cell.value for row in openpyxl.load_workbook(tmp_path / "out.xlsx")["Pins"].iter_rows() for cell in row]
    assert "special 03" in cells
    assert "Sat 9 Jan JR1" in cells

"""Cells that ask for a person offer names with ids, and take what they offer back as the person."""

from pathlib import Path

import openpyxl

from roster import read_book, write_book
from tests.conftest import EXAMPLES


def test_what_a_drop_down_offers_is_read_as_the_person(tmp_path: Path) -> None:
    book = read_book(EXAMPLES / "kent-2026-12.yaml")
    plain, chosen = tmp_path / "plain.xlsx", tmp_path / "chosen.xlsx"
    write_book(book, plain)
    shown = openpyxl.load_workbook(plain, data_only=True)["Lists"]
    offered = [shown.cell(row, 4).value for row in range(5, 5 + len(book.people))]
    assert offered == [f"{person.name} ({person.id})" for person in book.people]
    workbook = openpyxl.load_workbook(plain)
    choices = [check for check in workbook["Requests"].data_validations.dataValidation if "A5" in str(check.sqref)]
    assert [choice.formula1.startswith("=Lists!$D$5:$D$") for choice in choices] == [True]
    by_id = {person.id: called for person, called in zip(book.people, offered, strict=True)}
    for row in range(5, 5 + len(book.requests)):
        cell = workbook["Requests"].cell(row, 1)
        cell.value = by_id[cell.value]
    workbook.save(chosen)
    assert read_book(chosen).requests == read_book(plain).requests

"""An empty scenarios workbook offers the names of a book, and what is chosen there is what a YAML file would say."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.book import Book
from roster.io.storage.files import FileError
from roster.planning.scenarios.files import read_scenarios
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.scenarios.workbook.template import template_bytes


@pytest.fixture
def filled(small, tmp_path: Path):
    """The template with rows added under Scenarios: heading -> text."""

    def make(*rows: dict[str, object]) -> Path:
        book = load_workbook(io.BytesIO(template_bytes(Book.model_validate(small))))
        sheet = book["Scenarios"]
        heads = {cell.value: cell.column for cell in sheet[2]}
        for number, row in enumerate(rows, start=4):
            for head, value in row.items():
                sheet.cell(number, heads[head]).value = value
        path = tmp_path / "asked.xlsx"
        book.save(path)
        return path

    return make


def test_the_empty_workbook_asks_nothing_and_its_examples_are_not_read(filled) -> None:
    assert read_scenarios(filled()).scenarios == Scenarios(name="What next?")


def test_each_list_holds_the_names_of_the_book(small) -> None:
    book = load_workbook(io.BytesIO(template_bytes(Book.model_validate(small))))
    assert book.sheetnames == ["Scenarios", "Grid", "Settings", "Names"]
    heads = {cell.value: cell.column_letter for cell in book["Scenarios"][2]}
    lists = {
        str(rule.sqref).split(":")[0].rstrip("0123456789"): rule.formula1
        for rule in book["Scenarios"].data_validations.dataValidation
    }
    for head, names in {
        "Role": ["paramedic", "special"],
        "Person": ["P01", "P02", "SC01", "SC02", "SC03"],
        "Call sign": ["JR-04"],
        "Shift": ["peak"],
        "Seat": ["paramedic", "police"],
    }.items():
        first, last = lists[heads[head]].removeprefix("=Names!").replace("$", "").split(":")
        assert [cell.value for (cell,) in book["Names"][first:last]] == names


def test_what_is_chosen_is_what_yaml_would_say(filled) -> None:
    path = filled(
        {"Scenario": "two more", "Name": "Two more", "Change": "add-people", "Role": "paramedic", "Number": 2},
        {"Change": "shift", "Shift": "peak", "Length": "6h"},
        {"Scenario": "keen", "Change": "people", "Role": "special", "Share": "60%", "With": "weekdays: [fri, sat]"},
        {"Scenario": "away", "Change": "absence", "Person": "P01", "First day": "2026-12-07", "Number": 3},
        {"Scenario": "one seat", "Change": "seat", "Seat": "police", "With": "minimum: 1, preferred: 1"},
        {"Scenario": "no car", "Change": "remove", "Call sign": "JR-04, JR-05"},
    )
    assert read_scenarios(path).scenarios == Scenarios.model_validate(
        {
            "name": "What next?",
            "scenarios": [
                {
                    "id": "two more",
                    "name": "Two more",
                    "changes": [
                        {"change": "add-people", "role": "paramedic", "count": 2},
                        {"change": "shift", "shift": "peak", "length": "6h"},
                    ],
                },
                {
                    "id": "keen",
                    "changes": [{"change": "people", "roles": ["special"], "share": 0.6, "weekdays": ["fri", "sat"]}],
                },
                {"id": "away", "changes": [{"change": "absence", "person": "P01", "first": "2026-12-07", "weeks": 3}]},
                {"id": "one seat", "changes": [{"change": "seat", "seat": "police", "minimum": 1, "preferred": 1}]},
                {"id": "no car", "changes": [{"change": "remove", "call_signs": ["JR-04", "JR-05"]}]},
            ],
        }
    )


def test_a_column_that_a_change_cannot_use_is_named_with_its_cell(filled) -> None:
    path = filled(
        {"Scenario": "odd", "Change": "shift", "Shift": "peak", "Length": "6h", "Person": "P01"},
        {"Scenario": "typo", "Change": "add-peple", "Role": "paramedic"},
    )
    with pytest.raises(FileError) as caught:
        read_scenarios(path)
    told = "\n".join(caught.value.lines)
    assert "Scenarios!E4" in told
    assert "the change shift has no person; it takes Shift, Length" in told
    assert "did you mean 'add-people'" in told

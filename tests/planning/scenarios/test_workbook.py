"""An empty scenarios workbook offers the names of a book, and what is chosen there is what a YAML file would say."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.book import Book
from models.problems import Problem
from roster.io.storage.files import FileError
from roster.planning.scenarios.files import ScenariosMistakesError, read_scenarios
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


# --- wrong sheets


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"Change": "add-people", "Role": "paramedic", "Number": "two"}, "Scenarios!F4: should be a whole number"),
        (
            {"Change": "add-people", "Role": "paramedic", "Number": -1},
            "Scenarios!F4: should be greater than or equal to 1",
        ),
        ({"Change": "add-people", "Number": 2}, "Scenarios!D4: Role: is missing"),
        ({"Role": "paramedic"}, "Scenarios!C4: does not say what changes"),
        ({"Change": "absence", "Person": "P01", "First day": "31.02.2026"}, "Scenarios!M4: '31.02.2026' is not a date"),
        ({"Change": "shift", "Shift": "peak", "Length": "eight"}, "Scenarios!L4: 'eight' is not a length of time"),
        ({"Change": "people", "Role": "special", "Share": "140%"}, "Scenarios!N4: should be less than or equal to 1"),
        ({"Change": "seat", "Seat": "police", "With": "minimun: 1"}, "Scenarios!O4 (minimun)"),
        ({"Change": "seat", "Seat": "police", "With": "minimum 1"}, "seat takes seat, crews, minimum"),
    ],
)
def test_a_wrong_row_is_named_with_its_cell(filled, row, told) -> None:
    with pytest.raises(FileError) as caught:
        read_scenarios(filled({"Scenario": "odd", **row}))
    assert len(caught.value.lines) == 1
    assert told in caught.value.lines[0]


def test_a_sheet_whose_name_is_misspelt_is_not_passed_over(filled) -> None:
    path = filled({"Scenario": "one", "Change": "add-people", "Role": "paramedic"})
    book = load_workbook(path)
    book["Scenarios"].title = "Scenarioz"
    book.save(path)
    with pytest.raises(FileError) as caught:
        read_scenarios(path)
    assert "the sheet 'Scenarioz' is none of a scenarios file; did you mean 'Scenarios'?" in caught.value.lines[0]


def test_scenarios_without_mistakes_are_kept_to_be_checked_against_the_book(filled) -> None:
    path = filled(
        {"Scenario": "wrong", "Change": "shift", "Shift": "peak", "Length": "x"},
        {"Scenario": "good", "Change": "add-people", "Role": "paramedik"},
    )
    with pytest.raises(ScenariosMistakesError) as caught:
        read_scenarios(path)
    rest = caught.value.rest
    assert rest is not None
    assert [scenario.id for scenario in rest.scenarios.scenarios] == ["good"]
    place = ("scenarios", 0, "changes", 0, "role")
    assert "Scenarios!D5: unknown" in rest.line_of(Problem(place, "unknown"))

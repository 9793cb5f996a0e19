"""A scenarios file as a workbook says what the same in YAML does, and names the cell of each mistake."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from models.book import Book
from models.problems import BookError
from roster.io.storage.files import FileError
from roster.planning.scenarios.axes import axes_of
from roster.planning.scenarios.files import read_scenarios

YAML = """\
name: Questions
base: [{change: days, weekdays: [fri]}]
scenarios:
  - id: more
    name: More people
    changes:
      - {change: add-people, role: paramedic, count: 2}
      - {change: people, roles: [special], caps: {hours_per_month: 27.5}}
  - {id: "8", changes: [{change: shift, shift: peak, length: 8h}]}
combined: [[more, "8"]]
grid: {paramedics: 6..10, days: "5, 7", who: {all: [], some: more}}
draws: {months: 12, away: [{kind: sickness, rate: 0.05}]}
last_level: all
"""
SHEETS: dict[str, list[list[Any]]] = {
    "Scenarios": [
        ["What would be otherwise"],
        ["Scenario", "Name", "Change", "With", "My notes"],
        ["base", None, "days", "weekdays: [fri]"],
        ["more", "More people", "add-people", "role: paramedic, count: 2", "ask Ann"],
        [None, None, "people", "{roles: [special], caps: {hours_per_month: 27.5}}"],
        [],
        [8, None, "shift", "shift: peak, length: 8h"],
    ],
    "Grid": [["Axis", "Values"], ["paramedics", "6..10"], ["days", "5, 7"], ["who", "{all: [], some: more}"]],
    "Settings": [
        ["Setting", "Value"],
        ["Name", "Questions"],
        ["combined", '[[more, "8"]]'],
        ["draws", "{months: 12, away: [{kind: sickness, rate: 0.05}]}"],
        ["Last level", "all"],
    ],
    "Mine": [["anything"]],
}


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_a_workbook_says_the_same(tmp_path: Path):
    (tmp_path / "asked.yaml").write_text(YAML)
    asked = read_scenarios(tmp_path / "asked.yaml").scenarios
    assert read_scenarios(workbook(tmp_path / "asked.xlsx", SHEETS)).scenarios == asked


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "sentence"),
    [
        ("Scenarios", 4, 3, "add-peple", "Scenarios!C4: 'add-peple' is no kind of change; did you mean 'add-people'?"),
        ("Scenarios", 4, 4, "rol: paramedic", "Scenarios!D4"),
        ("Scenarios", 4, 4, "role: [", "Scenarios!D4: 'role: [' is not fields such as"),
        ("Scenarios", 5, 4, "roles: special, share: 3", "Scenarios!D5"),
        ("Scenarios", 2, 3, "Changes", "the sheet Scenarios has no column Change"),
        ("Grid", 3, 1, "paramedics", "Grid!A3: the axis 'paramedics' is there twice"),
        ("Grid", 2, 1, None, "Grid!A2: an axis needs a name"),
        ("Grid", 4, 2, "{all: [], some: {", "Grid!B4"),
        ("Settings", 5, 1, "last levle", "Settings!A5: 'last levle' is no setting; did you mean 'last_level'?"),
        ("Settings", 5, 2, "hart", "Settings!B5"),
        ("Settings", 4, 2, "{months: 0}", "Settings!B4 (months)"),
    ],
)
def test_a_mistake_names_its_cell(tmp_path: Path, sheet, row, column, value, sentence):
    sheets = {name: [list(line) for line in rows] for name, rows in SHEETS.items()}
    sheets[sheet][row - 1][column - 1] = value
    with pytest.raises(FileError) as caught:
        read_scenarios(workbook(tmp_path / "asked.xlsx", sheets))
    assert any(sentence in line for line in caught.value.lines), caught.value.lines


def test_a_workbook_of_something_else(tmp_path: Path):
    with pytest.raises(FileError, match="has none of the sheets of a scenarios file"):
        read_scenarios(workbook(tmp_path / "asked.xlsx", {"Sheet": [["a"]]}))


def test_a_workbook_without_the_sheet_of_scenarios(tmp_path: Path) -> None:
    """It was made by somebody who gave the sheet another name; what stands there would be passed over."""
    sheets = {"Sheet1" if name == "Scenarios" else name: rows for name, rows in SHEETS.items()}
    with pytest.raises(FileError, match="there is no sheet 'Scenarios'"):
        read_scenarios(workbook(tmp_path / "asked.xlsx", sheets))


@pytest.mark.parametrize(
    ("axis", "values", "cell"),
    [
        ("paramedics", "six", "Grid!B2: 'six' is not a whole number"),
        ("paramedics", "2, 2", "Grid!B2: the value 2 is there twice"),
        ("paramedics", None, "Grid!B2: has no values"),
        ("peak", "25 h", "Grid!B2: '25 h' is no length of a shift"),
        ("paramediks", "2, 3", "Grid!A2: 'paramediks' is no role"),
        ("who", "{all: [], some: mroe}", "Grid!B2 (some): scenario 'mroe' is unknown"),
    ],
)
def test_a_mistake_against_the_book_names_its_cell(tmp_path: Path, small, axis, values, cell) -> None:
    sheets = {"Scenarios": SHEETS["Scenarios"][:2], "Grid": [["Axis", "Values"], [axis, values]]}
    file = read_scenarios(workbook(tmp_path / "asked.xlsx", sheets))
    with pytest.raises(BookError) as caught:
        axes_of(file.scenarios, Book.model_validate(small))
    (line,) = file.error(caught.value.problems).lines
    assert f": {cell}" in line


def test_changes_go_where_their_scenario_says(tmp_path: Path) -> None:
    rows = [
        ["Scenario", "Change", "With"],
        ["more", "add-people", "role: paramedic"],
        ["base", "days", "weekdays: [fri]"],
        ["more", "shift", "shift: peak, length: 8h"],
    ]
    found = read_scenarios(workbook(tmp_path / "asked.xlsx", {"Scenarios": rows})).scenarios
    assert [change.change for change in found.base] == ["days"]
    assert [change.change for change in found.scenarios[0].changes] == ["add-people", "shift"]

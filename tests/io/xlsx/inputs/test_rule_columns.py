"""The sheet Rules: a column for each common figure, whatever is left in Parameters, and nothing lost on the way."""

import io
import json
from collections.abc import Callable, Sequence
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from constraints.base import parameters_of
from constraints.registry import installed
from models.book import Book
from roster import api
from roster.io import examples
from roster.io.storage.files import FileError
from roster.io.xlsx.inputs.book_to_rows import row_cells
from roster.io.xlsx.inputs.reader import read_sheets
from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook
from roster.io.xlsx.inputs.sheets.rule_sheets import RULES, WHAT_IT_DOES
from roster.io.xlsx.inputs.sheets.rule_words import sentence_of
from roster.io.xlsx.workbook import template_bytes, workbook_bytes
from tests.models.full_book import full_book

KINDS = {rule.kind: rule for rule in installed()}


def starter_rules() -> list[dict[str, Any]]:
    """What `roster new x.yaml` writes."""
    return yaml.safe_load(examples.path_of(examples.STARTER).read_text())["rules"]  # type: ignore[no-any-return]


def through_a_workbook(rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A book's rules as they come back from its sheets, as JSON has them."""
    book = Book.model_validate(full_book() | {"rules": rules})
    found = read_sheets(Path("book.xlsx"), workbook_bytes(book, []))
    assert found.problems == []
    return Book.model_validate(found.raw).model_dump(mode="json", exclude_defaults=True).get("rules", [])


def dumped(rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return Book.model_validate(full_book() | {"rules": rules}).model_dump(mode="json", exclude_defaults=True)["rules"]


def read_changed(edit: Callable[[Any], None], roles: Sequence[str], qualifications: Sequence[str]) -> ParsedBook:
    """A template as it is read, with roles and qualifications, and its sheet Rules changed."""
    workbook = openpyxl.load_workbook(io.BytesIO(template_bytes()))
    for name, ids in (("Roles", roles), ("Qualifications", qualifications)):
        for row, text in enumerate(ids, start=6):
            workbook[name].cell(row, 1).value = text
    edit(workbook["Rules"])
    buffer = io.BytesIO()
    workbook.save(buffer)
    return read_sheets(Path("book.xlsx"), buffer.getvalue())


def rules_of(edit: Callable[[Any], None]) -> tuple[list[dict[str, Any]], list[str]]:
    """The rules on a template's sheet as somebody changed it, and what is wrong with them."""
    found = read_changed(edit, ["constable", "special"], ["response-driver"])
    return found.raw["rules"], [found.places.sentence(problem) for problem in found.problems]


def column(heading: str) -> int:
    return next(n for n, item in enumerate(RULES.columns, start=1) if item.heading == heading)


def row_of(sheet: Any, kind: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == kind)


# --- the template


def test_the_template_brings_the_rules_of_the_starter() -> None:
    """The very same, and no mistake on the sheet."""
    rules, problems = rules_of(lambda sheet: None)
    assert problems == []
    assert dumped_as_entries(rules) == dumped_as_entries(starter_rules())


def dumped_as_entries(rules: list[dict[str, Any]]) -> list[str]:
    return [json.dumps(rule, sort_keys=True) for rule in rules]


def test_a_rule_that_names_what_nobody_has_is_passed_over_with_a_word() -> None:
    """For as long as it stands as the template has it: a part of a book, or a unit without drivers, is no mistake."""
    found = read_changed(lambda sheet: None, ["special"], [])
    assert found.problems == []
    assert {rule["kind"] for rule in starter_rules()} - {rule["kind"] for rule in found.raw["rules"]} == {
        "crew-qualification"
    }
    (note,) = found.notes
    assert note.startswith(
        "Rules!A10: 'crew-qualification', which the template brought, is passed over because the book lacks"
    )
    assert "role 'constable' and qualification 'response-driver'; write what is meant there" in note

    def edit(sheet: Any) -> None:
        sheet.cell(row_of(sheet, "minimum-hours"), column("Hours")).value = 12

    rules = read_changed(edit, [], []).raw["rules"]
    (kept,) = [rule for rule in rules if rule["kind"] == "minimum-hours"]
    assert kept["applies_to"] == {"roles": ["special"]}  # so that whoever wrote there is told of the unknown role


def test_each_rule_says_what_it_does() -> None:
    """In a sentence without marks, that Excel keeps up with the kind; there is one for every kind."""
    for data_only in (True, False):
        sheet = openpyxl.load_workbook(io.BytesIO(template_bytes()), data_only=data_only)["Rules"]
        for rule in starter_rules():
            said = sheet.cell(row_of(sheet, rule["kind"]), column(WHAT_IT_DOES)).value
            assert said.startswith("=IFERROR(VLOOKUP(" if not data_only else sentence_of(KINDS[rule["kind"]])[:20])
    assert all("`" not in sentence_of(rule) and sentence_of(rule).endswith(".") for rule in installed())
    assert sentence_of(KINDS["daily-rest"]).startswith("At least so many hours of real time")


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        (16, 16),
        ("16", 16),
        (" 16 ", 16),
        ("16h", 16),
        ("16 hours", 16),
        (16.5, 16.5),
        ("7h30", 7.5),
        ("7h30m", 7.5),
        (time(16, 0), 16),
        (timedelta(hours=30), 30),
    ],
)
def test_hours_are_typed_beside_the_kind(typed: Any, hours: float) -> None:
    """As people type them; a whole number stays one."""

    def edit(sheet: Any) -> None:
        sheet.cell(row_of(sheet, "minimum-hours"), column("Hours")).value = typed

    rules, problems = rules_of(edit)
    assert problems == []
    (rule,) = [item for item in rules if item["kind"] == "minimum-hours"]
    assert (rule["hours"], type(rule["hours"])) == (hours, type(hours))


@pytest.mark.parametrize(
    ("kind", "heading", "typed", "item"),
    [
        ("most-duties", "Most", 4, {"duties": 4}),
        ("consecutive-duties", "Most", 5, {"most": 5}),
        ("fewest-consecutive-duties", "Fewest", 2, {"least": 2}),
        ("free-weekends", "Fewest", 1, {"free": 1}),
        ("crew-qualification", "Fewest", 2, {"minimum": 2}),
        ("crew-qualification", "Roles", "special", {"roles": ["special"]}),
        ("sole-officer", "Roles", "special, constable", {"roles": ["special", "constable"]}),
        ("daily-rest", "Roles", "special", {"applies_to": {"roles": ["special"]}}),
        ("notice-period", "Days", 3, {"days": 3}),
        ("maximum-hours", "Per", "Month", {"per": "month"}),
        ("fair-share", "Counts", "late-finish", {"counts": "late-finish"}),
        ("crew-qualification", "Qualification", "driver", {"qualification": "driver"}),
    ],
)
def test_a_column_is_read_as_the_kind_means_it(kind: str, heading: str, typed: Any, item: dict[str, Any]) -> None:
    """`Most` is the duties of most-duties; `Roles` are whom a rule is about, in whatever field it has for that."""

    def edit(sheet: Any) -> None:
        sheet.cell(30, 1).value, sheet.cell(30, column(heading)).value = kind, typed

    rules, problems = rules_of(edit)
    assert problems == []
    assert rules[-1] == {"kind": kind, **item}
    assert row_cells(RULES, rules[-1]) == {"Kind": kind, heading: typed if heading != "Per" else "month"}


def test_every_kind_with_roles_of_its_own_is_told_apart() -> None:
    """For these `Roles` is that figure; roles in their `applies_to` stay in that column."""
    (roles,) = [item for item in RULES.columns if item.heading == "Roles"]
    assert {kind for kind, _ in roles.otherwise} == {
        rule.kind for rule in installed() if "roles" in parameters_of(rule)
    }


def test_fields_in_two_cells_are_refused_if_both_say_the_same() -> None:
    """And joined where they do not."""

    def edit(sheet: Any) -> None:
        for row, text in ((30, "tags: [new]"), (31, "roles: [special]")):
            sheet.cell(row, 1).value, sheet.cell(row, column("Roles")).value = "daily-rest", "special"
            sheet.cell(row, column("Applies to")).value = text
        sheet.cell(32, 1).value, sheet.cell(32, column("Hours")).value = "daily-rest", 11
        sheet.cell(32, len(RULES.columns) + 1).value = "hours: 12"

    rules, problems = rules_of(edit)
    assert rules[-3]["applies_to"] == {"roles": ["special"], "tags": ["new"]}
    assert problems == [
        "Rules!M31: 'roles' has a column of its own, which is filled in too",
        "Rules!O32: 'hours' has a column of its own, which is filled in too",
    ]


def test_a_figure_that_a_kind_does_not_take_is_told_with_those_it_does(tmp_path: Path) -> None:
    """With the cell it stands in."""
    raw = full_book() | {"rules": [{"kind": "daily-rest", "most": 3}, {"kind": "requests", "hours": 3}]}
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook_bytes(Book.model_validate(raw), []))
    with pytest.raises(FileError) as caught:
        api.open_book(path)
    assert "Rules!D5: 'most' is not a field here; rule 'daily-rest' takes hours" in str(caught.value)
    assert "Rules!C6: 'hours' is not a field here; rule 'requests' takes no figures" in str(caught.value)


# --- nothing is lost


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_rule_s_example_comes_back_as_it_was(kind: str) -> None:
    """With all its figures, those without a column too."""
    entries = [
        rule | {"weight": 3, "source": "x", "applies_to": {"people": ["amber"]}}
        for rule in yaml.safe_load(KINDS[kind].example)
    ]
    assert through_a_workbook(entries) == dumped(entries)


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "daily-rest", "hours": 16.0},
        {"kind": "daily-rest", "hours": "16"},
        {"kind": "daily-rest", "hours": True},
        {"kind": "daily-rest", "hours": -1},
        {"kind": "daily-rest", "most": 3, "least": 1, "duties": 2, "qualification": "x", "roles": ["a"]},
        {"kind": "most-duties", "most": 3, "duties": 4},
        {"kind": "crew-qualification", "roles": ["a, b"], "qualification": " "},
        {"kind": "maximum-hours", "hours": 48, "per": "Month"},
        {"kind": "fair-share", "counts": "whatever", "within": "role"},
        {"kind": "own-rule", "hours": [1, 2], "days": {"x": 1}, "per": 3},
        {"kind": "daily-rest", "applies_to": {"roles": ["special"], "tags": ["new"], "shifts": ["late"]}},
        {"kind": "e.g. daily-rest", "hours": 1},
    ],
)
def test_odd_figures_come_back_as_they_were(rule: dict[str, Any]) -> None:
    """What a cell would change of them is written in Parameters; a book's hash depends on it."""
    raw = full_book()
    raw["rules"] = [rule]
    if "applies_to" in rule:
        rule["applies_to"] = {"roles": [raw["roles"][0]["id"]], "tags": ["new"], "shifts": [raw["shifts"][0]["id"]]}
    book = Book.model_validate(raw)
    found = read_sheets(Path("book.xlsx"), workbook_bytes(book, []))
    assert found.problems == []
    back = Book.model_validate(found.raw)
    assert back.rules == book.rules
    assert back.input_hash == book.input_hash


def test_a_sheet_of_before_has_no_such_columns_and_loses_nothing() -> None:
    """Rows are then written in Parameters."""
    rule = {"kind": "minimum-hours", "hours": 16, "applies_to": {"roles": ["special"]}}
    before = {"Kind", "Level", "Weight", "Applies to", "Source", "Parameters"}
    assert row_cells(RULES, rule, before) == {
        "Kind": "minimum-hours",
        "Applies to": "roles: [special]",
        "Parameters": "hours: 16",
    }

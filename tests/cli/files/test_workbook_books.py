"""Workbooks as books on the command line: new, check --mark, solve and again, and parts that are included."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from constraints.registry import installed
from roster.io.xlsx.workbook import template_bytes

KINDS = set(installed().kinds)


def test_the_template_is_filled_in_and_solved(run, tmp_path: Path) -> None:
    """From the empty template to a rota, as a coordinator goes."""
    book = tmp_path / "kent.xlsx"
    assert run("new", book).exit_code == 0
    empty = run("check", book)
    assert empty.exit_code == 2
    for words in ("Period!B5: Name of the rota is missing", "Period!B7: First date", "Period!B8: Last date"):
        assert words in empty.output
    workbook = openpyxl.load_workbook(book)
    for cell, value in (("B5", "Small"), ("B7", "04/12/2026"), ("B8", "5 Dec 2026")):
        workbook["Period"][cell] = value
    rows: dict[str, list[list[Any]]] = {
        "Organisations": [["secamb"], ["kent"]],
        "Roles": [["paramedic", None, "secamb", "30m"], ["special", None, "kent"]],
        "Areas": [["MS", "Medway & Swale"]],
        "Call signs": [["JR-04", None, "MS"]],
        "Shifts": [["peak", "Peak", "P", "18:00", "02:00"]],
        "Crews": [["jru", None, "paramedic", None, "paramedic"], [None, None, "police", None, "special", None, 1, 2]],
        "Services": [["peaks", None, "JR-04", "peak", "jru"]],
        "People": [["P01", None, "paramedic"], ["SC01", None, "special"], ["SC02", None, "special"]],
    }
    for name, lines in rows.items():
        for row, line in enumerate(lines, start=6):  # below the example
            for column, value in enumerate(line, start=1):
                workbook[name].cell(row, column).value = value
    rules = workbook["Rules"]
    headings = {cell.value: cell.column for cell in rules[4]}
    by_kind = {cell.value: cell.row for cell in rules["A"]}
    rules.cell(by_kind["minimum-hours"], headings["Hours"]).value = 8
    grid = workbook["Availability"]
    for row, (person, first, second) in enumerate(
        [("P01", "A", "P"), ("SC01", "A", "AL"), ("SC02", "A", None)], start=6
    ):
        grid.cell(row, 1).value, grid.cell(row, 3).value, grid.cell(row, 4).value = person, first, second
    workbook.save(book)
    before = book.read_bytes()
    solved, plain = tmp_path / "rota.xlsx", tmp_path / "rota.json"
    result = run("solve", book, "-o", solved, "-o", plain, "--time-limit", 20)
    assert result.exit_code == 0, result.output
    assert book.read_bytes() == before
    rota = json.loads(plain.read_text())["rota"]
    states = {record["date"]: record["state"] for record in rota["duties"]}
    assert states == {"2026-12-04": "crewed", "2026-12-05": "stood down"}
    stated = {rule["kind"]: rule for rule in json.loads(plain.read_text())["rules"]}
    assert (stated["minimum-hours"]["hours"], stated["minimum-hours"]["applies_to"]["roles"]) == (8, ["special"])
    assert sorted(set(by_kind) & KINDS - set(stated)) == ["crew-qualification"]
    driver = "'crew-qualification', which the template brought, is passed over because the book lacks role 'constable'"
    assert f"{driver} and qualification 'response-driver'" in result.output
    again = run("check", solved)
    assert again.exit_code == 0, again.output
    assert "no hard rule is broken" in again.output
    assert "inputs have changed" not in again.output
    assert run("solve", solved, "-o", tmp_path / "next.yaml", "--time-limit", 20).exit_code == 0


def test_a_new_workbook_can_be_an_example(run, tmp_path: Path) -> None:
    book = tmp_path / "kent.xlsx"
    assert run("new", book, "--example", "kent-2026-12").exit_code == 0
    assert "77 people, 93 duties" in run("check", book).output
    assert "is there already" in run("new", book).output
    assert run("new", tmp_path / "kent.xls").exit_code == 2


def test_the_template_is_the_same_every_time() -> None:
    assert template_bytes() == template_bytes()


def test_a_rota_whose_sheets_were_changed_is_left_out_with_a_warning(run, write, small, tmp_path: Path) -> None:
    solved = tmp_path / "rota.xlsx"
    assert run("solve", write(small), "-o", solved, "--time-limit", 20).exit_code == 0
    workbook = openpyxl.load_workbook(solved)
    workbook["People"].delete_rows(7)
    sheet = workbook["Offers"]
    for row in range(sheet.max_row, 4, -1):
        if sheet.cell(row, 1).value == "SC01":
            sheet.delete_rows(row)
    for row in range(5, 12):
        if workbook["Held"].cell(row, 1).value == "SC01":
            workbook["Held"].delete_rows(row)
    workbook.save(solved)
    result = run("check", solved)
    assert result.exit_code == 0, result.output
    assert (
        "the rota kept in it is left out, for it no longer fits the sheets: person 'SC01' is unknown" in result.output
    )
    assert "holds no rota yet" in result.output


# --- marking


@pytest.fixture
def faulty(run, tmp_path: Path) -> Path:
    book = tmp_path / "kent.xlsx"
    run("new", book, "--example", "starter")
    workbook = openpyxl.load_workbook(book)
    workbook["People"]["C5"] = "Paramedc"
    workbook["Rules"]["O5"] = "hours: 11, dayz: 7"
    del workbook["Services"]
    workbook.save(book)
    return book


def test_mistakes_come_back_marked(run, faulty: Path, tmp_path: Path) -> None:
    before = faulty.read_bytes()
    copy = tmp_path / "marked.xlsx"
    result = run("check", faulty, "--mark", copy)
    assert result.exit_code == 2
    assert "People!C5: role 'Paramedc' is unknown; did you mean 'paramedic'?" in result.output
    assert "there is no sheet Services" in result.output
    assert f"marked: {copy}" in result.output
    assert faulty.read_bytes() == before
    marked = openpyxl.load_workbook(copy)
    cell = marked["People"]["C5"]
    assert cell.comment.text == "role 'Paramedc' is unknown; did you mean 'paramedic'?"
    assert cell.fill.start_color.rgb == "00FF9B9B"
    assert marked.sheetnames[0] == "Mistakes"
    listed = {row[0].value: row[1].value for row in marked["Mistakes"].iter_rows(min_row=2)}
    assert "People!C5" in listed
    assert any("there is no sheet Services" in str(printed) for printed in listed.values())
    # The copy is a book as well: mended there, it is fine there.
    again = run("check", copy)
    assert again.output.count("\n") == result.output.count("\n") - 1


def test_marking_refuses_what_it_cannot_do(run, write, small, faulty: Path, tmp_path: Path) -> None:
    assert "is named twice" in run("check", faulty, "--mark", faulty).output
    assert "ends in .xlsx" in run("check", faulty, "--mark", tmp_path / "m.json").output
    assert "there is no folder" in run("check", faulty, "--mark", tmp_path / "no" / "m.xlsx").output
    result = run("check", write(small), "--mark", tmp_path / "m.xlsx")
    assert result.exit_code == 2
    assert "only the cells of a workbook" in result.output
    good = tmp_path / "good.xlsx"
    run("new", good, "--example", "starter")
    result = run("check", good, "--mark", tmp_path / "m.xlsx")
    assert result.exit_code == 0
    assert "nothing was marked" in result.output
    assert not (tmp_path / "m.xlsx").exists()


# --- parts


def parts(small: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    """The small book as one and two parts: the ambulance service's in YAML, the police's as JSON."""
    ambulance = {
        "organisations": [{"id": "secamb"}],
        "roles": small["roles"][:1],
        "people": [person for person in small["people"] if person["role"] == "paramedic"],
        "carried_in": {"duties": [{"person": "P01", "start": "2026-11-28 18:00", "end": "2026-11-29 02:00"}]},
    }
    police = {
        "period": {"first": "2026-12-01", "last": "2026-12-31"},
        "organisations": [{"id": "kent-police"}],
        "areas": small["areas"],  # both know the areas: said in the same words, they are there once
        "roles": small["roles"][1:],
        "people": [person for person in small["people"] if person["role"] != "paramedic"],
    }
    whole = {name: value for name, value in small.items() if name not in ("organisations", "roles", "people")}
    (tmp_path / "ambulance.yaml").write_text(yaml.safe_dump(ambulance))
    (tmp_path / "police.json").write_text(json.dumps(police))
    return whole | {"include": ["ambulance.yaml", "police.json"]}


def test_parts_are_one_book(run, write, small, tmp_path: Path) -> None:
    book = write(parts(small, tmp_path))
    result = run("check", book)
    assert result.exit_code == 0, result.output
    assert "5 people" in result.output
    solved = tmp_path / "rota.json"
    assert run("solve", book, "-o", solved, "--time-limit", 20).exit_code == 0
    found = json.loads(solved.read_text())
    assert [person["id"] for person in found["people"]] == ["P01", "P02", "SC01", "SC02", "SC03"]
    assert "include" not in found, "a solved book stands alone"


def test_a_workbook_includes_and_is_included(run, write, small, tmp_path: Path) -> None:
    whole = parts(small, tmp_path)
    police = tmp_path / "police.xlsx"
    run("new", police)
    workbook = openpyxl.load_workbook(police)
    for row, line in enumerate([["SC01", "special"], ["SC02", "special"], ["SC03", "specal"]], start=6):
        workbook["People"].cell(row, 1).value, workbook["People"].cell(row, 3).value = line
    workbook["Roles"]["A6"], workbook["Roles"]["C6"] = "special", "kent-police"
    workbook["Organisations"]["A6"] = "kent-police"
    workbook.save(police)
    whole["include"] = ["ambulance.yaml", "police.xlsx"]
    result = run("check", write(whole))
    assert result.exit_code == 2
    assert f"{police}: People!C8: role 'specal' is unknown; did you mean 'special'?" in result.output
    workbook["People"]["C8"] = "special"
    workbook.save(police)
    result = run("check", write(whole))
    assert result.exit_code == 0, result.output
    main = tmp_path / "main.xlsx"
    run("new", main)
    workbook = openpyxl.load_workbook(main)
    workbook["Settings"]["B5"] = "book.json"
    for cell, value in (("B5", "Small"), ("B7", "2026-12-01"), ("B8", "2026-12-31")):
        workbook["Period"][cell] = value
    workbook.save(main)
    assert "5 people" in run("check", main).output


def test_mistakes_name_the_file_they_are_in(run, write, small, tmp_path: Path) -> None:
    whole = parts(small, tmp_path)
    police = json.loads((tmp_path / "police.json").read_text())
    police["people"][0]["role"] = "specal"
    police["people"].append({"id": "P01", "role": "special"})
    police["rules"] = [{"kind": "daily-rset"}]
    police["rule_files"] = ["evil.py"]
    police["period"]["last"] = "2026-12-30"
    (tmp_path / "police.json").write_text(json.dumps(police))
    (tmp_path / "ambulance.yaml").write_text((tmp_path / "ambulance.yaml").read_text() + "teams: nobody\n")
    result = run("check", write(whole))
    assert result.exit_code == 2
    assert f"{tmp_path}/police.json: people[0].role: role 'specal' is unknown" in result.output
    assert f"person 'P01' is there twice; the first is people[0] of {tmp_path}/ambulance.yaml" in result.output
    assert f"{tmp_path}/police.json: rule_files: rule files are named by the book itself" in result.output
    assert f"{tmp_path}/police.json: period: is not the period of {tmp_path}/book.json" in result.output
    assert f"{tmp_path}/ambulance.yaml: teams" in result.output
    assert "(line" in result.output


@pytest.mark.parametrize(
    ("include", "words"),
    [
        ("police.json", "should be a list of files"),
        ([7], "should be a list of files"),
        (["none.yaml"], "none.yaml: there is no such file"),
        (["book.json"], "includes itself"),
        (["-"], "standard input cannot be included"),
        (["list.json"], "a part of a book is a mapping"),
        (["round.yaml"], "includes itself"),
        (["notes.txt"], "a book to read ends in"),
    ],
)
def test_parts_that_cannot_be(run, write, small, tmp_path: Path, include: Any, words: str) -> None:
    (tmp_path / "list.json").write_text("[1]")
    (tmp_path / "round.yaml").write_text("include: [book.json]\n")
    result = run("check", write(small | {"include": include}))
    assert result.exit_code == 2
    assert words in result.output


def test_all_parts_that_cannot_be_and_nothing_that_only_follows_from_it(run, write, small, tmp_path: Path) -> None:
    whole = parts(small, tmp_path)
    (tmp_path / "loop.json").symlink_to("loop.json")
    book = write(whole | {"include": ["ambulance.yaml", "book.json", "none.yaml", "loop.json", "police.xls"]})
    result = run("check", book)
    assert result.exit_code == 2
    assert [line.strip() for line in result.stderr.splitlines()] == [
        "4 mistakes:",
        f"{book}: include[1]: 'book.json' includes itself, directly or through another part",
        f"{tmp_path}/none.yaml: there is no such file",
        f"{tmp_path}/loop.json: cannot be read: Too many levels of symbolic links",
        f"{tmp_path}/police.xls: a book to read ends in .yaml, .yml, .json, .xlsx, .xlsm, not in .xls",
    ]
    result = run("check", write(whole | {"include": ["ambulance.yaml", "book.json"]}))
    assert len(result.stderr.splitlines()) == 1, "that the police are unknown follows from it"
    result = run("check", tmp_path / "loop.json")
    assert (result.exit_code, "Too many levels of symbolic links" in result.stderr) == (2, True)


def test_a_part_named_twice_is_there_once(run, write, small, tmp_path: Path) -> None:
    whole = parts(small, tmp_path)
    (tmp_path / "both.yaml").write_text("include: [ambulance.yaml, police.json]\n")
    assert run("check", write(whole | {"include": ["both.yaml", "police.json"]})).exit_code == 0

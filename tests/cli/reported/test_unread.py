"""A rota of a book without a rule about rest is never called legal without a warning."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from roster import api

CASE = Path(__file__).parents[2] / "reported" / "08-leave-of-part-timers.yaml"  # it states no rule at all
SAID = "no rule about rest: nothing keeps P01 from a duty straight after another, or from a duty on every day"


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book with its rota, as data and as a workbook."""
    path = tmp_path_factory.mktemp("unread") / "x.json"
    book = api.open_book(CASE)
    api.write_book(api.ready(api.solve(book)), path, path.with_suffix(".xlsx"))
    return path


def test_check_says_what_was_checked_and_what_not(run: Any, solved: Path) -> None:
    """`check` says that the rota is legal as far as the rules go, and which rules are missing."""
    result = run("check", solved)
    assert result.exit_code == 0
    assert f"warning: {SAID}; add {{kind: daily-rest, hours: 11}}" in result.stdout
    (verdict,) = [line for line in result.stdout.splitlines() if line.startswith("no hard rule")]
    assert verdict.startswith("no hard rule is broken (checked: only what always holds")
    assert verdict.endswith("not checked, because the book has no rule for it: rest")
    data = json.loads(run("check", solved, "--format", "json").stdout)
    assert data["hard_rules"] == []
    assert [item["about"] for item in data["no_rule_about"]] == ["rest"]
    assert data["no_rule_about"][0]["add"][0] == "{kind: daily-rest, hours: 11}"


def test_check_of_inputs_alone_says_so_too(run: Any) -> None:
    """The warning comes before anything is solved."""
    assert SAID in run("check", CASE).stdout


def test_with_its_rules_a_book_is_told_legal_by_their_names(run: Any, solved: Path, tmp_path: Path) -> None:
    """Nothing is called legal that was not checked."""
    data = json.loads(solved.read_text()) | {"rules": [{"kind": "daily-rest"}, {"kind": "weekly-rest"}]}
    data["rules"].append({"kind": "contract-hours"})
    book = tmp_path / "ruled.json"
    book.write_text(json.dumps(data))
    (verdict,) = [line for line in run("check", book).stdout.splitlines() if line.startswith("no hard rule")]
    assert verdict == "no hard rule is broken (checked: daily-rest, weekly-rest and what always holds)"


def test_solve_says_so_quiet_or_not(run: Any, tmp_path: Path) -> None:
    """The warning is in the summary, in the JSON and on standard error."""
    result = run("solve", CASE, "-o", tmp_path / "a.json")
    assert "not checked, because the book has no rule for it: rest" in result.stdout
    assert SAID in result.stderr
    assert SAID in run("solve", CASE, "-o", tmp_path / "b.json", "--quiet").stderr
    data = json.loads(run("solve", CASE, "-o", tmp_path / "c.json", "--format", "json").stdout)
    assert [item["about"] for item in data["no_rule_about"]] == ["rest"]


def test_repair_cover_and_publish_say_so(run: Any, solved: Path, tmp_path: Path) -> None:
    """Each of these commands calls something legal."""
    taken = next(item["duty"] for item in json.loads(solved.read_text())["rota"]["assignments"])
    assert SAID in run("cover", solved, "--duty", taken).stderr
    date = taken.partition("@")[2].partition("/")[0]
    assert SAID in run("repair", solved, "--absent", f"P01@{date}", "-o", tmp_path / "r.json").stderr
    result = run("publish", solved, tmp_path / "site")
    assert result.exit_code == 0, result.output
    assert SAID in result.stderr


def test_the_first_sheet_says_so(solved: Path, tmp_path: Path) -> None:
    """Workbooks of solved and unsolved books have the warning; the rota's totals move down for it."""
    sheet = load_workbook(solved.with_suffix(".xlsx")).worksheets[0]
    assert str(sheet.cell(3, 1).value).startswith(SAID.replace("no rule", "No rule"))
    assert sheet.cell(5, 1).value == "Coverage"
    api.write_book(api.open_book(CASE), tmp_path / "inputs.xlsx")
    first = load_workbook(tmp_path / "inputs.xlsx").worksheets[0]
    assert any(SAID[2:] in str(row[0]) for row in first.iter_rows(values_only=True))

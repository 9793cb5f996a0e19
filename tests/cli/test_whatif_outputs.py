"""`roster whatif` into a workbook, a page and JSON: they tell of the same cells and the same money."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

BOOK = Path(__file__).parents[2] / "examples" / "pilot-2018-06.yaml"
ASKED = """\
name: The pilot, on Fridays alone?
scenarios:
  - id: fridays
    name: Fridays alone
    changes: [{change: services, weekdays: [fri]}]
gains: []
gain_months: 0
money: {days: 30, conveyed: [0.5, 0.4, 0.3], demand of JR-04: 0.9}
"""


def asked(folder: Path, text: str = ASKED) -> Path:
    path = folder / "asked.yaml"
    path.write_text(text.replace("JR-04", sign_of()))
    return path


def sign_of() -> str:
    """The call sign of the book."""
    from roster import api

    return api.open_book(BOOK).book.call_signs[0].id


def test_workbook_page_and_json_agree(run, tmp_path: Path):
    outputs = [tmp_path / f"plan{suffix}" for suffix in (".xlsx", ".html", ".json")]
    result = run("whatif", BOOK, asked(tmp_path), "--jobs", 1, *(part for path in outputs for part in ("-o", path)))
    assert result.exit_code == 0, result.output
    data = json.loads(outputs[2].read_text())
    names = [cell["name"] for cell in data["table"]["cells"]]
    assert names[1:] == ["Fridays alone"]
    money = data["money"]["cells"]["fridays"]
    assert money["days"] == 30
    grid = load_workbook(io.BytesIO(outputs[0].read_bytes()), data_only=True)["Grid"]
    heads = [cell.value for cell in grid[4]]
    row = [cell.value for cell in grid[6]]
    assert row[heads.index("Option")] == "Fridays alone"
    assert row[heads.index("Costs, central")] == pytest.approx(money["cases"]["central"]["cost"])
    assert row[heads.index("Avoided, favourable")] == pytest.approx(money["cases"]["favourable"]["avoided"])
    page = outputs[1].read_text(encoding="utf-8")
    assert "2 Fridays alone" in page
    assert "GBP are for 30 days" in page
    assert "the scenarios file" in page


def test_a_misspelt_figure_is_told_before_any_work(run, tmp_path: Path):
    path = asked(tmp_path, ASKED.replace("conveyed:", "conveyd:"))
    result = run("whatif", BOOK, path, "-o", tmp_path / "plan.html")
    assert result.exit_code == 2
    assert "there is no figure 'conveyd'; did you mean 'conveyed'?" in result.output
    assert not (tmp_path / "plan.html").exists()


def test_json_on_the_terminal_is_that_of_the_file(run, tmp_path: Path):
    path = tmp_path / "plan.json"
    printed = run("whatif", BOOK, asked(tmp_path), "--jobs", 1, "-o", path, "--format", "json", "--quiet")
    assert printed.exit_code == 0, printed.output
    assert json.loads(printed.stdout) == json.loads(path.read_text(encoding="utf-8"))
    assert json.loads(printed.stdout)["money"]["cells"]["fridays"]["days"] == 30

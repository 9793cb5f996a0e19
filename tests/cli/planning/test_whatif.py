"""`roster whatif` from the command line: answers, mistakes, and sweeps that are stopped."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.processes import all_end, children, needs_proc

ASKED = """\
name: Small questions
scenarios:
  - {id: fewer, name: One paramedic, changes: [{change: remove-people, people: [P02]}]}
grid: {specials: 2..3}
"""
AWAY = ASKED.replace("remove-people, people: [P02]", "absence, person: P02, first: DAY, weeks: 1")
EMPTIES = """\
scenarios:
  - {id: none, changes: [{change: remove-people, roles: [special]}, {change: remove-people, people: [P01]}]}
  - {id: fewer, changes: [{change: remove-people, people: [P02]}]}

combined: [[none, fewer]]
"""


@pytest.fixture
def asked(tmp_path: Path):
    def put(text: str = ASKED) -> Path:
        path = tmp_path / "asked.yaml"
        path.write_text(text)
        return path

    return put


def test_a_table_of_scenarios(run, write, small, asked, tmp_path: Path):
    output = tmp_path / "table.json"
    result = run("whatif", write(small), asked(), "-o", output, "--jobs", 1)
    assert result.exit_code == 0, result.output
    assert "Small questions: Small, 2026-12-01 to 2026-12-31" in result.stdout
    assert "One paramedic: all 8 duties run" in result.stdout
    assert "4 of 4 cells" in result.stderr
    table = json.loads(output.read_text())["table"]
    assert [cell["id"] for cell in table["cells"]] == ["base", "fewer", "specials 2", "specials 3"]
    assert not output.with_name("table.json.cells").exists()  # kept until the table was there


def test_the_book_as_it_is(run, write, small):
    small["people"] = [person for person in small["people"] if person["id"] != "P02"]
    small["people"][0]["caps"] = {"duties_per_month": 5}
    result = run("whatif", write(small), "--jobs", 1)
    assert result.exit_code == 0, result.output
    assert "5 of 8 duties run, 62.5 %: the most there can be with 1 paramedic, proven" in result.stdout
    assert "one more paramedic, offering 8 dates as colleagues do: 3 duties more run" in result.stdout


def test_json_is_the_table_too(run, write, small):
    result = run("whatif", write(small), "--jobs", 1, "--format", "json")
    assert json.loads(result.stdout)["table"]["cells"][0]["figures"]["cover"]["median"] == 1
    result = run("whatif", write(small), "--jobs", 1, "-o", "-")
    assert json.loads(result.stdout)["table"]["book"] == "Small"


def test_fewest(run, write, small, tmp_path: Path):
    small["people"][0]["caps"] = small["people"][1]["caps"] = {"duties_per_month": 4}
    book = write(small)
    result = run("whatif", book, "--fewest", "paramedic", "--cover", "95%")
    assert result.exit_code == 0, result.output
    assert "2 paramedics reach 95 %: 100 % of duties run with them; with 1 at most 50 % run" in result.stdout
    result = run("whatif", book, "--fewest", "paramedic", "--cover", "50", "--format", "json", "--quiet")
    assert json.loads(result.stdout)["number"] == 1
    result = run("whatif", book, "--fewest", "paramedic", "--cover", "95%", "-o", tmp_path / "t.json", "--jobs", 1)
    assert json.loads((tmp_path / "t.json").read_text())["table"]["fewest"]["number"] == 2


def test_no_number_is_enough(run, write, small):
    small["people"] = [person for person in small["people"] if person["role"] != "special"]
    result = run("whatif", write(small), "--fewest", "paramedic", "--cover", "50%")
    assert result.exit_code == 1
    assert "no number of paramedics reaches 50 %" in result.stdout


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (ASKED.replace("P02", "P2"), "scenarios[0].changes[0].people[0] (line 3): person 'P2' is unknown; did you"),
        (ASKED.replace("remove-people", "remove-peple"), "'remove-peple' is no kind of change; did you mean 'remove-"),
        (ASKED.replace("people: [P02]", "poeple: [P02]"), "'poeple' is not a field here; did you mean 'people'?"),
        (
            ASKED.replace("people: [P02]", "xyz: [P02]"),
            "'xyz' is not a field here; remove-people takes people, roles, areas, tags, posted, count, first",
        ),
        (ASKED.replace("people: [P02]", "roles: [special, paramedic]"), "leaves nobody in the book"),
        (
            AWAY.replace("DAY", "2026-12-32"),
            "changes[0].first (line 3): '2026-12-32' is not a date: that month has no such day",
        ),
        (
            AWAY.replace("DAY", "2027-06-01"),
            "2027-06-01 to 2027-06-07 lies outside the period",
        ),
        (ASKED.replace("2..3", "1..1000000"), "these are 1,000,002 cells; a table holds at most"),
        (ASKED.replace("2..3", "1..900"), "these are 902 cells, more than 500; say --yes"),
        (ASKED.replace("specials:", "specals:"), "grid.specals (line 4): 'specals' is no role, shift, seat or rate"),
        (
            ASKED.replace("remove-people, people: [P02]", "rule, rule: minimum-hours, values: {hors: 3}"),
            "changes[0] (line 3): rule 'minimum-hours': hors: 'hors' is not a field here; did you mean 'hours'?",
        ),
        (ASKED.replace("2..3", "[]"), "grid.specials (line 4): has no values"),
        (
            ASKED.replace("grid: {", "combined: [[fewer, fewer]]\ngrid: {"),
            "combined[0] (line 4): scenario 'fewer' is there twice",
        ),
        (
            EMPTIES,
            "combined[0] (line 5): together: leaves nobody in the book",
        ),
        (
            ASKED + "  \n" + "combined: [[fewer, fever]]\n",
            "scenario 'fever' is unknown; did you mean 'fewer'?",
        ),
        (
            ASKED.replace("scenarios:", "scenarios:\n  - {id: fewer, changes: [{change: days, weekdays: [fri]}]}"),
            "scenarios[1].id (line 4): scenario 'fewer' is there twice",
        ),
        ("scenario: []", "'scenario' is not a field here; did you mean 'scenarios'?"),
        ("last_level: hard", "a hard rule is no level to solve"),
        ("- a list", "should be a mapping of fields"),
        ("{", "line 2, column 1"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_and_nothing_is_written(run, write, small, asked, tmp_path: Path, text, sentence):
    book, path, output = write(small), asked(text), tmp_path / "table.json"
    result = run("whatif", book, path, "-o", output, "--jobs", 1)
    assert result.exit_code == 2, result.output
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert "asked.yaml" in result.stderr
    assert sorted(tmp_path.iterdir()) == sorted([book, path])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--fewest", "paramedic"], "--fewest and --cover go together"),
        (["--fewest", "paramedic", "--cover", "950%"], "'950%' is no share"),
        (["--fewest", "paramedic", "--cover", "101"], "'101' is no share of duties above 0 and up to 100 %; write 95%"),
        (["--fewest", "paramedic", "--cover", "0"], "'0' is no share"),
        (["--fewest", "paramedic", "--cover", "abc"], "'abc' is no share"),
        (["--jobs", "0"], "0 is not in the range"),
        (["-o", "-", "-o", "-"], "-: is named twice"),
        (["-o", "t.json", "-o", "./t.json"], "t.json: is named twice"),
        (["--fewest", "paramedc", "--cover", "95%"], "--fewest: role 'paramedc' is unknown; did you mean 'paramedic'?"),
        (["-o", "table.docx"], "a table of scenarios is written as .json"),
        (["-o", "nowhere/table.json"], "there is no folder nowhere"),
        (["--resume"], "--resume goes on from what was kept beside an output"),
        (["--cluster", "tcp://127.0.0.1:9"], ""),
    ],
)
def test_a_wrong_call(run, write, small, arguments, sentence, monkeypatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    result = run("whatif", write(small), *arguments)
    assert result.exit_code == 2, result.output
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_every_output_that_cannot_be_written_is_told(run, write, small, tmp_path: Path):
    book = write(small)
    result = run("whatif", book, "-o", tmp_path / "nowhere" / "t.json", "-o", tmp_path / "t.docx", "-o", book)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 4  # how many there are, and each
    (tmp_path / "t.json.cells").write_text("")
    result = run("whatif", book, "-o", tmp_path / "t.json")
    assert result.exit_code == 2
    assert "t.json.cells: is a file, where results are to be kept" in result.stderr


def test_book_and_scenarios_changed_over(run, write, small, asked):
    book, path = write(small), asked()
    result = run("whatif", path, book)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "2 mistakes:",
        f"  {path}: is a scenarios file, and no book: `roster whatif BOOK SCENARIOS`",
        f"  {book}: is a book, and no scenarios file: `roster whatif BOOK SCENARIOS`",
    ]


def test_what_was_kept_of_something_else_is_not_taken(run, write, small, asked, tmp_path: Path):
    output = tmp_path / "table.json"
    bad = ASKED.replace("people: [P02]", "roles: [paramedic]").replace("specials: 2..3", "specials: '0, 3'") + (
        "combined: []\ngains: []\n"
    )
    text = bad.replace("grid: {", "grid: {who: {all: [], none: [{change: remove-people, roles: [paramedic]}]}, ")
    book = write(small)
    assert run("whatif", book, asked(text), "-o", output, "--jobs", 1, "--quiet").exit_code == 1  # so they are kept
    files = output.with_name("table.json.cells").glob("*.json")
    kept = [file for file in files if json.loads(file.read_text())["result"]["error"] is None]
    assert len(kept) == 5
    whole = json.loads(output.read_text())["table"]
    kept[0].write_bytes(kept[0].read_bytes()[:100])
    kept[1].write_text("{}")
    result = run("whatif", book, asked(text), "-o", output, "--jobs", 1, "--quiet", "--resume")
    assert "3 of 6 cells are kept from before; 3 more failed, are damaged, or are of another book" in result.stderr
    assert json.loads(output.read_text())["table"] == whole
    for arguments in (["--seed", "1"], ["--time-limit", "60"]):
        result = run("whatif", book, asked(text), "-o", output, "--jobs", 1, "--quiet", "--resume", *arguments)
        assert "0 of 6 cells are kept from before" in result.stderr


def test_a_bad_cell_is_told_and_the_rest_is_written(run, write, small, asked, tmp_path: Path):
    output = tmp_path / "table.json"
    text = ASKED.replace(
        "grid: {specials: 2..3}",
        "grid: {specials: '0, 3', who: {all: [], none: [{change: remove-people, roles: [paramedic]}]}}",
    )
    result = run("whatif", write(small), asked(text), "-o", output, "--jobs", 1, "--quiet")
    assert result.exit_code == 1
    assert "specials 0, who none: leaves nobody in the book" in result.stderr
    assert len(json.loads(output.read_text())["table"]["cells"]) == 6
    result = run("whatif", write(small), asked(text), "-o", output, "--jobs", 1, "--quiet", "--resume")
    assert json.loads(output.read_text())["run"]["resumed"] == 5


@needs_proc
@pytest.mark.parametrize("how", [pytest.param("once", marks=pytest.mark.slow), "twice", "killed"])
def test_stopped_and_resumed(write, small, asked, tmp_path: Path, how: str):
    book, output = write(small), tmp_path / "table.json"
    text = "grid: {specials: 1..3, peak: '4 h, 5 h, 6 h, 7 h, 8 h', days: '2, 7'}\ngains: []\n"
    command: list[Any] = [sys.executable, "-m", "roster", "whatif", book, asked(text), "-o", output, "--jobs", "1"]
    kept = output.with_name("table.json.cells")
    stopped = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not kept.is_dir() or len(list(kept.glob("*.json"))) < 3:
        assert time.monotonic() < deadline
        assert stopped.poll() is None
        time.sleep(0.02)
    workers = children(stopped.pid)
    os.kill(stopped.pid, signal.SIGKILL if how == "killed" else signal.SIGINT)
    if how == "twice":
        time.sleep(0.05)
        os.kill(stopped.pid, signal.SIGINT)
    assert b"Traceback" not in stopped.communicate(timeout=30)[1]
    assert stopped.returncode == (-9 if how == "killed" else 1)
    assert not output.exists()
    assert all_end(workers)
    resumed = subprocess.run([*command, "--resume"], capture_output=True, check=True)
    data = json.loads(output.read_text())
    assert data["run"]["resumed"] >= 3, resumed.stderr
    whole = tmp_path / "whole.json"
    subprocess.run([*command[:-3], whole, "--jobs", "1"], capture_output=True, check=True)
    assert json.loads(whole.read_text())["table"] == data["table"]
    assert not kept.exists()

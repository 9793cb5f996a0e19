"""`roster solve`: what it prints, what it writes, how it stops."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

from roster.cli.rotas.solve import SolveRequest, run_solve
from tests.conftest import EXAMPLES


def test_every_output_at_once(run, write, small, tmp_path: Path):
    result = run("solve", write(small), "-o", tmp_path / "o.json", "-o", tmp_path / "o.yaml", "-o", tmp_path / "o.xlsx")
    assert result.exit_code == 0
    assert "every level proven best" in result.output
    for name in ("o.json", "o.yaml", "o.xlsx"):
        assert f"written: {tmp_path / name}" in result.output
    assert (tmp_path / "o.xlsx").read_bytes().startswith(b"PK")
    assert run("check", tmp_path / "o.json").exit_code == 0
    assert run("check", tmp_path / "o.yaml").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.json", "o.json", "o.xlsx", "o.yaml"]


def test_what_it_prints(run, write, small, tmp_path: Path):
    del small["people"][1]
    small["people"][0]["caps"] = {"duties_per_month": 6}
    output = run("solve", write(small), "-o", tmp_path / "o.json").output
    assert ["JR-04", "8", "6", "0", "2", "75", "%"] in [line.split() for line in output.splitlines()]
    assert "cover   duties crewed" in output
    assert "2 duties stood down" in output


def test_quiet_prints_nothing(run, write, small, tmp_path: Path):
    """Nothing is printed, since this book's rules read all it says."""
    small["rules"] += [{"kind": "daily-rest"}, {"kind": "weekly-rest"}]
    small["qualifications"] = []
    for item in small["people"]:
        item.pop("qualifications", None)
    result = run("solve", write(small), "-o", tmp_path / "o.json", "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_a_summary_for_scripts(run, write, small, tmp_path: Path):
    result = run("solve", write(small), "-o", tmp_path / "o.json", "--format", "json")
    data = json.loads(result.stdout)
    assert data["ended"] == "proven best"
    assert data["coverage"]["all"] == {"crewed": 8, "part_crewed": 0, "stood_down": 0}
    assert [level["level"] for level in data["levels"]] == ["cover", "full", "hours", "fair", "wishes"]


def test_a_rota_to_standard_output_from_standard_input(run, small):
    result = run("solve", "-", "-o", "-", input=json.dumps(small))
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["rota"]["duties"]) == 8
    assert "proven best" in result.stderr


def test_a_solved_book_is_solved_again(run, write, small, tmp_path: Path):
    """The output of one solve is the input of the next; the rota in it is no input."""
    assert run("solve", write(small), "-o", tmp_path / "a.json").exit_code == 0
    assert run("solve", tmp_path / "a.json", "-o", tmp_path / "b.json").exit_code == 0
    first, second = (json.loads((tmp_path / name).read_text())["rota"]["provenance"] for name in ("a.json", "b.json"))
    assert first["input_hash"] == second["input_hash"]


def test_pins_that_contradict_each_other(run, write, small, tmp_path: Path):
    small["rules"].append({"kind": "daily-rest", "hours": 20})
    small["pins"] = [{"person": "SC02", "duty": f"JR-04@2026-12-0{day}"} for day in (4, 5)]
    result = run("solve", write(small), "-o", tmp_path / "o.json")
    assert result.exit_code == 1
    assert "these pins cannot all hold" in result.output
    assert "pins[0]: SC02 on JR-04@2026-12-04" in result.output
    assert "16h of rest" in result.output
    assert not (tmp_path / "o.json").exists()


def _start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "roster", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=EXAMPLES.parent,
    )


def _large(small, tmp_path: Path) -> Path:
    """A book that takes long to prove: many people alike, and a level of fairness that no solver proves quickly."""
    small["period"] = {"first": "2026-10-01", "last": "2026-12-31"}
    small["call_signs"] = [{"id": f"JR-{number:02}", "area": "medway-swale"} for number in range(1, 9)]
    small["services"][0] |= {
        "call_signs": [sign["id"] for sign in small["call_signs"]],
        "weekdays": ["thu", "fri", "sat"],
    }
    small["people"] = [
        {
            "id": f"{letter}{number:03}",
            "role": role,
            "offers": [{"weekdays": [["thu", "fri"], ["fri", "sat"], ["thu", "sat"]][number % 3]}],
            "caps": {"duties_per_month": 3 + number % 3},
            "qualifications": [{"id": "driver"}] if number % 2 else [],
        }
        for role, letter, many in (("paramedic", "P", 60), ("special", "SC", 120))
        for number in range(many)
    ]
    small["rules"] = [
        {"kind": "daily-rest"},
        {"kind": "minimum-hours", "hours": 30, "applies_to": {"roles": ["special"]}},
        {"kind": "crew-qualification", "qualification": "driver", "minimum": 1},
        {"kind": "fair-share", "counts": "friday-saturday"},
        {"kind": "fair-share", "counts": "duties"},
    ]
    book = tmp_path / "large.json"
    book.write_text(json.dumps(small))
    return book


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_keeps_the_best_so_far(small, tmp_path: Path, run, number: signal.Signals):
    """Ctrl-C and SIGTERM end the search; the rota written is legal."""
    book = _large(small, tmp_path)
    process = _start("solve", book, "-o", tmp_path / "o.json", "--time-limit", "120")
    for line in process.stderr:
        if "done    cover" in line:
            break
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert run("check", tmp_path / "o.json").exit_code == 0
    ended = json.loads((tmp_path / "o.json").read_text())["rota"]["provenance"]["ended"]
    assert ended in ("interrupted", "proven best")


def test_a_kill_at_any_moment_leaves_nothing_half_written(small, tmp_path: Path):
    """SIGKILL leaves the input unchanged, and the output whole or absent."""
    book = _large(small, tmp_path)
    before = book.read_bytes()
    output = tmp_path / "o.json"
    for wait in (0.3, 1.0, 2.0, 3.0, 3.6, 4.2):
        process = _start("solve", book, "-o", output, "--time-limit", "4")
        time.sleep(wait)
        process.kill()
        process.communicate()
        assert book.read_bytes() == before
        if output.exists():
            assert json.loads(output.read_text())["rota"]["duties"]
            output.unlink()


def test_a_write_that_fails_leaves_the_old_file(small, tmp_path: Path, monkeypatch):
    """The new bytes go to a temporary file first; when they cannot be put in place, nothing has changed."""
    from roster.io.storage import files

    path = tmp_path / "o.json"
    path.write_text("old")

    def refuse(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(files.FileError, match="No space left"):
        files.write_atomically([(path, b"new")])
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["o.json"]


def one_paramedic(book) -> None:
    book["people"] = [person for person in book["people"] if person["id"] != "P02"]
    book["people"][0]["caps"] = {"duties_per_month": 2}


def test_it_says_what_would_crew_what_is_stood_down(run, write, small, tmp_path: Path):
    """The book and the workbook list cures for every duty that is stood down."""
    one_paramedic(small)
    output, workbook = tmp_path / "o.json", tmp_path / "o.xlsx"
    assert run("solve", write(small), "-o", output, "-o", workbook).exit_code == 0
    rota = json.loads(output.read_text())["rota"]
    down = {item["duty"] for item in rota["duties"] if item["state"] == "stood down"}
    assert {item["duty"] for item in rota["cures"]} == down
    assert all(item["complete"] and item["cures"] for item in rota["cures"])
    sheet = load_workbook(workbook)["Gaps"]
    texts = [sheet.cell(row, 8).value for row in range(5, sheet.max_row + 1)]
    assert any("one more paramedic for" in text for text in texts if text)
    result = run("check", output)
    assert result.exit_code == 0
    assert "note:" not in result.output


@pytest.mark.parametrize("interrupted", [False, True])
def test_cures_do_not_hold_up_the_rota(write, small, tmp_path: Path, monkeypatch, interrupted: bool):
    """No time is left for cures, or Ctrl-C is pressed again: the rota is written and says that none were looked for."""
    from roster.engine.diagnosis import cures

    if interrupted:

        def impatient(*arguments: object, **options: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(cures, "find_cures", impatient)
    one_paramedic(small)
    output, workbook = tmp_path / "o.json", tmp_path / "o.xlsx"
    run_solve(SolveRequest(write(small), (output, workbook), cure_seconds=0.0))
    assert not any(item["complete"] for item in json.loads(output.read_text())["rota"].get("cures", ()))
    sheet = load_workbook(workbook)["Gaps"]
    texts = {sheet.cell(row, 8).value for row in range(5, sheet.max_row + 1)}
    assert texts == {"• not looked for in the time there was"}

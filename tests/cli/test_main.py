import json
import subprocess
import sys
from pathlib import Path

import pytest

from roster.cli.main import COMMANDS


def test_every_command_has_help(run):
    for name in COMMANDS:
        result = run(name, "--help")
        assert result.exit_code == 0
        assert "Usage:" in result.output


def test_help_loads_nothing_slow():
    """`roster --help` must not wait for the solver, the table library or the models."""
    code = (
        "import sys\nfrom roster.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "slow = {'ortools', 'pandas', 'openpyxl', 'pydantic', 'rich', 'holidays'} & set(sys.modules)\n"
        "assert not slow, slow\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_misspelt_command_is_put_right(run):
    result = run("slove", "x.yaml")
    assert result.exit_code == 2
    assert "did you mean 'solve'?" in result.output


def test_rules_lists_every_rule_with_source_and_parameters(run):
    entries = json.loads(run("rules", "--format", "json").output)
    kinds = {entry["kind"] for entry in entries}
    assert {"daily-rest", "weekly-rest", "minimum-hours", "crew-cover", "fair-share"} <= kinds
    for entry in entries:
        assert entry["summary"], entry["kind"]
        assert entry["source"], entry["kind"]
        assert entry["kind"] in run("rules", entry["kind"]).output


def test_an_unknown_rule_is_put_right(run):
    result = run("rules", "daily-rets")
    assert result.exit_code == 2
    assert "did you mean 'daily-rest'?" in result.output


def test_schema_knows_every_rule(run):
    schema = json.loads(run("schema").output)
    kinds = [entry["kind"] for entry in json.loads(run("rules", "--format", "json").output)]
    assert set(schema["$defs"]) >= {f"rule-{kind}" for kind in kinds}
    assert schema["properties"]["people"]["items"]["$ref"] == "#/$defs/Person"


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_new_writes_a_book_that_is_valid_and_never_overwrites(run, tmp_path: Path, suffix: str):
    book = tmp_path / f"k{suffix}"
    assert run("new", book).exit_code == 0
    before = book.read_bytes()
    assert run("check", book).exit_code == 0
    again = run("new", book)
    assert again.exit_code == 2
    assert "is there already" in again.output
    assert book.read_bytes() == before


def test_new_suggests_an_example(run, tmp_path: Path):
    result = run("new", tmp_path / "k.yaml", "--example", "kent-2026-11")
    assert result.exit_code == 2
    assert "did you mean 'kent-2026-12'?" in result.output
    assert not list(tmp_path.iterdir())


def test_new_refuses_a_form_it_does_not_know(run, tmp_path: Path):
    result = run("new", tmp_path / "k.csv")
    assert result.exit_code == 2
    assert ".yaml" in result.output


def test_hours_of_a_person_who_is_not_there(run, write, small):
    result = run("hours", write(small), "--person", "SC1")
    assert result.exit_code == 2
    assert "did you mean 'SC01'?" in result.output


def test_hours_before_solving_show_what_was_offered(run, write, small):
    lines = json.loads(run("hours", write(small), "--month", "2026-12", "--format", "json").output)
    assert [line["person"] for line in lines] == ["SC01", "SC02", "SC03"]
    assert all(line["offered"] == 64 and line["assigned"] == 0 and line["to_go"] == 16 for line in lines)


def test_hours_refuses_a_month_that_is_none(run, write, small):
    assert run("hours", write(small), "--month", "December").exit_code == 2


def test_check_of_a_book_without_a_rota(run, write, small):
    result = run("check", write(small))
    assert result.exit_code == 0
    assert "holds no rota yet" in result.output


def test_an_ambiguous_area_is_warned_of(run, write, small):
    small["areas"].append({"id": "dartford-gravesham", "aliases": ["Gravesend", "North Kent"]})
    small["areas"][0]["aliases"].append("North Kent")
    small["people"][0]["areas"] = ["north kent"]
    result = run("check", write(small))
    assert result.exit_code == 0
    assert "'north kent' is ambiguous" in result.output

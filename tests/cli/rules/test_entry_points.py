"""A rule of an installed package (entry point `roster.rules`) works in every command."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from constraints.registry import installed
from tests.cli.rules.test_rule_files import RULE


@pytest.fixture
def package(tmp_path: Path, monkeypatch) -> Iterator[Callable[..., None]]:
    """Installs a package with the rule few-fridays: what pip would leave in a folder of packages."""

    def make(offered: str = "jru_few_fridays:FewFridays", text: str = RULE) -> None:
        folder = tmp_path / "site"
        about = folder / "jru_few_fridays-1.0.dist-info"
        about.mkdir(parents=True)
        (folder / "jru_few_fridays.py").write_text(textwrap.dedent(text))
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: jru-few-fridays\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text(f"[roster.rules]\nfew-fridays = {offered}\n")
        monkeypatch.syspath_prepend(folder)
        installed.cache_clear()

    yield make
    installed.cache_clear()
    sys.modules.pop("jru_few_fridays", None)


@pytest.fixture
def book(small, write) -> Path:
    """A book with two paramedics, four Fridays, and a rule of at most one Friday a person."""
    small["rules"].append({"kind": "few-fridays", "most": 1})
    return write(small)


@pytest.mark.parametrize("offered", ["jru_few_fridays:FewFridays", "jru_few_fridays"])
def test_it_takes_part(package, run, book: Path, tmp_path: Path, offered: str):
    """Offered as class or module, the rule works in solve, check, explain and the catalogue."""
    package(offered)
    solved = tmp_path / "solved.json"
    assert run("solve", book, "-o", solved, "-o", tmp_path / "solved.xlsx").exit_code == 0
    data = json.loads(solved.read_text())
    fridays = {f"2026-12-{day:02}" for day in (4, 11, 18, 25)}
    down = [
        item["duty"] for item in data["rota"]["duties"] if item["date"] in fridays and item["state"] == "stood down"
    ]
    assert len(down) == 2
    reported = run("explain", solved, "--duty", down[0]).output
    assert "P01 would have 2 Fridays" in reported
    # Whoever is new is held to the rule too.
    assert "one more paramedic for Fridays: crews 1 of the 2 stood down on Fridays" in reported
    assert run("check", solved).exit_code == 0
    seats = [item for item in data["rota"]["assignments"] if item["person"] == "P01"]
    data["rota"]["assignments"].append({**seats[0], "duty": down[0]})
    solved.write_text(json.dumps(data))
    result = run("check", solved)
    assert result.exit_code == 1
    assert "few-fridays: P01 has 2 Fridays [1 duty]" in result.output
    listed = run("rules", "few-fridays").output
    assert "At most `most` Fridays for anybody." in listed
    assert "few-fridays" in run("rules").output


def test_what_does_not_load_is_named(package, run, book: Path):
    package("jru_few_fridays:NoSuchRule")
    result = run("check", book)
    assert result.exit_code == 2
    assert "package 'few-fridays' offers a rule that does not load" in result.output


def test_without_the_package_its_rule_is_unknown(run, book: Path):
    result = run("check", book)
    assert result.exit_code == 2
    assert "rule 'few-fridays' is unknown" in result.output


def test_as_a_command(package, book: Path, tmp_path: Path):
    """In a separate process, which finds the rule by its installed package only."""
    package()
    output = tmp_path / "solved.json"
    command = [sys.executable, "-m", "roster", "solve", str(book), "-o", str(output), "--quiet"]
    environment = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), str(Path(__file__).resolve().parents[3])])}
    subprocess.run(command, check=True, env=environment, timeout=120)
    assert output.exists()

"""What the README shows is what happens."""

import json
import re
import sys
from pathlib import Path

from click.testing import CliRunner

from roster.cli.main import cli
from tests.conftest import EXAMPLES

README = (EXAMPLES.parent / "README.md").read_text()


def test_the_rule_in_the_readme_works(small, tmp_path: Path):
    """Followed to the letter: the file, the two lines in the book, and what it does."""
    section = README.split("## Add a rule")[1].split("\n## ")[0]
    code = re.search(r"```python\n(.*?)```", section, re.DOTALL)
    entry = re.search(r"`- (\{kind: few-fridays[^`]*\})`", section)
    assert code is not None
    assert entry is not None
    assert len(code[1].splitlines()) < 40
    (tmp_path / "few_fridays.py").write_text(code[1])
    book = {**small, "rule_files": ["few_fridays.py"]}
    from roster.io.yaml_text import parse

    book["rules"].append(parse(entry[1]))
    (tmp_path / "book.json").write_text(json.dumps(book))
    runner = CliRunner()
    solved = tmp_path / "solved.json"
    assert "roster trust" in section
    assert runner.invoke(cli, ["trust", str(tmp_path / "book.json")]).exit_code == 0
    result = runner.invoke(cli, ["solve", str(tmp_path / "book.json"), "-o", str(solved)])
    assert result.exit_code == 0, result.output
    checked = runner.invoke(cli, ["check", str(solved)])
    assert checked.exit_code == 0
    assert re.search(r"few-fridays: SC0\d has \d Fridays \[\d dut(y|ies), \d+ points at wishes\]", checked.output)


def test_the_first_screen_is_true(tmp_path: Path):
    """The printed result of the first command is the result of the first command."""
    shown = re.search(
        r"```console\n\$ .*?roster solve examples/kent-2026-12.yaml -o rota.xlsx\n(.*?)```", README, re.DOTALL
    )
    assert shown is not None
    result = CliRunner().invoke(
        cli, ["solve", str(EXAMPLES / "kent-2026-12.yaml"), "-o", str(tmp_path / "rota.json"), "--time-limit", "120"]
    )
    assert result.exit_code == 0, result.output

    def proven(text: str) -> list[list[str]]:
        """The whole coverage, and each level with its points: rotas that are equally good may differ in the rest."""
        told = [line.split("best")[0].split() for line in text.splitlines() if line.strip()]
        return [words for words in told if words and words[0] in {"all", "cover", "full", "hours", "fair", "wishes"}]

    assert proven(shown[1]) == proven(result.stdout)


def test_the_python_example_runs(tmp_path: Path, monkeypatch):
    """The lines under 'From Python', on the smallest book."""
    code = re.search(r"## From Python\n\n```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    monkeypatch.chdir(tmp_path)
    text = code[1].replace("examples/kent-2026-12.yaml", str(EXAMPLES / "starter.yaml"))
    exec(compile(text, "README", "exec"), {})
    assert (tmp_path / "rota.xlsx").exists()
    assert "ortools" in sys.modules


def test_the_scenarios_in_the_readme_are_understood(tmp_path: Path):
    """The questions and the figures of 'What if', of the book they are asked of."""
    from roster import api
    from roster.io.scenario_files import read_scenarios
    from roster.whatif.cell import Ask
    from roster.whatif.plan import plan

    section = README.split("## What if")[1].split("\n## ")[0]
    blocks = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert len(blocks) == 2
    path = tmp_path / "asked.yaml"
    path.write_text("\n".join(blocks))
    opened = api.open_book(EXAMPLES / "kent-2026-12.yaml")
    _, tasks = plan(read_scenarios(path).scenarios, opened.book, Ask(), opened.folder)
    assert [task.name for task in tasks[:3]] == ["As it is", "Eight-hour late turns", "away"]
    assert len(tasks) == 1 + 2 + 1 + 3 * 2 * 2

"""The story of a month in examples/, and what the README shows of it."""

import importlib.util
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import MagicMock

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "examples" / "a-month.py"


def test_the_readme_shows_its_commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    spec = importlib.util.spec_from_file_location("a_month", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    story = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(story)
    commands: list[str] = []

    @contextmanager
    def edited(path: str, what: str):
        yield MagicMock()

    monkeypatch.setattr(story, "edited", edited)
    monkeypatch.setattr(story, "roster", lambda *arguments, **_: commands.append("roster " + " ".join(arguments)))
    for name in ("put", "swap", "mark_pinned", "offer_fridays_and_saturdays"):
        monkeypatch.setattr(story, name, lambda *_: None)
    monkeypatch.setattr(story, "seated", lambda *_: "P00")
    story.main(tmp_path / "month")
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## A month in the life")[1].split("\n## ")
    shown = re.findall(r"^\$ (roster .*)$", "\n".join(section), re.MULTILINE)
    assert [re.sub(r"\bP\d\d\b", "P00", line) for line in shown[: len(commands)]] == commands


@pytest.mark.slow
def test_it_runs(tmp_path: Path) -> None:
    """Each command ends as the story says, whichever of the best rotas comes out."""
    done = subprocess.run(
        [sys.executable, SCRIPT, tmp_path / "month"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert (tmp_path / "month" / "site" / "repaired-v2.xlsx").exists()

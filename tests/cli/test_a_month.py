"""The month in examples/: its guide shows every command that it runs (tests/documents runs it)."""

import importlib.util
import re
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import MagicMock

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "examples" / "a-month.py"


def test_the_guide_shows_its_commands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
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
    shown = re.findall(r"^\$ (roster .*)$", SCRIPT.with_suffix(".md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [re.sub(r"\bP\d\d\b", "P00", line) for line in shown] == commands

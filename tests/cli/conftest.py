import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from roster.cli.main import cli

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Runs the command in this process; an exception that is no exit would be a traceback, so it fails the test."""

    def call(*arguments: object, **options: Any) -> Result:
        result = CliRunner().invoke(cli, [str(argument) for argument in arguments], **options)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes raw data as a JSON book."""

    def put(data: Any, name: str = "book.json") -> Path:
        path = tmp_path / name
        path.write_text(data if isinstance(data, str) else json.dumps(data))
        return path

    return put


@pytest.fixture
def solved(run, write, small, tmp_path: Path) -> Callable[..., Path]:
    """Solves the small book after a change and gives the path of the answer."""

    def make(change=lambda book: None) -> Path:
        small["period"] = {"first": "2026-12-04", "last": "2026-12-12"}
        small["people"][0]["name"] = "=Ann"
        small["people"].append({"id": "P03", "role": "paramedic"})
        change(small)
        path = tmp_path / "solved.json"
        result = run("solve", write(small), "-o", path, "--quiet")
        assert result.exit_code == 0, result.output
        return path

    return make

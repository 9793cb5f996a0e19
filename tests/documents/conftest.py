import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from roster import read_book, solve, write_book
from roster.cli.main import cli
from tests.conftest import EXAMPLES
from tests.documents.guides.kent import SolvedKent

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def kent(tmp_path_factory: pytest.TempPathFactory) -> SolvedKent:
    session = tmp_path_factory.getbasetemp()
    folder = (session.parent if "PYTEST_XDIST_WORKER" in os.environ else session) / "solved-kent"
    folder.mkdir(exist_ok=True)
    return SolvedKent(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the examples in it, as a clone has them."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    return tmp_path


@pytest.fixture
def run() -> Run:
    """Runs the command in this process."""

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)

    return call


@pytest.fixture(scope="session")
def solved_starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("starter") / "starter.json"
    write_book(solve(read_book(EXAMPLES / "starter.yaml")), path)
    return path

"""Files, functions and folders stay small enough to be read: what ruff cannot measure.

Parameters and branches of a function are ruff's (PLR0913 and C901 in pyproject.toml).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents.markdown import ROOT

PACKAGES = ("roster", "models", "constraints", "tests")
MOST_LINES = 400  # of a file
MOST_IN_FUNCTION = 60  # from `def` to its last line, docstring included
MOST_IN_FOLDER = 12  # modules, `__init__.py` not counted


def modules(package: str) -> Iterator[Path]:
    yield from sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_is_too_long(package: str):
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(package)}
    assert lines
    assert not {str(path.relative_to(ROOT)): n for path, n in lines.items() if n > MOST_LINES}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_function_is_too_long(package: str):
    found = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in modules(package)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert found
    assert not {name: n for name, n in found.items() if n > MOST_IN_FUNCTION}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_folder_is_too_full(package: str):
    """Then it has sub-rooms, each of one job."""
    folders: dict[str, int] = {}
    for path in modules(package):
        name = str(path.parent.relative_to(ROOT))
        folders[name] = folders.get(name, 0) + (path.name != "__init__.py")
    assert folders
    assert not {name: n for name, n in folders.items() if n > MOST_IN_FOLDER}

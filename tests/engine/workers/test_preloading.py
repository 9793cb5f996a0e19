"""A worker process imports before its first child is forked what tasks import."""

import ast
import inspect
from types import ModuleType

from roster.engine.workers import perform, process


def solvers_imported(module: ModuleType) -> set[str]:
    """The modules of solvers that a module imports, wherever in it."""
    return {
        alias.name
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.ImportFrom) and node.module == "roster.engine.solvers"
        for alias in node.names
    }


def test_what_tasks_import_is_there_before_a_child_is_forked() -> None:
    """Otherwise each child imports it anew, for each task."""
    assert solvers_imported(perform)
    assert solvers_imported(perform) <= solvers_imported(process)

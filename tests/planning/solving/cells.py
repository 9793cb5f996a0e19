"""Solves one cell for tests."""

from typing import Any

from roster.planning.results.cell import CellResult
from roster.planning.solving.cell import solve_cell
from roster.planning.solving.tasks import CellAnswer, CellOptions, CellTask
from tests.planning.conftest import CHANGES, Book, Sampling


def solved(raw: dict[str, Any], *changes: dict[str, Any], draws: Any = None, **options: Any) -> CellResult:
    task = CellTask(
        "cell",
        "Cell",
        Book.model_validate(raw),
        CHANGES.validate_python(changes),
        draws=Sampling.model_validate(draws or {}),
        options=CellOptions(**options),
    )
    result = CellAnswer.model_validate_json(solve_cell(task)).result
    assert result.error is None, result.error
    return result

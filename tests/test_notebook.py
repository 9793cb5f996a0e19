"""The notebook among the examples: short, kept without outputs, and run from the first cell to the last."""

import json
import os
from typing import Any

import pytest

from tests.conftest import EXAMPLES

NOTEBOOK = EXAMPLES / "analysis.ipynb"


@pytest.fixture
def cells() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return found


def test_it_has_ten_cells_and_no_outputs(cells: list[dict[str, Any]]) -> None:
    """Outputs would change with every version of the plotting library."""
    assert len(cells) == 10
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert all("".join(cell["source"]).startswith("# ") for cell in cells)


@pytest.mark.slow
def test_it_runs(cells: list[dict[str, Any]]) -> None:
    reason = "a kernel is not installed: it comes with the extra 'notebook'"
    for needed in ("nbclient", "nbformat", "ipykernel", "matplotlib"):
        pytest.importorskip(needed, reason=reason)
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    where = {"metadata": {"path": str(EXAMPLES)}}
    client = NotebookClient(notebook, timeout=600, kernel_name="python3", resources=where)
    client.execute(env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent)})
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [output for output in shown if output["output_type"] == "error"]
    text = "\n".join(output.get("text") or output.get("data", {}).get("text/plain", "") for output in shown)
    assert "row 3, column person: 'SC99' is unknown" in text  # the mistake of the last table but one
    assert "two fewer" in text  # the what-if
    assert sum("image/png" in output.get("data", {}) for output in shown) == 6

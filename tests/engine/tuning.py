"""Tuning numbers for tests: the defaults with some of them changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from roster.engine.params.search_params import SearchParams


def tuned(**groups: Mapping[str, Any]) -> SearchParams:
    """The default parameters, but for the given ones: `tuned(sweeps={"size": 10})`."""
    return SearchParams.from_tables(groups)


def write_params(folder: Path, **groups: Mapping[str, Any]) -> Path:
    """Writes parameters as the TOML file that the environment variable ROSTER_PARAMS can name."""
    path = folder / "params.toml"
    lines = [
        f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in group.items()) for name, group in groups.items()
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


DEFAULTS = SearchParams()
# Every model counts as large, so that CP-SAT is not given the whole: neighbourhoods and HiGHS alone work on it.
AS_LARGE = tuned(parallel={"large_model": 0})
# Whatever can be solved apart is, whatever its size.
CUT_SMALL = tuned(decomposition={"least_model": 0, "least_section": 1})

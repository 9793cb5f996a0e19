"""A what-if as a table: a row a cell, figures with their percentiles, axes, money."""

import pandas as pd
import pytest

from roster import frames
from roster.planning.results.cell import CellResult, Spread
from roster.planning.results.money import Case
from roster.planning.results.sweep import Sweep
from roster.planning.summary.options import options_of
from tests.planning.summary.sweeps import sweep
from tests.tables.test_tables import promised, types

SPREAD = ["duties", "cover", "crewed", "part_crewed", "stood_down", "most_cover", "extra_duties", "uneven_duties"]
MINUTES = ["promise_unmet_minutes", "contract_unmet_minutes", "overtime_minutes", "extra_minutes"]


@pytest.fixture(scope="module")
def made() -> Sweep:
    return sweep(draws=2)


@pytest.fixture(scope="module")
def table(made: Sweep) -> pd.DataFrame:
    return frames.cells(made)


def test_columns_and_types_are_those_of_the_docstring(made: Sweep, table: pd.DataFrame) -> None:
    listed = promised(frames.cells)
    axes = {f"axis_{axis}": "string" for axis in made.table.axes}
    assert axes
    percentiles = {f"{name}_{end}": listed[name] for name in [*SPREAD, *MINUTES] for end in ("p10", "p90")}
    assert types(table) == listed | axes | percentiles


def test_a_row_for_each_cell(made: Sweep, table: pd.DataFrame) -> None:
    assert table["cell"].tolist() == [cell.id for cell in made.table.cells]
    place, cell = next((place, cell) for place, cell in enumerate(made.table.cells) if cell.axes)
    assert {axis: table[f"axis_{axis}"].iloc[place] for axis in cell.axes} == dict(cell.axes)
    assert table["draws"].iloc[0] == 2


def test_figures_are_those_of_the_cell(made: Sweep, table: pd.DataFrame) -> None:
    row, figures = table.iloc[0], made.table.cells[0].figures
    assert figures is not None
    cover: Spread = figures.cover
    found = [row[name] for name in ("cover", "cover_p10", "cover_p90", "cover_mean")]
    assert found == [cover.median, cover.p10, cover.p90, cover.mean]
    assert row["promise_unmet_minutes"] == round(figures.promise_unmet.median * 60)
    assert row["duties"] == figures.duties.median


def test_money_is_that_of_the_report(made: Sweep, table: pd.DataFrame) -> None:
    option = options_of(made.table)[1]
    assert option.money is not None
    for case in Case:
        assert table[f"cost_{case}"].iloc[1] == option.money.at(case).cost
        assert table[f"avoided_{case}"].iloc[1] == option.money.at(case).avoided


def test_a_cell_that_failed_says_why_and_nothing_else(made: Sweep) -> None:
    failed = CellResult(id="bad", name="Bad", error="no rota obeys the pins")
    cells = frames.cells(made.table.model_copy(update={"cells": (*made.table.cells[:1], failed)}))
    row = cells.iloc[1]
    assert (row["cell"], row["error"]) == ("bad", "no rota obeys the pins")
    unknown = row.drop(["cell", "name", "error"])
    assert unknown.isna().all()
    assert types(cells) == types(frames.cells(made))

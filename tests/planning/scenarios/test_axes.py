"""An axis written short changes what its name says."""

import pytest

from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.sweep.cell_plan import size_of


@pytest.mark.parametrize(
    ("grid", "size"),
    [({"specials": "0..99", "peak": "1..100", "days": "2..101"}, 1_000_000), ({}, 0), ({"a": {"x": [], "y": []}}, 2)],
)
def test_a_grid_is_counted_before_it_is_made(grid, size):
    assert size_of(Scenarios(grid=grid)) == size


def test_axes_written_short(swept):
    asked = {
        "grid": {"police seats": "1, 2", "minimum-hours.hours": [8, 16], "days": "2, 7", "sickness": "0 %"},
        "gains": [],
        "gain_months": 0,
    }
    cells = {cell.id: cell for cell in swept(asked).table.cells}
    assert len(cells) == 9
    cell = cells["police seats 1, minimum-hours.hours 8, days 7, sickness 0 %"]
    assert cell.figures.duties.median == 31
    assert sum(line.promised for line in cell.months[0].hours) == 3 * 8 * 60
    assert cell.changes == (
        "police seat: preferred 1, maximum 1",
        "minimum-hours: hours 8",
        "every call sign on mon, tue, wed, thu, fri, sat and sun",
        "sickness 0 %",
    )

"""A real Dask scheduler and workers on loopback: one is killed, and every cell comes back, each once."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from roster.engine.decomposition.cluster import cluster
from roster.engine.decomposition.local_processes import local
from roster.errors import ClusterError
from tests.dask_cluster import Workers, two_workers  # noqa: F401 - a fixture

pytest.importorskip("distributed", reason="Dask's distributed is not installed: pip install 'jru-roster[cluster]'")

GRID = {"grid": {"specials": "1..3", "peak": "6 h, 7 h, 8 h"}, "gains": [], "gain_months": 0}


def test_the_cluster_gives_the_same_table_with_a_worker_killed(two_workers: Workers, swept):  # noqa: F811
    came: list[int] = []
    with cluster(two_workers.address, seconds=60) as workers:

        def report(done: Any) -> None:
            came.append(done.cells)
            if done.cells == 3:
                two_workers.kill_one()

        killed = swept(GRID, workers=workers, report=report)
    assert came == list(range(1, 11))  # none lost, none twice
    assert killed.table == swept(GRID).table


def test_nobody_answers():
    with pytest.raises(ClusterError, match="no Dask scheduler answers there"), cluster("tcp://127.0.0.1:9", seconds=1):
        pass


@pytest.mark.slow
def test_a_thousand_cells_with_a_worker_killed_in_the_middle(two_workers: Workers, swept):  # noqa: F811
    asked = {
        "grid": {
            "specials": "1..10",
            "peak": ", ".join(f"{n} h" for n in range(3, 13)),
            "minimum-hours.hours": "7..16",
        },
        "last_level": "cover",
        "gains": [],
        "gain_months": 0,
    }
    came: list[int] = []
    with cluster(two_workers.address, seconds=60) as workers:

        def report(done: Any) -> None:
            came.append(done.cells)
            if done.cells == 500:
                two_workers.kill_one()

        table = swept(asked, workers=workers, report=report).table
    assert came == list(range(1, 1002))  # none lost, none twice
    assert max(Counter(cell.id for cell in table.cells).values()) == 1
    assert not any(cell.error for cell in table.cells)
    assert table == swept(asked, workers=local(2)).table

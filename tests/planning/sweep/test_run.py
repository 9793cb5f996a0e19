"""A sweep: same seed, same table; stopped and resumed, the same; a bad cell or a dead process loses no other."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from roster.engine.decomposition.executor import Workers
from roster.engine.decomposition.local_processes import local
from roster.errors import EngineError
from roster.planning.solving import cell
from roster.planning.sweep.results_cache import ResultsCache

ASKED: dict[str, Any] = {
    "scenarios": [
        {"id": "fewer", "changes": [{"change": "remove-people", "people": ["P02"]}]},
        {"id": "fridays", "changes": [{"change": "days", "weekdays": ["fri"]}]},
    ],
    "combined": [["fewer", "fridays"]],
    "grid": {"specials": "2..3", "peak": "6 h, 8 h"},
    "draws": {"months": 2, "away": [{"kind": "sickness", "rate": 0.2, "lasting": "week"}]},
    "gains": [],
}


def test_every_cell_is_there_once_and_in_order(swept):
    table = swept(ASKED).table
    assert [cell.id for cell in table.cells] == [
        "base",
        "fewer",
        "fridays",
        "fewer + fridays",
        "specials 2, peak 6 h",
        "specials 2, peak 8 h",
        "specials 3, peak 6 h",
        "specials 3, peak 8 h",
    ]
    assert table.axes == {"specials": ("2", "3"), "peak": ("6 h", "8 h")}
    assert table.cells[4].axes == {"specials": "2", "peak": "6 h"}
    assert not any(cell.error for cell in table.cells)
    assert [len(cell.months) for cell in table.cells] == [2] * 8
    assert table.cells[0].beats_base is None
    assert table.cells[1].beats_base <= 0


def test_same_seed_same_table(swept):
    first, again, other = swept(ASKED), swept(ASKED), swept(ASKED, seed=1)
    assert first.table == again.table
    assert first.table.model_dump_json() == again.table.model_dump_json()
    assert first.table.cells != other.table.cells


def test_a_month_is_the_same_whatever_other_cells_there_are(swept):
    alone = swept({**ASKED, "combined": [], "grid": {}})
    assert alone.table.cells == swept(ASKED).table.cells[:3]


class StopError(Exception):
    pass


def test_stopped_and_resumed_is_the_same_table(swept, tmp_path: Path):
    output = tmp_path / "table.json"
    cells = 0

    class Stopping(Workers):
        def done(self, work, items):
            nonlocal cells
            for item, data in super().done(work, items):
                cells += 1
                if cells > 3:
                    raise StopError
                yield item, data

    threads = Stopping(lambda: ThreadPoolExecutor(1), 2)
    with pytest.raises(StopError):
        swept(ASKED, output=output, workers=threads)
    assert ResultsCache(output).count == 3
    resumed = swept(ASKED, output=output, resume=True)
    assert resumed.run.resumed == 3
    assert resumed.table.model_dump_json() == swept(ASKED).table.model_dump_json()
    assert swept(ASKED, output=output, resume=True, seed=1).run.resumed == 0  # another seed is another table


def test_one_bad_cell_does_not_lose_the_others(swept):
    asked = {
        "grid": {
            "specials": "0..1",
            "who": {"all": [], "no paramedics": [{"change": "remove-people", "roles": ["paramedic"]}]},
        },
        "gains": [],
    }
    cells = swept(asked, raw=None).table.cells
    assert {cell.id: cell.error for cell in cells if cell.error} == {
        "specials 0, who no paramedics": "leaves nobody in the book"
    }
    assert sum(cell.figures is not None for cell in cells) == 4


def test_a_failing_solver_is_a_bad_cell(swept, monkeypatch):
    both = {"change": "add", "rules": [{"kind": "required-pairs", "pairs": [["SC01", "SC02"]]}]}
    solved = cell.solve_month

    def failing(month, means, start=None):
        if len(month.book.people) == 4:
            raise EngineError("the solver gave no answer")
        if any(entry.kind == "required-pairs" for entry in month.book.rules):
            raise MemoryError("no memory left")
        return solved(month, means, start)

    monkeypatch.setattr(cell, "solve_month", failing)
    asked = {
        "scenarios": [
            {"id": "fewer", "changes": [{"change": "remove-people", "people": ["P02"]}]},
            {"id": "pairs", "changes": [both]},
            {"id": "fridays", "changes": [{"change": "days", "weekdays": ["fri"]}]},
        ],
        "gains": [],
    }
    cells = {item.id: item for item in swept(asked).table.cells}
    assert {name: item.error for name, item in cells.items() if item.error} == {
        "fewer": "the solver gave no answer",
        "pairs": "MemoryError: no memory left",
    }
    assert cells["fridays"].figures is not None


def test_a_month_that_is_not_possible_is_a_bad_cell(swept, small):
    small["shifts"][0] = {"id": "peak", "start": "17:00", "end": "01:30"}
    asked = {
        "scenarios": [{"id": "march", "changes": [{"change": "period", "first": "2027-03-01", "months": 1}]}],
        "gains": [],
    }
    base, march = swept(asked, raw=small).table.cells
    assert base.error is None
    assert march.error.startswith("2027-03-01 to 2027-03-31: shift 'peak': the end 01:30 does not exist"), march.error
    assert "pydantic" not in march.error


def test_warm_and_cold_come_to_the_same_cover(swept):
    warm, cold = swept(ASKED), swept(ASKED, warm=False)
    for one, other in zip(warm.table.cells, cold.table.cells, strict=True):
        assert one.figures.cover == other.figures.cover
        assert one.figures.most_cover == other.figures.most_cover


def test_several_processes_give_the_table_that_one_gives(swept):
    few = {**ASKED, "grid": {}, "combined": []}
    assert swept(few, workers=local(2)).table == swept(few).table

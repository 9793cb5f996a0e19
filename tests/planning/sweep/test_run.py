"""A sweep: same seed, same table; stopped and resumed, the same; a bad cell or a dead process loses no other."""

import os
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from models.problems import BookError
from roster.engine.decomposition.executor import Workers
from roster.engine.decomposition.local_processes import local
from roster.engine.params.groups import DecompositionParams
from roster.errors import EngineError
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.solving import cell
from roster.planning.sweep.cell_plan import TooManyError, refuse_size, size_of
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


@pytest.mark.parametrize(
    ("grid", "size"),
    [({"specials": "0..99", "peak": "1..100", "days": "2..101"}, 1_000_000), ({}, 0), ({"a": {"x": [], "y": []}}, 2)],
)
def test_a_grid_is_counted_before_it_is_made(grid, size):
    assert size_of(Scenarios(grid=grid)) == size


def test_how_many_cells_are_begun():
    many = Scenarios(grid={"specials": "1..30", "peak": "1..20"})
    with pytest.raises(TooManyError, match="601 cells, more than 500; say --yes"):
        refuse_size(many, sure=False)
    assert refuse_size(many, sure=True) == 601
    with pytest.raises(TooManyError, match="1,000,001 cells; a table holds at most"):
        refuse_size(Scenarios(grid={"specials": "1..1000", "peak": "1..1000"}), sure=True)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"combined": [["fewer", "frdays"]]}, "combined[0][1]: scenario 'frdays' is unknown; did you mean 'fridays'?"),
        ({"grid": {"paramdics": "1, 2"}}, "'paramdics' is no role, shift, seat or rate of this book; did you mean"),
        ({"grid": {"specials": "two"}}, "grid.specials: 'two' is not a whole number"),
        ({"grid": {"specials": "2, 2"}}, "the value 2 is there twice"),
        ({"grid": {"peak": "long"}}, "'long' is no length of a shift"),
        ({"grid": {"days": "9"}}, "'9' is not 2 (Friday, Saturday)"),
        ({"grid": {"sickness": "300 %"}}, "'300 %' is no share"),
        ({"grid": {"who": {"them": "frdays"}}}, "scenario 'frdays' is unknown; did you mean 'fridays'?"),
        ({"grid": {"who": {"them": [{"change": "shift", "shift": "peek", "length": "8h"}]}}}, "did you mean 'peak'?"),
        ({"draws": {"months": 3}, "scenarios": [], "combined": []}, "all 3 draws would be the same"),
        ({"gains": ["specal"]}, "gains[0]: role 'specal' is unknown"),
        ({"scenarios": [{"id": "base", "changes": [{"change": "days", "weekdays": ["fri"]}]}], "combined": []},
         "two cells are called 'base'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_before_any_work(swept, asked, sentence):
    with pytest.raises(BookError) as caught:
        swept({**ASKED, "grid": {}, **asked})
    assert any(sentence in str(problem) for problem in caught.value.problems), caught.value.problems


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


# --- processes


def _work(folder: Path, item: int) -> bytes:
    """Dies the first time it is given 3, and always of 7."""
    if item == 7 or (item == 3 and not (folder / "died").exists()):
        (folder / "died").touch()
        time.sleep(0.2)
        os._exit(9)
    return str(item).encode()


def test_a_dead_process_loses_no_cell_but_its_own(tmp_path: Path):
    workers = Workers(lambda: ProcessPoolExecutor(1, mp_context=get_context("spawn")), 1)
    done = dict(workers.done(partial(_work, tmp_path), [1, 3, 5, 7, 9]))
    bad = done.pop(7)
    assert done == {1: b"1", 3: b"3", 5: b"5", 9: b"9"}
    assert bad.startswith(f"given up: {DecompositionParams.tries} processes died of it")


def test_several_processes_give_the_table_that_one_gives(swept):
    few = {**ASKED, "grid": {}, "combined": []}
    assert swept(few, workers=local(2)).table == swept(few).table


def test_an_executor_that_is_broken_at_once_is_made_again():
    class Broken(ThreadPoolExecutor):
        left = 1

        def submit(self, *args, **kwargs):
            if Broken.left:
                Broken.left -= 1
                raise BrokenProcessPool
            return super().submit(*args, **kwargs)

    assert [item for item, _ in Workers(lambda: Broken(1), 1).done(bytes, [1, 2])] == [1, 2]


def test_who_was_out_with_a_bad_one_is_not_given_up_with_it(tmp_path: Path):
    (tmp_path / "died").touch()
    workers = Workers(lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")), 4)
    done = dict(workers.done(partial(_slow, tmp_path), [7, 1, 3, 5]))
    assert done.pop(7).startswith("given up")
    assert done == {1: b"1", 3: b"3", 5: b"5"}


def _slow(folder: Path, item: int) -> bytes:
    if item != 7:
        time.sleep(0.5)  # so that it is out whenever 7 dies
    return _work(folder, item)

"""The search by the clock: which job gives a free worker its task."""

from __future__ import annotations

import subprocess
import threading
import time

import pytest

from constraints.admission import admit
from constraints.registry import installed
from roster.engine.columns.structure import Structure
from roster.engine.model.build import built
from roster.engine.model.derived_variables import DerivedValues
from roster.engine.model.variable_index import VariableIndex
from roster.engine.params.search_params import SearchParams
from roster.engine.search.incumbent import Incumbent
from roster.engine.search.neighbourhoods.next_neighbourhood import Neighbourhoods
from roster.engine.search.parallel import ParallelSearch
from roster.engine.search.strategy import SearchProblem
from roster.engine.solvers.linearise import Linearised
from roster.engine.solvers.objectives import with_objective
from roster.engine.workers.pool import WorkerPool
from roster.engine.workers.protocol import FORKS
from roster.engine.workers.worker import Worker
from tests.benchmarks.synthetic import LEVEL, Size, book_of
from tests.engine.tuning import AS_LARGE, DEFAULTS
from tests.engine.workers.tasks import long_program, submit, whole


def search(
    params: SearchParams, *, workers: int = 3, first_level: bool = True, incumbent: bool = True
) -> ParallelSearch:
    """A search that has not begun, with an incumbent that stands all duties down, or none."""
    admitted = admit(book_of(Size(2, 8, 3, 4, 6)), installed())
    model = built(admitted.facts, admitted.rules)
    objective = model.objectives[LEVEL]
    program = Linearised(model.cp).program(objective)
    completion = DerivedValues(model, program.size)
    pool = WorkerPool(workers=workers, seed=1, stop=threading.Event(), params=params)
    found = Incumbent(program)
    start = model.completed({})
    if incumbent:
        assert found.offer(start)
    places = VariableIndex.of(model, program.size)
    return ParallelSearch(
        SearchProblem(
            pool,
            found,
            Neighbourhoods(program, places, completion, 1, params),
            completion,
            deadline=time.monotonic() + 1_000,
            report=lambda value, bound, solution: None,
            first_level=first_level,
            cp_model=lambda: with_objective(model.cp, objective, start),
            structure=lambda: Structure(places, model.definitions),
        )
    )


def jobs(made: ParallelSearch) -> list[str]:
    """The names of the jobs that are asked for a task, in order."""
    return [type(job).__name__.removesuffix("Job") for job in made._jobs_in_order(time.monotonic())]


def test_a_book_that_is_not_large_is_proven_and_improved() -> None:
    assert jobs(search(DEFAULTS)) == ["Column", "Rounding", "Proof", "Neighbourhood"]


@pytest.mark.parametrize("incumbent", [False, True])
def test_a_large_book_is_relaxed_and_swept_first(incumbent: bool) -> None:
    """With more than two workers one of them begins with the relaxation."""
    made = search(AS_LARGE, incumbent=incumbent)
    assert jobs(made) == ["Column", "Rounding", "Relaxation", "Sweep", "Relaxation", "Proof", "Neighbourhood"]


def test_few_workers_sweep_before_they_relax() -> None:
    assert jobs(search(AS_LARGE, workers=2))[:4] == ["Column", "Rounding", "Sweep", "Relaxation"]


def test_no_proof_begins_while_a_swept_book_is_relaxed() -> None:
    """Its lower bound first tells what a proof has to reach."""
    made = search(AS_LARGE)
    made._relaxation.running = True
    assert "Proof" not in jobs(made)
    without = search(AS_LARGE, incumbent=False)
    without._relaxation.running = True
    assert "Proof" in jobs(without)


def test_columns_round_and_prove_alone() -> None:
    """While a worker searches with columns, no other makes relaxations whole or proves."""
    made = search(AS_LARGE)
    made._columns.running = True
    assert not {"Rounding", "Proof"} & set(jobs(made))


def test_later_levels_do_not_sweep() -> None:
    assert jobs(search(AS_LARGE, first_level=False)) == ["Column", "Rounding", "Proof", "Neighbourhood"]


@pytest.mark.skipif(not FORKS, reason="elsewhere a task is stopped by ending its process, at once")
@pytest.mark.parametrize("workers", [1, 3])
def test_cp_sat_waits_for_tasks_that_are_being_stopped(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    """Tasks of the objective before end a moment after they are stopped; CP-SAT's threads take their places."""
    made, send_stop = search(DEFAULTS, workers=workers), Worker._send_stop
    pool = made._pool

    def send_late(process: subprocess.Popen[bytes]) -> None:
        threading.Timer(0.5, send_stop, [process]).start()

    with pool:
        for worker in pool.workers:
            submit(worker, long_program(), whole(long_program(), 600.0))
        monkeypatch.setattr(Worker, "_send_stop", staticmethod(send_late))
        for worker in pool.workers:
            worker.stop()
        assert all(worker.busy for worker in pool.workers)
        made._begin()
        assert sum(worker.busy for worker in pool.workers) + made._cp_sat_threads <= workers
        made.end()


def test_proofs_are_tried_again_when_neighbourhoods_gain_nothing() -> None:
    made = search(DEFAULTS)
    jobs(made)
    assert not made._proofs.again
    made._neighbourhoods.fruitless = DEFAULTS.parallel.fruitless
    jobs(made)
    assert made._proofs.again

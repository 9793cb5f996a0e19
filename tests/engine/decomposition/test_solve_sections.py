"""Components that are solved apart: cut out exactly, solved by whoever there is, merged to what the whole is worth."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from ortools.sat.python import cp_model

from constraints.admission import Admission, admit
from constraints.registry import installed
from constraints.rota_model import Objective
from models.book import Book
from models.rota import POINT, Ended
from models.rules import SOFT_LEVELS, Level
from roster.engine.decomposition.channel import folder_channel
from roster.engine.decomposition.cluster import cluster
from roster.engine.decomposition.executor import Workers
from roster.engine.decomposition.local_processes import local
from roster.engine.levels import Progress
from roster.engine.model.components import fixed_values, sections_of
from roster.engine.model.section import Section
from roster.engine.options import SearchOptions
from roster.engine.solve import solve
from roster.errors import ClusterError, ConflictError
from tests.benchmarks import synthetic
from tests.benchmarks.synthetic import Size
from tests.constraints.brute_force import model_values
from tests.constraints.random_books import books
from tests.dask_cluster import Workers as DaskWorkers
from tests.dask_cluster import two_workers  # noqa: F401 - a fixture
from tests.engine.model.test_components import _apart, levels_book, one_level_book
from tests.engine.solvers.test_linearise import model_of, taken_by_cp_sat
from tests.engine.test_bounds import first_false_claim
from tests.engine.tuning import CUT_SMALL
from tests.processes import all_end, children, kill, needs_proc

HERE = Workers(lambda: ThreadPoolExecutor(2), 2, 2, folder_channel)  # the executor's interface without its processes


@cache
def many_areas() -> Admission:
    """Four areas that share nobody and no rule, at the levels of the examples."""
    raw = _apart(synthetic.raw_book(Size(4, 7, 2, 2, 4), levels=True))
    raw["rules"] = [rule for rule in raw["rules"] if rule["kind"] not in ("fair-share", "even-stand-downs")]
    return admit(Book.model_validate(raw), installed())


def _options(**options: Any) -> SearchOptions:
    """Two workers, and every book cut as small as can be."""
    return SearchOptions(**{"workers": 2, "params": CUT_SMALL, **options})


def _values(solved: Book) -> tuple[int, ...]:
    assert solved.rota is not None
    return tuple(round(solved.rota.score_at(level).value * POINT) for level in SOFT_LEVELS)


# --- the cut


def _intervals(model: cp_model.CpModel, bits: list[cp_model.IntVar]) -> list[cp_model.IntervalVar]:
    return [model.new_optional_fixed_size_interval_var(2 * bit, 1, bit, "") for bit in bits[:3]]


# By kind, a constraint that names three literals and a number between 0 and 3.
KINDS: dict[str, Callable[[cp_model.CpModel, list[cp_model.IntVar], cp_model.IntVar], Any]] = {
    "linear": lambda m, b, x: m.add(x + 2 * b[0] - b[1] + b[2] <= 3),
    "linear on a condition": lambda m, b, x: m.add(x >= 2).only_enforce_if(b[0], ~b[1], b[2]),
    "at most one": lambda m, b, x: (m.add_at_most_one([b[0], ~b[1], b[2]]), m.add(x <= 1 + b[0])),
    "exactly one": lambda m, b, x: (m.add_exactly_one([*b, m.new_constant(0)]), m.add(x != b[0])),
    "bool or": lambda m, b, x: (m.add_bool_or([b[0], ~b[1], b[2]]), m.add(x >= b[1])),
    "bool and": lambda m, b, x: (m.add_bool_and([b[1], ~b[2]]).only_enforce_if(b[0]), m.add(x >= b[2])),
    "bool xor": lambda m, b, x: (m.add_bool_xor([*b, m.new_constant(1)]), m.add(x >= b[0])),
    "greatest": lambda m, b, x: m.add_max_equality(x, [2 * b[0], 2 - b[1], 3 * b[2]]),
    "product": lambda m, b, x: (m.add_multiplication_equality(x, [b[0] + 1, b[1]]), m.add(x >= b[2])),
    "remainder": lambda m, b, x: (m.add_modulo_equality(b[0], x, 2), m.add(b[0] + b[1] >= b[2])),
    "quotient": lambda m, b, x: (m.add_division_equality(b[0], x + b[1], 3), m.add(b[0] + b[2] >= 1)),
    "all different": lambda m, b, x: m.add_all_different([x, b[0] + 1, 2 * b[1] + 2, 5 * b[2]]),
    "element": lambda m, b, x: m.add_element(b[0] + b[1], [x, 1, b[2]], 1),
    "table": lambda m, b, x: m.add_allowed_assignments([x, *b], [(0, 1, 0, 1), (2, 0, 0, 1), (3, 1, 1, 1)]),
    "automaton": lambda m, b, x: (m.add_automaton([*b, x], 0, [0, 1], [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 3, 0)]),),
    "inverse": lambda m, b, x: (m.add_inverse([b[0], b[1]], [b[2], m.new_int_var(0, 1, "")]), m.add(x >= b[0])),
    "circuit": lambda m, b, x: (
        m.add_circuit([(0, 1, b[0]), (1, 0, b[1]), (0, 0, b[2]), (1, 1, ~b[1])]),
        m.add(x >= b[0]),
    ),
    "reservoir": lambda m, b, x: m.add_reservoir_constraint_with_active([x, 2, 1], [1, -1, b[2]], b, 0, 1),
    "no overlap": lambda m, b, x: (m.add_no_overlap(_intervals(m, b)), m.add(x >= b[0])),
    "cumulative": lambda m, b, x: m.add_cumulative(_intervals(m, b), [1, 2, x], 2 + b[0]),
    "no overlap, flat": lambda m, b, x: (
        m.add_no_overlap_2d(_intervals(m, b), [m.new_fixed_size_interval_var(x, 2, "") for _ in b]),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_constraint_is_cut_out_whole(kind: str) -> None:
    """Two of it about other variables are two sections; the whole's solutions are those of both, each with each."""
    model = cp_model.CpModel()
    for name in "ab":
        KINDS[kind](model, [model.new_bool_var(f"{name}{bit}") for bit in range(3)], model.new_int_var(0, 3, name))
    model.new_int_var(0, 1, "occurs nowhere")
    facts = SimpleNamespace(book=SimpleNamespace(period=SimpleNamespace(first=date(2026, 12, 1))))
    whole: Any = SimpleNamespace(cp=model, levels=[Level.COVER], objectives={Level.COVER: Objective()}, facts=facts)
    whole.definitions, whole.constants, whole.assigned = [], [], {}
    sections = sections_of(whole, 1)
    assert len([section for section in sections if section.size >= 4]) == 2
    fixed = fixed_values(whole)
    made = set()
    for found in itertools.product(*(taken_by_cp_sat(section.model().cp) for section in sections)):
        solution = np.zeros(len(model.proto.variables), dtype=np.int64)
        for index, value in fixed.items():
            solution[index] = value
        for section, values in zip(sections, found, strict=True):
            solution[section.whole_indices] = values
        made.add(tuple(solution.tolist()))
    assert made == taken_by_cp_sat(model)
    assert 1 < len(made) < 2 * (2**3 * 4) ** 2


def test_small_components_are_gathered() -> None:
    model = model_of(many_areas().facts.book)
    alone = sections_of(model, 1)
    assert len(alone) >= 4
    least = sum(section.size for section in alone) // 3
    together = sections_of(model, least)
    assert 1 < len(together) < len(alone)
    assert all(section.size >= least for section in together)
    for sections in (alone, together):
        columns = np.concatenate([section.whole_indices for section in sections])
        fixed = fixed_values(model)
        free = [index for index in range(len(model.cp.proto.variables)) if index not in fixed]
        counts = np.bincount(columns, minlength=len(model.cp.proto.variables))
        assert (counts[free] == 1).all()
    assert sections_of(model, 10**6) == []


def test_a_book_of_one_component_is_not_cut(examples_book: Book) -> None:
    assert sections_of(model_of(examples_book), 1) == []


@pytest.fixture
def examples_book() -> Book:
    from roster.api import read_book
    from tests.conftest import EXAMPLES

    return read_book(EXAMPLES / "starter.yaml")


# --- merged


@pytest.mark.parametrize("reproducible", [False, True])
@pytest.mark.parametrize("book", [levels_book, one_level_book, many_areas])
def test_the_parts_are_worth_the_whole(book: Any, reproducible: bool) -> None:
    admitted = book()
    told: list[Progress] = []
    solved = solve(
        admitted.facts,
        admitted.rules,
        _options(time_limit=120, reproducible=reproducible),
        report=told.append,
        through=HERE,
    )
    assert solved.rota is not None
    assert _values(solved) == model_values(admitted.facts, admitted.rules)
    done = [progress for progress in told if progress.done]
    assert [progress.level for progress in done] == [score.level for score in solved.rota.scores]
    assert [progress.value for progress in done] == [score.value for score in solved.rota.scores]
    for progress in told:
        assert progress.value is not None
        assert progress.bound is not None
        assert progress.bound <= progress.value
    if not reproducible:
        assert solved.rota.provenance.ended is Ended.PROVEN


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(books())
def test_random_books(book: Book) -> None:
    """Any rules, any pins: cut as small as can be, a book is worth what it is worth whole."""
    admitted = admit(book, installed())
    if admitted.problems or not sections_of(model_of(book), 1):
        return
    try:
        solved = solve(admitted.facts, admitted.rules, _options(time_limit=60), through=HERE)
    except ConflictError:
        assert model_values(admitted.facts, admitted.rules) is None
        return
    assert _values(solved) == model_values(admitted.facts, admitted.rules)


@pytest.mark.parametrize("stop_after", [1, 4, 12])
def test_stopped_early_bounds_hold(stop_after: int) -> None:
    for book in (levels_book, many_areas):
        admitted = book()
        stop, reports = threading.Event(), 0

        def report(progress: object, stop: threading.Event = stop) -> None:
            nonlocal reports
            reports += 1
            if reports >= stop_after:
                stop.set()

        solved = solve(admitted.facts, admitted.rules, _options(), stop=stop, report=report, through=HERE)
        assert first_false_claim(solved) is None


def test_the_first_rota_is_there_at_once() -> None:
    """Before anybody has solved anything; and what is kept is checked."""
    kept: list[Book] = []
    admitted = many_areas()

    def nobody() -> Executor:
        raise AssertionError("nobody")

    with pytest.raises(AssertionError, match="nobody"):
        solve(
            admitted.facts,
            admitted.rules,
            _options(),
            better=kept.append,
            through=Workers(nobody, 1, 1, folder_channel),
        )
    assert kept
    assert kept[0].rota is not None


def test_goes_on_from_a_rota() -> None:
    admitted = many_areas()
    first = solve(admitted.facts, admitted.rules, _options(), through=HERE)
    told: list[Progress] = []
    again = solve(admitted.facts, admitted.rules, _options(start=first.rota), through=HERE, report=told.append)
    assert _values(again) == _values(first)
    assert told[0].value is not None
    assert round(told[0].value * POINT) == _values(first)[0]


def test_a_part_that_contradicts_itself_is_named() -> None:
    admitted = many_areas()
    book = admitted.facts.book
    bases = admitted.facts.bases
    paramedics = [someone for someone in book.people if someone.role == "paramedic"]
    duty, both = next(
        (duty, both)
        for duty in admitted.facts.duties
        if len(both := [one.id for one in paramedics if duty.call_sign.area in one.areas and bases(one, duty)]) == 2
    )
    raw = book.model_dump(mode="json")
    raw["pins"] = [{"person": name, "duty": duty.id} for name in both]  # one seat, two paramedics
    wrong = admit(Book.model_validate(raw), installed())
    assert not wrong.problems
    with pytest.raises(ConflictError) as caught:
        solve(wrong.facts, wrong.rules, _options(), through=HERE)
    assert [pin.person for _, pin in caught.value.conflict.pins] == both


def test_the_same_rota_again_whoever_solves_it() -> None:
    """One at a time or two, here or in processes of their own."""
    admitted = many_areas()
    rotas = []
    one = Workers(lambda: ThreadPoolExecutor(1), 1, 1, folder_channel)
    for workers in (HERE, one, local(2, 1)):
        solved = solve(admitted.facts, admitted.rules, _options(workers=4, reproducible=True), through=workers)
        assert solved.rota is not None
        assert solved.rota.provenance.reproducible
        rotas.append((solved.rota.assignments, solved.rota.duties, solved.rota.scores))
    assert rotas[0] == rotas[1] == rotas[2]


# --- workers that are lost


class _Breaks(ThreadPoolExecutor):
    """Loses its worker over the first piece of work it is ever given."""

    lost = 0

    def submit(self, work: Any, *given: Any, **named: Any) -> Future[Any]:
        if not _Breaks.lost:
            _Breaks.lost += 1
            failed: Future[Any] = Future()
            failed.set_exception(BrokenProcessPool("killed"))
            return failed
        return super().submit(work, *given, **named)


def test_a_lost_part_is_given_to_another() -> None:
    _Breaks.lost = 0
    admitted = many_areas()
    solved = solve(
        admitted.facts, admitted.rules, _options(), through=Workers(lambda: _Breaks(2), 2, 2, folder_channel)
    )
    assert _Breaks.lost == 1
    assert _values(solved) == model_values(admitted.facts, admitted.rules)


class _Incapable(ThreadPoolExecutor):
    """Its workers lack what the work needs."""

    def submit(self, work: Any, *given: Any, **named: Any) -> Future[Any]:
        failed: Future[Any] = Future()
        failed.set_exception(RuntimeError("no such module"))
        return failed


def test_workers_that_cannot_do_it_are_told_of() -> None:
    admitted = many_areas()
    workers = Workers(lambda: _Incapable(2), 2, 2, folder_channel)
    with pytest.raises(ClusterError, match=r"part \d of \d+ of the book: given up: .*no such module"):
        solve(admitted.facts, admitted.rules, _options(), through=workers)


def test_a_cluster_that_loses_a_worker(two_workers: DaskWorkers) -> None:  # noqa: F811
    """A real scheduler and two workers; one is killed as soon as anything is told from there."""
    admitted = many_areas()
    killed = False

    def report(progress: Progress) -> None:
        nonlocal killed
        if not killed:
            killed = True
            two_workers.kill_one()

    with cluster(two_workers.address, seconds=60) as workers:
        solved = solve(admitted.facts, admitted.rules, _options(), through=workers, report=report)
    assert killed
    assert _values(solved) == model_values(admitted.facts, admitted.rules)
    assert solved.rota is not None
    assert solved.rota.provenance.ended is Ended.PROVEN


def test_sections_travel() -> None:
    import pickle

    sections = sections_of(model_of(many_areas().facts.book), 1)
    for section in sections:
        again = pickle.loads(pickle.dumps(section))
        assert isinstance(again, Section)
        assert str(again.model().cp.proto) == str(section.model().cp.proto)


SCRIPT = """
from pathlib import Path
from roster import api
from roster.engine.options import SearchOptions
from roster.engine.params.search_params import SearchParams
params = SearchParams.from_tables({"decomposition": {"least_model": 0, "least_section": 1}})
solved = api.solve(api.read_book("book.json"), SearchOptions(workers=2, params=params))
with Path("runs").open("a") as file:
    print(solved.rota.provenance.ended, file=file)
"""


@needs_proc
def test_a_script_without_a_guard_runs_once(tmp_path: Path) -> None:
    """Processes that are started do not run the user's script again; and none is left."""
    raw = many_areas().facts.book.model_dump_json()
    (tmp_path / "book.json").write_text(raw)
    (tmp_path / "script.py").write_text(SCRIPT)
    process = subprocess.Popen([sys.executable, "script.py"], cwd=tmp_path)
    found: set[int] = set()
    while process.poll() is None:
        found |= children(process.pid)
        time.sleep(0.02)
    assert process.returncode == 0
    assert (tmp_path / "runs").read_text().splitlines() == ["proven best"]
    assert found
    assert all_end(found)


@needs_proc
def test_workers_end_with_the_program(tmp_path: Path) -> None:
    """Killed, it cannot end them: they see to that themselves."""
    (tmp_path / "book.json").write_text(many_areas().facts.book.model_dump_json())
    (tmp_path / "script.py").write_text(SCRIPT)
    process = subprocess.Popen([sys.executable, "script.py"], cwd=tmp_path)
    while process.poll() is None and len(children(process.pid)) < 2:
        time.sleep(0.02)
    found = children(process.pid)
    kill(process.pid)
    process.wait()
    assert found
    assert all_end(found, 30)

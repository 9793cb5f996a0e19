"""Sections that are solved separately, by any workers, are merged to what the whole model is worth."""

from __future__ import annotations

import threading
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from constraints.admission import admit
from constraints.registry import installed
from models.book import Book
from models.rota import POINT, Ended
from models.rules import SOFT_LEVELS
from roster.engine.decomposition.channel import folder_channel
from roster.engine.decomposition.cluster import cluster
from roster.engine.decomposition.executor import Workers
from roster.engine.decomposition.local_processes import local
from roster.engine.levels import Progress
from roster.engine.model.components import sections_of
from roster.engine.options import SearchOptions
from roster.engine.solve import solve
from roster.errors import ClusterError, ConflictError
from tests.constraints.brute_force import model_values
from tests.constraints.random_books import books
from tests.dask_cluster import Workers as DaskWorkers
from tests.dask_cluster import two_workers  # noqa: F401 - a fixture
from tests.engine.area_books import levels_book, many_areas, one_level_book
from tests.engine.solvers.test_linearise import model_of
from tests.engine.test_bounds import first_false_claim
from tests.engine.tuning import CUT_SMALL

HERE = Workers(lambda: ThreadPoolExecutor(2), 2, 2, folder_channel)  # the executor's interface without its processes


def _options(**options: Any) -> SearchOptions:
    """Two workers, and every book cut as small as can be."""
    return SearchOptions(**{"workers": 2, "params": CUT_SMALL, **options})


def _values(solved: Book) -> tuple[int, ...]:
    assert solved.rota is not None
    return tuple(round(solved.rota.score_at(level).value * POINT) for level in SOFT_LEVELS)


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

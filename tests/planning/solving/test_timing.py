"""The time limit of a cell counts processor time, so that a busy machine makes no answer worse."""

from dataclasses import dataclass, field

import pytest

from models.book import Book
from roster import api
from roster.engine.options import SearchOptions
from roster.errors import NothingFoundError
from roster.planning.solving.timing import patient_search
from roster.planning.solving.timing.busy_clock import MOST_STRETCH, BusyClock


@dataclass
class Machine:
    """A machine on which a search needs some processor time; others want it too.

    Attributes:
        needs: the processor time that the search needs to come to its end, in seconds.
        busy: how many seconds pass for one of processor time.
        solved: the book with the rota that it finds.
        passed, worked: the seconds that passed, and those of processor time.
        limits: the time limits that the engine was given, in seconds that pass.
    """

    needs: float
    busy: float
    solved: Book
    passed: float = 0.0
    worked: float = 0.0
    limits: list[float] = field(default_factory=list)

    def clock(self) -> BusyClock:
        """A clock that begins after a second of work."""
        clock = BusyClock(lambda: self.passed, lambda: self.worked)
        self._work(1.0)
        return clock

    def solve(self, month: object, options: SearchOptions) -> Book:
        """What the engine does: it stops at its limit, with a worse rota."""
        self.limits.append(options.time_limit)
        gets = min(self.needs, options.time_limit / self.busy)
        self._work(gets)
        if gets < self.needs / 10:
            raise NothingFoundError("nothing was found in time")
        rota = self.solved.rota
        assert rota is not None
        done = gets >= self.needs
        provenance = rota.provenance.remade(reproducible=done)
        scores = tuple(score.remade(value=score.value + 1 - gets / self.needs, proven=done) for score in rota.scores)
        return self.solved.changed(rota=rota.remade(provenance=provenance, scores=scores))

    def _work(self, seconds: float) -> None:
        self.worked += seconds
        self.passed += seconds * self.busy


@pytest.fixture
def machine(small, monkeypatch: pytest.MonkeyPatch):
    """Makes a machine, which does the work of the engine."""
    rota = api.solve(api.ready(Book.model_validate(small)), SearchOptions(time_limit=60, single_thread_rounds=1))

    def make(needs: float, busy: float) -> Machine:
        made = Machine(needs, busy, rota)
        monkeypatch.setattr(patient_search.api, "solve", made.solve)
        return made

    return make


def searched(machine: Machine, seconds: float) -> bool:
    """Whether a search with a time limit comes to its end."""
    month = api.ready(machine.solved)
    book = patient_search.search(month, SearchOptions(time_limit=seconds), machine.clock())
    assert book.rota is not None
    return book.rota.provenance.reproducible


@pytest.mark.parametrize("busy", [1.0, 2.0, 13.0])
def test_as_much_is_found_on_a_busy_machine_as_on_a_quiet_one(machine, busy: float) -> None:
    made = machine(8.0, busy)
    assert searched(made, 10)
    assert made.limits == [pytest.approx(10 * busy)]


def test_a_machine_that_becomes_busy_meanwhile_is_waited_for(machine) -> None:
    made = machine(4.0, 1.0)
    month, clock = api.ready(made.solved), made.clock()
    made.busy = 6.0
    book = patient_search.search(month, SearchOptions(time_limit=10), clock)
    assert book.rota is not None
    assert book.rota.provenance.reproducible
    assert made.limits == [pytest.approx(10), pytest.approx((10 - 10 / 6) * 6)]


def test_a_search_that_found_nothing_on_a_busy_machine_is_made_again(machine) -> None:
    made = machine(8.0, 1.0)
    month, clock = api.ready(made.solved), made.clock()
    made.busy = 16.0
    book = patient_search.search(month, SearchOptions(time_limit=10), clock)
    assert book.rota is not None
    assert book.rota.provenance.reproducible
    assert len(made.limits) == 2


@pytest.mark.parametrize("busy", [1.0, 5.0])
def test_a_search_that_had_its_time_is_not_made_again(machine, busy: float) -> None:
    made = machine(30.0, busy)
    assert not searched(made, 10)
    assert len(made.limits) == 1


def test_a_search_that_waits_and_does_not_work_ends(machine) -> None:
    made = machine(8.0, 1e6)
    with pytest.raises(NothingFoundError):
        searched(made, 10)
    assert made.limits == [pytest.approx(10 * MOST_STRETCH)]


def test_several_threads_count_no_more_than_the_seconds_that_pass() -> None:
    readings = iter([0.0, 10.0, 10.0])
    assert BusyClock(lambda: next(readings), iter([0.0, 37.0]).__next__).counted() == 10.0

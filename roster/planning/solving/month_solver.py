"""Solves one month in one thread, and proves an upper bound on the number of duties that run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from constraints.base import Rule
from constraints.cover.crew_cover import CrewCover
from constraints.facts import Facts
from models.book import Book
from models.duty import Duty
from models.problems import BookError
from models.rota import POINT, DutyState, Rota
from models.rules import Level
from roster import api
from roster.analysis.coverage import coverage
from roster.api import OpenBook
from roster.engine.model.legal_subset import legal_subset
from roster.engine.options import SearchOptions
from roster.engine.params.groups import SingleThreadParams
from roster.errors import ConflictError
from roster.planning.solving.timing.busy_clock import BusyClock
from roster.planning.solving.timing.patient_search import search


@dataclass(frozen=True)
class MonthOptions:
    """How a month is solved.

    Attributes:
        seconds: the time limit of one search, as `clock` counts.
        seed: the seed of the solver.
        last: the last level that is solved.
        rounds: the most rounds of the search, each with more effort; later ones run only where a proof is missing.
        clock: counts the time, slower while the machine is busy with other things.
    """

    seconds: float
    seed: int
    last: Level
    rounds: int = len(SingleThreadParams.rounds)
    clock: BusyClock = field(default_factory=BusyClock)

    def down_to(self, level: Level) -> MonthOptions:
        """The options of an additional search: fewer levels, one round."""
        return replace(self, last=level, rounds=1)


@dataclass(frozen=True)
class SolvedMonth:
    """A month with its rota.

    Attributes:
        opened: the book with its rota; its rules are all rules, or those the search was limited to.
        most_running: proven upper bound on the number of duties that run.
        cut_short: whether time ran out.
    """

    opened: OpenBook
    most_running: int
    cut_short: bool

    @property
    def rota(self) -> Rota:
        """The rota."""
        assert self.opened.book.rota is not None
        return self.opened.book.rota

    @property
    def running(self) -> int:
        """The number of duties that run."""
        return coverage(self.opened.book)[1].running

    @property
    def duties(self) -> int:
        """The number of duties asked for."""
        return len(self.rota.duties)

    @property
    def stood_down(self) -> list[str]:
        """The ids of duties that do not run, in order of start."""
        return [item.duty for item in self.rota.duties if item.state is DutyState.STOOD_DOWN]

    @property
    def seats_filled(self) -> int:
        """The number of filled seats, up to the preferred number of each seat."""
        wanted = {duty.id: {seat.id: seat.preferred for seat in duty.crew.seats} for duty in self.opened.book.duties}
        filled = 0
        for assignment in self.rota.assignments:
            left = wanted[assignment.duty]
            if left[assignment.seat] > 0:
                left[assignment.seat] -= 1
                filled += 1
        return filled


Narrowing = Callable[[Sequence[Rule]], Sequence[Rule]]


def open_changed_book(book: Book, folder: Path | None) -> OpenBook:
    """Opens a changed book; pins that are no longer possible are removed.

    Raises:
        BookError: impossible rules.
    """
    try:
        return api.ready(book, folder)
    except BookError as error:
        impossible = {problem.path[1] for problem in error.problems if problem.path[:1] == ("pins",)}
        if not impossible:
            raise
        pins = tuple(pin for number, pin in enumerate(book.pins) if number not in impossible)
        return api.ready(book.changed(pins=pins), folder)


def solve_month(month: OpenBook, options: MonthOptions, start: Rota | None = None) -> SolvedMonth:
    """Solves a month and checks every rule; when the pins contradict the rules, all pins are removed.

    Args:
        start: the warm start: a rota of a similar book, of which the legal part is used.

    Raises:
        ConflictError: no rota obeys the hard rules.
        NothingFoundError: time ran out before there was any rota.
        EngineError: an error of this program.
    """
    lap = options.clock.lap()
    if start is not None:
        start = legal_subset(month.admission.facts, month.admission.rules, start)
    try:
        book = search(
            month, replace(_search_options(options, start), names_conflict=not month.book.pins), options.clock
        )
    except ConflictError:
        if not month.book.pins:
            raise
        # A what-if asks what could be, so pins of the coordinator give way.
        rules = month.admission.rules
        free = api.ready(month.book.changed(pins=()), month.folder)
        month = with_rules(free, lambda _: rules)
        book = search(month, _search_options(options, start), options.clock)
    done = OpenBook(book, month.admission, month.folder)
    assert book.rota is not None
    rota = book.rota
    cut_short = not rota.provenance.reproducible
    most = _most_running(month, rota)
    running = coverage(book)[1].running
    left = options.seconds - lap.used()
    # Duties of different weight: their points may be proven while their number is not. Then count them unweighted.
    if running < most and rota.score_at(Level.COVER).proven and left > 0 and options.rounds > 1:
        unweighted, in_time = _most_unweighted(month, replace(options, seconds=left), rota)
        most, cut_short = min(most, unweighted), cut_short or not in_time
    return SolvedMonth(done, max(running, most), cut_short)


def _search_options(options: MonthOptions, start: Rota | None) -> SearchOptions:
    return SearchOptions(
        time_limit=options.seconds,
        workers=1,
        seed=options.seed,
        start=start,
        single_thread_rounds=options.rounds,
        last=options.last,
    )


def _most_running(month: OpenBook, rota: Rota) -> int:
    """Upper bound on the number of duties that run, from the proven bound of the level cover.

    That bound is in points. At least as many duties are stood down in any rota as the most expensive duties it takes to
    reach the points.
    """
    facts, rules = month.admission.facts, month.admission.rules
    at_cover = [rule for rule in rules if rule.level is Level.COVER]
    bound = rota.score_at(Level.COVER).bound
    if bound is None or not at_cover or not all(isinstance(rule, CrewCover) for rule in at_cover):
        return len(facts.duties)
    points = round(bound * POINT)
    prices = sorted((duty.priority * at_cover[0].unit_price for duty in _priced(facts, at_cover[0])), reverse=True)
    down = 0
    while points > 0 and down < len(prices):
        points -= prices[down]
        down += 1
    return len(facts.duties) - down


def _priced(facts: Facts, rule: Rule) -> list[Duty]:
    return [duty for duty in facts.duties if rule.concerns_duty(facts, duty)]


def _most_unweighted(month: OpenBook, options: MonthOptions, start: Rota) -> tuple[int, bool]:
    """Bounds how many duties can run under hard rules alone, and says whether the search ended in time."""
    services = [item.remade(priority=1, priority_dates={}) for item in month.book.services]
    even = api.ready(month.book.changed(services=tuple(services), rota=None), month.folder)
    unweighted = with_rules(even, lambda rules: [rule for rule in rules if rule.hard or isinstance(rule, CrewCover)])
    book = search(unweighted, _search_options(replace(options, last=Level.COVER), start), options.clock)
    assert book.rota is not None
    return _most_running(unweighted, book.rota), book.rota.provenance.reproducible


def with_rules(month: OpenBook, narrow: Narrowing) -> OpenBook:
    """The same book with other rules.

    Args:
        narrow: makes the list of rules from those there are.
    """
    return replace(month, admission=replace(month.admission, rules=list(narrow(month.admission.rules))))


def without_lower_levels(month: OpenBook, last: Level) -> OpenBook:
    """The same book without the rules of levels below the last one that is solved."""
    asks = SearchOptions(last=last).asks_for
    return with_rules(month, lambda rules: [rule for rule in rules if rule.hard or asks(rule.level)])

"""One month solved by one thread, and how many of its duties any rota could run at most."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class MonthOptions:
    """What a month may use.

    Attributes:
        seconds: for one search.
        last: the last level solved.
        rounds: of effort, where a proof is hard to come by.
    """

    seconds: float
    seed: int
    last: Level
    rounds: int = len(SingleThreadParams.rounds)

    def down_to(self, level: Level) -> MonthOptions:
        """For a question beside the rota: fewer levels, and no more than one round."""
        return replace(self, last=level, rounds=1)


@dataclass(frozen=True)
class SolvedMonth:
    """A month with its rota.

    Attributes:
        opened: the book with its rota; its rules are those that were asked about, or all of them.
        most_running: no rota runs more duties: proven.
        cut_short: whether time ran out.
    """

    opened: OpenBook
    most_running: int
    cut_short: bool

    @property
    def rota(self) -> Rota:
        """Its rota."""
        assert self.opened.book.rota is not None
        return self.opened.book.rota

    @property
    def running(self) -> int:
        """Duties that run."""
        return coverage(self.opened.book)[1].running

    @property
    def duties(self) -> int:
        """Duties that were asked for."""
        return len(self.rota.duties)

    @property
    def stood_down(self) -> list[str]:
        """Duties that do not run, in order of start."""
        return [item.duty for item in self.rota.duties if item.state is DutyState.STOOD_DOWN]

    @property
    def seats_filled(self) -> int:
        """People in seats, none counted beyond the preferred number."""
        wanted = {duty.id: {seat.id: seat.preferred for seat in duty.crew.seats} for duty in self.opened.book.duties}
        filled = 0
        for assignment in self.rota.assignments:
            left = wanted[assignment.duty]
            if left[assignment.seat] > 0:
                left[assignment.seat] -= 1
                filled += 1
        return filled


Narrow = Callable[[Sequence[Rule]], Sequence[Rule]]


def open_changed_book(book: Book, folder: Path | None) -> OpenBook:
    """A changed book, ready: of pins that others fixed, those that are no longer possible are let go.

    Raises:
        BookError: rules that are not possible.
    """
    try:
        return api.ready(book, folder)
    except BookError as error:
        impossible = {problem.path[1] for problem in error.problems if problem.path[:1] == ("pins",)}
        if not impossible:
            raise
        pins = tuple(pin for number, pin in enumerate(book.pins) if number not in impossible)
        return api.ready(book.changed(pins=pins), folder)


def solve_month(month: OpenBook, means: MonthOptions, start: Rota | None = None) -> SolvedMonth:
    """A month with the best rota that is found, every rule checked; pins that cannot hold are let go.

    Args:
        start: a rota of a book much like it: what of it is legal here is where the search begins.

    Raises:
        ConflictError: no rota obeys the hard rules.
        NothingFoundError: time ran out before there was any rota.
        EngineError: a mistake in this program.
    """
    began = time.monotonic()
    if start is not None:
        start = legal_subset(month.admission.facts, month.admission.rules, start)
    try:
        book = api.solve(month, replace(_options(means, start), names_conflict=not month.book.pins))
    except ConflictError:
        if not month.book.pins:
            raise
        # What a coordinator fixed for this month says nothing of what could be.
        rules = month.admission.rules
        free = api.ready(month.book.changed(pins=()), month.folder)
        month = with_rules(free, lambda _: rules)
        book = api.solve(month, _options(means, start))
    done = OpenBook(book, month.admission, month.folder)
    assert book.rota is not None
    rota = book.rota
    cut_short = not rota.provenance.reproducible
    most = _most_running(month, rota)
    running = coverage(book)[1].running
    left = means.seconds - (time.monotonic() - began)
    # Where points are proven and numbers are not, duties weigh differently: then counting tells more.
    if running < most and rota.score_at(Level.COVER).proven and left > 0 and means.rounds > 1:
        counted, in_time = _most_counted(month, replace(means, seconds=left), rota)
        most, cut_short = min(most, counted), cut_short or not in_time
    return SolvedMonth(done, max(running, most), cut_short)


def _options(means: MonthOptions, start: Rota | None) -> SearchOptions:
    return SearchOptions(
        time_limit=means.seconds, workers=1, seed=means.seed, start=start, alone=means.rounds, last=means.last
    )


def _most_running(month: OpenBook, rota: Rota) -> int:
    """The most duties that any rota runs, by the proven bound of the level of cover.

    The bound is points. As many duties as it takes of the dearest to come to it are stood down in any rota.
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


def _most_counted(month: OpenBook, means: MonthOptions, start: Rota) -> tuple[int, bool]:
    """The same by counting: hard rules alone, and every duty as important as any other; and whether time sufficed."""
    services = [item.remade(priority=1, priority_dates={}) for item in month.book.services]
    even = api.ready(month.book.changed(services=tuple(services), rota=None), month.folder)
    counted = with_rules(even, lambda rules: [rule for rule in rules if rule.hard or isinstance(rule, CrewCover)])
    book = api.solve(counted, _options(replace(means, last=Level.COVER), start))
    assert book.rota is not None
    return _most_running(counted, book.rota), book.rota.provenance.reproducible


def with_rules(month: OpenBook, narrow: Narrow) -> OpenBook:
    """The same book with other rules."""
    return replace(month, admission=replace(month.admission, rules=list(narrow(month.admission.rules))))


def without_lower_levels(month: OpenBook, last: Level) -> OpenBook:
    """The same book without the rules of levels that are not solved: for questions that end above them."""
    asks = SearchOptions(last=last).asks_for
    return with_rules(month, lambda rules: [rule for rule in rules if rule.hard or asks(rule.level)])

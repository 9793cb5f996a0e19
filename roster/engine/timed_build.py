"""Builds as much of a book's model as the time limit allows: with all people, or with some of them.

A model of all people may take longer to build than the whole time limit, and a rota of some people that is found in
time is worth more than none. So, where all people are likely to be too many:

1. A first rota is made: few people, and only the rules that any rota must keep and those about crews. Whatever comes
   next, there is an answer.
2. A model with as many people as there is time for is built. How long that takes is known only at the end, so it is
   broken off after a share of the time left and tried again with fewer people.

Constants are in `BuildingParams`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from constraints.base import Rule
from constraints.cover.crew_cover import CrewCover
from constraints.cover.full_crew import FullCrew
from constraints.deadline import Deadline, OutOfTimeError
from constraints.facts import Facts
from constraints.rota_model import RotaModel
from models.book import Book
from models.rota import Rota
from roster.engine.answers import Answers
from roster.engine.levels import LevelSolver
from roster.engine.model.build import built
from roster.engine.model.selection import Selection
from roster.engine.options import SearchOptions
from roster.engine.workers.pool import WorkerPool

Build = Callable[[Facts, Sequence[Rule], Deadline | None, frozenset[str] | None], RotaModel]


@dataclass(frozen=True)
class Built:
    """The model that is searched.

    Attributes:
        model: None where there was no time to build one.
        left_out: ids of people who are not in the model and so on no duty, in the order of the book.
        first: the checked book with a first rota; None where all people are in the model, or the search has a rota to
            start from.
        checking: seconds that the check of that rota took.
    """

    model: RotaModel | None
    left_out: tuple[str, ...] = ()
    first: Book | None = None
    checking: float = 0.0


def built_in_time(
    facts: Facts,
    rules: Sequence[Rule],
    options: SearchOptions,
    pool: WorkerPool,
    deadline: Deadline,
    began: float,
    build: Build = built,
) -> Built:
    """Builds the model of a book with all its people or, where there is no time for that, with some of them.

    Args:
        pool: solves the first rota.
        deadline: the end of the time limit.
        began: `time.monotonic()` when the work on the book began.
        build: builds a model of some people before a deadline.
    """
    return _TimedBuild(facts, rules, options, pool, deadline, build).built(began)


class _TimedBuild:
    def __init__(
        self,
        facts: Facts,
        rules: Sequence[Rule],
        options: SearchOptions,
        pool: WorkerPool,
        deadline: Deadline,
        build: Build,
    ) -> None:
        self._facts = facts
        self._rules = rules
        self._options = options
        self._params = options.params.building
        self._pool = pool
        self._deadline = deadline
        self._build = build

    def built(self, began: float) -> Built:
        if self._all_people_likely_in_time:
            try:
                return Built(self._build(self._facts, self._rules, self._break_off, None))
            except OutOfTimeError:
                pass
        facts, options = self._facts, self._options
        try:
            selection = Selection(facts, options.seed, self._break_off)
            first, checking = None, 0.0
            if options.start is None:
                first, checking = self._first(selection, began)
        except OutOfTimeError:
            return Built(None, tuple(facts.people))
        rota = first.rota if first is not None else options.start
        seats = self._seats_in_time
        while seats > 0 and self._deadline.left > self._params.least_seconds and not self._pool.stopped:
            considered = selection.chosen(self._needed(rota), seats)
            try:
                model = self._build(facts, self._rules, self._break_off, considered)
            except OutOfTimeError:
                seats //= self._params.smaller_by
            else:
                return Built(model, self._left_out(considered), first, checking)
        return Built(None, tuple(facts.people), first, checking)

    @property
    def _all_people_likely_in_time(self) -> bool:
        """Whether a model with all people is tried.

        A reproducible search always tries it, so that its rota does not depend on the speed of the machine.
        """
        options, facts = self._options, self._facts
        if options.reproducible or options.single_thread_rounds:
            return True
        pairs = sum(len(facts.reachable(person)) for person in facts.people.values())
        return pairs * self._params.seconds_per_pair <= self._params.aim_share * self._deadline.left

    @property
    def _seats_in_time(self) -> int:
        """The number of seats, added up over people, of a model that is likely to be built in time."""
        return round(self._params.aim_share * self._deadline.left / self._params.seconds_per_seat)

    @property
    def _break_off(self) -> Deadline:
        """When to break off what begins now: after a share of the time left, or a few seconds where that is less."""
        deadline, params = self._deadline, self._params
        return Deadline(
            deadline.now() + max(params.least_seconds, params.break_off_share * deadline.left), deadline.now
        )

    def _first(self, selection: Selection, began: float) -> tuple[Book | None, float]:
        """Makes a rota of few people that keeps the hard rules and crews as many duties as it can.

        Returns:
            The checked book, None where no rota was found; and the seconds that the check took.

        Raises:
            OutOfTimeError: the model of few people was not built in time.
        """
        facts, deadline = self._facts, self._deadline
        places = sum(seat.preferred for duty in facts.duties for seat in duty.crew.seats)
        seats = min(self._params.first_people_per_place * places, self._seats_in_time)
        considered = selection.chosen(self._needed(None), seats)
        kept = [rule for rule in self._rules if rule.hard or isinstance(rule, CrewCover | FullCrew)]
        model = self._build(facts, kept, self._break_off, considered)
        outcome = LevelSolver(model, self._pool).solve(self._params.first_search_share * deadline.left)
        if outcome.solution is None:
            return None, 0.0
        before = deadline.left
        answers = Answers(facts, self._rules, self._options, began, model=model, left_out=self._left_out(considered))
        book = answers.book(outcome.solution, (), interrupted=self._pool.stopped, cut_short=True)
        return book, before - deadline.left

    def _needed(self, rota: Rota | None) -> set[str]:
        """Returns the ids of people who may not be left out: pinned, published, or in the rota to start from."""
        book = self._facts.book
        published = book.published.assignments if book.published is not None else ()
        start = rota.assignments if rota is not None else ()
        names = {pin.person for pin in book.pins} | {item.person for item in (*published, *start)}
        return names & self._facts.people.keys()

    def _left_out(self, considered: frozenset[str]) -> tuple[str, ...]:
        return tuple(name for name in self._facts.people if name not in considered)

"""Finds the least number of people of a role with whom a share of duties runs, and proves that one fewer is too few.

First the last people in the book are left out, one by one, until those who remain are too few. Then any others of that
number are tried: each choice where there are few, else the solver chooses. So the proof holds whoever is left out. More
people than the book has are copies of those it has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from pathlib import Path

from constraints.base import Rule
from constraints.people.crew_qualification import CrewQualification
from models.book import Book
from models.lookup.names import NameLookup, UnknownNameError
from models.people import Person
from models.problems import BookError, Problem
from models.rules import Level
from roster.analysis.words import at_least, at_most, counted, percent
from roster.api import OpenBook
from roster.planning.changes.apply_changes import apply_changes
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.results.fewest import Fewest, FewestStep
from roster.planning.scenarios.people_changes import NumberOfPeople, RemovePeople
from roster.planning.scenarios.scenarios import Scenarios
from roster.planning.solving.at_most_people import AtMostPeople
from roster.planning.solving.bottleneck import with_relaxed_seats
from roster.planning.solving.month_solver import (
    MonthOptions,
    SolvedMonth,
    open_changed_book,
    solve_month,
    with_rules,
    without_lower_levels,
)
from roster.planning.solving.months import month_book, months_in
from roster.planning.solving.sampling.random_numbers import RandomNumbers
from roster.planning.solving.tasks import CellOptions

MAX_MORE = 60  # people beyond those in the book, before the search gives up
MAX_CHOICES = 30  # choices of people tried one by one; of more the solver chooses
TOLERANCE = 1e-9
_IN_A_ROW = "each month after the rota of the one before"
Narrowing = Callable[[list[Rule]], list[Rule]]


@dataclass(frozen=True)
class FewestQuestion:
    """The question: how few people of a role are enough.

    Attributes:
        scenarios: their `base` is applied to the book first, and their `draws` are drawn.
        folder: where the rule files of the book are.
        role: the id of the role.
        target: the share of duties that are to run.
        max_choices: up to so many choices of people are tried one by one; of more the solver chooses.
    """

    scenarios: Scenarios
    book: Book
    folder: Path | None
    role: str
    target: float
    max_choices: int = MAX_CHOICES


@dataclass(frozen=True)
class FewestProgress:
    """How far the search is.

    Attributes:
        trying: what is tried, in words: `5 posted paramedics`.
        months: the number of its months that are solved.
        of: the number of its months.
    """

    trying: str
    months: int
    of: int


def _no_progress(progress: FewestProgress) -> None:
    """Ignores the progress."""


@dataclass(frozen=True)
class Attempt:
    """The result for one number of people.

    Attributes:
        cover: share of duties that run.
        most: proven upper bound of `cover`.
    """

    cover: float
    most: float


def find_fewest(
    question: FewestQuestion,
    options: CellOptions,
    report: Callable[[FewestStep], None] = lambda step: None,
    progress: Callable[[FewestProgress], None] = _no_progress,
) -> Fewest:
    """Finds the least number of people of a role with whom a share of duties runs.

    Args:
        report: called after each number that is tried.
        progress: called before each month that is solved, and after the last of what is tried.

    Raises:
        BookError: an unknown role, or mistakes in the base's changes.
        ConflictError, NothingFoundError, EngineError: as for any rota.
    """
    return _Search(question, options, report, progress).answer()


class _Search:
    def __init__(
        self,
        question: FewestQuestion,
        options: CellOptions,
        report: Callable[[FewestStep], None],
        progress: Callable[[FewestProgress], None],
    ) -> None:
        scenarios, book = question.scenarios, question.book
        self._base = apply_changes(ChangedBook(book, book.period, scenarios.draws), scenarios.base, ("base",))
        role = _role_named(question.role, self._base.book)
        same = [person for person in self._base.book.people if person.role == role]
        self._posted = any(person.posting for person in same)
        self._people = [person for person in same if person.posting or not self._posted]
        if not self._people:
            raise BookError([Problem(("--fewest",), f"the book has no {role} whom more could resemble")])
        self._not_counted = len(same) - len(self._people)
        self._role = role
        self._target = question.target
        self._folder = question.folder
        self._max_choices = question.max_choices
        self._draws = scenarios.draws.months
        self._options = options
        self._report = report
        self._progress = progress
        self._trying = f"with a {role} always there"
        self._attempts: dict[int, Attempt] = {}

    @property
    def _in_a_row(self) -> bool:
        """Whether several months are solved one after another: then each is proven by itself, and the whole is not."""
        return len(months_in(self._base.span)) > 1

    @property
    def _role_words(self) -> str:
        return f"{'posted ' if self._posted else ''}{self._role}s"

    def _reaches(self, attempt: Attempt) -> bool:
        return attempt.cover >= self._target - TOLERANCE

    def _cannot_reach(self, attempt: Attempt) -> bool:
        return attempt.most < self._target - TOLERANCE

    # --- the answer

    def answer(self) -> Fewest:
        """The least number with its proof."""
        unlimited = self._with_role_relaxed()
        if self._cannot_reach(unlimited):
            return self._fewest(
                None,
                f"no number of {self._role_words} reaches {percent(self._target)}: were a {self._role} never lacking,"
                f" {at_most(unlimited.most, self._target)} of duties would run,"
                f" {_IN_A_ROW if self._in_a_row else 'proven'}",
                proven=not self._in_a_row,
            )
        number = self._least_number()
        if number is None:
            last = max(self._attempts)
            return self._fewest(
                None,
                f"{last} {self._role_words} do not reach {percent(self._target)} of duties,"
                f" {at_least(self._attempts[last].cover)} run; more were not tried",
                proven=False,
            )
        return self._answer_of(number)

    def _answer_of(self, number: int) -> Fewest:
        cover = at_least(self._try(number).cover)
        one = number == 1
        head = (
            f"{counted(number, self._role_words)} reach{'es' if one else ''} {percent(self._target)}:"
            f" {cover} of duties run with {'one' if one else 'them'}"
        )
        if number == 0:
            return self._fewest(0, f"{head}; none is needed", proven=True)
        fewer = self._try(number - 1)
        too_few = self._cannot_reach(fewer)
        proven = too_few and not self._in_a_row
        if proven:
            who = f" whichever of the {len(self._people)} they are," if 1 < number <= len(self._people) else ""
            tail = f"with {number - 1} {at_most(fewer.most, self._target)} run,{who} proven"
        else:
            why = _IN_A_ROW if too_few else at_most(fewer.most, self._target)
            tail = f"with {number - 1} no rota was found that does, and that none does is not proven ({why})"
        return self._fewest(number, f"{head}; {tail}", proven=proven)

    def _fewest(self, number: int | None, sentence: str, *, proven: bool) -> Fewest:
        more = self._newcomers(number)
        others = f"; {self._not_counted} more who only offer stay as they are" if self._not_counted else ""
        return Fewest(
            role=self._role,
            counted=f"{f'those posted full-time{others}' if self._posted else f'every {self._role}'}{more}",
            target=self._target,
            number=number,
            there_are=len(self._people),
            tried=len(self._attempts),
            cover=self._attempts[number].cover if number is not None else None,
            most_with_one_less=self._attempts[number - 1].most if number else None,
            proven=proven,
            steps=tuple(_step(tried, attempt) for tried, attempt in sorted(self._attempts.items())),
            sentence=sentence,
        )

    def _newcomers(self, number: int | None) -> str:
        """What is assumed of people who are not in the book, where the answer has some."""
        more = (max(self._attempts, default=0) if number is None else number) - len(self._people)
        if more <= 0:
            return ""
        return f", and {more} more who {'are like them' if self._posted else 'offer as their colleagues do'}"

    # --- the search

    def _least_number(self) -> int | None:
        """The least number: by bisection, then checking whether fewer are enough with another choice of people."""
        there = len(self._people)
        low, high = -1, there  # `high` reaches the target; `low` does not
        while not self._reaches(self._try(high)):
            if high >= there + MAX_MORE:
                return None
            low, high = high, min(there + MAX_MORE, there + max(1, 2 * (high - there)))
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._reaches(self._try(middle)) else (middle, high)
        while 0 < high <= there and self._reaches(self._try_any(high - 1)):
            high -= 1
        return high

    def _try(self, number: int) -> Attempt:
        """Tries the first people in the book, or all of them and copies; each number once."""
        if number not in self._attempts:
            self._trying = counted(number, self._role_words)
            attempt = self._attempts[number] = self._attempt(number)
            self._report(_step(number, attempt))
        return self._attempts[number]

    def _attempt(self, number: int) -> Attempt:
        if number >= len(self._people):
            posted = True if self._posted else None
            change = NumberOfPeople(change="number-of-people", role=self._role, number=number, posted=posted)
            return self._solve(apply_changes(self._base, (change,)))
        return self._only(self._people[:number])

    def _only(self, people: Sequence[Person]) -> Attempt:
        """Tries these people of the role and no others."""
        removed = tuple(person.id for person in self._people if person not in people)
        if not removed:
            return self._solve(self._base)
        return self._solve(apply_changes(self._base, (RemovePeople(change="remove-people", people=removed),)))

    def _try_any(self, number: int) -> Attempt:
        """Tries other choices of so many people, until one reaches the target."""
        attempt = self._try(number)
        if number == 0:
            return attempt
        if comb(len(self._people), number) <= self._max_choices:
            choices = list(combinations(self._people, number))
            for place, people in enumerate(choices, start=1):
                self._trying = f"{counted(number, self._role_words)}, choice {place} of {len(choices)}"
                found = self._only(people)
                attempt = Attempt(max(attempt.cover, found.cover), max(attempt.most, found.most))
                if self._reaches(found):
                    break
        else:
            self._trying = f"any {counted(number, self._role_words)}"
            rule = AtMostPeople(most=number, people=tuple(person.id for person in self._people))
            chosen = self._solve(self._base, lambda rules: [*rules, rule])
            one_month = self._draws * len(months_in(self._base.span)) == 1
            # In each of several months the solver may choose other people: that gives a bound, and no answer.
            attempt = Attempt(max(attempt.cover, chosen.cover) if one_month else attempt.cover, chosen.most)
        self._attempts[number] = attempt
        return attempt

    # --- solving

    def _with_role_relaxed(self) -> Attempt:
        """Tries the book as if the role were never lacking: its seats and qualifications need nobody."""
        seats = [seat.id for crew in self._base.book.crews for seat in crew.seats if self._role in seat.roles]
        relaxed = replace(self._base, book=with_relaxed_seats(self._base.book, seats))
        return self._solve(
            relaxed,
            lambda rules: [
                rule
                for rule in rules
                if not (isinstance(rule, CrewQualification) and (not rule.roles or self._role in rule.roles))
            ],
        )

    def _solve(self, changed: ChangedBook, narrow: Narrowing | None = None) -> Attempt:
        """Solves every month of every draw for cover alone.

        Args:
            narrow: changes the list of rules.
        """
        running = most = duties = solved_months = 0
        of = self._draws * len(months_in(changed.span))
        for draw in range(1, self._draws + 1):
            numbers = RandomNumbers(self._options.seed, draw)
            last: Book | None = None
            for period in months_in(changed.span):
                self._progress(FewestProgress(self._trying, solved_months, of))
                month = open_changed_book(month_book(changed, numbers, last, period), self._folder)
                solved = self._solve_month(month, narrow)
                last = solved.opened.book
                running += solved.running
                most += solved.most_running
                duties += solved.duties
                solved_months += 1
        self._progress(FewestProgress(self._trying, of, of))
        if not duties:
            raise BookError([Problem((), "the book asks for no duty in its period")])
        return Attempt(running / duties, most / duties)

    def _solve_month(self, month: OpenBook, narrow: Narrowing | None) -> SolvedMonth:
        for_cover = without_lower_levels(month, Level.COVER)
        if narrow is not None:
            for_cover = with_rules(for_cover, lambda rules: narrow(list(rules)))
        return solve_month(for_cover, MonthOptions(self._options.seconds, self._options.seed, Level.COVER))


def _role_named(given: str, book: Book) -> str:
    """The id of the role that is asked about, which is given by id or name.

    Raises:
        BookError: it is unknown or not clear, or no seat accepts it.
    """
    try:
        role = NameLookup((item.id, item.name) for item in book.roles).find(given, "role")
    except UnknownNameError as error:
        raise BookError([Problem(("--fewest",), str(error))]) from None
    if not any(role in seat.roles for crew in book.crews for seat in crew.seats):
        raise BookError([Problem(("--fewest",), f"no seat is for a {role}")])
    return role


def _step(number: int, attempt: Attempt) -> FewestStep:
    return FewestStep(number=number, cover=round(attempt.cover, 6), most=round(attempt.most, 6))


__all__ = ["FewestProgress", "FewestQuestion", "find_fewest"]

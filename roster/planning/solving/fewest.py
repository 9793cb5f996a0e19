"""The least number of people of a role with whom a share of duties runs, and the proof that one less does not do.

First the last in the book go, one by one, until those who are left do not do. Then any others of that number are tried,
each choice of them where there are few, else by leaving the choice to the solver: so the proof holds whoever goes. More
people are like those there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from constraints.base import Rule
from constraints.people.crew_qualification import CrewQualification
from constraints.view import RotaView
from models.book import Book
from models.people import Person
from models.problems import BookError, Problem, did_you_mean
from models.rota import Breach
from models.rules import Level
from roster.analysis.words import at_least, at_most, counted, percent
from roster.api import OpenBook
from roster.planning.changes.apply_changes import apply_changes
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.results.fewest import Fewest, FewestStep
from roster.planning.scenarios.people_changes import NumberOfPeople, RemovePeople
from roster.planning.scenarios.scenarios import Scenarios
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
from roster.planning.solving.sampling import RandomNumbers
from roster.planning.solving.tasks import CellOptions

if TYPE_CHECKING:
    from constraints.rota_model import RotaModel

MAX_MORE = 60  # people beyond those there are, before it is given up
MAX_CHOICES = 30  # of those who are left, before it is the solver that chooses
TOLERANCE = 1e-9
_IN_A_ROW = "each month after the rota of the one before"


class AtMostPeople(Rule):
    """No more than `most` of some people are on any duty of the rota."""

    kind: ClassVar[str] = "at-most-people"
    unit: ClassVar[str] = "people"
    example: ClassVar[str] = "- {kind: at-most-people, most: 5, people: [P01, P02]}"

    most: int
    people: tuple[str, ...]

    def post(self, model: RotaModel) -> None:
        """As many as `most` have a duty."""
        people = [model.facts.people[name] for name in self.people]
        used = [literal for person in people for literal in model.any_of(person, model.duties_of(person))]
        model.at_most(self, [(literal, 1) for literal in used], self.most)

    def check(self, view: RotaView) -> Iterator[Breach]:
        """More than those."""
        used = [name for name in self.people if view.duties_of(view.facts.people[name])]
        if len(used) > self.most:
            yield self.breach(len(used) - self.most, f"{len(used)} people are needed, {self.most} at most are there")


@dataclass(frozen=True)
class Attempt:
    """What a number of people came to: shares of duties that run, and that could run at most."""

    cover: float
    most: float


def find_fewest(
    scenarios: Scenarios,
    book: Book,
    folder: Path | None,
    role: str,
    target: float,
    ask: CellOptions,
    report: Callable[[FewestStep], None] = lambda step: None,
) -> Fewest:
    """The least number of a role that reaches a share of duties.

    Raises:
        BookError: a role there is not, or mistakes in the base's changes.
        ConflictError, NothingFoundError, EngineError: as for any rota.
    """
    search = _Search(scenarios, book, folder, role, ask, report)
    return search.found(target)


class _Search:
    def __init__(
        self,
        scenarios: Scenarios,
        book: Book,
        folder: Path | None,
        role: str,
        ask: CellOptions,
        report: Callable[[FewestStep], None],
    ) -> None:
        self._case = apply_changes(ChangedBook(book, book.period, scenarios.draws), scenarios.base, ("base",))
        known = [item.id for item in self._case.book.roles]
        if role not in known:
            raise BookError([Problem(("--fewest",), f"role '{role}' is unknown{did_you_mean(role, known)}")])
        if not any(role in seat.roles for crew in self._case.book.crews for seat in crew.seats):
            raise BookError([Problem(("--fewest",), f"no seat is for a {role}")])
        same = [person for person in self._case.book.people if person.role == role]
        self._posted = any(person.posting for person in same)
        self._counted = [person for person in same if person.posting or not self._posted]
        if not self._counted:
            raise BookError([Problem(("--fewest",), f"the book has no {role} whom more could resemble")])
        self._others = len(same) - len(self._counted)
        self._role = role
        self._folder = folder
        self._draws = scenarios.draws.months
        self._ask = ask
        self._report = report
        self._tried: dict[int, Attempt] = {}

    @property
    def _in_a_row(self) -> bool:
        """Whether months follow one another: each is proven after the rotas found before it, the whole is not."""
        return len(months_in(self._case.span)) > 1

    @property
    def _words(self) -> str:
        return f"{'posted ' if self._posted else ''}{self._role}s"

    def found(self, target: float) -> Fewest:
        """The least number."""
        there = len(self._counted)
        beyond = self._with_seat_relaxed()
        if beyond.most < target - TOLERANCE:
            return self._answer(
                target,
                None,
                f"no number of {self._words} reaches {percent(target)}: were a {self._role} never lacking,"
                f" {at_most(beyond.most, target)} of duties would run,"
                f" {_IN_A_ROW if self._in_a_row else 'proven'}",
                proven=not self._in_a_row,
            )
        number = self._least(target, there)
        if number is None:
            last = max(self._tried)
            return self._answer(
                target,
                None,
                f"{last} {self._words} do not reach {percent(target)} of duties,"
                f" {at_least(self._tried[last].cover)} run; more were not tried",
                proven=False,
            )
        return self._of(target, number)

    def _least(self, target: float, there: int) -> int | None:
        """The least number, by halves; then whether fewer do, if others than the first in the book are left."""

        def reaches(number: int) -> bool:
            return self._try(number).cover >= target - TOLERANCE

        low, high = -1, there  # `high` reaches it; `low`, where there can be such a number, does not
        while not reaches(high):
            if high >= there + MAX_MORE:
                return None
            low, high = high, min(there + MAX_MORE, there + max(1, 2 * (high - there)))
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if reaches(middle) else (middle, high)
        while 0 < high <= there and self._try_any(high - 1, target).cover >= target - TOLERANCE:
            high -= 1
        return high

    def _of(self, target: float, number: int) -> Fewest:
        cover = at_least(self._try(number).cover)
        one = number == 1
        head = (
            f"{counted(number, self._words)} reach{'es' if one else ''} {percent(target)}:"
            f" {cover} of duties run with {'one' if one else 'them'}"
        )
        if number == 0:
            return self._answer(target, 0, f"{head}; none is needed", proven=True)
        less = self._try(number - 1)
        short = less.most < target - TOLERANCE
        proven = short and not self._in_a_row
        who = f" whichever of the {len(self._counted)} they are" if 1 < number <= len(self._counted) else ""
        if proven:
            told = f"with {number - 1} {at_most(less.most, target)} run,{who}{',' if who else ''} proven"
        else:
            why = _IN_A_ROW if short else at_most(less.most, target)
            told = f"with {number - 1} no rota was found that does, and that none does is not proven ({why})"
        return self._answer(target, number, f"{head}; {told}", proven=proven)

    def _answer(self, target: float, number: int | None, sentence: str, *, proven: bool) -> Fewest:
        others = f"; {self._others} more who only offer stay as they are" if self._others else ""
        return Fewest(
            role=self._role,
            counted=f"those posted full-time{others}" if self._posted else f"every {self._role}",
            target=target,
            number=number,
            there_are=len(self._counted),
            tried=len(self._tried),
            cover=self._tried[number].cover if number is not None else None,
            most_with_one_less=self._tried[number - 1].most if number else None,
            proven=proven,
            steps=tuple(
                FewestStep(number=tried, cover=round(came.cover, 6), most=round(came.most, 6))
                for tried, came in sorted(self._tried.items())
            ),
            sentence=sentence,
        )

    # --- one number

    def _try(self, number: int) -> Attempt:
        if number not in self._tried:
            self._tried[number] = self._came(number)
            tried = self._tried[number]
            self._report(FewestStep(number=number, cover=round(tried.cover, 6), most=round(tried.most, 6)))
        return self._tried[number]

    def _came(self, number: int) -> Attempt:
        """So many: the first in the book, or more who are like them."""
        if number >= len(self._counted):
            posted = True if self._posted else None
            change = NumberOfPeople(change="number-of-people", role=self._role, number=number, posted=posted)
            return self._solved(apply_changes(self._case, (change,)))
        return self._only(self._counted[:number])

    def _only(self, kept: Sequence[Person]) -> Attempt:
        """Those who are kept, and no others of the role."""
        gone = tuple(person.id for person in self._counted if person not in kept)
        if not gone:
            return self._solved(self._case)
        return self._solved(apply_changes(self._case, (RemovePeople(change="remove-people", people=gone),)))

    def _try_any(self, number: int, target: float) -> Attempt:
        """Any so many of those there are: as soon as some reach the target, else the best of all choices."""
        came = self._try(number)
        if number == 0:
            return came
        if comb(len(self._counted), number) <= MAX_CHOICES:
            for kept in combinations(self._counted, number):
                found = self._only(kept)
                came = Attempt(max(came.cover, found.cover), max(came.most, found.most))
                if found.cover >= target - TOLERANCE:
                    break
        else:
            rule = AtMostPeople(most=number, people=tuple(person.id for person in self._counted))
            any_of_them = self._solved(self._case, lambda rules: [*rules, rule])
            one_month = self._draws * len(months_in(self._case.span)) == 1
            # Of several months the solver may leave others out in each: a bound, but no answer.
            came = Attempt(max(came.cover, any_of_them.cover) if one_month else came.cover, any_of_them.most)
        self._tried[number] = came
        return came

    def _with_seat_relaxed(self) -> Attempt:
        """What could run were nobody of the role ever lacking."""
        seats = [seat.id for crew in self._case.book.crews for seat in crew.seats if self._role in seat.roles]
        relaxed = replace(self._case, book=with_relaxed_seats(self._case.book, seats))
        return self._solved(
            relaxed,
            lambda rules: [
                rule
                for rule in rules
                if not (isinstance(rule, CrewQualification) and (not rule.roles or self._role in rule.roles))
            ],
        )

    def _solved(self, case: ChangedBook, rules: Callable[[list[Rule]], list[Rule]] | None = None) -> Attempt:
        """Every month of every draw, for cover alone."""
        running = most = duties = 0
        for draw in range(1, self._draws + 1):
            last: Book | None = None
            for period in months_in(case.span):
                month = open_changed_book(
                    month_book(case, RandomNumbers(self._ask.seed, draw), last, period), self._folder
                )
                done = self._month(month, rules)
                last = done.opened.book
                running += done.running
                most += done.most_running
                duties += done.duties
        if not duties:
            raise BookError([Problem((), "the book asks for no duty in its period")])
        return Attempt(running / duties, most / duties)

    def _month(self, month: OpenBook, rules: Callable[[list[Rule]], list[Rule]] | None) -> SolvedMonth:
        narrow = without_lower_levels(month, Level.COVER)
        if rules is not None:
            narrow = with_rules(narrow, lambda found: rules(list(found)))
        return solve_month(narrow, MonthOptions(self._ask.seconds, self._ask.seed, Level.COVER))


__all__ = ["find_fewest"]

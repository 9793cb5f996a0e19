"""The two books of a continuation: the new one and the one of the period before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from constraints.base import Rule
from constraints.facts import Facts
from models.book import Book
from roster.errors import HistoryError
from roster.lifecycle.continuation.sentences import dated

ONE_DAY = timedelta(days=1)

Say = Callable[[str], None]


class PreparedBook(NamedTuple):
    """A book with the facts and the rules that follow from it."""

    facts: Facts
    rules: Sequence[Rule]

    @property
    def book(self) -> Book:
        """The book itself."""
        return self.facts.book


@dataclass(frozen=True)
class BookPair:
    """The two books of a continuation.

    Attributes:
        following: the book of the new period, into which what happened before is carried.
        previous: the book of the period before.
        say: receives one sentence for each thing that could not be taken over.
    """

    following: PreparedBook
    previous: PreparedBook
    say: Say

    @property
    def first(self) -> date:
        """The first date of the new period."""
        return self.following.book.period.first

    @property
    def gap(self) -> bool:
        """Whether there are dates between the two periods, of which nothing is known."""
        return self.previous.book.period.last + ONE_DAY < self.first

    @property
    def call_signs(self) -> frozenset[str]:
        """The ids of the call signs of the new book."""
        return frozenset(item.id for item in self.following.book.call_signs)

    def check(self) -> None:
        """Refuses books that do not follow each other, and tells of a gap or an overlap between their periods.

        Raises:
            HistoryError: with every reason.
        """
        last, period = self.previous.book, self.following.book.period
        wrong = []
        if last.rota is None and last.published is None and not last.worked:
            wrong.append("holds no rota to continue from; solve it first")
        if last.period.first >= period.first:
            wrong.append(
                f"starts on {dated(last.period.first)}; the last book starts before this one's {dated(period.first)}"
            )
        if last.period.time_zone != period.time_zone:
            wrong.append(f"its times are of {last.period.time_zone}, this book's of {period.time_zone}")
        if wrong:
            raise HistoryError(wrong)
        if self.gap:
            lost = dated(last.period.last + ONE_DAY)
            until = f" to {dated(period.first - ONE_DAY)}" if last.period.last + 2 * ONE_DAY < period.first else ""
            self.say(f"ends on {dated(last.period.last)}: nothing is known of {lost}{until}, before this period")
        if last.period.last >= period.first:
            self.say(
                f"goes on to {dated(last.period.last)}, into this period: only what lies before"
                f" {dated(period.first)} is taken over"
            )

"""Reads who is away and which vehicles are off the road from options such as `P02@2026-12-10..2026-12-12`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.book import Book
    from roster.lifecycle.outage import Away, Outage

_SPAN = re.compile(r"(?P<name>[^@]+)@(?P<first>.+?)(?:\s*\.\.\s*(?P<last>.+))?")


@dataclass(frozen=True)
class Missing:
    """The people and vehicles that a command says are missing.

    Attributes:
        absent: the values of `--absent` that could be read, each with what it says.
        off_road: the same of `--off-road`.
        mistakes: a sentence for each value that could not be read.
    """

    absent: list[tuple[str, Away]]
    off_road: list[tuple[str, Away]]
    mistakes: list[str]

    @classmethod
    def of(cls, absent: Sequence[str], off_road: Sequence[str], book: Book) -> Missing:
        """Reads the values of both options.

        Args:
            absent, off_road: the values, each as `NAME@FROM[..TO]`.
            book: whose period the dates are of, and whose people and vehicles are named by id or name.
        """
        mistakes: list[str] = []
        dates = book.period.dates
        return cls(
            _spans("--absent", absent, dates, mistakes), _spans("--off-road", off_road, dates, mistakes), mistakes
        )

    @property
    def outage(self) -> Outage:
        """What is missing, as the engine takes it."""
        from roster.lifecycle.outage import Outage

        return Outage(tuple(away for _, away in self.absent), tuple(away for _, away in self.off_road))

    def unknown_to(self, book: Book) -> list[str]:
        """A sentence for each name or date that the book does not have; it begins with the option as it was given."""
        given = {"absent": self.absent, "off_road": self.off_road}
        sentences = []
        for problem in self.outage.mistakes(book):
            section, number = str(problem.path[0]), int(problem.path[1])
            sentences.append(f"--{section.replace('_', '-')} {given[section][number][0]}: {problem.message}")
        return sentences


def _spans(option: str, values: Sequence[str], dates: Sequence[date], mistakes: list[str]) -> list[tuple[str, Away]]:
    """The values of an option with what each says; those that cannot be read are added to the mistakes."""
    from models.lookup.spoken_dates import SpokenDateError, find_date
    from roster.lifecycle.outage import Away

    found = []
    for value in values:
        match = _SPAN.fullmatch(value.strip())
        if not match:
            mistakes.append(f"{option} {value}: write it as P02@2026-12-10 or P02@2026-12-10..2026-12-12")
            continue
        try:
            first = find_date(match["first"], dates)
            last = find_date(match["last"] or match["first"], dates)
        except SpokenDateError as error:
            mistakes.append(f"{option} {value}: {error}")
            continue
        found.append((value, Away(match["name"].strip(), first, last)))
    return found

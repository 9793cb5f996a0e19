"""Puts breaches together that differ only in their date or their person, for lists that people read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from models.clock import spoken_date, spoken_dates
from models.rota import Breach, points_of
from models.text.lists import listed
from roster.analysis.wording.people_together import said_of_several, without_person
from roster.analysis.words import counted, points

_REQUESTS = "requests"


@dataclass(frozen=True)
class BreachLine:
    """One or several breaches of a rule in one sentence.

    Attributes:
        breaches: of one rule, at one level, in one unit.
        sentence: what they say, with ids of people.
    """

    breaches: tuple[Breach, ...]
    sentence: str

    @property
    def line(self) -> str:
        """The rule, the sentence, the amount, and the cost of a soft breach."""
        first, amount = self.breaches[0], sum(breach.amount for breach in self.breaches)
        cost = points_of(self.breaches)
        priced = f", {points(cost)} at {first.level}" if cost else ""
        return f"{first.rule}: {self.sentence} [{counted(amount, first.unit)}{priced}]"


def breaches_together(breaches: Iterable[Breach]) -> list[BreachLine]:
    """One line for all breaches that say the same of several dates, or else of several people.

    The order is that of the first breach of each line: `crew-cover: JR20 on Sat 1, Sun 2 and Fri 14 May is stood down`,
    `minimum-hours: 2 people have 8h in May 2027, ...: SC01, SC02`,
    `requests: 3 requests of SC12 not granted: Fri 4, Sat 5, Fri 11 Dec (to be off)`.
    """
    lines = [BreachLine((breach,), breach.message) for breach in breaches]
    lines = _merged(lines, _asked_by, _requests)
    lines = _merged(lines, _but_for_date, _on_dates)
    return _merged(lines, _but_for_person, _of_people)


def _merged(
    lines: Sequence[BreachLine],
    key: Callable[[Breach], Hashable | None],
    sentence: Callable[[Sequence[Breach]], str],
) -> list[BreachLine]:
    """Merges lines of one breach that have the same key; those without a key stay as they are."""
    groups: dict[Hashable, list[BreachLine]] = {}
    for number, line in enumerate(lines):
        found = key(line.breaches[0]) if len(line.breaches) == 1 else None
        first = line.breaches[0]
        groups.setdefault(number if found is None else (first.rule, first.level, first.unit, found), []).append(line)
    return [
        some[0] if len(some) == 1 else BreachLine(breaches, sentence(breaches))
        for some in groups.values()
        if (breaches := tuple(breach for line in some for breach in line.breaches))
    ]


def _asked_by(breach: Breach) -> str | None:
    return breach.person if breach.rule == _REQUESTS and breach.date is not None else None


def _requests(breaches: Sequence[Breach]) -> str:
    dates = [breach.date for breach in breaches if breach.date is not None]
    by_wish: dict[str, list[int]] = {}  # `to be off`, `to work (JR-04)` -> the numbers of the breaches
    for number, (breach, day) in enumerate(zip(breaches, dates, strict=True)):
        asked = breach.message.partition(" asked ")[2].partition(f" on {spoken_date(day)}")[0]
        by_wish.setdefault(asked, []).append(number)
    parts = []
    for asked, numbers in by_wish.items():
        when = ", ".join(spoken_dates(sorted({dates[number] for number in numbers})))
        parts.append(f"{when} ({asked.replace('(', '').replace(')', '')})" if asked else when)
    return f"{len(breaches)} requests of {breaches[0].person} not granted: {'; '.join(parts)}"


def _but_for_date(breach: Breach) -> str | None:
    """The message without its date; None where it names none, or names it twice."""
    if breach.date is None or breach.message.count(spoken_date(breach.date)) != 1:
        return None
    return breach.message.replace(spoken_date(breach.date), "\0")


def _on_dates(breaches: Sequence[Breach]) -> str:
    days = sorted({breach.date for breach in breaches if breach.date is not None})
    return str(_but_for_date(breaches[0])).replace("\0", listed(spoken_dates(days)))


def _but_for_person(breach: Breach) -> str | None:
    return None if breach.person is None else without_person(breach.person, breach.message)


def _of_people(breaches: Sequence[Breach]) -> str:
    return said_of_several(
        list(dict.fromkeys(str(breach.person) for breach in breaches)), str(_but_for_person(breaches[0]))
    )


__all__ = ["BreachLine", "breaches_together"]

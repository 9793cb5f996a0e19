"""Puts breaches together that differ only in their date or their person, for lists that people read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.clock import spoken_date, spoken_dates
from models.rota import Breach, points_of
from models.rules import Level
from models.text.lists import listed
from roster.analysis.words import counted, points

_REQUESTS = "requests"


_BY_PERSON = frozenset({Level.HOURS, Level.FAIR})  # levels that compare people


@dataclass(frozen=True)
class BreachLine:
    """One or several breaches of a rule in one line.

    Attributes:
        breaches: of one rule, at one level, in one unit.
        sentence: what they say, with ids of people.
        likewise: where `sentence` is about the first alone: of whom or when the others say the same.
    """

    breaches: tuple[Breach, ...]
    sentence: str
    likewise: str = ""

    @property
    def line(self) -> str:
        """The rule, the sentence, the amount, and the cost of a soft breach."""
        first = self.breaches[0]
        told = f"{first.rule}: {self.sentence} [{_amount(self.breaches[:1] if self.likewise else self.breaches)}]"
        return f"{told}; likewise {self.likewise} [in all {_amount(self.breaches)}]" if self.likewise else told


def _amount(breaches: Sequence[Breach]) -> str:
    first, cost = breaches[0], points_of(breaches)
    amount = counted(sum(breach.amount for breach in breaches), first.unit)
    return f"{amount}, {points(cost)} at {first.level}" if cost else amount


def breaches_together(breaches: Iterable[Breach]) -> list[BreachLine]:
    """One line for all requests of a person, and for all breaches that say the same of several dates or people.

    The order is that of the first breach of each line:

    - `requests: 3 requests of SC12 not granted: Fri 4, Sat 5, Fri 11 Dec (to be off) [3 requests, 3 points at wishes]`
    - `crew-cover: JR20 on Sat 1 May is stood down [1 duty, 10 points at cover]; likewise on Sun 2 and Fri 14 May
      [in all 3 duties, 30 points at cover]`
    """
    lines = [BreachLine((breach,), breach.message) for breach in breaches]
    lines = _merged(lines, _asked_by, _requests)
    lines = _merged(lines, _but_for_date, _on_other_dates)
    return _merged(lines, _but_for_person, _of_others)


def _merged(
    lines: Sequence[BreachLine],
    key: Callable[[Breach], Hashable | None],
    merge: Callable[[tuple[Breach, ...]], BreachLine],
) -> list[BreachLine]:
    """Merges lines of one breach that have the same key; those without a key stay as they are."""
    groups: dict[Hashable, list[BreachLine]] = {}
    for number, line in enumerate(lines):
        first = line.breaches[0]
        found = key(first) if len(line.breaches) == 1 else None
        groups.setdefault(number if found is None else (first.rule, first.level, first.unit, found), []).append(line)
    return [
        some[0] if len(some) == 1 else merge(tuple(breach for line in some for breach in line.breaches))
        for some in groups.values()
    ]


def _asked_by(breach: Breach) -> str | None:
    return breach.person if breach.rule == _REQUESTS and breach.date is not None else None


def _requests(breaches: tuple[Breach, ...]) -> BreachLine:
    by_wish: dict[str, list[date]] = {}  # `to be off`, `to work (JR-04)` -> dates
    for breach in breaches:
        day = breach.date
        assert day is not None
        asked = breach.message.partition(" asked ")[2].partition(f" on {spoken_date(day)}")[0]
        by_wish.setdefault(asked.replace("(", "").replace(")", ""), []).append(day)
    parts = [
        ", ".join(spoken_dates(sorted(set(days)))) + (f" ({asked})" if asked else "") for asked, days in by_wish.items()
    ]
    return BreachLine(breaches, f"{len(breaches)} requests of {breaches[0].person} not granted: {'; '.join(parts)}")


def _but_for_date(breach: Breach) -> str | None:
    """The message without its date; None where it names none, or names it twice."""
    if breach.date is None or breach.message.count(spoken_date(breach.date)) != 1:
        return None
    return breach.message.replace(spoken_date(breach.date), "\0")


def _on_other_dates(breaches: tuple[Breach, ...]) -> BreachLine:
    days = sorted({breach.date for breach in breaches[1:] if breach.date is not None})
    return BreachLine(breaches, breaches[0].message, f"on {listed(spoken_dates(days))}")


def _but_for_person(breach: Breach) -> str | None:
    """The message without the person in front; None where it begins otherwise, or is about a date."""
    begins = f"{breach.person} "
    comparable = breach.person is not None and breach.date is None and breach.level in _BY_PERSON
    return breach.message.removeprefix(begins) if comparable and breach.message.startswith(begins) else None


def _of_others(breaches: tuple[Breach, ...]) -> BreachLine:
    people = dict.fromkeys(str(breach.person) for breach in breaches[1:])
    return BreachLine(breaches, breaches[0].message, listed(people))


__all__ = ["BreachLine", "breaches_together"]

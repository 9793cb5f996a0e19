"""Promised hours: what of a promise is worked already, what the offers allow, and what a shortfall costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from constraints.counting.nights import nights_of
from constraints.counting.remaining_caps import RemainingCaps
from constraints.counting.weekly_caps import Takes, WeeklyCaps
from constraints.facts import Commitment, Counting, Facts
from models.clock import month_of
from models.duty import Duty
from models.people import Person
from models.records.history import WorkedKind

PERIOD = "the period"  # the name of a promise that is for all of it


@dataclass(frozen=True)
class Promise:
    """What one person promised for one month or for the period, in minutes.

    Attributes:
        name: the month (`YYYY-MM`), or `the period`.
        promised: the promise itself.
        carried: worked in the month before the period.
        elsewhere: worked in it for the force, but not for this unit.
        worked: worked on this unit in the part of it that lies in the period, as far as that is on record.
        offered: what their offers and caps allow in the period, besides what is on record.
    """

    name: str
    promised: int
    carried: int
    elsewhere: int
    worked: int
    offered: int

    @property
    def spoken(self) -> str:
        """The month or period in words: `December 2026`."""
        return f"{date.fromisoformat(self.name + '-01'):%B %Y}" if self.name[:1].isdigit() else self.name

    @property
    def before(self) -> int:
        """Minutes that count already, whatever the rota adds."""
        return self.carried + self.elsewhere + self.worked

    @property
    def target(self) -> int:
        """Minutes that the rota should reach: the rest of the promise, or what was offered if that is less."""
        return max(0, min(self.promised - self.before, self.offered))

    def bands(self, width: int) -> list[tuple[int, int]]:
        """Price bands of a shortfall, from the minutes nearest the target down, each dearer than the last.

        Bands are those of the promise, with hours worked already at the bottom, so that the first hours of everybody
        weigh alike.

        Args:
            width: of a band, in minutes.
        """
        highest = -(-self.promised // width) - 1
        bands = []
        top = self.target
        while top > 0:
            band = (self.before + top - 1) // width
            low = max(0, band * width - self.before)
            bands.append((top - low, 2 * max(0, highest - band) + 1))
            top = low
        return bands


def minutes_worked(facts: Facts, person: Person, name: str) -> tuple[int, int, int]:
    """Minutes that count to a promise already: carried in (listed, or entered as a total), elsewhere, and on record.

    Args:
        name: of the promise.
    """
    period = facts.book.period
    carried = elsewhere = worked = 0
    if name != PERIOD:
        carried = round(60 * sum(item.hours.get(name, 0) for item in facts.totals.get(person.id, [])))
    for spell in facts.spells(person):
        if not (spell.date in period if name == PERIOD else month_of(spell.date) == name):
            continue
        elsewhere += spell.minutes.get(WorkedKind.ELSEWHERE, 0)
        if spell.date in period:
            worked += spell.minutes.get(WorkedKind.DUTY, 0)
        else:
            carried += spell.minutes.get(WorkedKind.DUTY, 0)
    return carried, elsewhere, worked


def offered_duties(facts: Facts, person: Person) -> list[Duty]:
    """The duties that a person offered and is not absent from, in order of start."""
    return [duty for duty in facts.reachable(person) if facts.offered(person, duty) and not facts.absent(person, duty)]


def minutes_offered(
    facts: Facts, person: Person, name: str, duties: Sequence[Duty], work: Sequence[Commitment], counting: Counting
) -> int:
    """Minutes that offers allow towards a promise: the longest duty of each date, within what work leaves of the caps.

    Args:
        name: of the promise.
        duties: offered ones.
        work: what may have used up some of the caps.
        counting: how minutes are counted.
    """
    caps = person.caps
    by_date: dict[date, list[Takes]] = defaultdict(list)
    for duty in duties:
        minutes = facts.minutes(person, duty, counting)
        nights = () if caps.nights_per_weekend is None else nights_of(facts, duty)
        by_date[duty.date].append(Takes(minutes, minutes, nights))
    past = [item for item in work if item.uses_caps]
    allowed = [takes.amount for _, takes in WeeklyCaps(facts, caps, past).most(by_date)]
    if name == PERIOD:
        return sum(allowed)
    left = RemainingCaps(facts, caps, past)
    total, room = sum(allowed[: left.duties_in_month(name)]), left.minutes_in_month(name)
    return total if room is None else min(total, room)

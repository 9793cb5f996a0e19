"""The share of each person of a group: the same for all, or within what each can take."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from constraints.counting.even_shares import (
    Claim,
    WholeShares,
    in_whole_numbers,
    levelled,
    most_within_caps,
    shortest_within,
)
from constraints.counting.nights import nights_of
from constraints.counting.weekly_caps import Takes
from constraints.facts import Counting, Facts
from models.people import Person


@dataclass(frozen=True)
class Tie:
    """People with equal claims to a share that is rounded up, and how many of them get it."""

    people: tuple[str, ...]
    spare: int


@dataclass(frozen=True)
class Share:
    """What one person should have at most, and has already; minutes where hours are counted.

    Attributes:
        credited: whether what was carried in is the mean of the group, for one who joined within that time.
        tie: who may have one more than `even`, as this person may; None when there is nothing to be rounded up.
    """

    even: int
    carried: int
    credited: bool
    tie: Tie | None = None


class Member(NamedTuple):
    """A person of a group that shares something.

    Attributes:
        possible: by duty that they are rostered for or have offered, what it adds.
        carried: what they bring from before the period.
        new: whether they joined within the time that is remembered.
    """

    person: Person
    possible: Mapping[str, int]
    carried: int
    new: bool


def possible_amounts(facts: Facts, person: Person, amounts: Mapping[str, int]) -> dict[str, int]:
    """The duties that count for which a person is rostered or has offered, with what each adds.

    Args:
        amounts: by duty, what it adds; 0 where it does not count.
    """
    return {
        duty.id: amount
        for duty in facts.reachable(person)
        if (amount := amounts[duty.id])
        and (person.joined is None or person.joined <= duty.date)
        and (facts.rostered(person, duty) or facts.offered(person, duty))
    }


def shares_by_head(facts: Facts, role: str, members: Sequence[Member]) -> dict[str, Share]:
    """By person of a group, an equal share of what the group has and will have, rounded down."""
    carried = _carried(members)
    even = _burden(facts, role, members, carried) // len(members)
    return _shares(members, carried, WholeShares([even] * len(members), (), 0))


def shares_by_cap(facts: Facts, role: str, members: Sequence[Member], *, hours: bool) -> dict[str, Share]:
    """By person of a group, a share within what their offers, caps and contract allow.

    Args:
        hours: whether minutes are shared, of which no share is one short; shares of duties add up exactly.
    """
    carried = _carried(members)
    exact = levelled(_burden(facts, role, members, carried), _claims(facts, members, carried))
    if hours:
        return _shares(members, carried, WholeShares([ceil(share) for share in exact], (), 0))
    return _shares(members, carried, in_whole_numbers(exact, carried))


def _carried(members: Sequence[Member]) -> list[int]:
    """What each member brings: newcomers at least the mean of the others, rounded down."""
    others = [member.carried for member in members if not member.new]
    mean = sum(others) // len(others) if others else 0
    return [max(member.carried, mean) if member.new else member.carried for member in members]


def _burden(facts: Facts, role: str, members: Sequence[Member], carried: Sequence[int]) -> int:
    """What there is to share: all that is carried in, and the places for a role on duties that any member could do."""
    wanted = {name: amount for member in members for name, amount in member.possible.items()}
    return sum(carried) + sum(
        seat.preferred * amount
        for name, amount in wanted.items()
        for seat in facts.duty[name].crew.seats
        if role in seat.roles
    )


def _shares(members: Sequence[Member], carried: Sequence[int], found: WholeShares) -> dict[str, Share]:
    tie = Tie(tuple(members[index].person.id for index in found.tied), found.spare)
    return {
        member.person.id: Share(
            found.shares[index],
            carried[index],
            member.new and carried[index] > member.carried,
            tie if index in found.tied else None,
        )
        for index, member in enumerate(members)
    }


def _claims(facts: Facts, members: Sequence[Member], carried: Sequence[int]) -> list[Claim]:
    """What each of a group can take at most, and their weight: paid hours owed, or a full contract's."""
    owed = {
        member.person.id: max(Fraction(0), facts.owed_exactly(member.person))
        for member in members
        if member.person.posting is not None
    }
    full = max(owed.values(), default=Fraction(0)) or Fraction(1)
    return [
        Claim(has + _most(facts, member.person, member.possible), owed.get(member.person.id, full))
        for member, has in zip(members, carried, strict=True)
    ]


def _most(facts: Facts, person: Person, possible: Mapping[str, int]) -> int:
    """The most of what is counted that a person's offers, caps and contract allow, one duty a date."""
    rostered: dict[date, Takes] = {}
    offered: dict[date, list[Takes]] = defaultdict(list)
    largest: Counter[date] = Counter()
    for name, amount in possible.items():
        duty = facts.duty[name]
        if facts.absent(person, duty):
            continue
        largest[duty.date] = max(largest[duty.date], amount)
        if facts.rostered(person, duty):
            takes = Takes(amount, facts.minutes(person, duty, Counting.PAID))
            rostered[duty.date] = max(rostered.get(duty.date, takes), takes)
        if facts.offered(person, duty):
            minutes = facts.minutes(person, duty, Counting.ROSTERED)
            offered[duty.date].append(Takes(amount, minutes, nights_of(facts, duty)))
    within_contract = list(rostered.values())
    if person.posting is not None:
        within_contract = shortest_within(within_contract, facts.contract_minutes(person))
    most = sum(takes.amount for takes in within_contract) + most_within_caps(facts, person, offered)
    return min(most, sum(largest.values()))

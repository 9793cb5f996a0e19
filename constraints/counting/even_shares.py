"""Divides a total among people of whom some can take less than others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor
from typing import NamedTuple

from constraints.counting.remaining_caps import RemainingCaps
from constraints.counting.weekly_caps import Takes, WeeklyCaps
from constraints.facts import Facts
from models.clock import month_of
from models.people import Person


class Claim(NamedTuple):
    """How much a person can take at most, and their weight among the others."""

    limit: int
    weight: Fraction


class WholeShares(NamedTuple):
    """Shares in whole numbers.

    Attributes:
        shares: by person; those of the tied are rounded down.
        tied: the indices of people who have equal claims to have their shares rounded up.
        spare: for how many of these that is; 0 when nobody is tied, and else less than they are.
    """

    shares: list[int]
    tied: tuple[int, ...]
    spare: int


def levelled(burden: int, claims: Sequence[Claim]) -> list[Fraction]:
    """Exact shares in proportion to the weights; what one person cannot take goes to the others.

    A share is never above its limit; a limit above the share makes no difference to anybody. Together they are the
    whole burden, or as much of it as people of any weight can take.
    """
    shares = [Fraction(0)] * len(claims)
    weighty = [index for index, claim in enumerate(claims) if claim.weight > 0]
    left, weight = Fraction(burden), sum((claims[index].weight for index in weighty), Fraction(0))
    for index in sorted(weighty, key=lambda index: (claims[index].limit / claims[index].weight, index)):
        claim = claims[index]
        if claim.limit * weight <= left * claim.weight:
            shares[index] = Fraction(claim.limit)
            left -= claim.limit
            weight -= claim.weight
        else:
            shares[index] = left * claim.weight / weight  # and so for all that follow: the level has been reached
    return shares


def in_whole_numbers(exact: Sequence[Fraction], held: Sequence[int]) -> WholeShares:
    """Exact shares in whole numbers, by the largest remainders (Hamilton): no split is nearer to the exact shares.

    Where more remainders are equal than can be rounded up, each of these people may be one of those who are; who holds
    more than their share rounded down already, is.

    Args:
        exact: they add up to a whole number.
        held: what each has already.
    """
    shares = [floor(share) for share in exact]
    spare = int(sum(exact)) - sum(shares)
    for remainder in sorted({share - floor(share) for share in exact}, reverse=True):
        tied = [index for index, share in enumerate(exact) if share - floor(share) == remainder]
        holders = tied if len(tied) <= spare else [index for index in tied if held[index] > shares[index]]
        if len(holders) > spare:
            break  # more of them hold one already than there are: there is none to be had
        for index in holders:
            shares[index] += 1
        spare -= len(holders)
        if len(holders) < len(tied):
            others = tuple(index for index in tied if index not in holders)
            return WholeShares(shares, others if spare else (), spare)
    return WholeShares(shares, (), 0)


def most_within_caps(facts: Facts, person: Person, offered: Mapping[date, Sequence[Takes]]) -> int:
    """The most that one offered duty a date can add within a person's caps, after what was carried in.

    Args:
        offered: what each duty of a date takes.
    """
    caps = person.caps
    # What is on record of the period itself counts as part of a person's share, not against what they can take.
    first = facts.book.period.first
    past = [item for item in facts.commitments(person) if item.on_unit and item.date < first]
    months: dict[str, list[Takes]] = defaultdict(list)
    for day, takes in WeeklyCaps(facts, caps, past).most(offered):
        months[month_of(day)].append(takes)
    left = RemainingCaps(facts, caps, past)
    total = 0
    for month, taken in months.items():
        minutes = left.minutes_in_month(month)
        kept = taken if minutes is None else shortest_within(taken, minutes)
        total += sum(takes.amount for takes in kept[: left.duties_in_month(month)])
    return total


def shortest_within(found: Sequence[Takes], room: int) -> list[Takes]:
    """As many of the shortest duties as fit into some minutes together."""
    kept = []
    for takes in sorted(found, key=lambda takes: takes.minutes):
        room -= takes.minutes
        if room < 0:
            break
        kept.append(takes)
    return kept

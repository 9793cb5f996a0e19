"""A burden divided among people of whom some can take less: properties of every division, and caps within offers."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constraints.counting.even_shares import Claim, in_whole_numbers, levelled, most_within_caps
from constraints.counting.weekly_caps import Takes
from constraints.facts import Facts
from models.book import Book
from tests.constraints.books import person, raw_book, worked

CLAIMS = st.lists(st.builds(Claim, st.integers(0, 30), st.integers(1, 5).map(Fraction)), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("burden", "claims", "shares"),
    [
        (10, [(10, 1), (10, 1)], [5, 5]),
        (5, [(10, 1), (10, 1), (10, 2)], [Fraction(5, 4), Fraction(5, 4), Fraction(5, 2)]),
        (3, [(10, Fraction(225, 7)), (10, Fraction(225, 14))], [2, 1]),
        (10, [(10, 1), (1, 1)], [9, 1]),
        (11, [(10, 1), (10, 1), (2, 1)], [Fraction(9, 2), Fraction(9, 2), 2]),
        (9, [(10, 2), (10, 1)], [6, 3]),
        (9, [(4, 2), (10, 1)], [4, 5]),
        (30, [(10, 1), (5, 1)], [10, 5]),
        (4, [(9, 0), (9, 1)], [0, 4]),
        (4, [(9, 0)], [0]),
        (0, [(0, 1), (3, 1)], [0, 0]),
    ],
)
def test_shares_of_a_burden(burden: int, claims: list[tuple[int, int]], shares: list[Fraction]) -> None:
    """Level, up to each one's limit; in proportion to the weights; nobody above what they can take."""
    assert levelled(burden, [Claim(limit, Fraction(weight)) for limit, weight in claims]) == shares


@given(st.integers(0, 60), CLAIMS)
def test_nobody_is_above_their_limit_and_nothing_is_left(burden: int, claims: list[Claim]) -> None:
    """The whole burden is shared, unless everybody is at their limit."""
    shares = levelled(burden, claims)
    assert all(0 <= share <= claim.limit for share, claim in zip(shares, claims, strict=True))
    assert sum(shares) == min(burden, sum(claim.limit for claim in claims))


@pytest.mark.parametrize(
    ("exact", "held", "found"),
    [
        ("2 1", "0 0", ([2, 1], (), 0)),
        ("8/3 4/3", "0 0", ([3, 1], (), 0)),
        ("20001/10000 9999/10000", "0 0", ([2, 1], (), 0)),
        ("3/2 3/2", "0 0", ([1, 1], (0, 1), 1)),
        ("5/3 5/3 5/3", "0 0 0", ([1, 1, 1], (0, 1, 2), 2)),
        ("5/2 5/4 5/4", "0 0 0", ([3, 1, 1], (), 0)),
        ("7/4 7/4 1/2", "0 0 0", ([2, 2, 0], (), 0)),
        ("1/2 1/2 3/4 1/4", "0 0 0 0", ([0, 0, 1, 0], (0, 1), 1)),
        # who holds it already has it
        ("4/3 4/3 4/3", "2 0 0", ([2, 1, 1], (), 0)),
        ("5/3 5/3 5/3", "0 2 0", ([1, 2, 1], (0, 2), 1)),
        ("4/3 4/3 4/3", "2 2 0", ([1, 1, 1], (), 0)),
        ("", "", ([], (), 0)),
    ],
)
def test_shares_in_whole_numbers(exact: str, held: str, found: tuple[list[int], tuple[int, ...], int]) -> None:
    """The largest remainders are rounded up; who is tied, and for how many there is one, where they are equal."""
    assert in_whole_numbers([*map(Fraction, exact.split())], [*map(int, held.split())]) == found


@given(st.integers(0, 12), st.lists(st.integers(1, 5).map(Fraction), min_size=1, max_size=4))
def test_no_split_is_nearer_to_the_exact_shares(burden: int, weights: list[Fraction]) -> None:
    """By trying every split: those that the shares allow are just those with the least sum of differences."""
    exact = levelled(burden, [Claim(burden, weight) for weight in weights])
    found = in_whole_numbers(exact, [0] * len(weights))
    splits = [split for split in product(range(burden + 1), repeat=len(weights)) if sum(split) == burden]
    off = {split: sum(abs(has - share) for has, share in zip(split, exact, strict=True)) for split in splits}
    allowed = set()
    for chosen in combinations(found.tied, found.spare):
        allowed.add(tuple(share + (index in chosen) for index, share in enumerate(found.shares)))
    assert allowed == {split for split in splits if off[split] == min(off.values())}


@given(st.integers(0, 60), CLAIMS, st.integers(0, 5), st.integers(1, 30))
def test_offering_more_than_a_share_changes_nothing(burden: int, claims: list[Claim], who: int, more: int) -> None:
    """Whoever could take more than their share may offer more still: nobody's share moves."""
    shares = levelled(burden, claims)
    who %= len(claims)
    if shares[who] < claims[who].limit:
        raised = [*claims]
        raised[who] = Claim(claims[who].limit + more, claims[who].weight)
        assert levelled(burden, raised) == shares


@given(st.integers(0, 60), CLAIMS, st.integers(0, 5), st.integers(1, 30))
def test_offering_more_never_raises_anybody_elses_share(burden: int, claims: list[Claim], who: int, more: int) -> None:
    """It can only take something off the others."""
    who %= len(claims)
    raised = [*claims]
    raised[who] = Claim(claims[who].limit + more, claims[who].weight)
    before, after = levelled(burden, claims), levelled(burden, raised)
    assert all(after[index] <= before[index] for index in range(len(claims)) if index != who)


@pytest.mark.parametrize(
    ("caps", "most"),
    [
        ({}, 12),
        ({"duties_per_month": 4}, 3),
        ({"hours_per_month": 24}, 2),
        ({"hours_per_month": 4}, 0),
        ({"duties_per_week": 2}, 4),
        ({"nights_per_weekend": 1}, 8),
        ({"nights_per_weekend": 0, "duties_per_month": 9}, 6),
        ({"duties_per_week": 1, "duties_per_month": 2}, 1),
    ],
)
def test_the_most_within_own_caps(caps: dict[str, Any], most: int) -> None:
    """Twelve dates from Thursday 3 December, after an 8-hour duty on Tuesday 1 December."""
    raw = raw_book(
        [person("ann", offers="all", caps=caps)],
        {"late": "04"},
        period="2026-12-03 2026-12-31",
        carried_in={"duties": [worked("ann", "2026-12-01 18:00", "2026-12-02 02:00")]},
    )
    facts = Facts(Book.model_validate(raw))
    dates = [date(2026, 12, 3) + timedelta(days=number) for number in range(12)]
    offered = {day: [Takes(1, 480, (day,) if day.weekday() >= 4 else ())] for day in dates}
    assert most_within_caps(facts, facts.people["ann"], offered) == most

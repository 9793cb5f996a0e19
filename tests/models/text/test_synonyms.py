"""What is offered instead of an unknown name: what says the same or is misspelt, never the opposite."""

from itertools import permutations

import pytest

from constraints.registry import installed
from models.problems import did_you_mean
from models.text.synonyms import contrary

KINDS = installed().kinds


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        # in other words
        ("maximum-duties", "most-duties"),
        ("max_duties", "most-duties"),
        ("mostduties", "most-duties"),
        ("most-hours", "maximum-hours"),
        ("least-hours", "minimum-hours"),
        ("min-hours", "minimum-hours"),
        ("minhours", "minimum-hours"),
        ("minimum-duties", "fewest-duties"),
        ("minimum-consecutive-duties", "fewest-consecutive-duties"),
        ("forbidden-pairs", "unwanted-pairs"),
        ("wanted-pairs", "required-pairs"),
        ("maximum-tour", "longest-tour"),
        # misspelt
        ("minmum-hours", "minimum-hours"),
        ("maximun-hours", "maximum-hours"),
        ("unwantd-pairs", "unwanted-pairs"),
        ("forbiden-successions", "forbidden-successions"),
        ("dailyrest", "daily-rest"),
        ("crw-cover", "crew-cover"),
        ("whole weekend", "whole-weekends"),
        ("consecutive-days", "consecutive-duties"),
    ],
)
def test_a_kind_is_offered_by_meaning_or_by_spelling(asked: str, offered: str) -> None:
    """Of all kinds of rules there are."""
    assert did_you_mean(asked, KINDS) == f"; did you mean '{offered}'?"


@pytest.mark.parametrize(
    "asked",
    [
        "shortest-tour",
        "smallest-share",
        "rest-before-nights",
        "fewest-weekends",
        "minimum-weekends",
        "newcomers-together",
        "unaccompanied",
        "day-worker-average",
        "uneven-stand-downs",
        "fewest-cars-at-once",
        "backward-rotation",
        "keep-unpublished",
        "no-requests",
    ],
)
def test_where_there_is_only_the_opposite_none_is_offered(asked: str) -> None:
    """Whoever follows the advice would have a rule they did not mean."""
    assert did_you_mean(asked, KINDS) == ""


def test_fewest_duties_is_not_most_duties() -> None:
    """The reported case: what is offered limits from below, as was asked."""
    kinds = ["fewest-consecutive-duties", "most-duties"]
    assert did_you_mean("fewest-duties", kinds) == "; did you mean 'fewest-consecutive-duties'?"
    assert did_you_mean("fewest-duties", ["most-duties"]) == ""


@pytest.mark.parametrize(
    "pair",
    [
        ("minimum", "maximum"),
        ("least", "most"),
        ("valid_from", "valid_to"),
        ("added_dates", "removed_dates"),
        ("paid_break", "unpaid_break"),
        ("off_road", "on_road"),
        ("first_date", "last_date"),
        ("rest-before", "rest-after"),
        ("early-turn", "late-turn"),
        ("night-shift", "day-shift"),
        ("valid", "invalid"),
        ("without-rest", "with-rest"),
    ],
)
def test_opposites_are_never_offered_for_each_other(pair: tuple[str, str]) -> None:
    """Fields, shifts and people's own names alike; each word is its own best match."""
    for asked, other in permutations(pair):
        assert contrary(asked, other)
        assert did_you_mean(asked, [other]) == ""
        assert did_you_mean(asked.upper(), pair) == f"; did you mean '{asked}'?"


@pytest.mark.parametrize(
    ("asked", "known", "offered"),
    [
        ("max", ["minimum", "preferred", "maximum"], "maximum"),
        ("valid_until", ["valid_from", "valid_to"], "valid_to"),
        ("excluded_dates", ["added_dates", "removed_dates"], "removed_dates"),
        ("Start date", ["First date", "Last date"], "First date"),
        ("JR-40", ["JR-04", "XX-12"], "JR-04"),
        ("SC1", ["SC01"], "SC01"),
        ("apply_to", ["applies_to", "level"], "applies_to"),
    ],
)
def test_other_names_are_offered_as_before(asked: str, known: list[str], offered: str) -> None:
    """Fields by meaning; ids by spelling."""
    assert did_you_mean(asked, known) == f"; did you mean '{offered}'?"

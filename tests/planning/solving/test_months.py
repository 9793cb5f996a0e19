"""A period is solved in parts, and another period keeps nothing that was fixed."""

from datetime import date

import pytest

from models.period import Period
from roster.planning.solving.months import month_book, months_in
from roster.planning.solving.sampling.random_numbers import RandomNumbers
from tests.constraints.books import posted


def test_another_period_draws_offers_and_forgets_what_was_fixed(small, changed):
    small["people"][2]["offers"] = [{"dates": ["2026-12-04", "2026-12-05", "2026-12-11", "2026-12-12"]}]
    small["people"][0] |= {"posting": posted(20, balance=5), "offers": []}
    small["pins"] = [{"person": "SC01", "duty": "JR-04@2026-12-05"}]
    found = changed({"change": "period", "first": "2027-02-01", "months": 1})
    book = month_book(found, RandomNumbers(0, 1), None, found.span)
    assert book.period == Period(first=date(2027, 2, 1), last=date(2027, 2, 28))
    assert (book.pins, book.people[0].posting.balance) == ((), 0)
    assert all(offer.dates[0].month == 2 for offer in book.people[2].offers)
    assert book.people[3].offers[0].weekdays  # days of the week hold in any month


@pytest.mark.parametrize(
    ("first", "last", "parts"),
    [("2026-12-01", "2027-02-28", 3), ("2026-12-07", "2027-12-05", 13), ("2026-12-01", "2026-12-31", 1)],
)
def test_a_span_is_months_or_four_weeks_each(first, last, parts):
    found = months_in(Period(first=date.fromisoformat(first), last=date.fromisoformat(last)))
    assert len(found) == parts
    assert (found[0].first, found[-1].last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert sum(len(part.dates) for part in found) == (found[-1].last - found[0].first).days + 1

"""Chance: the rates come out, the same seed draws the same, and a person's luck hangs on nothing but who and when."""

from datetime import date

import pytest

from constraints.facts import Facts
from models.people import AbsenceKind
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.scenarios.sampling import Sampling
from roster.planning.solving.months import month_book, months_in
from roster.planning.solving.sampling.random_numbers import RandomNumbers
from roster.planning.solving.sampling.sample import needs_sampling, sample_book
from tests.constraints.books import posted
from tests.planning.conftest import case

AWAY = {"away": [{"kind": "sickness", "rate": 0.05}, {"kind": "annual leave", "rate": 0.15, "lasting": "week"}]}


def days_away(found: ChangedBook, kind: AbsenceKind, draws: int) -> float:
    """The share of days people are away."""
    away = total = 0
    for draw in range(1, draws + 1):
        book = sample_book(found, found.book, RandomNumbers(7, draw))
        for person in book.people:
            for item in person.absences:
                if item.kind is kind:
                    away += len(item.dates_within(book.period.first, book.period.last))
            total += len(book.period.dates)
    return away / total


@pytest.mark.parametrize(
    ("kind", "lasting", "rate"),
    [("sickness", "spell", 0.05), ("sickness", "spell", 0.3), ("annual leave", "week", 0.15), ("training", "day", 0.1)],
)
def test_the_rate_comes_out(small, kind, lasting, rate):
    found = case(small, {"away": [{"kind": kind, "rate": rate, "lasting": lasting}]})
    assert days_away(found, AbsenceKind(kind), 300) == pytest.approx(rate, rel=0.12)


def test_a_day_of_drawn_leave_and_drawn_sickness_is_credited_once(small):
    """Away all month for both: 23 working days of 7.5 hours, whether some of the days are sick days or all of them."""
    small["people"][0] |= {"posting": posted(37.5), "offers": []}
    for rate in (0.2, 1):
        sick = {"kind": "sickness", "rate": rate, "lasting": "day"}
        found = case(small, {"away": [{"kind": "annual leave", "rate": 1, "lasting": "week"}, sick]})
        facts = Facts(sample_book(found, found.book, RandomNumbers(3, 1)))
        kinds = {item.kind for item in facts.people["P01"].absences}
        assert kinds == {AbsenceKind.ANNUAL_LEAVE, AbsenceKind.SICKNESS}
        assert sum(day.minutes for day in facts.days_away(facts.people["P01"])) == 23 * 7.5 * 60


def test_luck_hangs_on_who_and_when_alone(small, changed):
    alone = case(small, AWAY)
    more = changed({"change": "add-people", "role": "special", "count": 3}, draws=AWAY)
    fewer = changed({"change": "remove-people", "people": ["SC01"]}, draws=AWAY)
    for draw in (1, 2, 3):
        by_name = [
            {person.id: person for person in sample_book(item, item.book, RandomNumbers(0, draw)).people}
            for item in (alone, more, fewer)
        ]
        for name in ("P01", "P02", "SC02", "SC03"):
            assert len({by[name].model_dump_json() for by in by_name}) == 1


def test_luck_is_the_same_in_a_longer_period(small, changed):
    """The same person, date and draw: neither more months, nor who else is there, change it."""
    offers = {**AWAY, "offers": [{"roles": ["special"]}]}
    longer = {"change": "period", "first": "2026-12-01", "months": 3}
    more = {"change": "add-people", "role": "special", "count": 2}
    alone, in_a_row = case(small, offers), changed(longer, more, draws=offers)
    for draw in (1, 2, 3):
        luck = RandomNumbers(0, draw)
        months = months_in(in_a_row.span)
        first = month_book(in_a_row, luck, None, months[0])
        assert first.people[:5] == month_book(alone, luck, None, alone.span).people
        # A month later is the same whichever months are asked about before it.
        later = changed({"change": "period", "first": "2027-02-01", "months": 1}, draws=offers)
        february = sample_book(in_a_row, in_a_row.book.changed(period=months[2]), luck)
        alone_in_february = sample_book(later, later.book.changed(period=later.span), luck)
        for one, other in zip(february.people[:5], alone_in_february.people, strict=True):
            assert (one.id, one.absences, one.offers) == (other.id, other.absences, other.offers)


def test_another_seed_or_draw_is_another_month(small):
    found = case(small, AWAY)
    books = [
        sample_book(found, found.book, luck).people
        for luck in (RandomNumbers(0, 1), RandomNumbers(0, 2), RandomNumbers(1, 1))
    ]
    assert books[0] != books[1] != books[2]
    assert books[0] == sample_book(found, found.book, RandomNumbers(0, 1)).people


@pytest.mark.parametrize("lasting", ["week", "spell", "day"])
def test_more_sickness_is_the_same_days_and_some_more(small, lasting):
    def away(rate: float, draw: int) -> set[tuple[str, date]]:
        found = case(small, {"away": [{"kind": "sickness", "rate": rate, "lasting": lasting}]})
        book = sample_book(found, found.book, RandomNumbers(0, draw))
        return {
            (person.id, day)
            for person in book.people
            for item in person.absences
            for day in item.dates_within(book.period.first, book.period.last)
        }

    for draw in range(1, 6):
        assert away(0.1, draw) <= away(0.25, draw)


def test_offers_are_drawn_on_the_days_people_offer(small):
    small["people"][2]["offers"] = [{"dates": ["2026-12-04", "2026-12-11"], "start": "18:00", "end": "02:00"}]
    found = case(small, {"offers": [{"roles": ["special"]}]})
    offered = [
        offer
        for draw in range(1, 101)
        for offer in sample_book(found, found.book, RandomNumbers(0, draw)).people[2].offers
    ]
    assert {offer.dates[0].weekday() for offer in offered} == {4}
    assert len(offered) / 100 == pytest.approx(2, rel=0.15)  # two of four Fridays
    assert all(offer.start.hour == 18 for offer in offered)
    assert sample_book(found, found.book, RandomNumbers(0, 1)).people[0].offers == found.book.people[0].offers


def test_keener_people_offer_what_they_did_and_more(small, changed):
    small["people"][2]["offers"] = [{"dates": ["2026-12-04", "2026-12-11"]}]
    keen = changed({"change": "people", "people": ["SC01"], "share": 0.9})
    shy = changed({"change": "people", "people": ["SC01"], "share": 0.25})
    for draw in range(1, 20):
        more = {offer.dates[0].day for offer in sample_book(keen, keen.book, RandomNumbers(0, draw)).people[2].offers}
        fewer = {offer.dates[0].day for offer in sample_book(shy, shy.book, RandomNumbers(0, draw)).people[2].offers}
        assert fewer <= {4, 11} <= more


def test_what_a_change_says_of_an_absence_stands_beside_what_is_drawn(small, changed):
    small["people"][0]["absences"] = [{"kind": "sickness", "first": "2026-12-03"}]
    found = changed(
        {"change": "absence", "person": "P01", "first": "2026-12-14", "weeks": 1},
        draws={"away": [{"kind": "sickness", "rate": 0}]},
    )
    assert [item.first.day for item in sample_book(found, found.book, RandomNumbers(0, 1)).people[0].absences] == [14]


def test_the_last_rate_that_names_a_person_counts(small, changed):
    found = changed(
        {"change": "away", "kind": "sickness", "rate": 1.0, "roles": ["paramedic"]},
        draws={"away": [{"kind": "sickness", "rate": 0}]},
    )
    by_name = {person.id: person for person in sample_book(found, found.book, RandomNumbers(0, 1)).people}
    assert by_name["P01"].absences
    assert not by_name["SC01"].absences


def test_nothing_is_drawn_where_the_book_says_it_all(small):
    found = case(small)
    assert not needs_sampling(found, found.book.period)
    assert month_book(found, RandomNumbers(0, 1), None, found.book.period) is found.book


def test_draws_of_no_months_are_refused():
    with pytest.raises(ValueError, match="months"):
        Sampling(months=0)


@pytest.mark.parametrize("keep", [True, None])
def test_dated_offers_hold_beside_those_drawn_where_that_is_asked(small, changed, keep):
    small["people"][2]["offers"] = [{"dates": ["2026-12-04", "2026-12-05"]}]
    asked = {"away": [{"kind": "sickness", "rate": 0.1}], "keep_dated": keep}
    by_role = case(small, {**asked, "offers": [{"roles": ["special"], "share": 0.5}]})
    by_change = changed({"change": "people", "people": ["SC01"], "share": 1.0}, draws=asked)
    days = []
    for draw in range(1, 9):
        offered = [
            {
                day
                for offer in sample_book(found, found.book, RandomNumbers(0, draw)).people[2].offers
                for day in offer.dates
            }
            for found in (by_role, by_change)
        ]
        days.append({day.day for day in offered[0]})
        assert {day.day for day in offered[1]} == {4, 5, 11, 12, 18, 19, 25, 26}  # every Friday and Saturday
    assert all({4, 5} <= found for found in days) is bool(keep)
    assert len(set(map(frozenset, days))) > 1


def test_an_evening_before_the_period_is_drawn_where_its_window_reaches_into_it(small):
    """Monday evenings over midnight: that of 30 November holds the small hours of Tuesday 1 December."""
    small["people"][2]["offers"] = [{"weekdays": ["mon"], "start": "18:00", "end": "08:00"}]
    reaching = case(small, {"offers": [{"roles": ["special"], "share": 1}]})
    small["people"][2]["offers"] = [{"weekdays": ["mon"], "start": "18:00", "end": "00:00"}]
    ending = case(small, {"offers": [{"roles": ["special"], "share": 1}]})
    first = [
        min(
            day for offer in sample_book(found, found.book, RandomNumbers(0, 1)).people[2].offers for day in offer.dates
        )
        for found in (reaching, ending)
    ]
    assert first == [date(2026, 11, 30), date(2026, 12, 7)]

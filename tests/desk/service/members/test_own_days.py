"""Offers date by date: what changes is what was asked for, and nothing else."""

import random
from datetime import date, time, timedelta

import pytest

from models.people import Offer, Weekday
from models.period import Period
from roster.desk.service.members.me import OfferedWindow
from roster.desk.service.members.own_days import windows_on, with_days

DECEMBER = Period(first=date(2026, 12, 1), last=date(2026, 12, 31))
FRIDAY, SATURDAY = date(2026, 12, 4), date(2026, 12, 5)
ANY = OfferedWindow()
EVENING = OfferedWindow(start=time(18), end=time(2))


def test_what_is_the_same_stays_as_it_is():
    offers = (Offer(weekdays=(Weekday.FRI,)), Offer(dates=(SATURDAY,), start=time(18), end=time(2)))
    same = {day: windows_on(offers, day) for day in DECEMBER.dates}
    assert with_days(offers, DECEMBER, same) == offers


def test_a_date_is_added_to_those_of_the_same_times():
    offers = (Offer(dates=(FRIDAY,)),)
    assert with_days(offers, DECEMBER, {SATURDAY: [ANY]}) == (Offer(dates=(FRIDAY, SATURDAY)),)
    assert with_days(offers, DECEMBER, {SATURDAY: [EVENING]}) == (
        *offers,
        Offer(dates=(SATURDAY,), start=time(18), end=time(2)),
    )


def test_the_last_date_goes_with_its_offer():
    assert with_days((Offer(dates=(FRIDAY,)),), DECEMBER, {FRIDAY: []}) == ()


def test_weekdays_stay_weekdays_before_and_after_the_period():
    changed = with_days((Offer(weekdays=(Weekday.FRI,)),), DECEMBER, {FRIDAY: []})
    assert changed == (
        Offer(weekdays=(Weekday.FRI,), last=date(2026, 11, 30)),
        Offer(dates=(date(2026, 12, 11), date(2026, 12, 18), date(2026, 12, 25))),
        Offer(weekdays=(Weekday.FRI,), first=date(2027, 1, 1)),
    )


@pytest.mark.parametrize("seed", range(40))
def test_any_offers_become_what_is_asked_for(seed: int):
    pick = random.Random(seed)
    near = [DECEMBER.first + timedelta(days=shift) for shift in range(-20, 60)]
    windows = [ANY, EVENING, OfferedWindow(start=time(7), end=time(19), call_signs=("JR-04",))]

    def offer() -> Offer:
        window = pick.choice(windows)
        rest = {"start": window.start, "end": window.end, "call_signs": window.call_signs}
        if pick.random() < 0.5:
            return Offer(dates=tuple(sorted(pick.sample(near, pick.randint(1, 8)))), **rest)
        first, last = sorted(pick.sample(near, 2))
        ends = pick.choice([{}, {"first": first}, {"last": last}, {"first": first, "last": last}])
        return Offer(weekdays=tuple(pick.sample(list(Weekday), pick.randint(1, 3))), **ends, **rest)

    offers = [offer() for _ in range(pick.randint(0, 4))]
    wanted = {day: pick.sample(windows, pick.choice([0, 1, 1, 2])) for day in pick.sample(DECEMBER.dates, 9)}
    changed = with_days(offers, DECEMBER, wanted)
    for day in near:
        expected = wanted.get(day, windows_on(offers, day))
        assert set(windows_on(changed, day)) == set(expected)
    assert with_days(changed, DECEMBER, wanted) == changed

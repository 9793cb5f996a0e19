"""Periods, names of areas, and bank holidays of an organisation."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from constraints.facts import Facts
from models.book import Book
from models.period import Area, AreaNames, HolidayCalendar, Period
from tests.constraints.books import person, raw_book

KENT = [
    Area(id="medway", name="Medway & Swale", aliases=("Swale", "North Kent")),
    Area(id="gravesham", name="Gravesham", aliases=("Gravesend", "North Kent")),
    Area(id="north", aliases=("medway",)),
]


def test_both_ends_belong_to_it() -> None:
    """The dates of a period, over the end of a year."""
    period = Period(first=date(2026, 12, 30), last=date(2027, 1, 2))
    assert [day.day for day in period.dates] == [30, 31, 1, 2]
    assert date(2026, 12, 30) in period
    assert date(2027, 1, 2) in period
    assert date(2026, 12, 29) not in period
    assert date(2027, 1, 3) not in period


def test_a_single_day() -> None:
    """One date is a period."""
    assert Period(first=date(2026, 12, 4), last=date(2026, 12, 4)).dates == [date(2026, 12, 4)]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"last": "2026-11-30"}, "the period ends on 2026-11-30, before it starts on 2026-12-01"),
        ({"last": "2036-12-31"}, "is the year right"),
        ({"time_zone": "Europe/Londn"}, "time zone 'Europe/Londn' is unknown; did you mean 'Europe/London'"),
    ],
)
def test_impossible_periods(fields: dict[str, Any], said: str) -> None:
    """Refused with a sentence."""
    with pytest.raises(ValidationError, match=said):
        Period.model_validate({"first": "2026-12-01", "last": "2026-12-31", **fields})


def test_the_longest_period() -> None:
    """Exactly so many days, and not one more."""
    assert len(Period(first=date(2026, 1, 1), last=date.fromordinal(date(2026, 1, 1).toordinal() + 799)).dates) == 800
    with pytest.raises(ValidationError):
        Period(first=date(2026, 1, 1), last=date.fromordinal(date(2026, 1, 1).toordinal() + 800))


def test_english_bank_holidays_of_a_winter() -> None:
    """Boxing Day of 2026 is a Saturday, so Monday the 28th is a holiday; Scotland has the 2nd of January as well."""
    england = HolidayCalendar().between(date(2026, 12, 24), date(2027, 1, 5))
    assert {date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28), date(2027, 1, 1)} <= set(england)
    assert date(2027, 1, 4) not in england
    scotland = HolidayCalendar(subdivision="SCT").between(date(2026, 12, 24), date(2027, 1, 5))
    assert {day for day in scotland if day.year == 2027} > {day for day in england if day.year == 2027}


def test_dates_of_ones_own() -> None:
    """Added dates are there, removed ones are not, and neither outside the dates asked for."""
    calendar = HolidayCalendar.model_validate(
        {"added": {"2026-12-24": "Eve", "2028-01-01": "later"}, "removed": ["2026-12-25"]}
    )
    found = calendar.between(date(2026, 12, 24), date(2026, 12, 27))
    assert found[date(2026, 12, 24)] == "Eve"
    assert sorted(found) == [date(2026, 12, 24), date(2026, 12, 26)]


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"country": "UKK"}, "country 'UKK' has no calendar"), ({"subdivision": "KNT"}, "'KNT' is no part of GB")],
)
def test_calendars_that_are_not_there(fields: dict[str, str], said: str) -> None:
    """An unknown country or part of one is refused."""
    with pytest.raises(ValidationError, match=said):
        HolidayCalendar.model_validate(fields)


def test_each_organisation_has_its_own() -> None:
    """Bank holidays are looked up by organisation; one without a calendar has none."""
    raw = raw_book([person("ann")], {"late": "25"})
    raw["organisations"][0]["holidays"] = {}
    found = Facts(Book.model_validate(raw)).bank_holidays
    assert date(2026, 12, 25) in found["SECAmb"]
    assert found["Kent Police"] == {}


def test_any_name_whatever_the_case() -> None:
    """Id, name and alias, in any letters, with blanks around them."""
    names = AreaNames(KENT)
    for word in ("gravesham", "Gravesend", " GRAVESEND "):
        assert names.ids(word) == ["gravesham"]
    assert names.ids("Medway & Swale") == ["medway"]
    assert names.ids("Thanet") == []
    assert names.ids("") == []


def test_shared_names_mean_all_of_them() -> None:
    """North Kent is two areas."""
    assert sorted(AreaNames(KENT).ids("north kent")) == ["gravesham", "medway"]


def test_an_id_means_its_own_area() -> None:
    """Whoever else uses the word as an alias."""
    assert AreaNames(KENT).ids("medway") == ["medway"]
    assert AreaNames(list(reversed(KENT))).ids("Medway") == ["medway"]


def test_ambiguous_names_are_worth_a_warning() -> None:
    """A person may serve all of them; the book says what it takes the name to mean."""
    raw = raw_book([person("ann", areas=["North Kent", "medway"])], {"late": "04"})
    raw["areas"] = [{"id": "medway", "aliases": ["North Kent"]}, {"id": "gravesham", "aliases": ["North Kent"]}]
    (warning,) = Book.model_validate(raw).warnings()
    assert warning.place == "people[0].areas[0]"
    assert warning.message == "'North Kent' is ambiguous; it is taken to mean medway and gravesham"

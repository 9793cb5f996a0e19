"""The answers to the five questions that make a unit, one by one."""

from datetime import date

import pytest

from roster.lifecycle.new_unit.answers import (
    Group,
    Nights,
    UnitAnswerError,
    cars_in,
    month_in,
    nights_in,
    people_in,
)


@pytest.mark.parametrize(
    ("text", "nights"),
    [
        ("fri,sat,sun", Nights(("fri", "sat", "sun"))),
        ("Friday and Saturday", Nights(("fri", "sat"))),
        ("thu - sat 20:00-04:00", Nights(("thu", "fri", "sat"), "20:00", "04:00")),
        ("fri sat 6pm-2am", Nights(("fri", "sat"), "18:00", "02:00")),
        ("Sat, 1800 to 0200", Nights(("sat",), "18:00", "02:00")),
    ],
)
def test_nights(text: str, nights: Nights) -> None:
    """Days in words and ranges, with times or without."""
    assert nights_in(text) == nights


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("8 paramedic volunteers", Group("paramedic", "Paramedic", 8, False)),
        ("2 posted paramedics", Group("paramedic", "Paramedic", 2, True)),
        ("22 Special Constables", Group("special", "Special Constable", 22, False)),
        ("3 PCs", Group("constable", "Constable", 3, False)),
        ("1 full-time mental health nurse", Group("mental-health-nurse", "Mental health nurse", 1, True)),
    ],
)
def test_people(text: str, group: Group) -> None:
    """A number, a role in the plural, and how they serve."""
    assert people_in(text) == (group,)


def test_cars_by_number_and_more_than_areas() -> None:
    """They serve the areas in turn."""
    assert cars_in("3", ("A", "B")) == (("JR-01", "A"), ("JR-02", "B"), ("JR-03", "A"))


@pytest.mark.parametrize("text", ["2027-05", "May 2027", "may 2027", " 2027-5 "])
def test_a_month(text: str) -> None:
    """In numbers or in words."""
    assert month_in(text) == date(2027, 5, 1)


@pytest.mark.parametrize("text", ["", "May", "2027-13", "next month", "0027-05"])
def test_no_month(text: str) -> None:
    """Refused with how to write it."""
    with pytest.raises(UnitAnswerError, match="write 2027-05"):
        month_in(text)

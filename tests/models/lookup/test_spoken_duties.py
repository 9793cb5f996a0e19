"""Duties as people write them, and what is said where a text is not clear."""

from datetime import date

import pytest

from models.book import Book
from models.duty import Duty
from models.lookup.duty_references import DutyReferenceError, find_duty
from models.lookup.spoken_dates import SpokenDateError, find_date
from tests.constraints.books import person, raw_book, service


@pytest.fixture(scope="module")
def duties() -> list[Duty]:
    """JR-04 late on Fri 4, Sat 5 and Sat 12 December 2026, and early on Sat 5; JR-20 late on Sat 5."""
    raw = raw_book(
        [person("ann")],
        [
            service("late", "04 05 12", "JR-04"),
            service("early", "05", "JR-04"),
            service("late", "05", "JR-20", id="two"),
        ],
        call_signs={"JR-04": "medway", "JR-20": "swale"},
    )
    return Book.model_validate(raw).duties


@pytest.mark.parametrize(
    "text",
    [
        "Sat 5 Dec JR20",
        "5 Dec JR-20",
        "JR20 Saturday 5th",
        "2026-12-05 JR-20 late",
        "jr 20 05/12/2026",
        "JR-20 on Sat 5 Dec, 18:00-02:00 (late)",
        "Saturday night, 5th of December: JR-20",
        "Dec 5th JR20",
        "5.12. jr20",
        "JR 20 5/12/26",
        "jr20@2026-12-05",
        "JR-20@Sat 5 Dec",
        "JR-20 Saturday",
    ],
)
def test_a_duty_as_people_write_it(duties: list[Duty], text: str) -> None:
    """Call sign and date in any order, without dashes, and without what only one duty can be."""
    assert find_duty(text, duties).id == "JR-20@2026-12-05/late"


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("JR4 Fri 4 Dec", "JR-04@2026-12-04/late"),
        ("JR4 Friday", "JR-04@2026-12-04/late"),
        ("12th JR4", "JR-04@2026-12-12/late"),
        ("JR04 5 Dec early", "JR-04@2026-12-05/early"),
        ("late JR04 5 Dec", "JR-04@2026-12-05/late"),
        ("JR04 5 Dec 18:00", "JR-04@2026-12-05/late"),
        ("12 Dec", "JR-04@2026-12-12/late"),
    ],
)
def test_what_tells_duties_apart(duties: list[Duty], text: str, duty: str) -> None:
    """The date, the shift, or a time."""
    assert find_duty(text, duties).id == duty


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("JR4 Sat 5 Dec", "fits 2 duties: JR-04@2026-12-05/early, JR-04@2026-12-05/late"),
        ("JR20 Fri 5 Dec", "contradicts itself: Sat 5 Dec 2026 is a Saturday; did you mean 'JR-20 on Sat 5 Dec'"),
        ("JR4 Sat 4 Dec", "did you mean 'JR-04 on Fri 4 Dec' or 'JR-04"),
        ("JR20 6 Dec", "JR-20 has no duty on that date; did you mean 'JR-20 on Sat 5 Dec'"),
        ("JR20 5 Dec early", "no shift is called 'early' there; there is 'JR-20 on Sat 5 Dec late'"),
        ("JR21 5 Dec", "call sign 'JR21' has no duties; did you mean 'JR-20'"),
        ("JR20 5 Dec 2027", "JR-20 has no duty on that date"),
        ("JR20", "is not a duty; write CALLSIGN@YYYY-MM-DD"),
        ("tomorrow", "is not a duty"),
    ],
)
def test_what_is_not_clear_is_refused(duties: list[Duty], text: str, said: str) -> None:
    """With what contradicts, and what may be meant."""
    with pytest.raises(DutyReferenceError) as caught:
        find_duty(text, duties)
    assert said in str(caught.value)


def test_a_call_sign_of_digits_alone() -> None:
    """It is told from the day of the month."""
    raw = raw_book([person("ann")], [service("late", "04 05 20", "20")], call_signs={"20": "medway"})
    every = Book.model_validate(raw).duties
    assert find_duty("20 Fri 4 Dec", every).id == "20@2026-12-04/late"
    assert find_duty("5 Dec 20", every).id == "20@2026-12-05/late"
    assert find_duty("20 20 Dec", every).id == "20@2026-12-20/late"


WEEK = [date(2026, 12, day) for day in range(1, 15)]


@pytest.mark.parametrize(
    ("text", "day"), [("2026-12-11", 11), ("11/12/2026", 11), ("Fri 11 Dec", 11), ("11th", 11), ("Sunday 6", 6)]
)
def test_a_date_of_a_period(text: str, day: int) -> None:
    """The period gives what the text leaves out."""
    assert find_date(text, WEEK) == date(2026, 12, day)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Friday", "fits 2 dates: Fri 4 Dec, Fri 11 Dec"),
        ("Sat 11 Dec", "contradicts itself: Fri 11 Dec 2026 is a Friday"),
        ("11 Jan", "is no date of the period"),
        ("2026-13-04", "there is no such date"),
        ("soon", "is no date"),
    ],
)
def test_no_clear_date(text: str, said: str) -> None:
    """Each is refused with the reason."""
    with pytest.raises(SpokenDateError, match=said):
        find_date(text, WEEK)

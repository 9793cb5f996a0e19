"""Answers, limits, caps and names as people write them."""

from datetime import date, datetime, time

import pytest

from roster.offers.asking.slots import Slot
from roster.offers.words.answers import AnswerError, DateAnswer, read_answer
from roster.offers.words.people_named import PeopleNamed, WhoError
from roster.offers.words.written_caps import CapError, cap_asked, read_cap
from tests.offers.unit import unit

FRIDAY = date(2026, 12, 4)
NIGHT = [Slot(FRIDAY, "Peak night", datetime(2026, 12, 4, 18), datetime(2026, 12, 5, 2), ("JR-04",))]
EARLY = Slot(FRIDAY, "Early", datetime(2026, 12, 4, 7), datetime(2026, 12, 4, 15), ("JR-04",))


@pytest.mark.parametrize("text", ["yes", "x", "Y", "YES!", "\u2713", "ok", "1", "TRUE", "yes please", "can do", "both"])
def test_yes(text: str) -> None:
    assert read_answer(text, FRIDAY, NIGHT) == [DateAnswer(FRIDAY)]


@pytest.mark.parametrize(
    "text", ["", "no", "N", "-", "n/a", "can't", "0", "A/L", "busy", "not available", "No thanks."]
)
def test_no(text: str) -> None:
    assert read_answer(text, FRIDAY, NIGHT) == []


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("only till 22:00", time(18), time(22)),
        ("until 10pm", time(18), time(22)),
        ("yes, but must finish by midnight", time(18), time()),
        ("from 20:00", time(20), time(2)),
        ("after 8pm please", time(20), time(2)),
        ("20:00 onwards", time(20), time(2)),
        ("not before 20:00", time(20), time(2)),
        ("not after 23.30", time(18), time(23, 30)),
        ("19:00-23:00", time(19), time(23)),
        ("7pm to 11pm only", time(19), time(23)),
        ("1900-2300", time(19), time(23)),
        ("from 19:00 until 23:00", time(19), time(23)),
        ("until 16:00", time(), time(16)),  # before the duty begins: holds none, and must not reach the next day
    ],
)
def test_limits_of_time(text: str, start: time, end: time) -> None:
    assert read_answer(text, FRIDAY, NIGHT) == [DateAnswer(FRIDAY, start, end)]


@pytest.mark.parametrize(
    "text", ["maybe", "if needed", "?", "yes?", "till ten", "8-12", "probably", "ask me", "25:00", "from 01:00"]
)
def test_what_is_not_an_answer(text: str) -> None:
    with pytest.raises(AnswerError):
        read_answer(text, FRIDAY, NIGHT)


def test_one_of_two_shifts_is_offered_alone() -> None:
    both = [EARLY, *NIGHT]
    assert read_answer("Peak night", FRIDAY, both) == [DateAnswer(FRIDAY, time(18), time(2), ("JR-04",))]
    assert read_answer("Early, Peak night", FRIDAY, both) == [DateAnswer(FRIDAY)]
    assert read_answer("07:00 - 15:00", FRIDAY, both) == [DateAnswer(FRIDAY, time(7), time(15), ("JR-04",))]


@pytest.mark.parametrize(
    ("heading", "cap"),
    [
        ("At most, duties a month", "duties_per_month"),
        ("What is the maximum number of nights per week?", "duties_per_week"),
        ("Max nights a weekend", "nights_per_weekend"),
        ("How many hours at most in the month?", "hours_per_month"),
        ("Hours a week you sleep", None),
        ("Maximum hours a week", None),  # no such limit exists in a book
    ],
)
def test_which_limit_a_question_asks_for(heading: str, cap: str | None) -> None:
    assert cap_asked(heading) == cap


@pytest.mark.parametrize(
    ("text", "value"), [("3", 3), ("max 2", 2), ("two", 2), ("16 h", 16), ("none", None), ("3.0", 3)]
)
def test_limits(text: str, value: float | None) -> None:
    assert read_cap("hours_per_month", text) == value


@pytest.mark.parametrize("text", ["a few", "2 or 3", "-1", "900", "2.5"])
def test_limits_that_are_none(text: str) -> None:
    with pytest.raises(CapError):
        read_cap("duties_per_month", text)


@pytest.mark.parametrize(
    ("texts", "person"),
    [
        (["sc04"], "SC04"),
        (["Marsh, Kim"], "SC04"),
        (["KIM  MARSH"], "SC04"),
        (["Hart Zoe"], "P02"),
        (["Sam O'Neill"], "SC02"),
        (["sam oneill"], "SC02"),
        (["Kim Marsh (SC04)"], "SC04"),
        (["Zoe.Hart@Example.org"], "P02"),
        (["Alex Stone", "alex.stone@example.org"], "SC01"),
        (["Anonymous", "anonymous", "Kim Marsh"], "SC04"),
        (["Coordinator", "SC04"], "SC04"),
    ],
)
def test_who_is_named(texts: list[str], person: str) -> None:
    assert PeopleNamed(unit().people).one_of(texts).id == person


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ([], "does not say whose reply it is"),
        (["anonymous"], "does not say whose reply it is"),
        (["Alex Stone"], "is the name of SC01, SC03; give the id"),
        (["Kim March"], "did you mean 'Kim Marsh' (SC04)?"),
        (["Kim Marsh", "zoe.hart@example.org"], "are different people"),
        (["Kim Marsh (SC02)"], "is nobody in the book"),
    ],
)
def test_who_is_not(texts: list[str], why: str) -> None:
    with pytest.raises(WhoError) as error:
        PeopleNamed(unit().people).one_of(texts)
    assert why in str(error.value)

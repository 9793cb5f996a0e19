"""Duties: their real length over midnight, month ends and clock changes, and how they are named and found."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from models.book import Book
from models.duty import Duty
from models.lookup.duty_references import DutyReferenceError, find_duty
from models.reading.examine import examine
from tests.constraints.books import Raw, person, raw_book, service


def one_shift(day: str, **shift: Any) -> Raw:
    """A book with one duty, of a shift called `s`."""
    return raw_book([person("ann")], [service("s", day)], period=f"{day} {day}", shifts={"s": shift})


def duty_on(day: str, **shift: Any) -> Duty:
    return Book.model_validate(one_shift(day, **shift)).duties[0]


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-28", 7), ("2026-10-24", 9), ("2027-03-27", 7), ("2027-10-30", 9), ("2026-12-31", 8), ("2026-10-25", 8)],
)
def test_nights_of_seven_eight_and_nine_hours(day: str, hours: int) -> None:
    """18:00-02:00 is as long as it really is, is rostered as eight hours, and belongs to the date it starts on."""
    duty = duty_on(day, start="18:00", end="02:00")
    assert duty.elapsed_minutes == hours * 60
    assert duty.rostered_minutes == 480
    assert duty.date == date.fromisoformat(day)
    assert duty.wall_end == datetime.combine(duty.date + timedelta(days=1), datetime.min.time()) + timedelta(hours=2)
    assert duty.id == f"C1@{day}/s"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-10-24", "the end 01:00 occurs twice on Sun 25 Oct"),
        ("2027-03-27", "the end 01:00 does not exist on Sun 28 Mar"),
    ],
)
def test_a_late_turn_that_ends_at_one(day: str, said: str) -> None:
    """15:00-01:00 is a trap on both nights: it is refused, once, at the shift, and both cures are named."""
    (problem,) = examine(one_shift(day, start="15:00", end="01:00")).problems
    assert problem.place == "shifts[0]"
    assert said in problem.message
    assert "`length: 10h`" in problem.message
    assert f"`dated_ends: [{{date: {day}, end: 'HH:MM'}}]`" in problem.message
    assert "fold: first" in problem.message


@pytest.mark.parametrize(("day", "end"), [("2026-10-24", "00:00"), ("2027-03-27", "02:00"), ("2026-12-04", "01:00")])
def test_a_length_lasts_as_long_whatever_the_clocks_do(day: str, end: str) -> None:
    """`length: 10h` from 15:00 is ten hours on every night; the local end moves."""
    duty = duty_on(day, start="15:00", length="10h")
    assert duty.elapsed_minutes == duty.rostered_minutes == 600
    assert f"{duty.wall_end:%H:%M}" == ("01:00" if end == "00:00" else end)


def test_a_length_into_the_repeated_hour_ends_when_it_should() -> None:
    """15:00 and ten hours is the first 01:00 of 25 October, eleven hours the second."""
    first, second = (duty_on("2026-10-24", start="15:00", length=length) for length in ("10h", "11h"))
    assert first.wall_end == second.wall_end == datetime(2026, 10, 25, 1)
    assert second.end - first.end == timedelta(hours=1)


@pytest.mark.parametrize(("fold", "hours"), [("first", 10), ("second", 11)])
def test_a_fold_says_which(fold: str, hours: int) -> None:
    """The first or the second 01:00; on other nights it changes nothing."""
    assert duty_on("2026-10-24", start="15:00", end="01:00", fold=fold).elapsed_minutes == hours * 60
    assert duty_on("2026-10-23", start="15:00", end="01:00", fold=fold).elapsed_minutes == 600


def test_a_fold_does_not_make_a_missing_hour() -> None:
    """In March there is no 01:00 to choose."""
    (problem,) = examine(one_shift("2027-03-27", start="15:00", end="01:00", fold="first")).problems
    assert "does not exist" in problem.message


def test_dated_ends() -> None:
    """An end of its own on one night, with a fold of its own; the shift's end on all others."""
    shift = {
        "start": "15:00",
        "end": "01:00",
        "dated_ends": [
            {"date": "2027-03-27", "end": "00:30"},
            {"date": "2026-10-24", "end": "01:00", "fold": "second"},
        ],
    }
    assert duty_on("2027-03-27", **shift).elapsed_minutes == 570
    assert duty_on("2027-03-27", **shift).rostered_minutes == 570
    assert duty_on("2026-10-24", **shift).elapsed_minutes == 660
    assert duty_on("2026-12-04", **shift).elapsed_minutes == 600


def test_a_dated_end_may_stay_on_the_same_day() -> None:
    """An end after the start is on the day itself."""
    shift = {"start": "15:00", "end": "01:00", "dated_ends": [{"date": "2026-12-24", "end": "20:00"}]}
    assert duty_on("2026-12-24", **shift).wall_end == datetime(2026, 12, 24, 20)


def test_starts_in_the_repeated_and_the_missing_hour() -> None:
    """A start is refused as an end is, and a fold decides."""
    for day, said in (("2026-10-25", "the start 01:30 occurs twice"), ("2027-03-28", "the start 01:30 does not exist")):
        (problem,) = examine(one_shift(day, start="01:30", end="08:00")).problems
        assert said in problem.message
    assert duty_on("2026-10-25", start="01:30", end="08:00", fold="first").elapsed_minutes == 450
    assert duty_on("2026-10-25", start="01:30", end="08:00", fold="second").elapsed_minutes == 390


def test_a_duty_around_the_clock() -> None:
    """An end equal to the start is a day later: 24 hours, 25 when the clocks go back."""
    assert duty_on("2026-12-04", start="07:00", end="07:00").elapsed_minutes == 24 * 60
    assert duty_on("2026-10-24", start="07:00", end="07:00").elapsed_minutes == 25 * 60


def test_one_faulty_night_is_said_once_for_all_call_signs() -> None:
    """A trap that catches many duties is one mistake of one shift."""
    raw = raw_book(
        [person("ann")],
        [service("s", "24", "C1 C2"), service("s", "24", "C3", id="other")],
        period="2026-10-20 2026-10-30",
        shifts={"s": ("15:00", "01:00")},
        call_signs={"C1": "medway", "C2": "medway", "C3": "swale"},
    )
    assert len(examine(raw).problems) == 1


# --- what services ask for


def test_weekdays_and_exceptions() -> None:
    """Weekdays between two dates, added and removed dates, and priorities of single dates."""
    raw = raw_book(
        [person("ann")],
        [
            service(
                "late",
                "fri sat",
                first="2026-12-05",
                last="2026-12-18",
                removed_dates=["2026-12-12"],
                added_dates=["2026-12-25", "2027-01-01"],
                priority=4,
                priority_dates={"2026-12-25": 9},
            )
        ],
    )
    book = Book.model_validate(raw)
    assert [(duty.date.day, duty.priority) for duty in book.duties] == [(5, 4), (11, 4), (18, 4), (25, 9)]


def test_duties_are_in_order_of_start() -> None:
    """By instant, then call sign."""
    raw = raw_book(
        [person("ann")],
        [service("late", "04 05", "C2 C1"), service("early", "05", "C1")],
        call_signs={"C1": "medway", "C2": "swale"},
    )
    assert [duty.id for duty in Book.model_validate(raw).duties] == [
        "C1@2026-12-04/late",
        "C2@2026-12-04/late",
        "C1@2026-12-05/early",
        "C1@2026-12-05/late",
        "C2@2026-12-05/late",
    ]


def test_two_services_may_not_ask_for_one_duty() -> None:
    """The same call sign, date and shift twice is one mistake, with how many more."""
    raw = raw_book([person("ann")], [service("late", "04 05 06"), service("late", "05 06", id="again")])
    (problem,) = examine(raw).problems
    assert problem.place == "services[1]"
    assert problem.message == "asks for C1@2026-12-05/late and 1 more, which another service asks for already"


# --- names of duties


@pytest.fixture
def duties() -> list[Duty]:
    raw = raw_book(
        [person("ann")],
        [service("late", "04 05"), service("early", "05"), service("late", "04", "C2", id="two")],
        call_signs={"C1": "medway", "C2": "swale"},
    )
    return Book.model_validate(raw).duties


@pytest.mark.parametrize("text", ["C1@2026-12-04", "C1@2026-12-04/late", " C1@2026-12-04/late "])
def test_a_duty_by_its_name(duties: list[Duty], text: str) -> None:
    """The shift is needed only where two match."""
    assert find_duty(text, duties).id == "C1@2026-12-04/late"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("C1@2026-12-05", "fits 2 duties: C1@2026-12-05/early, C1@2026-12-05/late"),
        ("C1@2026-12-05/peak", "there is no duty"),
        ("C1@2026-12-06", "there is no duty"),
        ("C11@2026-12-05", "call sign 'C11' has no duties; did you mean 'C1'"),
        ("C1 2026-12-05", "fits 2 duties: C1@2026-12-05/early, C1@2026-12-05/late"),
        ("C1@05.12.2026", "fits 2 duties"),
        ("somewhere", "is not a duty; write CALLSIGN@YYYY-MM-DD"),
        ("", "is not a duty"),
    ],
)
def test_names_that_fit_no_duty_or_several(duties: list[Duty], text: str, said: str) -> None:
    """Each is refused with what may have been meant."""
    with pytest.raises(DutyReferenceError, match=said):
        find_duty(text, duties)


def test_duties_in_words(duties: list[Duty]) -> None:
    """As people say them."""
    assert duties[0].spoken == "C1 on Fri 4 Dec"
    assert duties[0].times == "18:00-02:00"
    assert duties[0].described == "C1 on Fri 4 Dec, 18:00-02:00 (late)"


def test_two_duties_of_a_call_sign_on_a_date_have_two_names(duties: list[Duty]) -> None:
    """Only they name the shift: neither another date nor another call sign does."""
    assert [duty.spoken for duty in duties] == [
        "C1 on Fri 4 Dec",
        "C2 on Fri 4 Dec",
        "C1 (early) on Sat 5 Dec",
        "C1 (late) on Sat 5 Dec",
    ]
    assert duties[2].described == f"C1 (early) on Sat 5 Dec, {duties[2].times}"


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (("Early turn", "Late turn"), ["C1 (Early turn)", "C1 (Late turn)"]),
        (("Turn", "turn"), ["C1 (one)", "C1 (two)"]),
        (("two", ""), ["C1 (one)", "C1 (two)"]),
    ],
)
def test_names_of_shifts_are_used_where_they_differ(names: tuple[str, str], called: list[str]) -> None:
    """Names of shifts may be alike; ids are not."""
    shifts = {
        "one": {"name": names[0], "start": "06:00", "end": "12:00"},
        "two": {"name": names[1], "start": "13:00", "end": "19:00"},
    }
    raw = raw_book([person("ann")], [service("one", "04"), service("two", "04")], shifts=shifts)
    assert [duty.called for duty in Book.model_validate(raw).duties] == called

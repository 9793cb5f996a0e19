"""One row of a returned sheet, with what people change in it besides the yellow cells."""

from datetime import date, datetime, time

import pytest

from roster.offers.asking import sheet_words as words
from roster.offers.asking.slots import Slot
from roster.offers.reading.date_row import read_date_row
from roster.offers.words.answers import AnswerError, DateAnswer

DAY = date(2026, 12, 5)
EARLY = Slot(DAY, "Match day", datetime(2026, 12, 5, 10), datetime(2026, 12, 5, 18), ("JR-04",))
NIGHT = Slot(DAY, "Peak night", datetime(2026, 12, 5, 18), datetime(2026, 12, 6, 2), ("JR-04", "JR-07"))
PRINTED = {words.DAY: "Sat", words.TIMES: "18:00-02:00", words.DUTY: "Peak night: JR-04, JR-07"}


def row(**changes: str) -> tuple[bool, tuple[DateAnswer, ...]]:
    """What the row of the night offers: whether without a limit, and else what."""
    names = {"day": words.DAY, "times": words.TIMES, "duty": words.DUTY, "yes": words.ANSWER, "note": words.NOTE,
             "first": words.FIRST, "last": words.LAST}  # fmt: skip
    found = read_date_row(PRINTED | {names[name]: text for name, text in changes.items()}, DAY, [EARLY, NIGHT])
    assert found.slots == (NIGHT,)
    return found.whole, found.answers


def test_the_night_alone_is_offered() -> None:
    assert row(yes="x") == (True, ())
    assert row() == (False, ())
    assert row(yes="no") == (False, ())


@pytest.mark.parametrize(
    "changes",
    [
        {"yes": "yes", "last": "22:00"},
        {"last": "22:00:00"},
        {"yes": "until 22:00"},
        {"yes": "yes", "note": "only until 22:00"},
        {"yes": "yes", "note": "till 10pm please", "last": "22:00"},
    ],
)
def test_a_limit_is_taken_wherever_it_stands(changes: dict[str, str]) -> None:
    assert row(**changes) == (False, (DateAnswer(DAY, time(18), time(22)),))


def test_printed_cells_that_were_changed() -> None:
    night = {words.DAY: "Sat", words.TIMES: "18:00-22:00", words.DUTY: "Peak night: JR-04, JR-07", words.ANSWER: "yes"}
    assert read_date_row(night, DAY, [EARLY, NIGHT]).answers == (DateAnswer(DAY, time(18), time(22)),)
    assert row(yes="yes", duty="Peak night: JR-07") == (False, (DateAnswer(DAY, time(18), time(2), ("JR-07",)),))


@pytest.mark.parametrize("note", ["thanks!", "no problem", "if needed", "with Kim again!"])
def test_remarks_that_limit_nothing(note: str) -> None:
    assert row(yes="yes", note=note) == (True, ())


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"yes": "yes", "note": "JR-07 only"}, "may limit the offer"),
        ({"yes": "yes", "note": "until 22:00 unless Kim comes"}, "may limit the offer"),
        ({"yes": "yes", "note": "not with a newcomer"}, "may limit the offer"),
        ({"yes": "yes", "last": "22:00", "note": "until 23:00"}, "has two limits of time"),
        ({"yes": "no", "last": "22:00"}, "which is right?"),
        ({"yes": "blue", "last": "22:00"}, "'blue' beside 'until 22:00'"),
        ({"yes": "yes", "last": "late"}, "is not a time"),
        ({"yes": "yes", "day": "Fri"}, "it is a Saturday, and 'Fri' stands beside it"),
        ({"yes": "yes", "duty": "Peak night: JR-99"}, "'Peak night: JR-99' in column 'Duty'"),
    ],
)
def test_what_is_not_understood(changes: dict[str, str], why: str) -> None:
    with pytest.raises(AnswerError) as error:
        row(**changes)
    assert why in str(error.value)

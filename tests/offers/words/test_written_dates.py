"""Dates in free text: what each text offers, and which are never guessed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from models.period import Period
from roster.offers.asking.slots import Slot
from roster.offers.words.written_dates import read_dates

PERIOD = Period(first=date(2026, 12, 1), last=date(2026, 12, 31))


def slots_on(day: date) -> Sequence[Slot]:
    """One night on Fridays, two shifts on Saturdays, none on other days."""
    start = datetime.combine(day, datetime.min.time())
    night = Slot(day, "Peak night", start + timedelta(hours=18), start + timedelta(hours=26), ("JR-04", "JR-07"))
    early = Slot(day, "Match day", start + timedelta(hours=10), start + timedelta(hours=18), ("JR-04",))
    return [night] if day.weekday() == 4 else [early, night] if day.weekday() == 5 else []


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Fri 4 Dec", "4"),
        ("Friday 4th December 2026", "4"),
        ("4 Dec, 5 Dec and 11th December", "4 5 11"),
        ("4th, 5th & 11th of Dec", "4 5 11"),
        ("Fri 4 Dec;Sat 5 Dec;", "4 5"),
        ("4/12/2026, 05.12.26", "4 5"),
        ("4/12 5/12", "4 5"),
        ("2026-12-04\n2026-12-05", "4 5"),
        ("2026-12-04 00:00:00", "4"),
        ("04-Dec-2026", "4"),
        ("December 4, 2026; Dec 5", "4 5"),
        ("4-6 Dec", "4 5 6"),
        ("all Fridays", "4 11 18 25"),
        ("any Friday or Saturday", "4 5 11 12 18 19 25 26"),
        ("Fridays and Saturdays", "4 5 11 12 18 19 25 26"),
        ("every Fri please", "4 11 18 25"),
        ("I can do 4th and 5th December thanks", "4 5"),
        ("Hello, happy to do the 4th Dec. Thank you!", "4"),
        ("Fri 4 Dec - yes", "4"),
        ("4 Dec until 22:00; 5 Dec", "4@18:00-22:00 5"),
        ("Sat 5 Dec (only till 10pm)", "5@10:00-22:00"),
        ("4 Dec from 8pm, 11 Dec 6pm-midnight", "4@20:00-02:00 11@18:00-00:00"),
        ("4 Dec 2000-2200", "4@20:00-22:00"),
        ("Fri 4 Dec 2026, 18:00-02:00, Fri 11 Dec 2026, 18:00-02:00", "4 11"),
        ("Fri 4 Dec 18:00 \u2013 02:00", "4"),
        ("Sat 5 Dec 2026, 18:00-02:00 (Peak night)", "5@18:00-02:00/JR-04 JR-07"),
        ("Sat 5 Dec (Match day);Fri 11 Dec JR-07;", "5@10:00-18:00/JR-04 11/JR-07"),
        ("Fri 4 Dec no, Sat 5 Dec yes", "5"),
    ],
)
def test_what_a_text_offers(text: str, offered: str) -> None:
    reading = read_dates(text, PERIOD, slots_on)
    assert reading.problems == []
    said = []
    for answer in reading.answers:
        word = str(answer.date.day)
        if answer.start is not None and answer.end is not None:
            word += f"@{answer.start:%H:%M}-{answer.end:%H:%M}"
        said.append(word + (f"/{' '.join(answer.call_signs)}" if answer.call_signs else ""))
    assert " ".join(said) == offered


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("not 4 Dec", "not understood"),
        ("4 Dec but not 5 Dec", "'but not' after Fri 4 Dec"),
        ("any Friday except the 11th Dec", "'except' after"),
        ("maybe 5 Dec", "not understood"),
        ("4 Dec?", "after Fri 4 Dec"),
        ("4 Dec if my sitter can", "'if my sitter can' after Fri 4 Dec"),
        ("Fri 5 Dec", "Sat 5 Dec 2026 is a Saturday, not 'fri'"),
        ("31 Nov", "there is no day 31 in month 11"),
        ("12/4/2026", "is it Fri 4 Dec, with the month first?"),
        ("the 4th", "it names no date"),
        ("whenever you need me", "it names no date"),
        ("29 Dec to 2 Jan", "'to' after Tue 29 Dec"),
        ("6-4 Dec", "ends before it begins"),
        ("4 Dec from 01:00", "from 01:00"),
        ("13/13", "is no date"),
    ],
)
def test_what_is_not_guessed(text: str, why: str) -> None:
    reading = read_dates(text, PERIOD, slots_on)
    assert reading.answers == []
    assert any(why in problem for problem in reading.problems), reading.problems


def test_a_date_without_a_year_lies_in_the_period_or_nearest_to_it() -> None:
    turn = Period(first=date(2026, 12, 15), last=date(2027, 1, 14))
    reading = read_dates("31 Dec and 1 Jan, 20 Jan", turn, lambda day: [])
    assert [answer.date for answer in reading.answers] == [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 20)]

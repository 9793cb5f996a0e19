"""Breaches that say the same of several dates or people become one line; nothing else does, and no amount is lost."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from models.clock import spoken_date, spoken_dates
from models.rota import Breach
from models.rules import Level
from roster.analysis.wording.breaches_together import breaches_together
from roster.analysis.wording.people_together import people_together

MAY = [date(2027, 5, day) for day in (1, 2, 14)]


def breach(rule: str, message: str, **more: Any) -> Breach:
    data = {"level": Level.WISHES, "amount": 1, "unit": "requests", "cost": 1} | more
    return Breach(rule=rule, message=message, **data)


def lines(*found: Breach) -> list[str]:
    return [item.line for item in breaches_together(found)]


def asked(person: str, wish: str, then: str, *days: date) -> list[Breach]:
    return [
        breach("requests", f"{person} asked {wish} on {spoken_date(day)} and {then}", person=person, date=day)
        for day in days
    ]


def down(call_sign: str, *days: date) -> list[Breach]:
    return [
        breach(
            "crew-cover",
            f"{call_sign} on {spoken_date(day)} is stood down",
            level=Level.COVER,
            unit="duties",
            cost=10,
            duty=f"{call_sign}@{day}",
            date=day,
        )
        for day in days
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], []),
        ([date(2026, 12, 4)], ["Fri 4 Dec"]),
        ([date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 11)], ["Fri 4", "Sat 5", "Fri 11 Dec"]),
        ([date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)], ["Thu 31 Dec", "Fri 1", "Sat 2 Jan"]),
        ([date(2026, 12, 4), date(2027, 12, 4)], ["Fri 4 Dec", "Sat 4 Dec"]),
    ],
)
def test_each_month_of_a_list_of_dates_is_named_once(days: Sequence[date], words: Sequence[str]) -> None:
    assert spoken_dates(days) == words


def test_requests_of_one_person_are_one_line() -> None:
    december = [date(2026, 12, day) for day in (4, 5, 11)]
    assert lines(*asked("SC12", "to be off", "is on", *december)) == [
        "requests: 3 requests of SC12 not granted: Fri 4, Sat 5, Fri 11 Dec (to be off)"
        " [3 requests, 3 points at wishes]"
    ]


def test_each_wish_of_one_person_keeps_its_dates() -> None:
    found = [*asked("SC12", "to be off", "is on", *MAY[:2]), *asked("SC12", "to work (JR20)", "does not", MAY[2])]
    assert lines(*found) == [
        "requests: 3 requests of SC12 not granted: Sat 1, Sun 2 May (to be off); Fri 14 May (to work JR20)"
        " [3 requests, 3 points at wishes]"
    ]


def test_a_single_request_says_what_happened() -> None:
    assert lines(*asked("SC1", "to be off", "is on", MAY[0]), *asked("SC2", "to be off", "is on", MAY[0])) == [
        f"requests: SC{number} asked to be off on Sat 1 May and is on [1 request, 1 point at wishes]"
        for number in (1, 2)
    ]


def test_dates_of_one_call_sign_are_one_line_and_call_signs_stay_apart() -> None:
    one, other = down("JR20", *MAY), down("JR21", MAY[0])
    assert lines(one[0], other[0], *one[1:]) == [
        "crew-cover: JR20 on Sat 1 May is stood down [1 duty, 10 points at cover]; likewise on Sun 2 and Fri 14 May"
        " [in all 3 duties, 30 points at cover]",
        "crew-cover: JR21 on Sat 1 May is stood down [1 duty, 10 points at cover]",
    ]


def test_people_with_the_same_shortfall_are_one_line() -> None:
    found = [
        breach(
            "minimum-hours",
            f"{person} has 8h in May 2027, {short}h short",
            level=Level.HOURS,
            amount=short,
            unit="hours",
            cost=short,
            person=person,
        )
        for person, short in (("SC01", 8), ("SC02", 4), ("SC03", 8))
    ]
    assert lines(*found) == [
        "minimum-hours: SC01 has 8h in May 2027, 8h short [8 hours, 8 points at hours]; likewise SC03"
        " [in all 16 hours, 16 points at hours]",
        "minimum-hours: SC02 has 8h in May 2027, 4h short [4 hours, 4 points at hours]",
    ]


def test_rules_and_levels_are_not_mixed() -> None:
    found = [
        breach("a", "X on Sat 1 May is so", date=MAY[0]),
        breach("b", "X on Sun 2 May is so", date=MAY[1]),
        breach("a", "X on Fri 14 May is so", date=MAY[2], level=Level.FAIR),
    ]
    assert len(lines(*found)) == 3


def test_a_message_that_names_its_date_twice_stays_alone() -> None:
    found = [breach("a", f"X from {(day := spoken_date(one))} to {day}", date=one) for one in MAY]
    assert len(lines(*found)) == 3


def test_no_breach_is_lost_and_the_order_is_that_of_the_first() -> None:
    found = [*down("JR20", *MAY), *asked("SC1", "to be off", "is on", *MAY), *down("JR21", *MAY)]
    together = breaches_together(found)
    assert sorted(str(one) for item in together for one in item.breaches) == sorted(map(str, found))
    assert [item.breaches[0] for item in together] == [found[0], found[3], found[6]]


def test_people_with_the_same_reason_share_a_sentence() -> None:
    reasons = [("SC1", "SC1 is free"), ("SC2", "with this duty, SC2 rests 9h"), ("SC3", "SC3 is free")]
    assert people_together(reasons) == ["2 people are free: SC1, SC3", "with this duty, SC2 rests 9h"]

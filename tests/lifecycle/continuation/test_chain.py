"""Periods solved one after another, each from the last one's book, keep every rule right across the seams."""

import copy
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from constraints.counting.counted_duties import Counted
from constraints.hours.minimum_hours import MinimumHours
from models.book import Book
from models.clock import monday_of, month_of
from models.people import Absence, Offer, Person
from models.reading.examine import read
from roster import api
from tests.conftest import EXAMPLES, SMALL
from tests.lifecycle.continuation.chain import assignments_of, long_book, shares_of, solved_chain

Raw = dict[str, Any]
Dated = TypeVar("Dated", Offer, Absence)

SHARED = ("late-finish", "friday-saturday", "bank-holiday", "duties", "hours")
RULES: list[Raw] = [
    {"kind": "minimum-hours", "hours": 16, "applies_to": {"roles": ["special"]}},
    {"kind": "contract-hours"},
    {"kind": "contract-cap"},
    {"kind": "daily-rest", "hours": 11},
    {"kind": "weekly-rest", "hours": 48, "days": 7, "rolling": True, "applies_to": {"roles": ["special"]}},
    {"kind": "consecutive-duties", "most": 3},
    {"kind": "rest-after-nights", "nights": 3, "hours": 46},
    {"kind": "maximum-hours", "hours": 43, "per": "week", "counting": "elapsed"},
    {"kind": "average-hours", "hours": 34, "weeks": 17},
    *({"kind": "fair-share", "counts": counts, "applies_to": {"roles": ["special"]}} for counts in SHARED),
]
PEOPLE: list[Raw] = [
    {"id": "P01", "role": "paramedic", "posting": {"hours_per_week": 37.5}},
    {"id": "SC01", "role": "special", "offers": [{"weekdays": ["fri", "sat", "sun"]}]},
    {"id": "SC02", "role": "special", "offers": [{"weekdays": ["mon", "tue", "fri"]}]},
    {"id": "SC03", "role": "special", "offers": [{"weekdays": ["wed", "thu", "sat"]}], "caps": {"duties_per_month": 5}},
    {"id": "PC1", "role": "special", "team": "A", "offers": [{"weekdays": ["wed", "sun"]}]},
]


def first_book(first: str, last: str, **fields: Any) -> Book:
    """One car every night, and one paramedic for it: each seam would be broken by a period that forgot the last."""
    raw = copy.deepcopy(SMALL) | {
        "period": {"first": first, "last": last},
        "organisations": [{"id": "secamb"}, {"id": "kent-police", "holidays": {}}],
        "shifts": [
            {"id": "peak", "start": "18:00", "end": "02:30"},
            {"id": "early", "start": "07:00", "end": "15:00"},
        ],
        "services": [{"id": "peaks", "call_signs": ["JR-04"], "shift": "peak", "crew": "jru"}],
        "teams": [{"id": "A", "cycle": ["early", "early", "rest", "rest"], "anchor": "2026-09-28"}],
        "people": PEOPLE,
        "rules": RULES,
    }
    return read(raw | fields)


def broken(books: Sequence[Book]) -> dict[str, str]:
    """The hard rules that the whole chain breaks, as one long rota, with the last breach of each."""
    return {breach.rule: breach.message for breach in long_book(books).verdict.hard}


def recomputed(books: Sequence[Book]) -> Counter[tuple[str, str]]:
    """What each person worked that is shared, counted from all rotas."""
    found: Counter[tuple[str, str]] = Counter()
    duties = {duty.id: duty for book in books for duty in book.duties}
    holidays = books[0].organisations[1].holidays
    assert holidays is not None
    dates = holidays.between(books[0].period.first, books[-1].period.last)
    for assignment in assignments_of(books):
        duty = duties[assignment.duty]
        for counts in Counted:
            if counts is Counted.HOURS:
                found[counts, assignment.person] += duty.rostered_minutes
            elif counts.counts(duty.wall_start, duty.wall_end, dates):
                found[counts, assignment.person] += 1
    return found


def check_memory(books: Sequence[Book]) -> None:
    """What the last book remembers is what all rotas before it say."""
    brought, worked = shares_of(books[-1]), recomputed(books[:-1])
    assert brought
    assert {key: worked[key] for key in brought} == brought
    opened = api.ready(books[-1])
    facts = opened.admission.facts
    down = [record for book in books[:-1] if book.rota for record in book.rota.duties if record.state == "stood down"]
    assert facts.stood_down_before == Counter(record.call_sign for record in down)
    rule = next(rule for rule in opened.admission.rules if isinstance(rule, MinimumHours))
    duties = {duty.id: duty for book in books for duty in book.duties}
    for name in ("SC01", "SC02", "SC03"):
        for promise in rule.promises(facts, facts.people[name]):
            before = sum(
                duties[item.duty].rostered_minutes
                for item in assignments_of(books[:-1])
                if item.person == name and month_of(duties[item.duty].date) == promise.name
            )
            assert promise.carried == before


@pytest.fixture(scope="module")
def autumn() -> list[Book]:
    """Three fortnights, with the clocks going back in the first, and seams inside weeks and months."""
    return solved_chain(first_book("2026-10-15", "2026-10-28"), 3)


def test_no_rule_is_broken_at_the_seams(autumn: list[Book]) -> None:
    assert [(str(book.period.first), str(book.period.last)) for book in autumn] == [
        ("2026-10-15", "2026-10-28"),
        ("2026-10-29", "2026-11-11"),
        ("2026-11-12", "2026-11-25"),
    ]
    assert broken(autumn) == {}


def test_what_is_remembered_is_what_was_worked(autumn: list[Book]) -> None:
    check_memory(autumn[:2])
    check_memory(autumn)


def test_the_seams_would_break_without_a_memory() -> None:
    """The test above can fail: one paramedic for every night, and periods that forget."""
    books = solved_chain(first_book("2026-10-15", "2026-10-28"), 3, remembering=False)
    assert set(broken(books)) >= {"consecutive-duties", "maximum-hours", "own-caps"}


def test_a_next_book_stands_alone(autumn: list[Book]) -> None:
    following = api.next_period(autumn[-1])
    assert following.rota is None
    assert (str(following.period.first), str(following.period.last)) == ("2026-11-26", "2026-12-09")
    assert api.continue_from(following, autumn[-1]) == following
    assert read(following.model_dump(mode="json")) == following


def test_balances_go_on(autumn: list[Book]) -> None:
    """What the contract asked for, less what was rostered, is what the next period adds to it."""
    long = long_book(autumn)
    person = long.facts.people["P01"]
    paid = sum(duty.rostered_minutes - 30 for duty in long.view.duties_of(person))
    posting = api.next_period(autumn[-1]).people[0].posting
    assert posting is not None
    assert posting.balance == pytest.approx(37.5 * 6 - paid / 60, abs=0.1)


def test_a_year_of_months() -> None:
    """Twelve months from October, with both nights on which the clocks change and a year's bank holidays."""
    books = solved_chain(first_book("2026-10-01", "2026-10-31"), 12)
    assert str(books[-1].period.last) == "2027-09-30"
    assert broken(books) == {}
    for number in range(2, 13):
        check_memory(books[:number])
    for book in books[6:]:
        earliest = min(item.date for item in book.carried_in.duties)
        assert 0 <= (earliest - monday_of(book.period.first)).days + 16 * 7 < 7  # seventeen weeks are kept, no more


@pytest.mark.slow
def test_a_year_of_kent() -> None:
    """The shipped example from December on, each month with the offers, leave and courses of its own."""
    kent = api.read_book(EXAMPLES / "kent-2026-12.yaml")
    first = kent.changed(
        people=[_renewed(person) for person in kent.people],
        rules=[*kent.rules, {"kind": "average-hours", "hours": 48, "weeks": 17}],
    )
    books = solved_chain(first, 12, fill=_moved, seconds=200)
    assert str(books[-1].period.last) == "2027-11-30"
    assert broken(books) == {}
    sizes = [len(book.carried_in.model_dump_json()) for book in books]
    assert max(sizes) < 1.25 * sizes[5]


def _renewed(person: Person) -> Person:
    """A person whose qualifications do not lapse: the year is to be about its seams."""
    held = tuple(item.model_copy(update={"valid_to": None}) for item in person.qualifications)
    return person.model_copy(update={"qualifications": held})


def _moved(following: Book, first: Book) -> Book:
    """The next book with the first one's offers and absences, moved on by whole weeks to the same time of the month."""
    start = following.period.first
    weeks = monday_of(start) - monday_of(first.period.first)
    people = [
        person.model_copy(
            update={
                "offers": tuple(_later(offer, weeks) for offer in then.offers),
                "absences": (
                    *person.absences,
                    *(
                        item
                        for absence in then.absences
                        if (item := _later(absence, weeks)).first and item.first >= start
                    ),
                ),
            }
        )
        for person, then in zip(following.people, first.people, strict=True)
    ]
    return following.changed(people=people)


def _later(item: Dated, by: timedelta) -> Dated:
    """An offer or absence some weeks later; made anew, for an offer remembers its dates."""
    moved: dict[str, Any] = {name: day + by for name in ("first", "last") if (day := getattr(item, name))}
    if isinstance(item, Offer):
        moved["dates"] = tuple(day + by for day in item.dates)
    return item.remade(**moved)

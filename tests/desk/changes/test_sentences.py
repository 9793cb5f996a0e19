"""The sentences of changes say from what to what: lists by what comes and goes, dates as people say them."""

import pytest

from models.book import Book
from roster.desk.changes import (
    AddRecord,
    Change,
    ChangeEntry,
    RemoveRecord,
    SetCaps,
    SetContact,
    SetDetail,
    SetOffers,
    SetRecord,
    apply_changes,
)
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.value_words import ValueWords
from tests.desk.changes.night_book import night_book


@pytest.fixture(scope="module")
def book() -> Book:
    """A book in which some fields say something already."""
    start = night_book()
    first = start.people[0].id
    return apply_changes(
        start,
        [
            SetRecord(section="people", id=first, fields={"name": "Ada Fenn", "tags": ["new", "tall"]}),
            SetOffers(person=first, offers=[{"dates": ["2026-12-04", "2026-12-05"]}, {"weekdays": ["fri"]}]),
            SetCaps(person=first, caps={"duties_per_month": 2}),
            SetContact(person=first, phone="07700 900123"),
        ],
    )


def said(book: Book, change: Change) -> str:
    """The sentence of a change, without what it calls the person."""
    return change.sentence(book).replace(f"Ada Fenn ({book.people[0].id})", "Ada")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tags": ["tall", "keen"]}, "Change tags of Ada: also keen; no longer new"),
        ({"tags": []}, "Change tags of Ada: from new and tall to nothing"),
        ({"tags": ["tall", "new"]}, "Change tags of Ada: put in another order: tall and new"),
        ({"name": "Ada Wood"}, "Change name of Ada: from Ada Fenn to Ada Wood"),
        ({"joined": "2021-02-03"}, "Change joined of Ada: from nothing to Wed 3 Feb 2021"),
        ({"name": "Ada Fenn"}, "Change name of Ada: nothing"),
        (
            {"caps": {"duties_per_month": 3, "hours_per_month": 20}},
            "Change caps of Ada: duties per month from 2 to 3, hours per month from nothing to 20",
        ),
        (
            {"absences": [{"kind": "sickness", "first": "2026-12-05"}]},
            "Change absences of Ada: from nothing to first Sat 5 Dec, sickness",
        ),
    ],
)
def test_fields_of_a_record_are_told_from_what_to_what(book: Book, fields: dict, sentence: str) -> None:
    assert said(book, SetRecord(section="people", id=book.people[0].id, fields=fields)) == sentence


@pytest.mark.parametrize(
    ("offers", "sentence"),
    [
        (
            [{"dates": ["2026-12-05", "2026-12-06", "2026-12-07", "2026-12-08"]}, {"weekdays": ["fri"]}],
            "Ada offers also Sun 6 Dec to Tue 8 Dec; no longer Fri 4 Dec",
        ),
        ([], "Ada offers nothing, before Fri 4 Dec and Sat 5 Dec; every Fri"),
        (
            [{"dates": ["2026-12-11"], "start": "18:00", "end": "02:00"}],
            "Ada offers Fri 11 Dec 18:00 to 02:00, before Fri 4 Dec and Sat 5 Dec; every Fri",
        ),
    ],
)
def test_offers_are_told_date_by_date(book: Book, offers: list, sentence: str) -> None:
    assert said(book, SetOffers(person=book.people[0].id, offers=offers)) == sentence


def test_offers_of_somebody_who_is_new_are_told_as_they_are(book: Book) -> None:
    assert SetOffers(person="new-1", offers=[{"weekdays": ["sat"]}]).sentence(book) == "new-1 offers every Sat"


def test_limits_and_contact_are_told_with_what_they_were(book: Book) -> None:
    ada = book.people[0].id
    limits = SetCaps(person=ada, caps={"duties_per_week": 1})
    assert said(book, limits) == "Ada has the limits 1 duty per week, before 2 duties per month"
    number = SetContact(person=ada, phone="07700 900124")
    assert said(book, number) == "Change the telephone number of Ada: from 07700 900123 to 07700 900124"


def test_the_brief_sentence_holds_no_value(book: Book) -> None:
    """It is kept in the history, which people of the other organisation read."""
    ada, words = book.people[0].id, BookWords(book)
    changes = [
        SetOffers(person=ada, offers=[]),
        SetCaps(person=ada, caps={}),
        SetContact(person=ada, phone="07700 900124"),
        SetRecord(section="people", id=ada, fields={"absences": [{"kind": "sickness", "first": "2026-12-05"}]}),
    ]
    for change in changes:
        brief = change.in_brief(words)
        assert not any(word in brief for word in ("sickness", "Dec", "07700", " 2 ")), brief


def test_records_without_an_id_say_what_they_hold(book: Book) -> None:
    rule = {"kind": "daily-rest", "hours": 11}
    assert AddRecord(section="rules", record=rule).sentence(book) == "Add the rule daily-rest: hours 11"
    assert RemoveRecord(section="rules", record=rule).sentence(book) == "Remove the rule daily-rest: hours 11"
    change = ChangeEntry(section="rules", was=rule, now={"kind": "daily-rest", "hours": 12, "level": "fairness"})
    told = change.sentence(book)
    assert told == "Change level and hours of the rule daily-rest: level from nothing to fairness; hours from 11 to 12"


def test_the_period_and_the_description_are_told_from_what_to_what(book: Book) -> None:
    period = {**book.period.model_dump(mode="json", exclude_defaults=True), "last": "2026-12-30"}
    told = SetDetail(field="period", value=period).sentence(book)
    assert told == "Change the period: from Thu 31 Dec to Wed 30 Dec"
    assert SetDetail(field="description", value="For all").sentence(book).endswith(" to For all")


def test_records_inside_a_record_are_told_by_their_id(book: Book) -> None:
    said_values = ValueWords(BookWords(book))
    was = [{"id": "driver", "valid_to": "2026-12-05"}, {"id": "medic"}]
    now = [{"id": "driver", "valid_to": "2027-12-05"}, {"id": "medic"}, {"id": "boat"}]
    told = said_values.change(was, now, "qualifications")
    assert told == "driver valid to from Sat 5 Dec to Sun 5 Dec 2027; also boat"
    assert said_values.change({"2026-12-31": 15}, {"2026-12-31": 20}) == "Thu 31 Dec from 15 to 20"


def test_text_that_looks_like_a_date_and_is_none_stays(book: Book) -> None:
    assert ValueWords(BookWords(book)).value("2026-13-45") == "2026-13-45"

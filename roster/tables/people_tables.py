"""The tables of people and of offers; `people_from` and `offers_from` read them back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any

from models.base import Weekday
from models.people import Offer, Person
from roster.tables.book_source import OpenedBook, facts_of
from roster.tables.cells.lists import NO_DAY, list_text
from roster.tables.typed_columns import column, ids, numbers, table, texts, times, whole, words

if TYPE_CHECKING:
    from pandas import DataFrame

    from models.book import Book


def people(book: Book | OpenedBook) -> DataFrame:
    """The people of a book: a row for each person, in the order of the book.

    Offers are in the table `offers`. Qualifications, absences and day jobs are in no table.

    | column             | dtype          | unit   | meaning
    |--------------------|----------------|--------|---------
    | person             | category       | id     | who
    | name               | string         |        | their name
    | role               | category       | id     | their role
    | areas              | string         | list   | where they may serve, home first; missing: anywhere
    | joined             | datetime64[us] | date   | the day they joined the unit
    | tags               | string         | list   | words that rules speak of
    | hours_per_week     | Float64        | hours  | paid hours of their contract, where they are posted to the unit
    | weekdays           | string         | list   | on which the posting may roster them; `none`: on no day
    | balance_hours      | Float64        | hours  | paid hours they owe; less than 0 when owed to them
    | posted_from        | datetime64[us] | date   | first day of the posting; missing: no first day
    | posted_to          | datetime64[us] | date   | last day of the posting; missing: no last day
    | team               | category       | id     | the team whose tours they work
    | duties_per_month   | Int64          | duties | their own limit on what they offer; missing: none
    | hours_per_month    | Float64        | hours  | the same in hours
    | duties_per_week    | Int64          | duties | the same by the week
    | nights_per_weekend | Int64          | nights | the same for nights that begin on a Friday, Saturday or Sunday
    | phone              | string         |        | their phone number
    | email              | string         |        | their e-mail address

    Lists are texts, their items separated by commas (`roster.tables.cells.lists`).
    """
    facts = facts_of(book)
    every = list(facts.people.values())
    postings = [person.posting for person in every]
    caps = column(every, "caps")
    return table(
        {
            "person": ids(column(every, "id"), facts.people),
            "name": texts(column(every, "name")),
            "role": ids(column(every, "role"), facts.roles),
            "areas": texts(list_text(person.areas) for person in every),
            "joined": times(column(every, "joined")),
            "tags": texts(list_text(person.tags) for person in every),
            "hours_per_week": numbers(item.hours_per_week if item else None for item in postings),
            "weekdays": texts((list_text(item.weekdays) or NO_DAY) if item else None for item in postings),
            "balance_hours": numbers(item.balance if item else None for item in postings),
            "posted_from": times(item.first if item else None for item in postings),
            "posted_to": times(item.last if item else None for item in postings),
            "team": ids(column(every, "team"), facts.teams),
            "duties_per_month": whole(column(caps, "duties_per_month")),
            "hours_per_month": numbers(column(caps, "hours_per_month")),
            "duties_per_week": whole(column(caps, "duties_per_week")),
            "nights_per_weekend": whole(column(caps, "nights_per_weekend")),
            "phone": texts(column(every, "phone")),
            "email": texts(column(every, "email")),
        }
    )


def offers(book: Book | OpenedBook) -> DataFrame:
    """The offers of people: a row for each date, or day of the week, of each offer.

    | column     | dtype          | unit  | meaning
    |------------|----------------|-------|---------
    | person     | category       | id    | who
    | name       | string         |       | their name
    | role       | category       | id    | their role
    | offer      | Int64          |       | which of their offers, from 1: its rows belong together
    | date       | datetime64[us] | date  | a date; missing where it is a day of the week
    | weekday    | category       |       | mon to sun, of every week; missing where it is a date
    | first      | datetime64[us] | date  | of the days of the week; missing: always
    | last       | datetime64[us] | date  | of the days of the week; missing: always
    | start      | string         | local | `HH:MM`: the whole duty lies between this time; missing: any
    | end        | string         | local | and this one, on the next day where it is not later
    | call_signs | string         | list  | the only ones offered for; missing: any
    """
    facts = facts_of(book)
    rows = list(_offer_rows(facts.book.people))
    return table(
        {
            "person": ids((row.person.id for row in rows), facts.people),
            "name": texts(row.person.name for row in rows),
            "role": ids((row.person.role for row in rows), facts.roles),
            "offer": whole(column(rows, "number")),
            "date": times(column(rows, "day")),
            "weekday": words(column(rows, "weekday"), Weekday),
            "first": times(row.offer.first for row in rows),
            "last": times(row.offer.last for row in rows),
            "start": texts(_clock(row.offer.start) for row in rows),
            "end": texts(_clock(row.offer.end) for row in rows),
            "call_signs": texts(list_text(row.offer.call_signs) for row in rows),
        }
    )


@dataclass(frozen=True)
class _OfferRow:
    person: Person
    number: int
    offer: Offer
    day: date | None = None
    weekday: Weekday | None = None


def _offer_rows(everybody: Sequence[Person]) -> Iterator[_OfferRow]:
    for person in everybody:
        for number, offer in enumerate(person.offers, start=1):
            yield from (_OfferRow(person, number, offer, day=day) for day in offer.dates)
            yield from (_OfferRow(person, number, offer, weekday=weekday) for weekday in offer.weekdays)


def _clock(clock: time | None) -> Any:
    return None if clock is None else f"{clock:%H:%M}"

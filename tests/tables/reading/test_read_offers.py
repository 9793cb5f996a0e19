"""Tables of offers: what goes out comes back the same, what people type is understood, mistakes name their row."""

import copy
from datetime import date, time
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import Weekday
from models.book import Book
from models.people import Offer
from models.reading.examine import read
from roster import RosterError, api, frames
from tests.conftest import EXAMPLES, SMALL

DECEMBER = st.dates(date(2026, 11, 20), date(2027, 1, 10))
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0, tzinfo=None, fold=0))
WINDOWS = st.one_of(st.just({}), st.fixed_dictionaries({"start": CLOCKS, "end": CLOCKS}))
SIGNS = st.fixed_dictionaries({"call_signs": st.lists(st.sampled_from(["JR-04", "JR, 05", '-"x"']), unique=True)})
BY_DATE = st.fixed_dictionaries({"dates": st.lists(DECEMBER, min_size=1, max_size=4)})
BY_WEEKDAY = st.fixed_dictionaries(
    {"weekdays": st.lists(st.sampled_from(list(Weekday)), min_size=1, max_size=3)},
    optional={"first": st.just(date(2026, 12, 1)), "last": st.just(date(2026, 12, 31))},
)
OFFERS = st.builds(
    lambda form, window, signs: Offer.model_validate(form | window | signs),
    st.one_of(BY_DATE, BY_WEEKDAY),
    WINDOWS,
    SIGNS,
)


def small(offers: dict[str, list[dict[str, Any]]] | None = None) -> Book:
    raw = copy.deepcopy(SMALL)
    raw["call_signs"] += [{"id": name, "area": "medway-swale"} for name in ("JR, 05", '-"x"')]
    raw["people"][2]["name"] = "Pat O'Neill"
    for person in raw["people"]:
        person["offers"] = (offers or {}).get(person["id"], [])
    return read(raw)


def table(head: str, *rows: str) -> pd.DataFrame:
    cells = [row.split("|") for row in rows]
    return pd.DataFrame(cells, columns=head.split("|"), index=range(2, len(rows) + 2))


def offered(frame: pd.DataFrame) -> dict[str, tuple[Offer, ...]]:
    reading = frames.offers_from(frame, small())
    assert reading.problems == ()
    return dict(reading.offers)


def wrong(head: str, *rows: str) -> list[str]:
    return [str(item) for item in frames.offers_from(table(head, *rows), small()).problems]


# --- round trips


@given(st.dictionaries(st.sampled_from(["P01", "P02", "SC01", "SC03"]), st.lists(OFFERS, min_size=1, max_size=3)))
def test_offers_come_back_the_same(mine: dict[str, list[Offer]]) -> None:
    book = small()
    people = [person.remade(offers=tuple(mine.get(person.id, ()))) for person in book.people]
    book = book.changed(people=tuple(people))
    reading = frames.offers_from(frames.offers(book), small())
    assert reading.problems == ()
    assert reading.into(small()) == book


@pytest.mark.parametrize("name", ["kent-2026-12", "pilot-2018-06", "south-east-2027-03", "falls-car-2027-02"])
def test_offers_of_the_examples_come_back_the_same(name: str) -> None:
    book = api.read_book(EXAMPLES / f"{name}.yaml")
    bare = book.changed(people=tuple(person.remade(offers=()) for person in book.people))
    reading = frames.offers_from(frames.offers(book), bare)
    assert reading.problems == ()
    assert reading.into(bare) == book
    assert reading.notes == ("not read: role",)


# --- what people type


def test_rows_that_differ_in_the_date_alone_are_one_offer() -> None:
    found = offered(
        table(
            "Person|Date|From|To",
            "SC01|Fri 4/12/2026|18:00|02:00",
            "sc01|2026-12-05|6pm|2am",
            "SC01|11 Dec 2026||",
            "Pat O'Neill|12/12/2026||",
        )
    )
    assert found == {
        "SC01": (
            Offer(dates=(date(2026, 12, 4), date(2026, 12, 5)), start=time(18), end=time(2)),
            Offer(dates=(date(2026, 12, 11), date(2026, 12, 12))),
        )
    }


def test_several_in_one_cell() -> None:
    found = offered(
        table(
            "id|dates|weekdays|call signs",
            "SC01|4/12/2026, 5/12/2026||jr-04; JR-04",
            "SC02||fri-sun|",
            "SC03||Sat, sun|",
        )
    )
    assert found["SC01"][0].dates == (date(2026, 12, 4), date(2026, 12, 5))
    assert found["SC01"][0].call_signs == ("JR-04", "JR-04")
    assert found["SC02"] == (Offer(weekdays=(Weekday.FRI, Weekday.SAT, Weekday.SUN)),)
    assert found["SC03"] == (Offer(weekdays=(Weekday.SAT, Weekday.SUN)),)


def test_lists_and_dates_as_such() -> None:
    """Not text, but what pandas and Parquet hold."""
    frame = pd.DataFrame(
        {
            "person": pd.array(["SC01", "SC02"], dtype="string"),
            "date": pd.to_datetime(["2026-12-04", None]),
            "weekday": pd.array([None, "sat"], dtype="string"),
            "start": [time(18), None],
            "end": [time(2), None],
            "call_signs": [["JR-04", "JR, 05"], None],
        }
    )
    found = offered(frame)
    assert found["SC01"] == (
        Offer(dates=(date(2026, 12, 4),), start=time(18), end=time(2), call_signs=("JR-04", "JR, 05")),
    )
    assert found["SC02"] == (Offer(weekdays=(Weekday.SAT,)),)


def test_a_day_of_the_week_beside_its_date_only_spells_it_out() -> None:
    assert offered(table("person|date|day", "SC01|2026-12-04|Friday")) == {"SC01": (Offer(dates=(date(2026, 12, 4),)),)}
    assert wrong("person|date|day", "SC01|2026-12-04|Sat") == ["row 2, column weekday: 2026-12-04 is a Friday"]


def test_a_date_that_is_offered_twice_is_told_once() -> None:
    reading = frames.offers_from(table("person|date", "SC01|2026-12-04", "SC01|4/12/2026"), small())
    assert reading.offers["SC01"] == (Offer(dates=(date(2026, 12, 4),)),)
    assert reading.notes == ("row 3: 2026-12-04 is offered in another row too; counted once",)
    assert reading.total == "2 rows: 1 offer of 1 person"


def test_what_is_left_out_is_told() -> None:
    reading = frames.offers_from(table("person|date|mood", "SC01|2027-02-04|fine", "|| ", "person|date|mood"), small())
    assert reading.notes == (
        "not read: mood",
        "row 2: 2027-02-04 is outside the period; no duty of this book can be had from it",
        "row 4: repeats the headings; passed over",
    )


def test_those_the_table_does_not_name_keep_their_offers() -> None:
    book = small({"SC01": [{"dates": ["2026-12-04"]}], "SC02": [{"dates": ["2026-12-05"]}]})
    after = frames.offers_from(table("person|date", "SC01|2026-12-11"), book).into(book)
    offers = {person.id: [str(day) for offer in person.offers for day in offer.dates] for person in after.people}
    assert offers == {"P01": [], "P02": [], "SC01": ["2026-12-11"], "SC02": ["2026-12-05"], "SC03": []}


# --- mistakes


def test_every_mistake_with_its_row() -> None:
    assert wrong(
        "person|date|start|end|call sign",
        "SC1|2026-12-04|||",
        "SC01|4.13.2026|||",
        "SC01|2026-12-04|25:00|02:00|",
        "SC01|2026-12-04|18:00|02:00|JR-40",
        "SC01||18:00|02:00|",
        "SC02|2026-12-04|18:00||",
        "SC02|2026-12-05|18:00:30|02:00|",
    ) == [
        "row 2, column person: 'SC1' is unknown; did you mean 'SC01'?",
        "row 3, column date: '4.13.2026' is not a date; is it Mon 13 Apr 2026, with the month first? write it as"
        " 25/12/2026 or 2026-12-25",
        "row 4, column start: '25:00' is not a time of day in whole minutes; write it as 18:00",
        "row 5, column call signs: 'JR-40' is unknown; did you mean 'JR-04'?",
        "row 6, column date: is empty, and so is the day of the week",
        "row 7: start and end of the window go together",
        "row 8, column start: '18:00:30' is not a time of day in whole minutes; write it as 18:00",
    ]


def test_rows_of_one_offer_must_agree() -> None:
    assert wrong("person|offer|date|start|end", "SC01|1|2026-12-04|18:00|02:00", "SC01|1|2026-12-05||") == [
        "row 3, column offer: says other things of offer 1 than row 2"
    ]
    assert wrong("person|offer|date|weekday", "SC01|1|2026-12-04|", "SC01|1||sat", "SC02|one||sat") == [
        "row 3, column offer: says other things of offer 1 than row 2",
        "row 4, column offer: 'one' is not a whole number",
    ]


def test_days_of_the_week_that_end_before_they_begin() -> None:
    assert wrong("person|weekday|first|last", "SC01|sat|2026-12-20|2026-12-10") == [
        "row 2: ends on 2026-12-10, before it starts on 2026-12-20"
    ]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("person|start", "there is no column 'date' and none 'weekday'"),
        ("date|start", "there is no column 'person'"),
        ("person|date|dates", "there are two columns for 'date': 'date' and 'dates'"),
        ("person|dat", "there is no column 'date' and none 'weekday'; did you mean 'dat'?"),
    ],
)
def test_headings_that_do_not_do(head: str, said: str) -> None:
    assert wrong(head, "|".join("x" for _ in head.split("|"))) == [said]


def test_mistakes_do_not_get_into_a_book() -> None:
    reading = frames.offers_from(table("person|date", "SC1|2026-12-04", "SC01|2026-12-05"), small())
    with pytest.raises(frames.TableError, match="row 2, column person: 'SC1' is unknown") as refused:
        reading.into(small())
    assert refused.value.problems == list(reading.problems)
    assert isinstance(refused.value, RosterError)


def test_rows_without_numbers_are_counted_from_1() -> None:
    frame = table("person|date", "SC01|2026-12-05", "SC1|2026-12-04").set_axis(["a", "b"])
    assert [item.row for item in frames.offers_from(frame, small()).problems] == [2]

"""Tables of people: what goes out comes back the same, blanks and missing columns, mistakes with their row."""

import copy
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import Weekday
from models.book import Book
from models.people import Caps, Person, Posting
from models.reading.examine import read
from roster import api, frames
from tests.conftest import EXAMPLES, SMALL
from tests.models.full_book import full_book

NAMES = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
    .map(str.strip)
    .filter(lambda name: name == "" or any(letter.isalnum() for letter in name))
)
TAGS = st.lists(st.one_of(NAMES, st.sampled_from(['a, "b"', "=1+1", "'x'", "", "x;y", "-"])), max_size=3)


def small(**first: Any) -> Book:
    """The small book, with teams, and fields of its first person changed."""
    raw = copy.deepcopy(SMALL)
    raw["teams"] = [{"id": "A", "cycle": ["peak", "rest"], "anchor": "2026-12-01"}]
    raw["people"][0] |= first
    return read(raw)


def table(head: str, *rows: str) -> pd.DataFrame:
    cells = [row.split("|") for row in rows]
    return pd.DataFrame(cells, columns=head.split("|"), index=range(2, len(rows) + 2))


def people(frame: pd.DataFrame, book: Book | None = None) -> dict[str, Person]:
    reading = frames.people_from(frame, book or small())
    assert reading.problems == ()
    return {person.id: person for person in reading.people}


def wrong(head: str, *rows: str) -> list[str]:
    return [str(item) for item in frames.people_from(table(head, *rows), small()).problems]


# --- round trips


@given(
    NAMES,
    TAGS,
    st.one_of(
        st.none(),
        st.builds(
            Posting,
            hours_per_week=st.sampled_from([37.5, 0.5, 60]),
            weekdays=st.lists(st.sampled_from(list(Weekday)), max_size=7).map(tuple),
            balance=st.sampled_from([0, -1.57, 0.25, 12]),
            first=st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2026, 1, 1))),
            last=st.one_of(st.none(), st.just(date(9999, 12, 31))),
        ),
    ),
    st.builds(Caps, duties_per_month=st.one_of(st.none(), st.integers(0, 62)), hours_per_month=st.just(0.5)),
)
def test_people_come_back_the_same(name: str, tags: list[str], posting: Posting | None, caps: Caps) -> None:
    book = small()
    first = book.people[0].remade(name=name, tags=tuple(tags), posting=posting, caps=caps, joined=date(2020, 2, 29))
    book = book.changed(people=(first, *book.people[1:]))
    reading = frames.people_from(frames.people(book), small())
    assert reading.problems == ()
    assert reading.into(small()) == book


@pytest.mark.parametrize("name", ["kent-2026-12", "kent-regulars-2027-03", "pilot-2018-06", "falls-car-2027-02"])
def test_people_of_the_examples_come_back_the_same(name: str) -> None:
    """Also beside people who were all made different: everything that the table speaks of is put back."""
    book = api.read_book(EXAMPLES / f"{name}.yaml")
    other = [
        person.remade(
            name="x",
            tags=("x",),
            areas=(),
            joined=date(2000, 1, 1),
            posting=None if person.posting else Posting(hours_per_week=1),
            team=None,
            caps=Caps(duties_per_month=1),
        )
        for person in book.people
    ]
    reading = frames.people_from(frames.people(book), book.changed(people=tuple(other)))
    assert reading.problems == ()
    assert reading.people == book.people
    assert reading.notes == ()
    assert reading.total == f"{len(book.people)} rows: {len(book.people)} known, 0 new"


def test_phones_as_spreadsheets_hold_them() -> None:
    """A number lost its zero, a text that begins with + has the apostrophe of a CSV file in front."""
    frame = table("Collar number|Role|Mobile|E-mail address", "SC09|special||", "SC10|special|'+44 7700 900123|a@b.c")
    frame = frame.astype(object)
    frame.loc[frame.index[0], "Mobile"] = 7700900123.0
    reading = frames.people_from(frame, small())
    assert reading.problems == ()
    assert [(person.phone, person.email) for person in reading.people] == [
        ("07700900123", ""),
        ("+44 7700 900123", "a@b.c"),
    ]
    wrong = frames.people_from(table("Person|Role|Phone|Email", "SC09|special|ask Bob|Bob"), small())
    assert [problem.column for problem in wrong.problems] == ["phone", "email"]


def test_everything_a_person_can_have_is_kept() -> None:
    """Qualifications, offers, absences and day jobs have no column; they stay with whoever is in the book."""
    book = read(full_book())
    assert any(person.absences for person in book.people)
    assert frames.people_from(frames.people(book), book).into(book) == book


# --- what people type


def test_new_people_as_a_spreadsheet_has_them() -> None:
    frame = table(
        "Collar number|Name|Role|Areas|Tags|Joined|Hours a week|Weekdays|Balance",
        "SC09|Sam Ojo|special|Medway, Swale|new; Kent|1 Sep 2026|||",
        "P09||paramedic||||37.5|mon-thu, sat|-1.5",
    )
    reading = frames.people_from(frame, small())
    assert reading.problems == ()
    assert reading.people == (
        Person(
            id="SC09",
            name="Sam Ojo",
            role="special",
            areas=("Medway", "Swale"),
            tags=("new", "Kent"),
            joined=date(2026, 9, 1),
        ),
        Person(
            id="P09",
            role="paramedic",
            posting=Posting(
                hours_per_week=37.5,
                weekdays=(Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.SAT),
                balance=-1.5,
            ),
        ),
    )
    assert reading.total == "2 rows: 0 known, 2 new"
    assert reading.notes == ("not in the table: P01, P02, SC01, SC02, SC03; the book keeps them as they are",)
    after = reading.into(small())
    assert [person.id for person in after.people] == ["P01", "P02", "SC01", "SC02", "SC03", "SC09", "P09"]


def test_a_missing_column_changes_nothing_and_a_blank_cell_does() -> None:
    book = small(name="Ann", tags=["full-time"], joined="2026-01-01")
    assert people(table("person|name", "p01|"), book)["P01"] == book.people[0].remade(name="")
    assert people(table("person|tags", "P01|"), book)["P01"] == book.people[0].remade(tags=())


def test_from_a_posting_to_a_team() -> None:
    book = small(posting={"hours_per_week": 37.5})
    found = people(table("person|hours per week|weekdays|balance|team", "P01||||A"), book)["P01"]
    assert (found.posting, found.team) == (None, "A")


def test_numbers_and_missing_cells_of_any_kind() -> None:
    frame = pd.DataFrame(
        {
            "person": ["P01", "P02", "SC01"],
            "hours_per_week": [0.5, np.nan, None],  # half an hour is no time of day
            "duties_per_month": pd.array([3, None, 0], dtype="Int64"),
            "name": pd.array(["Ann", None, ""], dtype="string"),
        }
    )
    found = people(frame)
    assert found["P01"].posting == Posting(hours_per_week=0.5)
    assert [person.caps.duties_per_month for person in found.values()] == [3, None, 0]
    assert [person.name for person in found.values()] == ["Ann", "", ""]


# --- mistakes


def test_every_mistake_with_its_row() -> None:
    assert wrong(
        "person|role|areas|joined|hours per week|weekdays|team|duties per month",
        "P01|paramedik||||||",
        "SC01|special|Medwey|yesterday||||",
        "SC02|special||||mon||",
        "|special||||||",
        "SC02|special||||||",
        "SC09|||||||",
        "SC03|special|||ninety|someday||",
        "P02|paramedic|||37.5|mon|A|",
        "SC10|special|||||B|2.5",
        "a/b|special||||||",
    ) == [
        "row 2, column role: role 'paramedik' is unknown; did you mean 'paramedic'?",
        "row 3, column joined: 'yesterday' is not a date; write it as 25/12/2026 or 2026-12-25",
        "row 4, column hours per week: is missing",
        "row 5, column person: is empty",
        "row 6, column person: 'SC02' is in row 4 already",
        "row 7, column role: is missing",
        "row 8, column weekdays: 'someday' is no day of the week",
        "row 9: a person is rostered by a posting or by a team, not by both",
        "row 10, column duties per month: should be a whole number (found '2.5')",
        "row 11, column person: 'a/b' cannot be used here: no @, / or line break, no blank at its ends",
    ]


def test_what_names_nothing_in_the_book() -> None:
    assert wrong("person|role|areas|team", "SC01|special|Medwey|", "SC02|special||B") == [
        "row 2, column areas: area 'Medwey' is unknown; did you mean 'Medway'?",
        "row 3, column team: team 'B' is unknown",
    ]


def test_mistakes_of_the_rest_of_the_book_are_not_laid_to_the_table() -> None:
    """Somebody else in the book is as they are; the table speaks of SC01 alone."""
    assert people(table("person|name", "SC01|Sam")).keys() == {"SC01"}


def test_a_table_without_ids() -> None:
    assert wrong("name|role", "Ann|special") == ["there is no column 'person'"]
    with pytest.raises(frames.TableError, match="there is no column 'person'"):
        frames.people_from(table("name|role", "Ann|special"), small()).into(small())

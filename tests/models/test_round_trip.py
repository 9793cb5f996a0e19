"""A book written and read again is the same book: as JSON, as YAML, with a rota and without."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constraints.admission import admit
from constraints.registry import installed
from models.book import Book
from models.reading.examine import read
from roster.engine.options import Options
from roster.engine.solve import solve
from roster.errors import ConflictError
from roster.io import yaml_text
from tests.constraints.books import person, raw_book
from tests.constraints.random_books import books
from tests.models.full_book import full_book
from tests.models.references.test_check import rota

SETTINGS = {"suppress_health_check": list(HealthCheck)}


def through_json(book: Book) -> Book:
    return read(json.loads(book.model_dump_json()))


def through_yaml(book: Book) -> Book:
    return read(yaml_text.parse(yaml_text.dump(book.model_dump(mode="json"))))


def through_short_yaml(book: Book) -> Book:
    """As books are written: without what is as usual."""
    data = book.model_dump(mode="json", exclude_defaults=True)
    return read(yaml_text.parse(yaml_text.dump({"schema_version": 1, **data})))


WAYS = [through_json, through_yaml, through_short_yaml]


@pytest.mark.parametrize("way", WAYS)
def test_full_book(way: Any) -> None:
    """Every kind of item and reference comes back."""
    book = read(full_book())
    assert way(book) == book
    assert way(book).input_hash == book.input_hash


@pytest.mark.parametrize("way", WAYS)
def test_smallest_items(way: Any) -> None:
    """Items with nothing but what they must have: every default can be written and read."""
    book = read(raw_book([person("ann")], {"late": "04"}, vehicles=[{"id": "V"}], rules=[{"kind": "requests"}]))
    assert way(book) == book


@pytest.mark.parametrize("way", WAYS)
def test_with_a_rota(way: Any) -> None:
    """The rota, its times with their offsets, its scores and how it was made."""
    book = read(full_book() | {"rota": rota()})
    assert way(book) == book
    assert way(book).rota == book.rota


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "shift",
    [
        {"start": "18:00", "length": "7h30m"},
        {"start": "18:00", "end": "01:30", "fold": "second"},
        {"start": "18:00", "end": "02:00"},
    ],
)
def test_a_rota_of_the_night_the_clocks_go_back(way: Any, shift: dict[str, str]) -> None:
    """A solved book whose duty ends in the repeated hour, or after it, is equal to itself when read again."""
    book = read(
        raw_book([person("ann", offers="all")], {"s": "24"}, period="2026-10-24 2026-10-25", shifts={"s": shift})
    )
    admitted = admit(book, installed())
    solved = solve(admitted.facts, admitted.rules, Options(time_limit=30, workers=2))
    assert way(solved).rota == solved.rota


# Words that YAML readers like to take for something else.
TRAPS = [
    "no",
    "on",
    "Yes",
    "null",
    "~",
    "007",
    "1e3",
    "0x1F",
    "1_000",
    "12:30",
    "2026-12-25",
    "18:00",
    "true",
    ".inf",
    "- a",
    "a: b",
    "# c",
    "'",
    '"',
    "{",
    "[x]",
    "*a",
    "&a",
    "!t",
    "%",
    "=",
    "<<",
    "?",
    ":",
    "...",
    "---",
    "a #b",
]
WORDS = st.sampled_from(TRAPS) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
IDS = st.sampled_from(TRAPS) | st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="@/"), min_size=1, max_size=12
)


@given(ids=st.lists(IDS, min_size=2, max_size=2, unique_by=str.lower), words=st.lists(WORDS, min_size=4, max_size=4))
def test_words_that_look_like_something_else(ids: list[str], words: list[str]) -> None:
    """Ids, names and free text come back as they were, whatever YAML might read into them."""
    raw = raw_book(
        [person(ids[0], name=words[0], tags=[words[1]]), person(ids[1])],
        {"late": "04"},
        description=words[2],
        requests=[{"person": ids[0], "wish": "off", "dates": ["2026-12-04"]}],
        rules=[{"kind": "requests", "source": words[3], "applies_to": {"people": [ids[1]], "tags": [words[1]]}}],
        carried_in={"totals": [{"person": ids[0], "shares": {words[1]: 3}}]},
    )
    book = read(raw)
    for way in WAYS:
        assert way(book) == book


@settings(max_examples=40, **SETTINGS)
@given(books(people=6, duties=8))
def test_random_books(book: Book) -> None:
    """Random books come back as they were, and hash alike."""
    for way in WAYS:
        assert way(book) == book
        assert way(book).input_hash == book.input_hash


@settings(max_examples=5, **SETTINGS)
@given(books())
def test_random_solved_books(book: Book) -> None:
    """And so do solved ones."""
    _solved_comes_back(book)


@pytest.mark.slow
@settings(max_examples=1500, **SETTINGS)
@given(books(people=8, duties=10))
def test_many_random_books(book: Book) -> None:
    """The same for many."""
    for way in WAYS:
        assert way(book) == book


@pytest.mark.slow
@settings(max_examples=100, **SETTINGS)
@given(books())
def test_many_random_solved_books(book: Book) -> None:
    """The same for many."""
    _solved_comes_back(book)


def _solved_comes_back(book: Book) -> None:
    admitted = admit(book, installed())
    try:
        solved = solve(admitted.facts, admitted.rules, Options(time_limit=30, workers=2))
    except ConflictError:
        return
    for way in WAYS:
        assert way(solved) == solved

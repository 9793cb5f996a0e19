"""A book written as a workbook and read again is the same book; so are YAML and JSON in between."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
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
from roster.io import examples, yaml_text
from roster.io.xlsx.embedded.embedded_rota import EMBEDDED_SHEET
from roster.io.xlsx.inputs.reader import read_sheets
from roster.io.xlsx.workbook import workbook_bytes
from tests.constraints.books import person, raw_book
from tests.constraints.random_books import books
from tests.models.full_book import full_book
from tests.models.references.test_check import rota
from tests.models.test_round_trip import IDS, SETTINGS, WORDS

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def through_workbook(book: Book) -> Book:
    found = read_sheets(Path("book.xlsx"), workbook_bytes(book, admit(book, installed()).rules))
    assert found.problems == []
    return read(found.raw)


def all_the_way(book: Book) -> None:
    """Workbook -> YAML -> JSON -> workbook."""
    first = through_workbook(book)
    assert first == book
    second = read(yaml_text.parse(yaml_text.dump(first.model_dump(mode="json", exclude_defaults=True))))
    third = read(json.loads(second.model_dump_json()))
    last = through_workbook(third)
    assert last == book
    assert last.input_hash == book.input_hash


@pytest.mark.parametrize("name", examples.names())
def test_every_example(name: str) -> None:
    all_the_way(read(yaml_text.parse(examples.path_of(name).read_text())))


def test_a_book_with_everything_in_it() -> None:
    all_the_way(read(full_book()))


def test_a_solved_and_published_book() -> None:
    raw = full_book() | {"rota": rota()}
    book = read(raw)
    again = read(read_sheets(Path("book.xlsx"), workbook_bytes(book, [])).raw)
    assert again == book
    assert again.rota == book.rota
    assert again.published == book.published


def test_what_is_kept_is_very_hidden_and_fits_its_cells() -> None:
    raw = full_book() | {"rota": rota()}
    raw["rota"]["breaches"] = [
        {"rule": "x", "level": "fair", "amount": 1, "unit": "h", "message": " blank at both ends " * 400}
    ] * 20
    book = read(raw)
    data = workbook_bytes(book, [])
    sheet = openpyxl.load_workbook(io.BytesIO(data))[EMBEDDED_SHEET]
    assert sheet.sheet_state == "veryHidden"
    assert sheet.max_row > 4
    assert read(read_sheets(Path("book.xlsx"), data).raw).rota == book.rota


@pytest.mark.parametrize(
    "changes",
    [
        {"organisations": [{"id": "o", "holidays": {}}, {"id": "p"}]},
        {"organisations": [{"id": "o", "holidays": {"country": "GB", "subdivision": None}}]},
        {"organisations": [{"id": "o", "holidays": {"country": "FR", "subdivision": None, "removed": ["2026-12-25"]}}]},
        {"organisations": [{"id": "o", "holidays": {"added": {"2026-12-24": "Eve, of: it", "2026-12-27": "#x"}}}]},
        {"areas": [{"id": "a", "aliases": ["x, y", "z"]}, {"id": "b", "aliases": ["; "]}]},
        {"areas": [{"id": "a", "name": "two\nlines\tand a tab"}, {"id": "e.g. b", "name": "e.g. this"}]},
        {"areas": [{"id": "a\u00a0b", "name": "\u200binvisible"}, {"id": "007"}, {"id": "1e3"}, {"id": "2026-12-25"}]},
        {"areas": [{"id": "bell\x07", "name": "nul\x00"}, {"id": "_x000D_"}, {"id": "=1+1"}, {"id": "#REF!"}]},
        {"description": "=SUM(A1)\r\nand a return\x0b"},
        {"description": "e.g. a rota"},
        {"description": "x" * 20_000},
        {"name": "e.g. a rota"},
        {"rule_files": ["a,b.py"]},
        {"rules": [{"kind": "requests", "note": None, "deep": {"a": [1, 2.5, {"b": True}]}, "long": "y" * 70_000}]},
        {"rules": [{"kind": "requests", "applies_to": {}}, {"kind": "Odd, one"}, {"kind": "a", "": 1, "more": 2}]},
        {"worked": [{"person": "ann", "start": "1900-01-05 00:01", "end": "1900-01-05 23:59", "no_show": True}]},
        {"carried_in": {"totals": [{"person": "ann", "hours": {"2026-12": 0.1}, "shares": {"a: b, c": 3, "": 2}}]}},
        {"teams": [{"id": "t", "cycle": ["rest"] * 400, "anchor": "1900-01-01"}]},
    ],
)
def test_odd_books(changes: dict[str, Any]) -> None:
    raw = raw_book([person("ann")], {"late": "04"}) | changes
    raw["roles"][0]["organisation"] = raw["organisations"][0]["id"]
    raw["roles"] = [{**role, "organisation": raw["organisations"][0]["id"]} for role in raw["roles"]]
    for call_sign in raw["call_signs"]:
        call_sign["area"] = raw["areas"][0]["id"] if raw["areas"] else call_sign["area"]
    book = read(raw)
    found = read_sheets(Path("book.xlsx"), workbook_bytes(book, []))
    assert found.problems == []
    assert read(found.raw) == book


@pytest.mark.parametrize(
    "changes",
    [
        {"offers": [{"dates": ["2026-12-05", "2026-12-04"]}]},
        {"offers": [{"dates": ["2026-12-04", "2026-12-04"]}]},
        {"offers": [{"dates": ["2026-12-04", "2027-12-04"]}]},
        {"offers": [{"dates": ["2026-12-04"]}, {"dates": ["2026-12-05"]}]},
        {"offers": [{"dates": ["2026-12-04"]}, {"weekdays": ["sat"]}, {"dates": ["2026-12-05"], "call_signs": ["04"]}]},
        {"offers": [{"dates": ["2026-12-05"], "start": "18:00", "end": "02:00"}, {"dates": ["2026-12-04"]}]},
        {"offers": [{"dates": ["2026-12-04"]}, {"dates": ["2026-12-04"], "start": "18:00", "end": "02:00"}]},
        {"offers": [{"weekdays": ["sat", "fri", "fri"], "first": "2026-12-01"}]},
        {"absences": [{"kind": "sickness", "first": "2026-12-02", "last": "2026-12-02"}]},
        {"absences": [{"kind": "sickness", "first": "2026-12-02"}, {"kind": "sickness", "first": "2026-12-03"}]},
        {"absences": [{"kind": "rest day", "first": "2026-12-05"}, {"kind": "sickness", "first": "2026-12-02"}]},
        {"absences": [{"kind": "other", "first": "2026-11-25", "last": "2026-12-03"}]},
        {"absences": [{"kind": "other", "first": "2026-12-03", "hours": 0}, {"kind": "other", "first": "2026-12-09"}]},
        {
            "absences": [{"kind": "training", "first": "2026-12-04", "last": "2026-12-05"}],
            "offers": [{"dates": ["2026-12-04"]}],
        },
        {"posting": {"hours_per_week": 37.5, "weekdays": []}},
        {"caps": {"duties_per_month": 0}},
    ],
)
def test_odd_availability(changes: dict[str, Any]) -> None:
    """What the grid cannot say as it stands goes to the lists; nothing is joined, sorted or lost."""
    raw = raw_book([person("ann"), person("Übel\x01"), person("bob")], {"late": "04"})
    raw["call_signs"].append({"id": "04", "area": raw["areas"][0]["id"]}) if not any(
        item["id"] == "04" for item in raw["call_signs"]
    ) else None
    for item in raw["people"]:
        item.pop("offers", None)
        item |= changes
    raw["shifts"][0]["code"] = "L"
    book = read(raw)
    found = read_sheets(Path("book.xlsx"), workbook_bytes(book, []))
    assert found.problems == []
    assert read(found.raw) == book


@settings(max_examples=25, **SETTINGS)
@given(
    ids=st.lists(IDS, min_size=2, max_size=2, unique_by=str.lower),
    words=st.lists(WORDS | ANYTHING, min_size=4, max_size=4),
)
def test_words_that_look_like_something_else(ids: list[str], words: list[str]) -> None:
    raw = raw_book(
        [person(ids[0], name=words[0], tags=[words[1]]), person(ids[1])],
        {"late": "04"},
        description=words[2],
        requests=[{"person": ids[0], "wish": "off", "dates": ["2026-12-04"]}],
        rules=[{"kind": "requests", "source": words[3], "applies_to": {"people": [ids[1]], "tags": [words[1]]}}],
        carried_in={"totals": [{"person": ids[0], "shares": {words[1]: 3}}]},
    )
    assert through_workbook(read(raw)) == read(raw)


@settings(max_examples=15, **SETTINGS)
@given(books(people=6, duties=8))
def test_random_books(book: Book) -> None:
    assert through_workbook(book) == book


@pytest.mark.slow
@settings(max_examples=400, suppress_health_check=list(HealthCheck), deadline=None)
@given(books(people=8, duties=10))
def test_many_random_books(book: Book) -> None:
    assert through_workbook(book) == book


@pytest.mark.slow
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(books())
def test_random_solved_books(book: Book) -> None:
    admitted = admit(book, installed())
    try:
        solved = solve(admitted.facts, admitted.rules, Options(time_limit=30, workers=2))
    except ConflictError:
        return
    assert through_workbook(solved) == solved

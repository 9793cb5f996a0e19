"""The comparison of outputs ignores what no run can repeat, and nothing else."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.outputs.compare import difference, differences

BOOK: dict[str, Any] = {
    "published": None,
    "rota": {
        "duties": [{"start": "2027-01-01T18:00:00Z", "state": "crewed"}],
        "provenance": {
            "input_hash": "0a",
            "made_at": "2026-11-30T12:44:08Z",
            "seconds": 0.04,
            "versions": {"jru-roster": "0.1.0", "ortools": "9.15"},
        },
    },
}


def as_json(change: str, value: Any) -> bytes:
    """The book as JSON, one of its values replaced; the place is written with slashes."""
    book = json.loads(json.dumps(BOOK))
    *path, last = change.split("/")
    place = book
    for key in path:
        place = place[int(key) if key.isdigit() else key]
    place[last] = value
    return json.dumps(book).encode()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("rota/provenance/made_at", "2026-11-30T12:50:00Z"),
        ("rota/provenance/seconds", 17.3),
        ("rota/provenance/versions/jru-roster", "0.2.0"),
    ],
)
def test_stamps_times_and_the_version_of_a_json_book_are_ignored(place, value):
    assert difference("solved.json", json.dumps(BOOK).encode(), as_json(place, value)) is None


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ("rota/duties/0/state", "stood down", "/rota/duties[0]/state is 'crewed' and 'stood down'"),
        ("rota/duties/0/start", "2027-01-01T19:00:00Z", "/rota/duties[0]/start is"),
        ("rota/duties", [], "/rota/duties has 1 and 0 entries"),
        ("rota/provenance/versions/ortools", "9.16", "/rota/provenance/versions/ortools is"),
        ("rota/provenance/input_hash", "0b", "/rota/provenance/input_hash is"),
        ("rota/provenance/workers", 2, "/rota/provenance has the keys"),
    ],
)
def test_any_other_value_of_a_json_book_is_compared(place, value, told):
    assert difference("solved.json", json.dumps(BOOK).encode(), as_json(place, value)).startswith(told)


def test_whole_numbers_and_decimals_are_told_apart():
    assert difference("a.json", b'{"value": 1}', b'{"value": 1.0}') == "/value is 1 and 1.0"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("index.html", "published on 30 November 2026 at 12:48.</p>", "published on 1 December 2026 at 00:00.</p>"),
        (
            "P01.ics",
            "DTSTAMP:20261130T124601Z\nUID:29df791b@jru-roster",
            "DTSTAMP:20261130T130000Z\nUID:336d@jru-roster",
        ),
        (
            "solve.txt",
            "written\nevery level proven best, after 0.1 s",
            "written\nevery level proven best, after 1.5 min",
        ),
        ("solved.yaml", "made_at: '2026-11-30T12:44:08Z'", "made_at: '2026-12-01T00:00:01Z'"),
    ],
)
def test_stamps_and_times_of_text_are_ignored(name, old, new):
    assert difference(name, old.encode(), new.encode()) is None


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("index.html", "<p>Late turn on 3 January 2027 at 16:00</p>", "<p>Late turn on 3 January 2027 at 16:30</p>"),
        ("P01.ics", "DTSTART:20270101T180000Z", "DTSTART:20270101T190000Z"),
        ("hours.txt", "P01  16.0 h", "P01  17.0 h"),
        ("hours.txt", "a\nb", "a\nb\nc"),
    ],
)
def test_any_other_text_is_compared(name, old, new):
    assert difference(name, old.encode(), new.encode())


def workbook(cell: str, made: str = "2026-11-30T12:45:58Z") -> bytes:
    """A workbook of two parts: a cell, and when it was made."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", f"<row><c><is><t>{cell}</t></is></c></row>")
        archive.writestr("docProps/core.xml", f'<dcterms:created xsi:type="x">{made}</dcterms:created>')
    return written.getvalue()


def test_workbooks_are_compared_part_by_part():
    assert difference("a.xlsx", workbook("P01"), workbook("P01", "2027-01-01T00:00:00Z")) is None
    told = difference("a.xlsx", workbook("P01"), workbook("P02"))
    assert told == "xl/worksheets/sheet1.xml, line 4: '<t>P01</t>' and '<t>P02</t>'"


def test_every_differing_file_of_two_folders_is_named(tmp_path: Path):
    for folder, text in (("old", "a"), ("new", "b")):
        (tmp_path / folder / "book").mkdir(parents=True)
        (tmp_path / folder / "book" / "same.txt").write_text("x")
        (tmp_path / folder / "book" / "other.txt").write_text(text)
        (tmp_path / folder / f"{folder}.txt").write_text("x")
    found = differences(tmp_path / "old", tmp_path / "new")
    assert [line.partition(":")[0] for line in found] == ["book/other.txt", "new.txt", "old.txt"]

"""What was published: read, written, checked for names, and left out of a book that has none."""

import json
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from constraints.registry import installed
from constraints.schema import book_schema
from models.book import Book
from models.reading.examine import examine, read
from models.records.published import Published
from tests.models.full_book import full_book, put

LONDON = ZoneInfo("Europe/London")
PLACE = {"person": "amber", "duty": "JR-04@2026-12-04/late", "seat": "police", "basis": "offered"}
ENTRY = {
    "person": "amber",
    "duty": "JR-04@2026-12-04/late",
    "start": "2026-12-04T18:00:00Z",
    "end": "2026-12-05T02:00:00Z",
    "digest": "0123456789abcdef",
    "since": "2026-11-20T12:00:00Z",
}


def published(**fields: Any) -> Published:
    return Published.model_validate({"version": 1, "at": "2026-11-20T12:00:00Z", "assignments": [PLACE], **fields})


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({}, date(2026, 11, 20)),
        ({"at": "2026-11-20T23:59:00Z"}, date(2026, 11, 20)),
        ({"at": "2026-07-20T23:00:00Z"}, date(2026, 7, 21)),
        ({"as_of": "2026-12-02"}, date(2026, 12, 2)),
    ],
)
def test_notice_is_counted_from_the_day_of_publication_or_the_day_given(fields: dict[str, str], day: date) -> None:
    assert published(**fields).notice_from(LONDON) == day


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"version": 0}, "greater than or equal to 1"),
        ({"at": "2026-11-20T12:00:00"}, "timezone"),
        ({"as_of": "2 December"}, "write it as YYYY-MM-DD"),
        ({"assignments": [PLACE, PLACE]}, "amber in a seat of JR-04@2026-12-04/late is there twice"),
        ({"vehicles": []}, "Extra inputs"),
        ({"told": [ENTRY, ENTRY]}, "the entry told amber on JR-04@2026-12-04/late is there twice"),
        ({"told": [ENTRY | {"duty": "JR-04@2026-12-04"}]}, "should match pattern"),
        ({"told": [ENTRY | {"sequence": -1}]}, "greater than or equal to 0"),
        ({"told": [ENTRY | {"start": "2026-12-04T18:00:00"}]}, "timezone"),
        ({"link_secret": "guess me"}, "should match pattern"),
    ],
)
def test_what_it_does_not_take(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        published(**fields)


@pytest.mark.parametrize("duty", ["JR-04@2026-12-03/late", "JR-99@2026-12-04/late", "JR-04@2027-06-01/gone"])
def test_a_duty_that_is_asked_for_no_more_is_a_warning(duty: str) -> None:
    """A service may have been dropped since, or another month be planned."""
    reading = examine(put(full_book(), "published.assignments[0].duty", duty))
    assert reading.problems == []
    assert reading.book is not None
    (warning,) = reading.book.warnings()
    assert str(warning) == f"published: no service asks for {duty} any longer; these are passed over"


@pytest.mark.parametrize("duty", ["JR-04@2026-12-04", "JR-04", "", "JR-04@4 Dec/late"])
def test_what_is_no_duty_is_a_mistake(duty: str) -> None:
    """One without its shift would be passed over, and nobody would know."""
    (problem,) = examine(put(full_book(), "published.assignments[0].duty", duty)).problems
    assert problem.place == "published.assignments[0].duty"
    assert problem.message == f"'{duty}' is not a duty; write CALLSIGN@YYYY-MM-DD/SHIFT"


def test_a_faulty_one_hides_no_other_mistake() -> None:
    raw = put(put(full_book(), "published.version", "one"), "people[0].role", "speciall")
    assert [problem.place for problem in examine(raw).problems] == ["people[0].role", "published.version"]


def test_it_lies_right_before_the_rota_and_only_where_there_is_one() -> None:
    """A book in which nothing is published is written, and hashes, as before."""
    assert list(Book.model_fields)[-2:] == ["published", "rota"]
    raw = full_book()
    del raw["published"]
    bare, told = read(raw), read(full_book())
    assert "published" not in bare.model_dump(exclude_defaults=True)
    assert bare.changed(published=None).input_hash == bare.input_hash
    assert told.input_hash != bare.input_hash
    assert told.changed(published=None) == bare


def test_it_is_part_of_the_schema() -> None:
    schema = json.loads(json.dumps(book_schema(installed())))
    told = {"version", "at", "assignments", "as_of", "audiences", "told", "kept", "link_secret", "address", "folder"}
    assert told == set(schema["$defs"]["Published"]["properties"])
    assert schema["properties"]["published"]["anyOf"][0]["$ref"] == "#/$defs/Published"

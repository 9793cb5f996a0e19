"""Every form of every shipped book, sent exactly as it is shown, changes nothing; with one field changed, only that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from models.book import Book
from models.period import HolidayCalendar
from roster import api
from roster.desk.changes.drafts.sections import SECTIONS, key_function, records_of
from roster.desk.service import local_who
from roster.io import examples
from tests.conftest import EXAMPLES
from tests.desk.service.unit import small_book
from tests.desk.web.pages.client import Pages, pages_of, words
from tests.desk.web.pages.forms.sent_form import Sent, sent_form


def paths(value: Any) -> frozenset[str]:
    """Which fields a record has, in and inside it."""
    if isinstance(value, dict):
        return frozenset(f"{name}.{inner}" for name, item in value.items() for inner in paths(item) or {""})
    return frozenset(inner for item in value for inner in paths(item)) if isinstance(value, list) else frozenset()


def one_of_each(book: Book) -> Iterator[tuple[str, str]]:
    """List and key of records: one for each set of fields that records have."""
    for section in SECTIONS:
        seen = set()
        for record in records_of(book, section):
            data = record.model_dump(mode="json", exclude_defaults=True)
            kind = (data.get("kind") if section == "rules" else None, paths(data))
            if kind not in seen:
                seen.add(kind)
                yield section, key_function(section)(record)


def opened(pages: Pages, section: str, key: str) -> Sent:
    """What the form of a record sends when nothing is changed."""
    answer = pages.get("both", f"book/{section}/record?key={quote(key)}")
    assert answer.status_code == 200, words(answer.text)
    return sent_form(answer.text) | {"act": ["save"]}


def send(pages: Pages, section: str, key: str, sent: Sent) -> None:
    """Sends the form, which must be taken."""
    answer = pages.post("both", f"book/{section}/record?key={quote(key)}&kind={kind_of(pages, section, key)}", sent)
    assert answer.status_code == 303, words(answer.text)


def kind_of(pages: Pages, section: str, key: str) -> str:
    """Of a rule, its kind, which the address of its form names."""
    key_of = key_function(section)
    found = (item for item in records_of(pages.unit.book, section) if key_of(item) == key)
    return next(item.kind for item in found) if section == "rules" else ""


def records(book: Book, section: str) -> list[dict[str, Any]]:
    """A list of a book as JSON has it."""
    return [item.model_dump(mode="json") for item in records_of(book, section)]


@pytest.mark.parametrize("name", examples.names())
def test_a_form_sent_as_it_is_shown_changes_nothing(name: str, tmp_path: Path) -> None:
    for pages in pages_of(api.read_book(EXAMPLES / f"{name}.yaml"), tmp_path):
        pages.unit.both = local_who(pages.unit.store)  # coordinates every organisation of the book
        before = pages.unit.book
        for section, key in one_of_each(before):
            send(pages, section, key, opened(pages, section, key))
            assert pages.unit.head == 1, (section, key, pages.unit.store.head(1).sentence)
        assert pages.unit.book == before


# What a record says that its fields alone do not show: all of it usual, nothing at all, empty, or no.
ORGANISATION = {"id": "kent-police", "name": "Kent Police"}
HIDDEN: tuple[dict[str, Any], ...] = (
    {"organisations": [{"id": "secamb"}, {**ORGANISATION, "holidays": {}, "coordinator": {}}]},
    {"organisations": [{"id": "secamb"}, {**ORGANISATION, "holidays": {"country": "GB", "subdivision": None}}]},
    {"rules": [{"kind": "required-successions", "after": {"peak": ["peak"]}, "rest": False}]},
    {"rules": [{"kind": "required-successions", "after": {"peak": ["peak"]}}]},
    {"rules": [{"kind": "availability", "may_run_into": []}]},
    {"rules": [{"kind": "availability", "applies_to": {}}]},
)


@pytest.mark.parametrize("given", HIDDEN)
def test_what_the_fields_alone_do_not_show_is_kept_and_only_the_changed_field_changes(
    given: dict[str, Any], tmp_path: Path
) -> None:
    for pages in pages_of(small_book(**given), tmp_path):
        section = next(iter(given))
        for section, key in [item for item in one_of_each(pages.unit.book) if item[0] == section]:
            head, before = pages.unit.head, pages.unit.book
            sent = opened(pages, section, key)
            send(pages, section, key, sent)
            assert (pages.unit.head, pages.unit.book) == (head, before)
            field = "source" if section == "rules" else "name"
            send(pages, section, key, sent | {field: ["Another"]})
            was, now = records(before, section), records(pages.unit.book, section)
            differing = [(one, two) for one, two in zip(was, now, strict=True) if one != two]
            assert [{**one, field: "Another"} for one, _ in differing] == [two for _, two in differing]
            assert len(differing) == 1


def test_a_record_inside_goes_when_its_box_is_unticked_and_comes_when_something_is_typed(tmp_path: Path) -> None:
    book = small_book(organisations=[{"id": "secamb"}, {**ORGANISATION, "holidays": {"added": {"2026-12-24": "Eve"}}}])
    for pages in pages_of(book, tmp_path):
        sent = opened(pages, "organisations", "kent-police")
        assert sent["holidays.given"] == ["shown", "on"]
        send(pages, "organisations", "kent-police", sent | {"holidays.given": ["shown"]})
        assert pages.unit.book.organisations[1].holidays is None
        send(pages, "organisations", "secamb", opened(pages, "organisations", "secamb") | {"holidays.country": ["GB"]})
        assert pages.unit.book.organisations[0].holidays == HolidayCalendar()

"""The next month: what people were told stays until it is published, and so do links and duties that are not over."""

from __future__ import annotations

import copy
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from models.book import Book
from tests.conftest import SMALL
from tests.desk.service.members.at_work import NOON, asking, at, me, publish
from tests.desk.service.unit import DeskOfUnit, solved

LATE = datetime(2026, 12, 26, 12, tzinfo=UTC)  # a duty of December is still to come


@pytest.fixture(scope="module")
def january() -> Book:
    period = {"first": "2027-01-01", "last": "2027-01-31"}
    return solved(Book.model_validate(copy.deepcopy(SMALL) | {"name": "Small, January", "period": period}))


@pytest.fixture
def moved(small: DeskOfUnit, january: Book) -> DeskOfUnit:
    """A unit of which December is published, and January is the book, not published yet."""
    publish(at(small, NOON))
    small.store.append(small.unit, small.head, january, (), "setup", "January")
    return at(small, LATE)


def entries(unit: DeskOfUnit, token: str) -> set[str]:
    document = unit.desk.members.feeds.document(token)
    return {str(item["UID"]) for item in Calendar.from_ical(document.content).walk("VEVENT")}


def test_members_go_by_december_and_offer_january(moved: DeskOfUnit):
    shown = me(moved)
    assert shown.published is not None
    assert (shown.published.version, shown.published.current, shown.published.title) == (1, False, "Small")
    assert {item.date.month for item in shown.duties} == {12}
    assert {item.date.month for item in shown.days} == {1}
    assert shown.open_seats == ()


def test_nothing_leaves_a_calendar_when_the_next_month_begins(moved: DeskOfUnit):
    token = moved.desk.members.feeds.make(asking(moved))
    before = entries(moved, token)
    assert before
    december = moved.store.revision(1, moved.head - 1).book.published
    assert december is not None
    ahead = [item for item in december.told if item.person == "SC01" and item.end > LATE]
    publish(moved)
    published = moved.book.published
    assert published is not None
    assert published.link_secret == december.link_secret
    assert [(item.person, item.duty) for item in published.kept if item.person == "SC01"] == [
        (item.person, item.duty) for item in ahead
    ]
    assert len(entries(moved, token) & before) == len(ahead)
    shown = me(moved)
    assert shown.published is not None
    assert (shown.published.current, shown.published.seen) == (True, False)
    assert {item.rota for item in shown.duties if item.date.month == 12} <= {"Small"}


def test_a_month_that_was_published_elsewhere_goes_on_too(moved: DeskOfUnit, january: Book):
    frozen = moved.store.revision(1, moved.head - 1).book
    assert frozen.published is not None
    other = moved.store.add_unit(frozen, "setup", "December, from elsewhere", name="Other")
    moved.store.append(other.id, 1, january, (), "setup", "January")
    latest = moved.desk.members.publications.latest(moved.store.unit(other.id))
    assert latest is not None
    assert latest.published == frozen.published


def test_a_rota_that_was_changed_since_it_was_told_is_not_taken_for_what_was_told(moved: DeskOfUnit, january: Book):
    frozen = moved.store.revision(1, moved.head - 1).book
    assert frozen.rota is not None
    fewer = frozen.changed(rota=frozen.rota.model_copy(update={"assignments": frozen.rota.assignments[1:]}))
    other = moved.store.add_unit(fewer, "setup", "December, changed by hand", name="Other")
    moved.store.append(other.id, 1, january, (), "setup", "January")
    assert moved.desk.members.publications.latest(moved.store.unit(other.id)) is None

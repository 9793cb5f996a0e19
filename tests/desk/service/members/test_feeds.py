"""Calendar links: what they lead to, and when they stop."""

import sqlite3
from pathlib import Path

import pytest
from icalendar import Calendar

from roster.desk.changes import Clear
from roster.desk.service import AnswerError, Edit, ForbiddenError
from roster.desk.store.errors import NotThereError
from tests.desk.service.members.at_work import NOON, asking, at, me, member, publish
from tests.desk.service.unit import FRIDAY, DeskOfUnit


def events(content: bytes) -> dict[str, tuple[str, int]]:
    """Id of each entry -> its status and its sequence number."""
    found = Calendar.from_ical(content).walk("VEVENT")
    return {str(item["UID"]): (str(item["STATUS"]), int(item["SEQUENCE"])) for item in found}


def test_entries_keep_their_ids_and_are_cancelled(small: DeskOfUnit):
    feeds = at(small).desk.members.feeds
    person = small.crew(FRIDAY, "police")[0]
    who = member(small, person)
    token = feeds.make(asking(small, who))
    assert events(feeds.document(token).content) == {}
    publish(small)
    first = feeds.document(token)
    before = events(first.content)
    assert set(before.values()) == {("CONFIRMED", 0)}
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in first.content
    assert feeds.document(token) is first
    small.desk.edit(small.both, 1, Edit(base=small.head, changes=(Clear(person=person, duty=FRIDAY, seat="police"),)))
    assert feeds.document(token) is first  # nobody was told of it yet
    at(small, NOON.replace(hour=15))
    publish(small)
    second = feeds.document(token)
    after = events(second.content)
    assert after.keys() == before.keys()
    assert sorted(after.values())[0] == ("CANCELLED", 1)
    assert second.etag != first.etag


def test_it_is_the_calendar_that_publish_writes(small: DeskOfUnit):
    import io
    import zipfile

    publish(at(small))
    feeds = small.desk.members.feeds
    mine = feeds.document(feeds.make(asking(small))).content
    _, copies = small.desk.publishing.copies(asking(small, small.both))
    with zipfile.ZipFile(io.BytesIO(copies)) as archive:
        written = [archive.read(name) for name in archive.namelist() if name.endswith(".ics")]
    assert mine in written


def test_a_second_link_takes_the_place_of_the_first(small: DeskOfUnit):
    feeds = at(small).desk.members.feeds
    first, second = feeds.make(asking(small)), feeds.make(asking(small))
    with pytest.raises(NotThereError):
        feeds.document(first)
    assert feeds.document(second)
    assert me(small).calendar is not None


def test_a_revoked_link_leads_nowhere(small: DeskOfUnit):
    feeds = at(small).desk.members.feeds
    token = feeds.make(asking(small))
    feeds.revoke(asking(small))
    with pytest.raises(NotThereError):
        feeds.document(token)
    assert me(small).calendar is None
    with pytest.raises(AnswerError):
        feeds.revoke(asking(small))


def test_links_stop_with_the_membership_and_the_account(small: DeskOfUnit):
    feeds = at(small).desk.members.feeds
    token = feeds.make(asking(small))
    other = member(small, "SC02")
    stays = feeds.make(asking(small, other))
    small.store.accounts.set_disabled(small.member.id, True, by="setup")
    with pytest.raises(NotThereError):
        feeds.document(token)
    small.store.accounts.set_disabled(small.member.id, False, by="setup")
    assert feeds.document(token)
    small.store.accounts.set_memberships(small.member.id, [], by="setup")
    with pytest.raises(NotThereError):
        feeds.document(token)
    assert feeds.document(stays)
    small.store.revoke_all(other.id, "setup")
    with pytest.raises(NotThereError):
        feeds.document(stays)


def test_the_database_does_not_hold_the_token(small: DeskOfUnit, tmp_path: Path):
    token = at(small).desk.members.feeds.make(asking(small))
    connection = sqlite3.connect(tmp_path / "test.desk")
    kept = [str(row) for table in ("feeds", "audit", "events") for row in connection.execute(f"SELECT * FROM {table}")]
    connection.close()
    assert len(kept) > 1
    assert not [row for row in kept if token in row]


@pytest.mark.parametrize("kind", ["police", "both", "planner", "reader"])
def test_only_members_have_a_calendar(small: DeskOfUnit, kind: str):
    with pytest.raises(ForbiddenError):
        small.desk.members.feeds.make(asking(small, getattr(small, kind)))

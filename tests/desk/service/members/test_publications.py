"""Which version people go by: the latest published, wherever it was published."""

from pathlib import Path

from models.book import Book
from roster.desk.changes import Clear
from roster.desk.service import Edit
from roster.desk.service.members.publications import PublishedRota
from tests.desk.service.unit import FRIDAY, DeskOfUnit, desk_of


def latest(unit: DeskOfUnit) -> PublishedRota | None:
    return unit.desk.members.published(unit.desk.asking(unit.member, unit.unit))


def publish(unit: DeskOfUnit) -> int:
    return unit.desk.publishing.publish(unit.desk.asking(unit.both, unit.unit), unit.head).revision


def test_nothing_is_published_at_first(small: DeskOfUnit):
    assert latest(small) is None


def test_later_changes_are_not_part_of_it(small: DeskOfUnit):
    revision = publish(small)
    person = small.crew(FRIDAY, "police")[0]
    small.desk.edit(small.both, 1, Edit(base=small.head, changes=(Clear(person=person, duty=FRIDAY, seat="police"),)))
    found = latest(small)
    assert found is not None
    assert found.revision.number == revision
    assert FRIDAY in [own.line.duty.id for own in found.copy(person).duties]
    publish(small)
    again = latest(small)
    assert again is not None
    assert again.published.version == 2
    assert FRIDAY not in [own.line.duty.id for own in again.copy(person).duties]


def test_a_book_that_was_published_elsewhere(small: DeskOfUnit, tmp_path: Path):
    publish(small)
    frozen: Book = small.book
    (tmp_path / "other").mkdir()
    other = desk_of(frozen, tmp_path / "other")
    person = other.crew(FRIDAY, "police")[0]
    other.desk.edit(other.both, 1, Edit(base=1, changes=(Clear(person=person, duty=FRIDAY, seat="police"),)))
    found = latest(other)
    assert found is not None
    assert found.revision.number == 1
    assert found.published == frozen.published

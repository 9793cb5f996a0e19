"""Freezes a rota as published: its version, people's calendar entries, and what changes since the last version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import StrEnum

from constraints.base import Rule
from constraints.facts import Facts
from constraints.verify import verify
from constraints.view import RotaView
from models.book import Book
from models.errors import NoRotaError
from models.records.published import Kept, Published, Told
from models.rota import Assignment, LevelScore, Rota
from models.rules import Level
from roster.analysis.names import Names
from roster.lifecycle.calendar_entries import CalendarEntry, calendar_entries


class News(StrEnum):
    """What a publication tells a person about one of their duties."""

    NEW = "new"
    CHANGED = "changed"  # they keep the duty, but its times, seat, vehicle or crew differ
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Changes:
    """What differs from the publication before.

    Attributes:
        against: the version of that publication; None where there was none.
        duties: person -> duty -> its news, in order of date.
    """

    against: int | None
    duties: dict[str, dict[str, News]] = field(default_factory=dict)

    def count(self, news: News) -> int:
        """How many entries are new, changed or cancelled."""
        return sum(item is news for duties in self.duties.values() for item in duties.values())

    @property
    def disturbed(self) -> int:
        """How many people gained or lost a duty; a change of seat, vehicle or crew mate is not counted."""
        return sum(any(item is not News.CHANGED for item in duties.values()) for duties in self.duties.values())


@dataclass(frozen=True)
class FrozenBook:
    """A book with its publication, the calendar entries, and what changes since the publication before."""

    book: Book
    entries: list[CalendarEntry]
    changes: Changes


@dataclass(frozen=True)
class Destination:
    """Where the copies of a publication go.

    Attributes:
        folder: the absolute path of their folder; None where it is not known.
        address: where that folder is served on the web; None where it is not known.
    """

    folder: str | None = None
    address: str | None = None


def freeze(
    book: Book,
    rules: Sequence[Rule],
    previous: Published | None,
    *,
    at: datetime,
    audiences: Iterable[str],
    link_secret: str,
    kept: Iterable[Kept] = (),
    to: Destination | None = None,
) -> FrozenBook:
    """Adds a publication to a book.

    Args:
        book: with a legal rota.
        rules: of that book.
        previous: the publication before; None where there was none.
        at: the moment of publication.
        audiences: the names of the audiences it is published for.
        link_secret: from which the unguessable names of personal pages are made.
        kept: entries of other periods that stay in people's calendars.
        to: where the copies go; None where it is not known.

    Raises:
        NoRotaError: the book holds no rota.
    """
    if book.rota is None:
        raise NoRotaError
    view, to = RotaView.of(book), to or Destination()
    found = list(calendar_entries(view, Names(book.people)))
    published = Published(
        version=previous.version + 1 if previous else 1,
        at=at,
        assignments=book.rota.assignments,
        audiences=tuple(audiences),
        told=_calendars(book, found, previous.told if previous else (), at),
        kept=tuple(kept),
        link_secret=link_secret,
        address=to.address,
        folder=to.folder,
    )
    frozen = book.changed(published=published)
    rota = _restated(frozen, rules, made_of_these=book.rota.provenance.input_hash == book.input_hash)
    return FrozenBook(frozen.changed(rota=rota), found, _changes(previous, published, book))


def _calendars(book: Book, found: Sequence[CalendarEntry], before: Iterable[Told], at: datetime) -> tuple[Told, ...]:
    """The entries of people's calendars from now on: those of the rota, and earlier ones that are cancelled."""
    old = {(item.person, item.duty): item for item in before if item.date in book.period}
    calendar = []
    for entry in found:
        known = old.pop(entry.key, None)
        if known is not None and not known.cancelled and known.digest == entry.digest:
            calendar.append(known)
            continue
        zone = book.period.zone
        calendar.append(
            Told(
                person=entry.person,
                duty=entry.duty.id,
                start=_with_offset(entry.duty.start.astimezone(zone)),
                end=_with_offset(entry.duty.end.astimezone(zone)),
                digest=entry.digest,
                since=at,
                sequence=known.sequence + 1 if known else 0,
            )
        )
    for removed in old.values():
        cancel = {"cancelled": True, "sequence": removed.sequence + 1, "since": at}
        calendar.append(removed if removed.cancelled else removed.model_copy(update=cancel))
    return tuple(sorted(calendar, key=lambda item: (item.person, item.start, item.duty)))


def _with_offset(local: datetime) -> datetime:
    # A fixed offset in place of a zone: in the repeated hour of October, times with a zone never compare equal.
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


def _restated(frozen: Book, rules: Sequence[Rule], *, made_of_these: bool) -> Rota:
    """The rota with scores and breaches computed against the new publication, which is the rota itself.

    It no longer differs from what is published, so the level `disturbance` is dropped. A score of another level keeps
    its proof where its value is unchanged: a rota that keeps to this one differs from the older publication as much as
    this one does.

    Args:
        frozen: the book with its new publication.
        rules: of that book.
        made_of_these: whether the rota was made from the book's present inputs; its input hash is then renewed, since
            only `published` has changed.
    """
    assert frozen.rota is not None
    rota = frozen.rota
    facts = Facts(frozen)
    view = RotaView.of(frozen, facts).as_worked
    verdict = verify(view, rules)
    scores = []
    for score in rota.scores:
        value = verdict.value(score.level)
        if score.level is Level.DISTURBANCE and not value:
            continue
        scores.append(score if score.value == value else LevelScore(level=score.level, value=value))
    provenance = rota.provenance
    if made_of_these:
        provenance = provenance.model_copy(update={"input_hash": frozen.input_hash})
    return rota.model_copy(
        update={
            "duties": tuple(
                record.model_copy(update={"state": view.state(facts.duty[record.duty])}) for record in rota.duties
            ),
            "scores": tuple(scores),
            "breaches": tuple(verdict.soft),
            "provenance": provenance,
        }
    )


def _changes(previous: Published | None, published: Published, book: Book) -> Changes:
    if previous is None:
        return Changes(None)
    dates = [str(day) for day in (book.period.first, book.period.last)]
    old = {_place(item) for item in previous.assignments if dates[0] <= item.duty.partition("@")[2][:10] <= dates[1]}
    now = {_place(item) for item in published.assignments}
    news: list[tuple[tuple[str, str], News]] = [(place, News.NEW) for place in now - old]
    news += [(place, News.CANCELLED) for place in old - now]
    sequences = {(item.person, item.duty): item.sequence for item in previous.told}
    altered = {
        (item.person, item.duty)
        for item in published.told
        if sequences.get((item.person, item.duty), item.sequence) != item.sequence
    }
    news += [(place, News.CHANGED) for place in altered & old & now]
    found: dict[str, dict[str, News]] = defaultdict(dict)
    for (person, duty), what in sorted(news, key=lambda item: (item[0][0], item[0][1].partition("@")[2], item[0][1])):
        found[person][duty] = what
    return Changes(previous.version, dict(found))


def _place(assignment: Assignment) -> tuple[str, str]:
    return assignment.person, assignment.duty

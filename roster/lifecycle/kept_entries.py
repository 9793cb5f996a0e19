"""Calendar entries of other periods that are not over: they stay in people's calendars at the next publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from constraints.view import RotaView
from models.book import Book
from models.records.published import Kept, Published, Told
from roster.analysis.names import Names
from roster.lifecycle.calendar_entries import CalendarEntry, calendar_entries


def kept_entries(book: Book, last_published: Published | None, before: Book | None, at: datetime) -> tuple[Kept, ...]:
    """The entries of other periods that are not over, in order of person and start.

    Args:
        book: the book that is published now; entries on its dates come from it and are not kept.
        last_published: the last publication of that book; None where there was none.
        before: the book of the publication before, whose entries replace older ones on its dates.
        at: the moment of publication; entries that ended by then are dropped.
    """
    found: dict[tuple[str, str], Kept] = {}
    for published, period_of in ((last_published, None), (before.published if before else None, before)):
        if published is not None:
            stays = {key: item for key, item in found.items() if period_of is None or item.date not in period_of.period}
            found = stays | {(item.person, item.duty): item for item in published.kept}
    if before is not None:
        found |= {(item.person, item.duty): item for item in _published_in(before)}
    left = [item for item in found.values() if item.end > at and item.date not in book.period]
    return tuple(sorted(left, key=lambda item: (item.person, item.start, item.duty)))


def _published_in(book: Book) -> Iterator[Kept]:
    """The entries that were published of a book's rota."""
    if book.published is None:
        return
    shown = {entry.key: entry for entry in _entries(book)}
    for told in book.published.told:
        yield _kept(told, shown.get((told.person, told.duty)), book.name)


def _entries(book: Book) -> Iterable[CalendarEntry]:
    return calendar_entries(RotaView.of(book), Names(book.people)) if book.rota is not None else ()


def _kept(told: Told, entry: CalendarEntry | None, title: str) -> Kept:
    """A published entry to be kept; only its call sign and shift where the rota has been changed since."""
    as_told = told.model_dump()
    if entry is None or entry.digest != told.digest:
        call_sign, _, rest = told.duty.partition("@")
        return Kept(**as_told, title=title, summary=f"{call_sign} {rest.partition('/')[2]}")
    return Kept(**as_told, title=title, summary=entry.summary, area=entry.area, lines=tuple(entry.lines))


__all__ = ["kept_entries"]

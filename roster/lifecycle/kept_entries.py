"""What people were told of the rota of another period and is not over: it stays theirs when the next is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from constraints.view import RotaView
from models.book import Book
from models.records.published import Kept, Published, Told
from roster.analysis.names import Names
from roster.lifecycle.calendar_entries import CalendarEntry, calendar_entries


def kept_entries(book: Book, own: Published | None, before: Book | None, at: datetime) -> tuple[Kept, ...]:
    """The entries of other periods that are not over, in order of person and start.

    Args:
        book: the one that is published; what was told of its own dates is for it alone to say.
        own: what was published of it before.
        before: the frozen book of the publication before, which knows its own dates best.
        at: the moment of publication.
    """
    found: dict[tuple[str, str], Kept] = {}
    for published, says in ((own, None), (before.published if before else None, before)):
        if published is not None:
            stays = {key: item for key, item in found.items() if says is None or item.date not in says.period}
            found = stays | {(item.person, item.duty): item for item in published.kept}
    if before is not None:
        found |= {(item.person, item.duty): item for item in _told_in(before)}
    left = [item for item in found.values() if item.end > at and item.date not in book.period]
    return tuple(sorted(left, key=lambda item: (item.person, item.start, item.duty)))


def _told_in(book: Book) -> Iterator[Kept]:
    """Everything that people were told of a book's rota, as it was shown."""
    if book.published is None:
        return
    shown = {entry.key: entry for entry in _entries(book)}
    for told in book.published.told:
        yield _kept(told, shown.get((told.person, told.duty)), book.name)


def _entries(book: Book) -> Iterable[CalendarEntry]:
    return calendar_entries(RotaView.of(book), Names(book.people)) if book.rota is not None else ()


def _kept(told: Told, entry: CalendarEntry | None, title: str) -> Kept:
    """An entry as it was shown; only what its id says, where the rota has been changed since."""
    as_told = told.model_dump()
    if entry is None or entry.digest != told.digest:
        call_sign, _, rest = told.duty.partition("@")
        return Kept(**as_told, title=title, summary=f"{call_sign} {rest.partition('/')[2]}")
    return Kept(**as_told, title=title, summary=entry.summary, area=entry.area, lines=tuple(entry.lines))


__all__ = ["kept_entries"]

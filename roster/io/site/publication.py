"""Puts the files of a publication together, and writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import date, datetime, timedelta
from pathlib import Path

from constraints.base import Rule
from models.book import Book
from models.records.published import Published
from roster.io.books import READABLE
from roster.io.site.addresses import Addresses, file_name, new_secret
from roster.io.site.calendars import Calendars
from roster.io.site.copier import Copier
from roster.io.site.folder import RECORD, Record, refuse_folder, replace_all
from roster.io.site.links import LINKS, links_csv
from roster.io.site.pages import INDEX, WORKBOOK, Subscription, copy_pages, front_page, personal_page
from roster.io.site.personal.personal_copier import PersonalCopier
from roster.io.site.workbook import copy_workbook, personal_workbook
from roster.io.storage.files import STANDARD, FileError, resolve_links, write_atomically
from roster.io.xlsx.rota.rota_contents import RotaContents
from roster.lifecycle import audience
from roster.lifecycle.audience import Audience, AudienceKind
from roster.lifecycle.freeze import Destination, FrozenBook, freeze
from roster.lifecycle.kept_entries import kept_entries

_TO = " to "


@dataclass(frozen=True)
class Publication:
    """A publication of a rota.

    Attributes:
        frozen: the frozen book, and the changes since the publication before.
        rules: the rules of the book.
        everybody: all audiences of the book.
        made: the audiences that copies are made for.
        people: the ids of people with a personal page.
        addresses: the names of personal files.
        links_change: whether the names of personal files differ from those of all publications before.
        goes_on: identity and version of the publication that this one follows; None where none was named.
    """

    frozen: FrozenBook
    rules: Sequence[Rule]
    everybody: Sequence[Audience]
    made: Sequence[Audience]
    people: Sequence[str]
    addresses: Addresses
    links_change: bool = False
    goes_on: tuple[str, int] | None = None

    @property
    def book(self) -> Book:
        """The frozen book."""
        return self.frozen.book

    @property
    def published(self) -> Published:
        """What people are told by it."""
        assert self.frozen.book.published is not None
        return self.frozen.book.published

    @property
    def personal(self) -> bool:
        """Whether personal pages are made."""
        return any(item.kind is AudienceKind.PERSON for item in self.made)

    def files(self, folder: Path) -> dict[str, bytes]:
        """Makes all files of the folder, by path in it."""
        assert self.book.rota is not None
        copier = Copier(RotaContents(self.book, self.book.rota, self.rules), self.published)
        found: dict[str, bytes] = {}
        for item in self.made:
            pages = self._personal(copier) if item.kind is AudienceKind.PERSON else self._of(item, copier)
            found |= {f"{item.name}/{name}": data for name, data in pages}
        board = copier.copy(next(item for item in self.everybody if item.kind is AudienceKind.NOTICE_BOARD))
        found[INDEX] = front_page(board, self.made, self._older(folder)).encode()
        return found

    def _of(self, readers: Audience, copier: Copier) -> Iterator[tuple[str, bytes]]:
        copy = copier.copy(readers)
        links = {person: copy.names.get(person, person) for person in self.people} if self.personal else {}
        for name, page in copy_pages(copy, self.frozen.changes, self.addresses, links).items():
            yield name, page.encode()
        yield WORKBOOK, copy_workbook(copy, self.published.at)
        if readers.kind is AudienceKind.COORDINATOR and self.personal:
            yield LINKS, links_csv(self.people, self.book.people, self.addresses, self.published.address)

    def _personal(self, of_all: Copier) -> Iterator[tuple[str, bytes]]:
        copier = PersonalCopier(of_all)
        zone = self.book.period.zone
        calendars = Calendars.of(self.book.name, zone, self.published, self.frozen.entries, self.addresses)
        for person in self.people:
            copy, stem = copier.copy(person), self.addresses.page(person)
            yield f"{stem}.html", personal_page(copy, stem, self.published.address).encode()
            found = Subscription.of(self.published.address, stem)
            yield f"{stem}.ics", calendars.write(copier.told(person), found.address if found else None)
            yield f"{stem}.xlsx", personal_workbook(copy, self.published.at)

    def _older(self, folder: Path) -> list[str]:
        """Returns the audiences whose earlier copies stay in the folder."""
        names = {item.name for item in self.everybody} - {item.name for item in self.made}
        return sorted(item for item in names if (folder / item).is_dir())


def prepare(
    book: Book,
    rules: Sequence[Rule],
    *,
    audiences: Sequence[str],
    plain_names: bool,
    after: Book | None,
    at: datetime,
    to: Destination | None = None,
) -> Publication:
    """Freezes a book with a legal rota, and prepares its publication.

    Args:
        rules: the rules of the book.
        audiences: the names of audiences to make copies for; all when empty.
        plain_names: name personal files after people's ids.
        after: the frozen book of the publication before, instead of what `book` holds.
        at: the moment of publication.
        to: where it goes; its address is as at the publication before when None, and nowhere when empty.

    Raises:
        AudienceError: an audience the book does not have.
    """
    everybody = audience.audiences(book, file_name)
    made = audience.select_audiences(everybody, audiences)
    # A rota of another period is not compared; people keep their links, and duties that are not over.
    previous = after.published if after is not None and after.period.overlaps(book.period) else book.published
    known = (after.published.link_secret if after and after.published else None) or (
        book.published.link_secret if book.published else None
    )
    secret, to = known or new_secret(), to or Destination()
    served = [item.address for item in (after.published if after else None, book.published) if item is not None]
    frozen = freeze(
        book,
        rules,
        previous,
        at=at,
        audiences=[item.name for item in made],
        link_secret=secret,
        to=changed(to, address=(next(filter(None, served), None) if to.address is None else to.address) or None),
        kept=kept_entries(book, book.published, after, at),
    )
    published = frozen.book.published
    assert published is not None
    # People who left the book and still have duties, or cancelled duties, have a page too.
    people = dict.fromkeys(
        [*(person.id for person in book.people), *(item.person for item in (*published.told, *published.kept))]
    )
    addresses = Addresses(people, secret, plain=plain_names)
    goes_on = (identity(after), after.published.version) if after is not None and after.published else None
    return Publication(frozen, rules, everybody, made, list(people), addresses, not known and not plain_names, goes_on)


def refuse(publication: Publication, folder: Path, frozen_book: Path, *, replace: bool) -> None:
    """Checks, before any page is made, that a publication can be written.

    Args:
        folder: of the pages.
        frozen_book: the path of the frozen book.
        replace: whether an existing frozen book may be replaced.

    Raises:
        FileError: a folder or file cannot be made or must not be replaced; or the folder already holds this version of
            the rota, so that this book does not know what people were told.
    """
    refuse_folder(folder, [INDEX, RECORD, *(item.name for item in publication.made)])
    if not replace and frozen_book.exists():
        raise FileError(
            [
                f"{frozen_book}: is there already; publish from that book, or name it with --after, so that what people"
                " were told is not forgotten"
            ]
        )
    record, version = Record.of(folder), publication.published.version
    if record.book == identity(publication.book) and record.version >= version:
        raise FileError(
            [
                f"{folder}: version {record.version} of this rota is published there already, and this book does not"
                " hold it; publish from the frozen book of that version, or name that with --after"
            ]
        )
    if record.book not in ("", identity(publication.book)) and publication.personal and publication.links_change:
        raise FileError(
            [
                f"{folder}: holds '{record.book}', and everybody's link would change; name the frozen book of that with"
                " --after, so that links stay, or choose another folder"
            ]
        )
    if publication.personal and _would_lose(record, publication):
        raise FileError(
            [
                f"{folder}: holds version {record.version} of '{record.book}', whose duties are not over and would"
                " leave people's pages and calendars; name the frozen book of that version with --after, so that they"
                " stay"
            ]
        )
    inside = {resolve_links(folder / item.name) for item in publication.everybody}
    if inside & set(resolve_links(frozen_book).parents):
        raise FileError(
            [f"{frozen_book}: lies in the copy of an audience; the frozen book is for the coordinator alone"]
        )
    if frozen_book.suffix.lower() not in READABLE and str(frozen_book) != STANDARD:
        raise FileError([f"{frozen_book}: a frozen book is read again later; it ends in {', '.join(READABLE)}"])


def write(publication: Publication, folder: Path, frozen: Sequence[tuple[Path, bytes]]) -> None:
    """Writes the pages and the frozen book, all of them or nothing.

    Args:
        frozen: the frozen book and its rule files: path and bytes.

    Raises:
        FileError: something cannot be written; then nothing has changed.
    """
    pages = publication.files(folder)
    write_atomically([(path, data) for path, data in frozen if str(path) == STANDARD])
    files = [(path, data) for path, data in frozen if str(path) != STANDARD]
    replace_all(folder, pages, identity(publication.book), publication.published.version, files)


def _would_lose(record: Record, publication: Publication) -> bool:
    """Whether a folder holds a rota of another period that is not over and that this publication does not know."""
    if record.book in ("", identity(publication.book)):
        return False
    if publication.goes_on and publication.goes_on[0] == record.book and publication.goes_on[1] >= record.version:
        return False
    try:
        last = date.fromisoformat(record.book.rpartition(_TO)[2])
    except ValueError:
        return False
    today = publication.published.at.astimezone(publication.book.period.zone).date()
    return last + timedelta(days=1) >= today and last not in publication.book.period


def identity(book: Book) -> str:
    """Returns the text that identifies the rota of a period."""
    return f"{book.name}: {book.period.first}{_TO}{book.period.last}"

"""Publishes a rota: a frozen version, and a copy for each kind of reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.book import Book
from roster.api.answers import check
from roster.api.opened import OpenBook, prepared
from roster.api.writing import refuse_to_write, written
from roster.errors import IllegalRotaError

if TYPE_CHECKING:
    from roster.io.site.publication import Publication


@dataclass(frozen=True)
class PublishOptions:
    """How a rota is published.

    Attributes:
        audiences: as in `roster.lifecycle.audience`, or ids of organisations; all when empty.
        plain_names: name personal files after people's ids, so that anybody can find them.
        after: the frozen book of the publication before, where the book does not hold what was published.
        at: the moment of publication; now when None.
        replace_frozen: whether a frozen book that is there already may be replaced.
        address: where the folder is served on the web, so that people can subscribe to their calendars; when None, as
            at the publication before; when empty, it is not served any more.
        came_from: the files of the books it is published from, whose folders remember the new version as well.
    """

    audiences: Sequence[str] = ()
    plain_names: bool = False
    after: Book | None = None
    at: datetime | None = None
    replace_frozen: bool = True
    address: str | None = None
    came_from: Sequence[Path] = ()


def publish(
    book: Book | OpenBook,
    folder: str | Path,
    frozen_book: str | Path,
    *,
    audiences: Sequence[str] = (),
    plain_names: bool = False,
    after: Book | None = None,
    at: datetime | None = None,
    say: Callable[[str], None] = lambda sentence: None,
) -> Publication:
    """Freezes a book's rota as a version; writes the frozen book, and a copy for each kind of reader.

    Args:
        book: a book with a legal rota.
        folder: where to write the copies.
        frozen_book: where to write the frozen book, from which later commands go on; one that is there is replaced.
        audiences, plain_names, after, at: as in `PublishOptions`.
        say: called with a sentence for each thing in the book's own workbook that the frozen one cannot keep.

    Raises:
        AudienceError: an audience the book does not have.
        BookError: rules or pins that are not possible.
        FileError: something cannot be written; then nothing has changed.
        IllegalRotaError: a hard rule is broken.
        NoRotaError: the book holds no rota.
    """
    options = PublishOptions(audiences, plain_names, after, at)
    return publish_with(book, Path(folder), Path(frozen_book), options, say)


def publish_with(
    book: Book | OpenBook,
    folder: Path,
    frozen_book: Path,
    options: PublishOptions,
    say: Callable[[str], None] = lambda sentence: None,
) -> Publication:
    """Publishes a book as `publish` does, with its options in one object.

    Raises:
        RosterError: as `publish`.
    """
    from roster.io.site import publication  # here, not above: few commands need what it imports
    from roster.io.site.folder import publishing_lock, refuse_folder
    from roster.io.storage.files import resolve_links
    from roster.io.versions import version_records
    from roster.lifecycle.freeze import Destination

    opened = prepared(book)
    verdict = check(opened)
    if not verdict.legal:
        raise IllegalRotaError(verdict)
    made = publication.prepare(
        opened.book,
        opened.admission.rules,
        audiences=options.audiences,
        plain_names=options.plain_names,
        after=options.after,
        at=options.at or datetime.now(UTC),
        to=Destination(str(resolve_links(folder)), options.address),
    )
    refuse_to_write(opened, [frozen_book])
    refuse_folder(folder, [])
    with publishing_lock(folder):
        publication.refuse(made, folder, frozen_book, replace=options.replace_frozen)
        records = version_records(made.book, frozen_book, options.came_from)
        publication.write(made, folder, [*written(replace(opened, book=made.book), [frozen_book], say), *records])
    return made

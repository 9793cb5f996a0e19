"""Publishes the rota of a unit: who will be told what, the new version, and the copies for its readers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from models.base import Model
from models.book import Book
from models.errors import NoRotaError
from models.records.published import Published
from models.rota import DutyState
from models.text.lists import first_few
from roster import api
from roster.analysis.names import Names
from roster.analysis.words import counted
from roster.desk.changes import changes_between
from roster.desk.live import LiveRota
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.editor import Editor
from roster.desk.service.editing.names import AuthorNames
from roster.desk.service.editing.outcomes import BrokenRule
from roster.desk.service.errors import AnswerError
from roster.desk.service.members.publications import LastPublished
from roster.desk.service.warm import WarmRotas
from roster.desk.store import AuditKind, Revision, StaleRevisionError, Store
from roster.lifecycle.audience import Audience, AudienceKind, audiences
from roster.lifecycle.freeze import Destination, FrozenBook, News, freeze

_MOST_READERS = 6  # that the record names
_PUBLISHED = re.compile(r"Publish version (\d+)\b")


class Told(Model):
    """What one person will be told.

    Attributes:
        news: duty -> new, changed or cancelled.
    """

    person: str
    name: str
    news: dict[str, str]


class ShortDuty(Model):
    """A duty that is published as it is, though not fully crewed.

    Attributes:
        place: the duty with its times: `JR-04 on Fri 4 Dec, 18:00-04:00`.
    """

    duty: str
    place: str
    state: DutyState


class Preview(Model):
    """What publishing would do now.

    Attributes:
        revision: the revision that would be published.
        version: the number that the publication would have.
        legal: whether it may be published.
        hard: the hard rules that are broken.
        against: the version that people know; None where nothing was published.
        disturbed: how many people gain or lose a duty.
        people: who will be told what; everybody with a duty where nothing was published before.
        duties: how many duties there are.
        short: those that are not fully crewed.
    """

    revision: int
    version: int
    legal: bool
    hard: tuple[BrokenRule, ...]
    against: int | None
    disturbed: int
    people: tuple[Told, ...]
    duties: int = 0
    short: tuple[ShortDuty, ...] = ()

    def count(self, state: DutyState) -> int:
        """How many duties are in a state."""
        fewer = sum(item.state == state for item in self.short)
        return self.duties - len(self.short) if state == DutyState.CREWED else fewer


class PublicationMade(Model):
    """A publication.

    Attributes:
        revision: the new revision, which holds it.
        told: what people are told by it.
    """

    revision: int
    version: int
    sentence: str
    told: Preview


class Publishing:
    """Publishes the rotas of units."""

    def __init__(
        self,
        store: Store,
        warm: WarmRotas,
        editor: Editor,
        names: AuthorNames,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store, self._warm, self._editor, self._names, self._now = store, warm, editor, names, now
        self._last = LastPublished(store, warm)

    def preview(self, asking: Asking) -> Preview:
        """What publishing would do now; nothing is changed.

        Raises:
            NoRotaError: the book holds no rota.
            ForbiddenError: the account may not publish.
        """
        asking.require(Action.PUBLISH)
        head = self._warm.head(asking.unit.id)
        return self._preview(asking, head, self._frozen(head, self._warm.at(head), self._now()))

    def publish(self, asking: Asking, base: int, why: str = "") -> PublicationMade:
        """Publishes a rota as it was previewed; it is checked again inside the transaction.

        Args:
            base: the revision that was previewed.

        Raises:
            StaleRevisionError: it is no longer the latest one, so people would be told something else.
            AnswerError: a hard rule is broken.
            NoRotaError: the book holds no rota.
            ForbiddenError: the account may not publish.
        """
        asking.require(Action.PUBLISH)
        with self._editor.turn(asking.unit.id), self._store.transaction():
            head = self._warm.head(asking.unit.id)
            if head.number != base:
                raise StaleRevisionError(asking.unit.id, base, head.number)
            opened = api.ready(head.book, asking.unit.folder)
            broken = asking.masking(head.book).breaches(api.check(opened).hard)
            if broken:
                reasons = "; ".join(breach.message for breach in broken)
                raise AnswerError(f"the rota is not legal, so it is not published: {reasons}")
            live = self._warm.at(head)
            frozen = self._frozen(head, live, self._now())
            shown = self._preview(asking, head, frozen)
            news = frozen.changes
            sentence = f"Publish version {shown.version}: " + (
                f"duties for {counted(len(shown.people), 'people')}"
                if news.against is None
                else f"{news.count(News.NEW)} new, {news.count(News.CHANGED)} changed, "
                f"{news.count(News.CANCELLED)} cancelled, for {counted(len(shown.people), 'people')}"
            )
            changes = changes_between(head.book, frozen.book, asking.unit.folder)
            after = live.after(changes)
            revision = self._store.append(
                asking.unit.id, head.number, after.book, changes, asking.account.login, sentence, why
            )
            asking.put_on_record(self._store, AuditKind.PUBLICATION, sentence)
        self._warm.put(revision, after)
        return PublicationMade(revision=revision.number, version=shown.version, sentence=sentence, told=shown)

    def told(self, asking: Asking, version: int) -> Preview | None:
        """What people were told by a version that was published here; None where it was published elsewhere.

        Raises:
            ForbiddenError: the account may not publish.
        """
        asking.require(Action.PUBLISH)
        try:
            made = self._published(asking, version)
        except AnswerError:
            return None
        before = self._warm.revision(asking.unit.id, made.parent or 1)
        assert made.book.published is not None
        return self._preview(asking, before, self._frozen_as(before, self._warm.at(before), made.book.published))

    def copies(self, asking: Asking, version: int | None = None) -> tuple[str, bytes]:
        """The copies of a published version for the readers whose copies the account may have: a zip file, on record.

        They are those that `roster publish` writes: a folder for each kind of reader.

        Returns:
            The name of the file, and its bytes.

        Raises:
            AnswerError: no such version was published.
            ForbiddenError: the account may not see what is published.
        """
        from roster.io.site.addresses import Addresses, file_name  # here, not above: few requests need what it imports
        from roster.io.site.publication import Publication

        asking.require(Action.SEE_PUBLISHED)
        made = self._published(asking, version)
        before = self._warm.revision(asking.unit.id, made.parent or 1)
        live = self._warm.at(before)
        published = made.book.published
        assert published is not None
        frozen = self._frozen_as(before, live, published)
        everybody = audiences(made.book, file_name)
        readers = [item for item in everybody if _may_have(asking, made.book, item)]
        people = dict.fromkeys(
            [*(item.id for item in made.book.people), *(item.person for item in (*published.told, *published.kept))]
        )
        addresses = Addresses(people, published.link_secret or "", plain=False)
        copy = Publication(frozen, live.opened.admission.rules, everybody, readers, list(people), addresses)
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, content in copy.files(Path()).items():
                archive.writestr(path, content)
        kinds = first_few([item.name for item in readers], _MOST_READERS)
        told = f"Take the copies of version {published.version} out: {kinds}"
        asking.put_on_record(self._store, AuditKind.EXPORT, told)
        return f"{file_name(made.book.name)}-version-{published.version}.zip", data.getvalue()

    def _published(self, asking: Asking, version: int | None) -> Revision:
        for line in reversed(self._store.history(asking.unit.id)):
            found = _PUBLISHED.match(line.sentence)
            if found and version in (None, int(found[1])):
                return self._warm.revision(asking.unit.id, line.number)
        which = "nothing" if version is None else f"no version {version}"
        raise AnswerError(f"{which} was published here yet")

    def _frozen(self, head: Revision, live: LiveRota, at: datetime) -> FrozenBook:
        from roster.io.site.addresses import file_name, new_secret
        from roster.lifecycle.kept_entries import kept_entries

        book, before = head.book, self._before(head)
        if book.rota is None:
            raise NoRotaError
        known = book.published or (before.published if before else None)
        return freeze(
            book,
            live.opened.admission.rules,
            _compared(book, before),
            at=at,
            audiences=[item.name for item in audiences(book, file_name)],
            # People keep their links, and their calendars the ids of entries, from one period to the next.
            link_secret=(known.link_secret if known else None) or new_secret(),
            kept=kept_entries(book, book.published, before, at),
            to=Destination(known.folder, known.address) if known else None,
        )

    def _frozen_as(self, revision: Revision, live: LiveRota, published: Published) -> FrozenBook:
        """The book frozen again as it was at a publication."""
        return freeze(
            revision.book,
            live.opened.admission.rules,
            _compared(revision.book, self._before(revision)),
            at=published.at,
            audiences=published.audiences,
            link_secret=published.link_secret or "",
            kept=published.kept,
            to=Destination(published.folder, published.address),
        )

    def _before(self, revision: Revision) -> Book | None:
        """The book of the publication that people go by, where a revision's own book knows of none."""
        if revision.book.published is not None:
            return None
        number = self._last.before(revision.unit, revision.number)
        return self._warm.revision(revision.unit, number).book if number is not None else None

    def _preview(self, asking: Asking, head: Revision, frozen: FrozenBook) -> Preview:
        assert frozen.book.published is not None
        names = Names(head.book.people)
        places = {duty.id: f"{duty.spoken}, {duty.times}" for duty in head.book.duties}
        records = frozen.book.rota.duties if frozen.book.rota else ()
        verdict = self._warm.at(head).verdict
        return Preview(
            revision=head.number,
            version=frozen.book.published.version,
            legal=verdict.legal,
            hard=tuple(BrokenRule.of(item) for item in asking.masking(head.book).breaches(verdict.hard)),
            against=frozen.changes.against,
            disturbed=frozen.changes.disturbed,
            people=tuple(
                Told(person=person, name=names.full(person), news={duty: str(what) for duty, what in duties.items()})
                for person, duties in _news(frozen).items()
            ),
            duties=len(records),
            short=tuple(
                ShortDuty(duty=item.duty, place=places.get(item.duty, item.duty), state=item.state)
                for item in sorted(records, key=lambda item: item.start)
                if item.state is not DutyState.CREWED
            ),
        )


def _compared(book: Book, before: Book | None) -> Published | None:
    """The publication that a rota is compared with: that of another period is not."""
    if book.published is None and before is not None and before.period.overlaps(book.period):
        return before.published
    return book.published


def _news(frozen: FrozenBook) -> dict[str, dict[str, News]]:
    """Person -> duty -> its news; at a first publication every duty is new."""
    if frozen.changes.against is not None:
        return frozen.changes.duties
    assert frozen.book.rota is not None
    found: dict[str, dict[str, News]] = {}
    for item in frozen.book.rota.assignments:
        found.setdefault(item.person, {})[item.duty] = News.NEW
    return dict(sorted(found.items()))


def _may_have(asking: Asking, book: Book, audience: Audience) -> bool:
    """Whether an account may have the copy of some readers."""
    if audience.kind is AudienceKind.NOTICE_BOARD:
        return True
    if audience.kind is AudienceKind.ORGANISATION and audience.organisation is not None:
        return audience.organisation.id in asking.standing.organisations
    return asking.standing.sees_everything(book)

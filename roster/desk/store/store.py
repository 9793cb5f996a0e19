"""The store: opens a database, and offers everything that is kept in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from models.book import Book
from roster.desk.store.audit import Audit, AuditKind
from roster.desk.store.books.notes import Notes
from roster.desk.store.books.proposals import Proposals
from roster.desk.store.books.revisions import Revision, RevisionLine, Revisions, RevisionStep, Told
from roster.desk.store.books.units import Unit, Units
from roster.desk.store.copies import back_up, restore
from roster.desk.store.database.addresses import file_of, parse_address
from roster.desk.store.database.connections import Database
from roster.desk.store.database.sqlite_files import doubt_about
from roster.desk.store.events import Events
from roster.desk.store.people.accounts import Accounts
from roster.desk.store.people.feeds import Feeds
from roster.desk.store.people.links import Links
from roster.desk.store.people.seen_versions import SeenVersions
from roster.desk.store.people.sessions import Sessions
from roster.desk.store.people.sign_in import SignIn
from roster.desk.store.people.tokens import Tokens
from roster.desk.store.retention import Retention
from roster.desk.store.schema import bring_up_to_date, check_schema, is_empty
from roster.desk.store.tables import SCHEMA_VERSION
from roster.desk.store.work.jobs import Jobs

if TYPE_CHECKING:
    from roster.desk.changes import Change


class Store:
    """Everything that the desk keeps. One object serves all threads of a process.

    Attributes:
        accounts: who may sign in, and what they are in which unit.
        audit: the record of what was done.
        feeds: calendar links of members.
        events: what has changed, for pages that are open.
        jobs: what is calculated beside the pages.
        links: one-time links.
        notes: what was noted beside the books.
        proposals: revisions that nobody has taken yet.
        retention: removes what is too old.
        seen_versions: what members have said that they have seen.
        sessions: browsers that have signed in.
        sign_in: passwords.
        tokens: of scripts.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.events, self.audit = Events(database), Audit(database)
        self._units, self._revisions = Units(database), Revisions(database, self.events)
        self.proposals, self.jobs = Proposals(database, self.events), Jobs(database, self.events)
        self.notes = Notes(database, self.events)
        self.accounts = Accounts(database, self.audit)
        self.sessions, self.links = Sessions(database, self.accounts), Links(database, self.accounts)
        self.tokens, self.feeds = Tokens(database, self.accounts), Feeds(database, self.accounts)
        self.seen_versions = SeenVersions(database)
        self.sign_in = SignIn(database, self.accounts, self.audit)
        self.retention = Retention(database, self.audit)

    @property
    def name(self) -> str:
        """The address of the database as messages show it."""
        return self._database.name

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Joins everything that is done inside into one transaction: all of it is stored, or on any error nothing."""
        with self._database.writing():
            yield

    @contextmanager
    def holding(self, unit_id: int) -> Iterator[None]:
        """One transaction, as `transaction`, during which nobody else changes a unit: others wait for its end."""
        with self.transaction():
            self.events.lock(unit_id)
            yield

    def units(self) -> list[Unit]:
        """The units, in the order in which they were added."""
        return self._units.all()

    def unit(self, unit_id: int) -> Unit:
        """The unit of a number.

        Raises:
            NotThereError: there is none.
        """
        return self._units.one(unit_id)

    def unit_named(self, name: str) -> Unit:
        """The unit of a name.

        Raises:
            NotThereError: there is none; names what there is.
        """
        return self._units.named(name)

    def add_unit(
        self, book: Book, author: str, sentence: str, *, name: str | None = None, folder: Path | None = None
    ) -> Unit:
        """Adds a unit with its first revision.

        Args:
            name: of the unit; the book's when None.
            folder: where the rule files of the book lie.

        Raises:
            TakenError: another unit has this name.
        """
        with self._database.writing():
            number = self._units.add(name or book.name, folder)
            self._revisions.append(number, 0, book, (), Told(author, sentence))
            return self._units.one(number)

    def head(self, unit_id: int) -> Revision:
        """The latest revision of a unit.

        Raises:
            NotThereError: there is no such unit.
        """
        return self._revisions.head(unit_id)

    def revision(self, unit_id: int, number: int) -> Revision:
        """A revision of a unit.

        Raises:
            NotThereError: there is no such unit or revision.
        """
        return self._revisions.one(unit_id, number)

    def history(self, unit_id: int, after: int = 0, limit: int | None = None) -> list[RevisionLine]:
        """The lines of a unit's history, oldest first.

        Args:
            after: only revisions with a greater number.
            limit: at most so many.
        """
        return self._revisions.history(unit_id, after, limit)

    def steps(self, unit_id: int, after: int, last: int) -> list[RevisionStep]:
        """What was changed in the revisions after one, to another (included), oldest first; without their books."""
        return self._revisions.steps(unit_id, after, last)

    def append(
        self,
        unit_id: int,
        parent: int,
        book: Book,
        changes: Sequence[Change],
        author: str,
        sentence: str,
        why: str = "",
        *,
        undoes: int | None = None,
    ) -> Revision:
        """Appends a revision made from the latest one.

        Args:
            undoes: the number of the revision that it takes back.

        Raises:
            NotThereError: there is no such unit.
            StaleRevisionError: the parent is no longer the latest revision; nothing is stored.
        """
        return self._revisions.append(unit_id, parent, book, changes, Told(author, sentence, why, undoes))

    @property
    def schema_version(self) -> str:
        """The version of its tables."""
        return SCHEMA_VERSION

    def revoke_all(self, account: int, by: str) -> tuple[int, int]:
        """Ends all sessions, links, tokens and calendar links of an account.

        Args:
            by: who does it.

        Returns:
            How many sessions and tokens there were.

        Raises:
            NotThereError: there is no such account.
        """
        with self._database.writing():
            login = self.accounts.one(account).login
            ended, revoked = self.sessions.end_all(account), self.tokens.revoke_all(account)
            self.links.revoke(account)
            self.feeds.revoke_all(account)
            told = f"Ended all sessions, links and tokens of {login}"
            self.audit.record(AuditKind.TOKEN, by, told, account=account)
        return ended, revoked

    def back_up(self, target: Path) -> None:
        """Copies everything, as it is at one moment, into a new file; the store can be used meanwhile.

        Raises:
            StoreError: there is a file of that name, or it cannot be written.
        """
        back_up(self._database, target)

    @property
    def doubt(self) -> str | None:
        """A sentence to warn with where the file may lie on a network drive, and the system does not tell."""
        file = file_of(self._database.url)
        return None if file is None else doubt_about(file)

    def close(self) -> None:
        """Closes all connections to the database."""
        self._database.close()


class StoreState(StrEnum):
    """What was found where a store was to be made."""

    MADE = "made"
    THERE = "there"


def make_store(url: str) -> tuple[Store, StoreState]:
    """Makes a store in an empty database; one that is there already is only opened.

    Raises:
        StoreError: as `open_store`.
    """
    database = Database(parse_address(url))
    try:
        state = StoreState.MADE if is_empty(database) else StoreState.THERE
        check_schema(database, create=state is StoreState.MADE)
    except BaseException:
        database.close()
        raise
    return Store(database), state


def migrate_store(url: str) -> tuple[str, str, str]:
    """Brings the tables of a store up to date.

    Returns:
        The address as messages show it; the versions before and after.

    Raises:
        StoreError: the database cannot be reached, holds no store, or one of a newer version of the program.
    """
    database = Database(parse_address(url))
    try:
        return database.name, *bring_up_to_date(database)
    finally:
        database.close()


def restore_store(source: Path, url: str, by: str) -> None:
    """Puts a backup into an empty database; nobody is signed in afterwards.

    Args:
        by: who restores it.

    Raises:
        StoreError: the file is no backup, or the database is not empty; nothing is changed then.
    """
    database = Database(parse_address(url))
    try:
        restore(source, database, by)
    finally:
        database.close()


def open_store(url: str, *, create: bool = False) -> Store:
    """Opens the store in a database.

    Args:
        url: `sqlite:///FILE` or `postgresql://USER@HOST/NAME`.
        create: make the tables where the database has none, and bring older ones up to date.

    Raises:
        StoreError: the database cannot be reached, holds no store, or one of another version of the program.
    """
    database = Database(parse_address(url))
    try:
        check_schema(database, create)
    except BaseException:
        database.close()
        raise
    return Store(database)

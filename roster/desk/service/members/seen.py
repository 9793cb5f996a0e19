"""Who has seen the published version: members say it, coordinators read who has not."""

from __future__ import annotations

from datetime import datetime

from models.base import Model
from roster.analysis.names import Names
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.errors import AnswerError
from roster.desk.service.members.publications import Publications
from roster.desk.store import MembershipRole, Store


class PersonSeen(Model):
    """A person with a duty in the published version.

    Attributes:
        at: when they said that they have seen it; None where they have not.
        can_say: whether they have an account to say it with.
    """

    person: str
    name: str
    at: datetime | None
    can_say: bool


class SeenBy(Model):
    """Who has seen a published version, of the people whom an account may see.

    Attributes:
        version: its number; None before the first.
        people: those who have a duty in it, or no longer have one that they were told of; in order of their names.
    """

    version: int | None
    people: tuple[PersonSeen, ...] = ()

    @property
    def can_say(self) -> bool:
        """Whether anybody of them has an account to say it with."""
        return any(item.can_say for item in self.people)

    @property
    def missing(self) -> list[PersonSeen]:
        """Those who could say that they have seen it, and have not."""
        return [item for item in self.people if item.at is None and item.can_say]

    @property
    def without_account(self) -> list[PersonSeen]:
        """Those who have no account, and have to be told otherwise."""
        return [item for item in self.people if not item.can_say]


class Seen:
    """Notes and reads who has seen what."""

    def __init__(self, store: Store, publications: Publications) -> None:
        self._store, self._publications = store, publications

    def mark(self, asking: Asking, version: int) -> bool:
        """Notes that the member has seen the published version.

        Args:
            version: the number of the version that they were shown.

        Returns:
            Whether it was not noted before.

        Raises:
            AnswerError: another version is published by now, or none.
            ForbiddenError: the account is no member.
        """
        person = asking.own_person(Action.OFFER)
        latest = self._publications.latest(asking.unit)
        if latest is None or latest.published.version != version:
            now = f"version {latest.published.version} is published by now" if latest else "nothing is published yet"
            raise AnswerError(f"{now}: look at it first")
        at = latest.published.at
        return self._store.seen_versions.add(asking.unit.id, person, version, at, asking.account.id)

    def by(self, asking: Asking) -> SeenBy:
        """Who has seen the published version.

        Raises:
            ForbiddenError: the account may not publish.
        """
        asking.require(Action.PUBLISH)
        latest = self._publications.latest(asking.unit)
        if latest is None:
            return SeenBy(version=None)
        published, hidden = latest.published, asking.masking(latest.book).hidden
        concerned = {item.person for item in published.assignments}
        concerned |= {item.person for item in published.told if item.cancelled and item.since == published.at}
        said = self._store.seen_versions.of_version(asking.unit.id, published.version, published.at)
        members = {
            item.person
            for account in self._store.accounts.all()
            if not account.disabled
            for item in account.memberships
            if item.unit == asking.unit.id and item.role is MembershipRole.MEMBER
        }
        names, known = Names(latest.book.people), {item.id for item in latest.book.people}
        people = [
            PersonSeen(person=item, name=names.full(item), at=said.get(item), can_say=item in members)
            for item in concerned & known - hidden
        ]
        return SeenBy(
            version=published.version, people=tuple(sorted(people, key=lambda item: (item.name, item.person)))
        )

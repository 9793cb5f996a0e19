"""The audiences that a rota is published for, and what each of them may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.book import Book
from models.errors import RosterError
from models.period import Organisation
from models.problems import did_you_mean


class AudienceKind(StrEnum):
    """Kinds of audiences.

    The coordinator sees the hours of all people, an organisation those of its people, the notice board none, and a
    person their own. No audience sees an absence, a request or an offer.
    """

    COORDINATOR = "coordinator"
    ORGANISATION = "organisation"
    NOTICE_BOARD = "notice-board"
    PERSON = "person"


# Sort of organisation -> words in an id or a name that show it.
_SORTS = {"police": ("police", "constabulary"), "ambulance": ("ambulance",)}


@dataclass(frozen=True)
class Audience:
    """Readers who all see the same copy of a rota.

    Attributes:
        name: its name on the command line, and of its folder.
        organisation: the organisation whose copy it is; None for the other kinds.
    """

    name: str
    kind: AudienceKind
    organisation: Organisation | None = None

    @property
    def title(self) -> str:
        """The audience in words: `Coordinator`, or the name of the organisation."""
        if self.organisation is not None:
            return self.organisation.name or self.organisation.id
        return {AudienceKind.COORDINATOR: "Coordinator", AudienceKind.NOTICE_BOARD: "Notice board"}.get(
            self.kind, "Personal"
        )

    def hours_of(self, organisation: str) -> bool:
        """Whether this audience sees the hours of an organisation's people."""
        return self.kind is AudienceKind.COORDINATOR or (
            self.organisation is not None and self.organisation.id == organisation
        )


class AudienceError(RosterError, ValueError):
    """An audience that a book does not have."""


def audiences(book: Book, file_name: Callable[[str], str]) -> list[Audience]:
    """All audiences of a book: the coordinator, each organisation that has people, the notice board, and persons.

    An organisation's copy is called `police` or `ambulance` where it is the only one of that sort, else by its id.

    Args:
        book: whose organisations have copies.
        file_name: makes a folder's name from an id.
    """
    roles = {role.id: role.organisation for role in book.roles}
    staffed = {roles[person.role] for person in book.people}
    present = [item for item in book.organisations if item.id in staffed]
    found = [Audience(AudienceKind.COORDINATOR, AudienceKind.COORDINATOR)]
    taken = {str(kind) for kind in AudienceKind}
    for item in present:
        sorts = [sort for sort in _SORTS if _of(present, sort) == [item]]
        name = sorts[0] if sorts else file_name(item.id)
        while name in taken:
            name += "-copy"
        taken.add(name)
        found.append(Audience(name, AudienceKind.ORGANISATION, item))
    return [
        *found,
        Audience(AudienceKind.NOTICE_BOARD, AudienceKind.NOTICE_BOARD),
        Audience(AudienceKind.PERSON, AudienceKind.PERSON),
    ]


def select_audiences(everybody: Sequence[Audience], names: Sequence[str]) -> list[Audience]:
    """The audiences with the given names, in the order of the book; all of them when no name is given.

    Args:
        everybody: all audiences of a book.
        names: names of audiences or ids of organisations; `police` means every police force of the book.

    Raises:
        AudienceError: a name is neither an audience nor the id of an organisation.
    """
    picked: set[str] = set()
    organisations = [item.organisation for item in everybody if item.organisation is not None]
    for name in names:
        fitting = {
            item.name
            for item in everybody
            if item.name == name
            or (item.organisation is not None and item.organisation.id == name)
            or (item.organisation is not None and name in _SORTS and item.organisation in _of(organisations, name))
        }
        if not fitting:
            known = [item.name for item in everybody]
            raise AudienceError(
                f"there is no audience '{name}'{did_you_mean(name, known)}; there are {', '.join(known)}"
            )
        picked |= fitting
    return [item for item in everybody if not names or item.name in picked]


def _of(organisations: Sequence[Organisation], sort: str) -> list[Organisation]:
    """The organisations whose id or name shows that they are of a sort."""
    return [item for item in organisations if any(word in f"{item.id} {item.name}".lower() for word in _SORTS[sort])]


__all__ = ["Audience", "AudienceError", "AudienceKind", "audiences", "select_audiences"]

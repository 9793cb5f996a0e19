"""Whose a change is: which permission it needs, which organisations it concerns, and what everybody may read of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from models.book import Book
from roster.desk.changes import (
    AddAbsence,
    AddRecord,
    AddRequest,
    BackOnRoad,
    Change,
    ChangeAbsence,
    ChangeEntry,
    EndAbsence,
    GiveVehicle,
    RemoveRecord,
    RemoveRequest,
    SetDetail,
    SetOrder,
    SetRecord,
    SetRota,
    TakeOffRoad,
)
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.kept_places import sentences_together
from roster.desk.service.access.masking import without_kinds
from roster.desk.service.access.standing import organisation_of, staffed
from roster.desk.service.access.table import Action

# Lists whose records name a person; of some of them nobody else may know what they say.
_OF_PEOPLE = ("requests", "pins", "worked", "derogations", "carried_in.duties", "carried_in.totals")
PRIVATE_LISTS = ("requests", "worked", "derogations", "carried_in.totals")
_OF_AN_ORGANISATION = frozenset({"coordinator", "holidays"})
_Record = AddRecord | SetRecord | RemoveRecord | ChangeEntry
_OF_THE_DAY = (GiveVehicle, TakeOffRoad, BackOnRoad, SetOrder, SetRota)


@dataclass(frozen=True)
class Belonging:
    """What a change needs.

    Attributes:
        action: the permission.
        organisations: ids of those that it concerns.
    """

    action: Action
    organisations: frozenset[str]


class Ownership:
    """Says whose changes of one book are."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._organisation_of_role = {role.id: role.organisation for role in book.roles}
        self._employers = organisation_of(book)
        self._everybody = staffed(book)
        self._words = BookWords(book)

    def of(self, change: Change) -> Belonging:
        """What a change needs; one that is not understood is taken to concern everybody."""
        if isinstance(change, _OF_THE_DAY):
            return Belonging(Action.CHANGE_DAY, self._everybody)
        if isinstance(change, _Record) and change.section == "vehicles" and _only_off_road(change):
            return Belonging(Action.CHANGE_DAY, self._everybody)
        if isinstance(change, SetRecord) and change.section == "organisations":
            own = frozenset({change.id}) if set(change.fields) <= _OF_AN_ORGANISATION else self._everybody
            return Belonging(Action.CHANGE_TERMS, own)
        employers = frozenset(self._concerned(change))
        if employers:
            return Belonging(Action.CHANGE_PEOPLE, employers)
        return Belonging(Action.CHANGE_TERMS, self._everybody)

    def of_all(self, changes: Iterable[Change]) -> list[Belonging]:
        """What some changes need, each once. People whom some of them add are known to the others."""
        changes = list(changes)
        for change in changes:
            if isinstance(change, AddRecord) and change.section == "people":
                role = str(change.record.get("role"))
                self._employers.setdefault(str(change.record.get("id")), self._organisation_of_role.get(role, ""))
        return list(dict.fromkeys(self.of(change) for change in changes))

    def people(self, change: Change) -> list[str]:
        """The ids of the people whom a change is about."""
        if isinstance(change, AddRequest | RemoveRequest):
            return [change.request.person]
        if isinstance(change, _Record):
            return [name for name in _named(change) if name]
        person = getattr(change, "person", None)
        return [person] if isinstance(person, str) else []

    def _concerned(self, change: Change) -> Iterator[str]:
        for person in self.people(change):
            yield self._employers.get(person, "")  # a person who is not there belongs to nobody
        if isinstance(change, SetRecord) and change.section == "people" and "role" in change.fields:
            yield self._organisation_of_role.get(str(change.fields["role"]), "")

    def public_sentence(self, change: Change) -> str:
        """What everybody with a part in the unit may read of a change."""
        if isinstance(change, AddAbsence | ChangeAbsence | EndAbsence):
            return without_kinds(change.in_words(self._words))
        people = " and ".join(map(self._words.person, self.people(change)))
        if isinstance(change, AddRequest | RemoveRequest):
            return f"Change the requests of {people}"
        if isinstance(change, _Record) and change.section in PRIVATE_LISTS:
            return f"Change a record about {people}"
        if people or (isinstance(change, _Record) and change.section == "organisations"):
            return change.in_brief(self._words)
        return change.in_words(self._words)

    def sentence(self, change: Change, hidden: AbstractSet[str]) -> str:
        """What somebody may read of a change.

        Args:
            hidden: ids of the people whose private data they do not see.
        """
        return self.public_sentence(change) if hidden & set(self.people(change)) else change.in_words(self._words)

    def sentences(self, changes: Sequence[Change], hidden: AbstractSet[str]) -> list[str]:
        """What somebody may read of some changes that are made at once, without repetition.

        Args:
            hidden: ids of the people whose private data they do not see.
        """
        said = sentences_together(changes, self._words, lambda change: self.sentence(change, hidden))
        return list(dict.fromkeys(said))

    def public_sentences(self, changes: Sequence[Change]) -> list[str]:
        """The sentences of some changes, without repetition; of a whole rota only that it is one."""
        others = [change for change in changes if not isinstance(change, SetRota)]
        said = list(sentences_together(others, self._words, self.public_sentence))
        rest = [self.public_sentence(change) for change in changes if isinstance(change, SetRota)] if not said else []
        return list(dict.fromkeys([*said, *rest]))


def refused(changes: Iterable[Change]) -> Iterator[tuple[int, str]]:
    """Changes that nobody makes by an edit: their numbers, each with a sentence."""
    for number, change in enumerate(changes):
        if isinstance(change, SetDetail) and change.field == "published":
            yield number, "what people were told changes by publishing alone"
        if isinstance(change, SetDetail) and change.field == "rule_files":
            yield number, "a rule file is a program: it is changed where the desk runs, with roster desk import"


def _only_off_road(change: _Record) -> bool:
    return isinstance(change, SetRecord) and set(change.fields) == {"off_road"}


def _named(change: _Record) -> list[str]:
    """The people whom a change of a record names."""
    if change.section == "people":
        return [change.id if isinstance(change, SetRecord | RemoveRecord) else str(_records(change)[0].get("id", ""))]
    if change.section not in _OF_PEOPLE:
        return []
    return list(dict.fromkeys(str(record.get("person", "")) for record in _records(change)))


def _records(change: _Record) -> list[dict[str, object]]:
    if isinstance(change, ChangeEntry):
        return [dict(change.was), dict(change.now)]
    if isinstance(change, AddRecord | RemoveRecord):
        return [dict(change.record)]
    return []

"""Changes of what a person offers, of their own limits, and of how they are reached."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from models.base import Id
from models.book import Book
from models.people import Caps, Email, Offer, Person, Phone
from models.text.lists import listed
from roster.analysis.words import counted
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.change import Change, Stage
from roster.desk.changes.drafts.book_draft import BookDraft
from roster.desk.changes.keys import field_key, record_key
from roster.desk.changes.value_words import ValueWords, spoken_data, spoken_field


class _OfPerson(Change):
    """A change of some fields of a person.

    Attributes:
        person: whose.
    """

    stage: ClassVar = Stage.SET
    person: Id

    @abstractmethod
    def fields(self) -> Mapping[str, Any]:
        """The fields and their new values, as JSON has them."""

    def apply(self, draft: BookDraft) -> None:
        if draft.known("people", self.person, "person"):
            draft.set_fields("people", self.person, self.fields())

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset(field_key("people", self.person, field) for field in self.fields())

    def is_done(self, book: Book) -> bool:
        person = next((item for item in book.people if item.id == self.person), None)
        if person is None:
            return False
        data = person.model_dump(mode="json")
        return all(data[field] == value for field, value in self.fields().items())

    def relies_on(self, book: Book) -> frozenset[str]:
        return frozenset({record_key("people", self.person)})


class SetOffers(_OfPerson):
    """Replaces what a person offers.

    Attributes:
        offers: all that they offer from now on.
    """

    kind: Literal["set offers"] = "set offers"
    offers: tuple[Offer, ...]

    def fields(self) -> Mapping[str, Any]:
        return {"offers": [item.model_dump(mode="json") for item in self.offers]}

    def in_words(self, words: BookWords) -> str:
        said, was = ValueWords(words), words.found("people", self.person)
        before = spoken_data(was)["offers"] if was else []
        now = [item.model_dump(mode="json", exclude_defaults=True) for item in self.offers]
        if before and now:
            return f"{words.person(self.person)} offers {said.replaced(before, now, 'offers')}"
        more = f", before {said.value(before, 'offers')}" if before else ""
        return f"{words.person(self.person)} offers {said.value(now, 'offers')}{more}"

    def in_brief(self, words: BookWords) -> str:
        return f"Change what {words.person(self.person)} offers"


class SetCaps(_OfPerson):
    """Replaces a person's own limits on what they offered.

    Attributes:
        caps: their limits from now on.
    """

    kind: Literal["set caps"] = "set caps"
    caps: Caps

    def fields(self) -> Mapping[str, Any]:
        return {"caps": self.caps.model_dump(mode="json")}

    def in_words(self, words: BookWords) -> str:
        was = words.found("people", self.person)
        before = f", before {_limits(was.caps)}" if isinstance(was, Person) and was.caps != self.caps else ""
        return f"{words.person(self.person)} has the limits {_limits(self.caps)}{before}"

    def in_brief(self, words: BookWords) -> str:
        return f"Change the limits of {words.person(self.person)}"


class SetContact(_OfPerson):
    """Changes how a person is reached.

    Attributes:
        phone: the number to ring; unchanged where None.
        email: their e-mail address; unchanged where None.
    """

    kind: Literal["set contact"] = "set contact"
    phone: Phone | None = None
    email: Email | None = None

    def fields(self) -> Mapping[str, Any]:
        both = {"phone": self.phone, "email": self.email}
        return {name: value for name, value in both.items() if value is not None}

    def in_words(self, words: BookWords) -> str:
        was = words.found("people", self.person)
        if was is None or not self.fields():
            return self.in_brief(words)
        before = {field: getattr(was, field) for field in self.fields()}
        return f"{self.in_brief(words)}: {ValueWords(words).changes(before, self.fields()) or 'nothing'}"

    def in_brief(self, words: BookWords) -> str:
        # This sentence is kept in the history, which more people read than may see the number.
        what = {"phone": "telephone number", "email": "e-mail address"}
        changed = listed([what[field] for field in self.fields()])
        return f"Change the {changed or 'contact'} of {words.person(self.person)}"


def _limits(caps: Caps) -> str:
    limits = []
    for name, value in caps:
        if value is not None:
            what, _, per = spoken_field(name).partition(" ")
            limits.append(f"{counted(value, what)} {per}")
    return listed(limits) or "none"


__all__ = ["SetCaps", "SetContact", "SetOffers"]

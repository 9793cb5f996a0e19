"""Changes of any record of a book by its fields: people, vehicles, services, rules and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import JsonValue

from models.base import Model
from models.book import Book
from models.references.sections import NAMED_SECTIONS
from models.text.lists import listed
from roster.desk.changes.book_words import SECTION_WORDS, BookWords
from roster.desk.changes.change import Change, Stage
from roster.desk.changes.drafts.book_draft import BookDraft
from roster.desk.changes.drafts.ordered import Place, content_key
from roster.desk.changes.drafts.sections import key_function, model_of, records_of
from roster.desk.changes.keys import field_key, order_key, record_key
from roster.desk.changes.value_words import ValueWords, spoken_data, spoken_field

Record = Mapping[str, JsonValue]


class AddRecord(Change):
    """Adds a record to a list of the book.

    Attributes:
        section: the list: `people`, `rules`, `carried_in.totals`.
        record: its fields, as JSON has them.
        place: where in the list; at its end where absent.
    """

    stage: ClassVar = Stage.ADD
    kind: Literal["add record"] = "add record"
    section: str
    record: Record
    place: Place | None = None

    def apply(self, draft: BookDraft) -> None:
        if not draft.known_section(self.section):
            return
        made = draft.made(model_of(self.section), dict(self.record), "record")
        if made is None:
            return
        records = draft.section(self.section)
        if self.section in NAMED_SECTIONS and records.key_of(made) in records:
            draft.report(f"{SECTION_WORDS[self.section]} '{records.key_of(made)}' is there already", "record", "id")
            return
        draft.touched(self.section, records.add(made, self.place))

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({record_key(self.section, _name_of(self.section, self.record))})

    def relies_on(self, book: Book) -> frozenset[str]:
        return frozenset({order_key(self.section)})

    def is_done(self, book: Book) -> bool:
        made = _made(self.section, self.record)
        return made is not None and made in records_of(book, self.section)

    def in_words(self, words: BookWords) -> str:
        return f"{self.in_brief(words)}{_what_it_says(self.section, self.record, words)}"

    def in_brief(self, words: BookWords) -> str:
        return f"Add the {_said(self.section, self.record, words)}"


class SetRecord(Change):
    """Sets fields of a record that has an id; its other fields stay.

    Attributes:
        section: the list it is in.
        id: its id.
        fields: the fields and their new values, as JSON has them.
    """

    stage: ClassVar = Stage.SET
    kind: Literal["set record"] = "set record"
    section: str
    id: str
    fields: Record

    def apply(self, draft: BookDraft) -> None:
        if not draft.known_section(self.section):
            return
        if self.section not in NAMED_SECTIONS:
            draft.report("its records have no id: a change of one gives all it says, before and after", "section")
        elif draft.known(self.section, self.id, "id"):
            if "id" in self.fields:
                draft.report("an id stays as it is: add another record, and remove this one", "fields", "id")
            draft.set_fields(self.section, self.id, self.fields, "fields")

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset(field_key(self.section, self.id, field) for field in self.fields)

    def relies_on(self, book: Book) -> frozenset[str]:
        return frozenset({record_key(self.section, self.id)})

    def is_done(self, book: Book) -> bool:
        record = next((item for item in records_of(book, self.section) if getattr(item, "id", None) == self.id), None)
        if record is None:
            return False
        data = record.model_dump(mode="json")
        return all(data.get(field) == value for field, value in self.fields.items())

    def in_words(self, words: BookWords) -> str:
        before = words.found(self.section, self.id)
        if before is None or not self.fields:
            return self.in_brief(words)
        was, after = spoken_data(before), _after(before, self.fields)
        said = ValueWords(words).changes({name: was.get(name) for name in self.fields}, after)
        return f"{self.in_brief(words)}: {said or 'nothing'}"

    def in_brief(self, words: BookWords) -> str:
        fields = listed(map(spoken_field, self.fields))
        return f"Change {fields or 'nothing'} of {words.record(self.section, self.id)}"


class ChangeEntry(Change):
    """Changes a record that has no id: a rule, a record of work, an exception.

    Attributes:
        section: the list it is in.
        was: all that it says in the book.
        now: all that it says from now on.
    """

    stage: ClassVar = Stage.SET
    kind: Literal["change entry"] = "change entry"
    section: str
    was: Record
    now: Record

    def apply(self, draft: BookDraft) -> None:
        if not draft.known_section(self.section):
            return
        if self.section in NAMED_SECTIONS:
            draft.report("its records have an id: a change of one gives its id and the fields that change", "section")
            return
        model = model_of(self.section)
        was, now = draft.made(model, dict(self.was), "was"), draft.made(model, dict(self.now), "now")
        if was is None or now is None:
            return
        records = draft.section(self.section)
        if content_key(was) not in records:
            draft.report(f"there is no such {SECTION_WORDS[self.section]}", "was")
            return
        records.replace(content_key(was), now)
        draft.touched(self.section, content_key(now))

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset(record_key(self.section, _name_of(self.section, item)) for item in (self.was, self.now))

    def in_words(self, words: BookWords) -> str:
        was, now = _spoken(self.section, self.was), _spoken(self.section, self.now)
        said = ValueWords(words).changes(was, now)
        return f"{self.in_brief(words)}: {said or 'nothing'}"

    def in_brief(self, words: BookWords) -> str:
        was, now = _spoken(self.section, self.was), _spoken(self.section, self.now)
        fields = [name for name in {**was, **now} if was.get(name) != now.get(name)]
        return f"Change {listed(map(spoken_field, fields)) or 'nothing'} of the {_said(self.section, self.was, words)}"


class RemoveRecord(Change):
    """Removes a record.

    Attributes:
        section: the list it is in.
        id: its id; empty where it has none.
        record: all that it says, where it has no id; else empty.
    """

    stage: ClassVar = Stage.REMOVE
    kind: Literal["remove record"] = "remove record"
    section: str
    id: str = ""
    record: Mapping[str, JsonValue] = {}

    def apply(self, draft: BookDraft) -> None:
        if not draft.known_section(self.section):
            return
        if self.section in NAMED_SECTIONS:
            if draft.known(self.section, self.id, "id"):
                draft.section(self.section).remove(self.id)
            return
        made = draft.made(model_of(self.section), dict(self.record), "record")
        records = draft.section(self.section)
        if made is None:
            return
        if content_key(made) not in records:
            draft.report(f"there is no such {SECTION_WORDS[self.section]}", "record")
            return
        records.remove(content_key(made))

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({record_key(self.section, self.id or _name_of(self.section, self.record))})

    def is_done(self, book: Book) -> bool:
        # Where it has no id, it may be gone because somebody changed it; that is another thing than removing it.
        return bool(self.id) and all(item.id != self.id for item in records_of(book, self.section))

    def in_words(self, words: BookWords) -> str:
        return f"{self.in_brief(words)}{_what_it_says(self.section, self.record, words)}"

    def in_brief(self, words: BookWords) -> str:
        if self.id:
            return f"Remove {words.record(self.section, self.id)}"
        return f"Remove the {_said(self.section, self.record, words)}"


class SetOrder(Change):
    """Puts the records of a list into another order.

    Attributes:
        section: the list.
        order: the keys of its records (`ordered.keys_of`) in their new order; records that are not named stay.
    """

    stage: ClassVar = Stage.ORDER
    kind: Literal["set order"] = "set order"
    section: str
    order: tuple[str, ...]

    def apply(self, draft: BookDraft) -> None:
        if draft.known_section(self.section):
            draft.section(self.section).sort(self.order)

    def touches(self, book: Book) -> frozenset[str]:
        return frozenset({order_key(self.section)})

    def relies_on(self, book: Book) -> frozenset[str]:
        if self.section in NAMED_SECTIONS:
            return frozenset()
        # Records without an id are found by what they say: the order of one that changes meanwhile is not known.
        return frozenset(record_key(self.section, key) for key in self.order)

    def in_words(self, words: BookWords) -> str:
        return f"Put the {self.section.replace('_', ' ').replace('.', ', ')} into another order"


def _after(before: Model, fields: Record) -> Record:
    """Some fields of a record once they are set, as `spoken_data` has them; as they were sent where they are wrong."""
    try:
        after = spoken_data(type(before).model_validate(before.model_dump(mode="json") | dict(fields)))
    except ValueError:
        return fields
    return {name: after.get(name) for name in fields}


def _spoken(section: str, record: Record) -> Record:
    """A record as `spoken_data` has it; as it was sent where it is wrong."""
    made = _made(section, record)
    return record if made is None else spoken_data(made)


def _what_it_says(section: str, record: Record, words: BookWords) -> str:
    """Behind a record without an id: all that it says."""
    if section in NAMED_SECTIONS:
        return ""
    made = _made(section, record)
    data = dict(record) if made is None else made.model_dump(mode="json", exclude_defaults=True)
    named = "kind" if section == "rules" else "person" if data.get("person") else "call_sign"
    said = ValueWords(words).value({name: value for name, value in data.items() if name != named})
    return f": {said}"


def _made(section: str, record: Record) -> Model | None:
    """The record that data say; None where they are no such record, which applying the change reports."""
    try:
        return model_of(section).model_validate(dict(record))
    except ValueError:
        return None


def _name_of(section: str, record: Record) -> str:
    """The id of a record, or the key of what it says."""
    if key_function(section) is content_key:
        return content_key(_made(section, record) or dict(record))
    return str(record.get("id", ""))


def _said(section: str, record: Record, words: BookWords) -> str:
    """What a sentence calls a record: `person Asha Marsh (SC12)`, `rule daily-rest`."""
    what = SECTION_WORDS.get(section, section)
    name, identity = record.get("name"), record.get("id") or record.get("kind")
    if section in NAMED_SECTIONS:
        return f"{what} {name} ({identity})" if name and name != identity else f"{what} {identity}"
    if section == "rules":
        return f"{what} {record.get('kind')}"
    if record.get("person"):
        return f"{what} of {words.person(str(record['person']))}"
    return f"{what} of {record.get('call_sign') or 'nobody'}"


__all__ = ["AddRecord", "ChangeEntry", "RemoveRecord", "SetOrder", "SetRecord"]

"""The records of a book - people, fleet, demand, rules - as forms show and send them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, ValidationError

from models.base import Model
from models.book import Book
from models.problems import Problem
from models.reading.messages import problem_message
from models.references.sections import NAMED_SECTIONS
from roster.desk.changes import AddRecord, AnyChange, ChangeEntry, ChangeError, RemoveRecord, SetRecord
from roster.desk.changes.drafts.sections import SECTIONS, key_function, model_of, records_of
from roster.desk.service.access.belonging import Ownership
from roster.desk.service.access.masking import PRIVATE_FIELDS
from roster.desk.service.access.standing import Decision
from roster.desk.service.access.table import Action
from roster.desk.service.asking import Asking
from roster.desk.service.editing.outcomes import Edit, Why
from roster.desk.store import Revision
from roster.desk.store.errors import NotThereError

_SEEN_WITH_TERMS = frozenset(
    {"organisations", "roles", "areas", "qualifications", "call_signs", "vehicles", "shifts", "crews", "services"}
    | {"teams", "rules", "carried_in.stand_downs"}
)


class RecordShown(Model):
    """A record of a book.

    Attributes:
        key: its id; for records without one, a text that stands for what it says.
        fields: what it says, as JSON.
        mine: whether the account may change it at once.
    """

    key: str
    fields: dict[str, Any]
    mine: bool


class SectionShown(Model):
    """A list of records of a book.

    Attributes:
        named: whether its records have ids.
        json_schema: what a record may say, as JSON Schema.
    """

    section: str
    revision: int
    named: bool
    json_schema: dict[str, Any]
    records: tuple[RecordShown, ...]


class RecordEdit(Model):
    """A record as a form sends it.

    Attributes:
        base: the revision that the form showed.
        fields: all that the record says; None removes it.
        why: a reason, for the history.
        with_entailed: also make what has to go along, as in `Edit`.
    """

    base: Annotated[int, Field(ge=1, le=2**31 - 1)]
    fields: dict[str, Any] | None = None
    why: Why = ""
    with_entailed: bool = False


def section_shown(asking: Asking, revision: Revision, section: str) -> SectionShown:
    """A list of records as an account sees it; of others' people, without what stays with their organisation.

    Raises:
        NotThereError: a book has no such list.
        ForbiddenError: the account may not see it.
    """
    _check(section)
    asking.require(Action.SEE_TERMS if section in _SEEN_WITH_TERMS else Action.SEE_ROTA)
    book = asking.masking(revision.book).masked_book
    ownership, key_of = Ownership(revision.book), key_function(section)

    def shown(record: Any) -> RecordShown:
        fields = record.model_dump(mode="json", exclude_defaults=True)
        need = ownership.of(AddRecord(section=section, record=fields))
        mine = asking.standing.decide(need.action, need.organisations) is Decision.DO
        return RecordShown(key=key_of(record), fields=fields, mine=mine)

    return SectionShown(
        section=section,
        revision=revision.number,
        named=section in NAMED_SECTIONS,
        json_schema=model_of(section).model_json_schema(),
        records=tuple(shown(record) for record in records_of(book, section)),
    )


def edit_of_record(asking: Asking, revision: Revision, place: tuple[str, str | None], edit: RecordEdit) -> Edit:
    """The edit that a form asks for.

    Args:
        revision: the one that the form showed.
        place: the list, and the key of the record in it; None for a new one.

    Raises:
        NotThereError: there is no such list or record.
        ChangeError: every mistake in the fields.
    """
    # What is hidden from the account was not in its form, and is not to be changed by sending the form back.
    masking = asking.masking(revision.book)
    change = _change(masking.masked_book, place[0], place[1], edit)
    if isinstance(change, SetRecord) and change.section == "people" and change.id in masking.hidden:
        sent = {name: value for name, value in change.fields.items() if name in (edit.fields or {})}
        unsent = {name: value for name, value in change.fields.items() if name not in PRIVATE_FIELDS}
        change = change.model_copy(update={"fields": unsent | sent})
    return Edit(base=revision.number, changes=(change,), why=edit.why, with_entailed=edit.with_entailed)


def _change(book: Book, section: str, key: str | None, edit: RecordEdit) -> AnyChange:
    """The change that a form asks for.

    Args:
        book: as the form showed it.
        key: of the record; None for a new one.

    Raises:
        NotThereError: there is no such list or record.
        ChangeError: every mistake in the fields.
    """
    _check(section)
    fields = dict(edit.fields) if edit.fields is not None else None
    if fields is not None:
        _validate(section, fields)
    if key is None:
        if fields is None:
            raise ChangeError([Problem(("fields",), "a new record needs fields")])
        return AddRecord(section=section, record=fields)
    key_of = key_function(section)
    record = next((item for item in records_of(book, section) if key_of(item) == key), None)
    if record is None:
        raise NotThereError(f"the book has no record {key} among its {section}")
    was = record.model_dump(mode="json", exclude_defaults=True)
    if section in NAMED_SECTIONS:
        if fields is None:
            return RemoveRecord(section=section, id=key)
        return SetRecord(section=section, id=key, fields=_differing(section, was, fields))
    if fields is None:
        return RemoveRecord(section=section, record=was)
    return ChangeEntry(section=section, was=was, now=fields)


def _check(section: str) -> None:
    if section not in SECTIONS:
        raise NotThereError(f"a book has no list '{section}'; there are {', '.join(SECTIONS)}")


def _validate(section: str, fields: Mapping[str, Any]) -> None:
    try:
        model_of(section).model_validate(dict(fields))
    except ValidationError as error:
        raise ChangeError(
            Problem(("fields", *item["loc"]), problem_message(item, Book)) for item in error.errors()
        ) from None


def _differing(section: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that differ; one that is left out becomes its default."""
    defaults = {
        name: field.get_default(call_default_factory=True)
        for name, field in model_of(section).model_fields.items()
        if not field.is_required()
    }
    found = {name: value for name, value in now.items() if name != "id" and was.get(name) != value}
    for name in was:
        if name not in now and name in defaults:
            default = defaults[name]
            found[name] = default.model_dump(mode="json") if isinstance(default, Model) else _plain(default)
    return found


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value

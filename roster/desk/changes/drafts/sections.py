"""The lists of a book that changes may change: their models, and how their records are found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

from models.base import Model
from models.book import NESTED_LISTS, Book
from models.records.history import CarriedIn
from models.references.sections import NAMED_SECTIONS
from roster.desk.changes.drafts.ordered import content_key, id_key

# What `SetDetail` changes; `rota` has changes of its own, `schema_version` never changes.
DETAILS = ("name", "description", "period", "rule_files", "published")
SECTIONS = (
    *(name for name in Book.model_fields if name not in (*DETAILS, "schema_version", "carried_in", "rota")),
    *NESTED_LISTS,
)


def model_of(section: str) -> type[Model]:
    """The model of the records of a section, named as `models.book.sections_of` names it."""
    outer, _, inner = section.partition(".")
    annotation = (CarriedIn if inner else Book).model_fields[inner or outer].annotation
    return next(item for item in get_args(annotation) if isinstance(item, type) and issubclass(item, Model))


def key_function(section: str) -> Callable[[object], str]:
    """How records of a section are found: by their id, or by what they say."""
    return id_key if section in NAMED_SECTIONS else content_key


def records_of(book: Book, section: str) -> Sequence[Any]:
    """The records of a section of a book."""
    outer, _, inner = section.partition(".")
    found: Sequence[Any] = getattr(getattr(book, outer), inner) if inner else getattr(book, outer)
    return found


__all__ = ["DETAILS", "SECTIONS", "key_function", "model_of", "records_of"]

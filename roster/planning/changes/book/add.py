"""Applies `add`: more records in the lists of a book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from models.book import Book
from models.reading.messages import problem_message
from models.references.sections import NAMED_SECTIONS
from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.book_changes import AddItems


@apply_change.register
def _add_items(change: AddItems, draft: Draft) -> None:
    for section in change.SECTIONS:
        (item_type, *_) = get_args(Book.model_fields[section].rebuild_annotation())
        reader: TypeAdapter[Any] = TypeAdapter(item_type)
        known = {item.id: item for item in draft.fields[section] if hasattr(item, "id")}
        for number, raw in enumerate(getattr(change, section)):
            try:
                item = reader.validate_python(dict(raw) if isinstance(raw, Mapping) else raw)
            except ValidationError as error:
                for details in error.errors():
                    place = (section, number, *details["loc"])
                    draft.report(problem_message(details, item_type), *place)
                continue
            there = known.get(getattr(item, "id", ""))
            if there is not None and there != item:
                what = NAMED_SECTIONS.get(section, section)
                draft.report(f"{what} '{item.id}' is there already, and is another", section, number, "id")
            elif there is None and item not in draft.fields[section]:
                draft.fields[section].append(item)
                if hasattr(item, "id"):
                    known[item.id] = item

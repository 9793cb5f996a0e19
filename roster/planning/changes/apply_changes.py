"""Applies a list of changes to a book, one after another, and checks the result as a whole."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module

from models.problems import Path
from roster.planning.changes import book, people, services
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.changes.draft import Draft
from roster.planning.changes.registry import apply_change
from roster.planning.scenarios.change import Change

# Each module of these rooms registers the function for its kind of change.
for _room in (people, services, book):
    for _module in pkgutil.iter_modules(_room.__path__, f"{_room.__name__}."):
        import_module(_module.name)


def apply_changes(changed: ChangedBook, changes: Sequence[Change], path: Path = ()) -> ChangedBook:
    """Applies changes in their order.

    Args:
        changed: the book to start from.
        path: where the changes are in the scenarios file.

    Raises:
        BookError: every mistake in them, each with its place.
    """
    draft = Draft(changed)
    for number, change in enumerate(changes):
        draft.path = (*path, number)
        apply_change(change, draft)
    return draft.finish(path)


__all__ = ["apply_changes"]

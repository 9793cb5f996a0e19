"""Who made which of the changes that are left of others' work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.book import Book
from roster.desk.changes.change import Change

SOMEBODY = "somebody else"


@dataclass(frozen=True)
class Authored:
    """A change with who made it."""

    author: str
    change: Change


def attributed(base: Book, left: Sequence[Change], made: Sequence[Authored]) -> list[Authored]:
    """The changes that are left of what several people did, each with the last who changed the same thing.

    Args:
        base: the book before all of them.
        left: what differs in the end.
        made: all changes in their order, also those that were undone later.
    """
    last: dict[str, str] = {}
    for item in made:
        last |= dict.fromkeys(item.change.touches(base), item.author)
    only = {item.author for item in made}
    default = only.pop() if len(only) == 1 else SOMEBODY
    return [Authored(_author(change, base, last, default), change) for change in left]


def _author(change: Change, base: Book, last: dict[str, str], default: str) -> str:
    keys = change.touches(base)
    exact = next((last[key] for key in sorted(keys) if key in last), None)
    if exact is not None:
        return exact
    # The same thing may have been changed as a whole: a person's absences instead of one of them.
    related = (name for key, name in last.items() if any(_within(key, own) or _within(own, key) for own in keys))
    return next(related, default)


def _within(key: str, other: str) -> bool:
    return key.startswith(f"{other}/")


__all__ = ["SOMEBODY", "Authored", "attributed"]

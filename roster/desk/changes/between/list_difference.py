"""How one ordered list becomes another: what is removed, added and changed, and whether the rest changes places."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from roster.desk.changes.drafts.ordered import Place, keys_of


@dataclass(frozen=True)
class ListDifference:
    """The steps from one list to another.

    Attributes:
        removed: records that are gone.
        changed: (before, after) of records that are another, in the same place.
        added: new records with their places; without where `order` says it all.
        kept: (before, after) of records with the same key.
        order: all keys in their new order, where the records that stay have another order; else None.
    """

    removed: list[Any] = field(default_factory=list)
    changed: list[tuple[Any, Any]] = field(default_factory=list)
    added: list[tuple[Any, Place | None]] = field(default_factory=list)
    kept: list[tuple[Any, Any]] = field(default_factory=list)
    order: tuple[str, ...] | None = None


def list_difference(
    before: Sequence[Any],
    after: Sequence[Any],
    key_of: Callable[[object], str],
    same: Callable[[Any], Hashable] | None = None,
) -> ListDifference:
    """Finds the steps from one list to another.

    Args:
        key_of: what a record is found by.
        same: what two records have in common where one is taken to be the other after a change; None where no record
            without an id is taken for another.
    """
    was = dict(zip(keys_of(before, key_of), before, strict=True))
    now = dict(zip(keys_of(after, key_of), after, strict=True))
    renamed = _renamed(was, now, same) if same else {}
    stays = [renamed.get(key, key) for key in was if key in now or key in renamed]
    moved = stays != [key for key in now if key in set(stays)]
    return ListDifference(
        removed=[record for key, record in was.items() if key not in now and key not in renamed],
        changed=[(was[old], now[new]) for old, new in renamed.items()],
        added=[(now[key], None if moved else place) for key, place in _places(list(now), set(stays))],
        kept=[(was[key], now[key]) for key in was if key in now],
        order=tuple(now) if moved else None,
    )


def _renamed(was: dict[str, Any], now: dict[str, Any], same: Callable[[Any], Hashable]) -> dict[str, str]:
    """Old key -> new key of records that changed: the first new one that has enough in common with an old one."""
    free: dict[Hashable, list[str]] = {}
    for key, record in now.items():
        if key not in was:
            free.setdefault(same(record), []).append(key)
    found = {}
    for key, record in was.items():
        if key not in now and (fitting := free.get(same(record))):
            found[key] = fitting.pop(0)
    return found


def _places(keys: Sequence[str], stays: set[str]) -> list[tuple[str, Place]]:
    """The place of each key that does not stay: behind the one before it, before the next that stays."""
    found = []
    following: str | None = None
    nexts: dict[str, str | None] = {}
    for key in reversed(keys):
        nexts[key] = following
        if key in stays:
            following = key
    for number, key in enumerate(keys):
        if key not in stays:
            found.append((key, Place(after=keys[number - 1] if number else None, before=nexts[key])))
    return found


__all__ = ["ListDifference", "list_difference"]

"""A list of records while it is changed: each found by a key, and put at its place whatever others add meanwhile."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pydantic import BaseModel

from models.base import Model

_KEY_LETTERS = 16  # of a digest: enough that no two records of a book share one by chance


class Place(Model):
    """Where a record goes in its list: after one record and before another, as its author saw the list.

    Both are keys (`OrderedRecords`). What others put between the two meanwhile stays in the order of keys, so that the
    list is the same whoever came first.

    Attributes:
        after: the record before it; None for the beginning of the list.
        before: the record behind it; None for the end of the list.
    """

    after: str | None = None
    before: str | None = None


def content_key(record: object) -> str:
    """The key of a record without an id: a digest of what it says; what is left out and a default are the same."""
    data = record.model_dump(mode="json", exclude_defaults=True) if isinstance(record, BaseModel) else record
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:_KEY_LETTERS]


def id_key(record: object) -> str:
    """The key of a record with an id."""
    return str(getattr(record, "id"))  # noqa: B009 - records of many models, all with an id


def keys_of(records: Iterable[object], key_of: Callable[[object], str]) -> list[str]:
    """The keys of some records; the second of two equal records without an id has `#2` behind its key."""
    times: dict[str, int] = {}
    found = []
    for record in records:
        key = key_of(record)
        times[key] = times.get(key, 0) + 1
        found.append(key if times[key] == 1 else f"{key}#{times[key]}")
    return found


class OrderedRecords:
    """The records of one list by key, in order.

    Args:
        records: those of the book.
        key_of: `id_key` or `content_key`.
    """

    def __init__(self, records: Sequence[Any], key_of: Callable[[object], str]) -> None:
        self.key_of = key_of
        self._keys = keys_of(records, key_of)
        self._records = dict(zip(self._keys, records, strict=True))
        self._added: dict[str, Place | None] = {}
        self._order: Sequence[str] | None = None

    def __contains__(self, key: str) -> bool:
        return key in self._records

    def get(self, key: str) -> Any:
        """The record of a key; None where there is none."""
        return self._records.get(key)

    @property
    def keys(self) -> list[str]:
        """All keys; those of added records come last."""
        return list(self._records)

    def add(self, record: object, place: Place | None) -> str:
        """Adds a record and returns its key; None is the end of the list. Its key must be free if it has an id."""
        key = self._free(self.key_of(record))
        self._records[key] = record
        self._added[key] = place
        return key

    def remove(self, key: str) -> None:
        """Removes a record; of equal records without an id the last."""
        last = self._last(key)
        del self._records[last]
        self._added.pop(last, None)
        self._keys = [item for item in self._keys if item != last]

    def replace(self, key: str, record: object) -> None:
        """Puts another record at the place of one, of equal ones the last; its key may change with it."""
        key, new = self._last(key), self.key_of(record)
        if new == key:
            self._records[key] = record
            return
        new = self._free(new)
        self._records = {
            new if old == key else old: record if old == key else had for old, had in self._records.items()
        }
        self._keys = [new if item == key else item for item in self._keys]
        if key in self._added:
            self._added[new] = self._added.pop(key)

    def sort(self, order: Sequence[str]) -> None:
        """Puts the records of these keys into this order; all others keep their places."""
        self._order = order

    def finish(self) -> tuple[Any, ...]:
        """All records in their order."""
        keys = list(self._keys)
        waiting = dict(sorted(self._added.items(), key=lambda item: item[0]))
        at_the_end = [key for key, place in waiting.items() if place is None]
        placed = {key: place for key, place in waiting.items() if place is not None}
        while placed:
            # What goes behind a record that is added too waits for it; two that wait for each other do not.
            key = next((key for key, place in placed.items() if place.after not in placed), next(iter(placed)))
            keys.insert(_index(keys, key, placed.pop(key)), key)
        keys += at_the_end
        if self._order is not None:
            keys = _sorted(keys, self._order)
        return tuple(self._records[key] for key in keys)

    def _last(self, key: str) -> str:
        """The key of the last of some equal records without an id."""
        number = 1
        while f"{key}#{number + 1}" in self._records and self.key_of is content_key:
            number += 1
        return key if number == 1 else f"{key}#{number}"

    def _free(self, key: str) -> str:
        number = 1
        while (key if number == 1 else f"{key}#{number}") in self._records:
            number += 1
        return key if number == 1 else f"{key}#{number}"


def _index(keys: Sequence[str], key: str, place: Place) -> int:
    """Where a record is inserted: between its neighbours, and among what is between them by its key."""
    first = keys.index(place.after) + 1 if place.after in keys else 0
    last = keys.index(place.before) if place.before in keys else len(keys)
    if place.after is not None and place.after not in keys:
        return last  # the record before it is gone: as near as can be to the one behind it
    if last < first:
        return first
    return next((number for number in range(first, last) if keys[number] > key), last)


def _sorted(keys: Sequence[str], order: Sequence[str]) -> list[str]:
    """The keys with those of `order` in its order, in the places that these have."""
    there = set(keys)
    named = iter([key for key in order if key in there])
    moved = set(order)
    return [next(named) if key in moved else key for key in keys]


__all__ = ["OrderedRecords", "Place", "content_key", "id_key", "keys_of"]

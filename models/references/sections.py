"""The lists of a book as the reference check takes them, before they are a book."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.period import Period
from models.records.published import Published
from models.rota import Rota

# Sections whose items have an id, and what a message calls one of them.
NAMED_SECTIONS = {
    "organisations": "organisation",
    "roles": "role",
    "areas": "area",
    "qualifications": "qualification",
    "call_signs": "call sign",
    "vehicles": "vehicle",
    "shifts": "shift",
    "crews": "crew",
    "services": "service",
    "teams": "team",
    "people": "person",
}


@dataclass(frozen=True)
class Sections:
    """The lists of a book, which may lack its faulty items.

    Attributes:
        period: the period, where it is valid.
        items: section -> its valid items.
        indices: section -> the place of each of these in the input.
        faulty: section -> names, in small letters, of items that are faulty: to name them is no second mistake.
        unread: sections that are missing or no lists at all: to name an item of theirs is no second mistake.
        published: the published rota, where it is valid.
        rota: the rota, where it is valid.
    """

    period: Period | None
    items: Mapping[str, Sequence[Any]]
    indices: Mapping[str, Sequence[int]] = field(default_factory=dict)
    faulty: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    published: Published | None = None
    rota: Rota | None = None

    def numbered(self, section: str) -> Iterator[tuple[int, Any]]:
        """Yields each item with its place in the input."""
        items = self.items.get(section)
        if not items:
            return iter(())
        return zip(self.indices.get(section, range(len(items))), items, strict=True)

    def place(self, section: str, index: int) -> int:
        """The place in the input of the item at an index of `items`."""
        return self.indices[section][index] if section in self.indices else index

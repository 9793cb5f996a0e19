"""Removes faulty items from raw data until the rest is a book, to find mistakes that faulty items would hide.

A field that is wrong in itself keeps pydantic from checking the names in the same book. So the names are checked among
what remains: first of each faulty item without its faulty field, and of the sound items.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from pydantic import TypeAdapter, ValidationError

from models.base import AS_WRITTEN
from models.book import NESTED_LISTS, Book, sections_of
from models.problems import BookError, Path, Problem
from models.reading.messages import problems_of
from models.references.check import ReferenceCheck
from models.references.sections import NAMED_SECTIONS, Sections

MOST_EXAMINED_TWICE = 300  # mistakes up to which faulty items are examined again without their faulty fields
MOST_ROUNDS = 8  # an item may name an item that names a faulty one; each round removes one link of such a chain

# Sections that a book may omit: where they are missing, they are empty and not unreadable.
OPTIONAL = frozenset(name for name, info in Book.model_fields.items() if not info.is_required())

ItemPlace = tuple[str, int]  # section, as `sections_of` names it, and index in the raw data


class Salvage:
    """Raw data of a faulty book, and the items that were removed from it."""

    def __init__(self, raw: Mapping[Any, Any], error: ValidationError) -> None:
        self._raw = raw
        self._error = error
        self._dropped: set[ItemPlace] = set()
        self._dropped_keys: set[str] = set()

    def problems(self) -> list[Problem]:
        """Finds every mistake of the raw data, and removes the items they lie in."""
        problems = list(problems_of(self._error, Book))
        if not _is_reference_error(self._error):
            whole = self._raw
            if len(problems) <= MOST_EXAMINED_TWICE:
                self._raw = _without_faulty_fields(whole, problems)
                self._drop([problem for problem in problems if not self._is_sound(problem)])
            else:
                self._drop(problems)
            problems += self._reference_problems()
            self._raw = whole
        self._drop(problems)
        return problems

    def book(self) -> Book | None:
        """Builds a book of what remains, removing more items where that is needed; None where nothing helps."""
        for _ in range(MOST_ROUNDS):
            try:
                return Book.model_validate(self._rest(), context=AS_WRITTEN)
            except ValidationError as error:
                before = len(self._dropped) + len(self._dropped_keys)
                self._drop(list(problems_of(error, Book)), renumber=True)
                if len(self._dropped) + len(self._dropped_keys) == before:
                    break
        return None

    def indices(self) -> dict[str, list[int]]:
        """Section -> the place in the raw data of each item that was not removed."""
        return {
            name: [index for index in range(len(items)) if (name, index) not in self._dropped]
            for name, items in self._lists()
        }

    def _is_sound(self, problem: Problem) -> bool:
        """Whether the item that holds a problem is valid without its faulty fields, which were removed before."""
        place = _item_of(problem.path, {name for name, _ in self._lists()})
        info = Book.model_fields.get(place[0]) if place else None
        if place is None or info is None:
            return False
        try:
            section: TypeAdapter[Any] = TypeAdapter(info.rebuild_annotation())
            section.validate_python([dict(self._lists())[place[0]][place[1]]])
        except ValidationError:
            return False
        return True

    def _drop(self, problems: list[Problem], *, renumber: bool = False) -> None:
        """Removes the items or sections that problems lie in.

        Args:
            renumber: Whether the paths count only the items that were not removed yet.
        """
        indices = self.indices() if renumber else {}
        sections = {name for name, _ in self._lists()}
        for problem in problems:
            place = _item_of(problem.path, sections)
            if place is not None:
                section, index = place
                self._dropped.add((section, indices[section][index] if renumber else index))
            elif problem.path and str(problem.path[0]) not in ("period", "name"):
                self._dropped_keys.add(str(problem.path[0]))

    def _lists(self) -> Iterator[tuple[str, list[Any]]]:
        """Every raw list with its section's name."""
        for name, value in self._raw.items():
            if isinstance(value, list | tuple) and name not in self._dropped_keys:
                yield str(name), list(value)
        for name, (outer, inner) in NESTED_LISTS.items():
            holder = self._raw.get(outer)
            if isinstance(holder, Mapping) and isinstance(holder.get(inner), list | tuple):
                yield name, list(holder[inner])

    def _rest(self) -> dict[str, Any]:
        """The raw data without what was removed."""
        indices = self.indices()
        rest = {str(key): value for key, value in self._raw.items() if key not in self._dropped_keys}
        carried: dict[str, Any] = {}
        for name, items in self._lists():
            kept = [items[index] for index in indices[name]]
            if name in NESTED_LISTS:
                carried[NESTED_LISTS[name][1]] = kept
            else:
                rest[name] = kept
        if carried:
            rest["carried_in"] = carried
        return rest

    def _reference_problems(self) -> list[Problem]:
        """Finds unknown names among the items that are valid in themselves."""
        fields = self._valid_fields()
        return ReferenceCheck(
            Sections(
                fields.get("period"),
                sections_of(fields),
                self.indices(),
                faulty=self._names_of_dropped(),
                unread=frozenset(
                    name
                    for name in NAMED_SECTIONS
                    if name not in fields and (name in self._raw or name not in OPTIONAL)
                ),
                published=fields.get("published"),
                rota=fields.get("rota"),
            )
        ).run()

    def _valid_fields(self) -> dict[str, Any]:
        """The fields of the book that are valid, each validated without the others."""
        rest = self._rest()
        fields: dict[str, Any] = {}
        for name, info in Book.model_fields.items():
            if name in rest:
                try:
                    section: TypeAdapter[Any] = TypeAdapter(info.rebuild_annotation())
                    fields[name] = section.validate_python(rest[name])
                except ValidationError:
                    continue
        return fields

    def _names_of_dropped(self) -> dict[str, frozenset[str]]:
        """Section -> the names of its removed items."""
        names = {
            section: frozenset(
                word
                for index, item in enumerate(items)
                if (section, index) in self._dropped and isinstance(item, Mapping)
                for word in _names_of(item)
            )
            for section, items in self._lists()
            if section in NAMED_SECTIONS
        }
        return {section: words for section, words in names.items() if words}


def _without_faulty_fields(raw: Mapping[Any, Any], problems: Iterable[Problem]) -> dict[Any, Any]:
    """Copies raw data without the fields that problems lie in, so far as these are fields of a mapping."""
    copy = deepcopy(dict(raw))
    for problem in problems:
        holder: Any = copy
        for part in problem.path[:-1]:
            try:
                holder = holder[part]
            except (KeyError, IndexError, TypeError):
                holder = None
                break
        if isinstance(holder, dict) and len(problem.path) > 1:
            holder.pop(problem.path[-1], None)
    return copy


def _names_of(item: Mapping[Any, Any]) -> Iterator[str]:
    """The id, name and aliases of a raw item, in small letters."""
    aliases = item.get("aliases")
    for name in (item.get("id"), item.get("name"), *(aliases if isinstance(aliases, list | tuple) else ())):
        if name:
            yield str(name).strip().lower()


def _is_reference_error(error: ValidationError) -> bool:
    """Whether every field was valid in itself, so that the names have been checked already."""
    return any(isinstance(item.get("ctx", {}).get("error"), BookError) for item in error.errors())


def _item_of(path: Path, sections: Collection[str]) -> ItemPlace | None:
    """The item of a list that a path lies in: (`people`, 3); None when it lies in none."""
    for name in sections:
        holder = NESTED_LISTS.get(name, (name,))
        if path[: len(holder)] == holder and len(path) > len(holder) and isinstance(path[len(holder)], int):
            return name, int(path[len(holder)])
    return None

"""From raw data (lists and mappings, as YAML or JSON give them) to a book, with every mistake said at once."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from models.base import AS_WRITTEN, format_minutes
from models.book import Book, sections_of
from models.history import CarriedIn
from models.problems import BookError, Path, Problem, did_you_mean
from models.references import NAMED_SECTIONS, ReferenceCheck, Sections

ItemPath = tuple[str, int]
# Lists are named as in `sections_of`: those inside `carried_in` by a dotted name.
# A length of time is written 7h30m and kept in minutes: its bounds are told as it was written.
_WRITTEN_SPAN = re.compile(r"(?=.)(?:\d+h)?(?:\d+m)?")
_BOUNDS = {
    "greater_than": "more than",
    "greater_than_equal": "at least",
    "less_than": "less than",
    "less_than_equal": "at most",
}
MOST_FIELDS = 200  # at the top of a file; with more it is no book at all
MOST_ERRORS = 20_000  # of one reading; with more, only the beginnings of the long lists are looked into
MOST_MENDED = 300  # mistakes up to which faulty items are looked at once more without their faulty fields
# Sections a book may do without: where they are not there, they are empty and not unreadable.
OPTIONAL = frozenset(name for name, info in Book.model_fields.items() if not info.is_required())
NESTED_LISTS = {f"carried_in.{name}": ("carried_in", name) for name in CarriedIn.model_fields}


@dataclass(frozen=True)
class Reading:
    """What came of reading raw data.

    Attributes:
        book: the book, when there is no mistake.
        problems: every mistake, in the order of the book.
        salvaged: what is left when faulty items are taken out, so that more can be said about the rest.
        indices: section -> the place in the raw data of each salvaged item.
    """

    book: Book | None
    problems: list[Problem]
    salvaged: Book | None
    indices: Mapping[str, list[int]]


def read(raw: object) -> Book:
    """The book in raw data.

    Raises:
        BookError: with every mistake.
    """
    reading = examine(raw)
    if reading.book is None:
        raise BookError(reading.problems)
    return reading.book


def examine(raw: object) -> Reading:
    """Read raw data, and where it is faulty say everything that is wrong with it."""
    if not isinstance(raw, Mapping):
        return Reading(None, [Problem((), "a book is a mapping of fields (name, period, people, ...)")], None, {})
    if len(raw) > MOST_FIELDS:
        return Reading(None, [Problem((), f"holds {len(raw):,} fields; a book has {len(Book.model_fields)}")], None, {})
    try:
        book = Book.model_validate(raw, context=AS_WRITTEN)
        return Reading(book, [], book, {})
    except ValidationError as error:
        if error.error_count() > MOST_ERRORS:
            return _beginnings(raw, error.error_count())
        return _Salvage(raw, error).reading()


def _beginnings(raw: Mapping[Any, Any], count: int) -> Reading:
    """What is wrong in the first items of each list, and how much more there is: all of it in words takes minutes."""
    short = {name: value[:MOST_MENDED] if isinstance(value, list) else value for name, value in raw.items()}
    try:
        Book.model_validate(short, context=AS_WRITTEN)
        problems = []
    except ValidationError as error:
        problems = in_book_order(_problems(error, short)) if error.error_count() <= MOST_ERRORS else []
    more = Problem((), f"holds {count:,} mistakes; these are the first" if problems else f"holds {count:,} mistakes")
    return Reading(None, [more, *problems], None, {})


class _Salvage:
    """Takes faulty items out of raw data until the rest is a book."""

    def __init__(self, raw: Mapping[Any, Any], error: ValidationError) -> None:
        self.raw = raw
        self.error = error
        self.dropped: set[ItemPath] = set()
        self.dropped_keys: set[str] = set()

    def reading(self) -> Reading:
        problems = list(_problems(self.error, self.raw))
        if not _is_reference_error(self.error):
            whole = self.raw
            if len(problems) <= MOST_MENDED:
                self.raw = _without_faults(whole, problems)
                self._drop([problem for problem in problems if not self._is_sound(problem)])
            else:
                self._drop(problems)
            problems += self._reference_problems()
            self.raw = whole
        self._drop(problems)
        salvaged = None
        for _ in range(8):  # an item may hang on one that hangs on a faulty one
            try:
                salvaged = Book.model_validate(self._rest(), context=AS_WRITTEN)
                break
            except ValidationError as error:
                before = len(self.dropped) + len(self.dropped_keys)
                self._drop(list(_problems(error, self._rest())), renumber=True)
                if len(self.dropped) + len(self.dropped_keys) == before:
                    break
        return Reading(None, in_book_order(problems), salvaged, self._indices() if salvaged else {})

    def _is_sound(self, problem: Problem) -> bool:
        """Whether the item a problem lies in is sound once the faulty field is taken out."""
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
        indices = self._indices() if renumber else {}
        sections = {name for name, _ in self._lists()}
        for problem in problems:
            place = _item_of(problem.path, sections)
            if place is not None:
                section, index = place
                self.dropped.add((section, indices[section][index] if renumber else index))
            elif problem.path and str(problem.path[0]) not in ("period", "name"):
                self.dropped_keys.add(str(problem.path[0]))

    def _lists(self) -> Iterator[tuple[str, list[Any]]]:
        """Every raw list with its section's name."""
        for name, value in self.raw.items():
            if isinstance(value, list | tuple) and name not in self.dropped_keys:
                yield str(name), list(value)
        for name, (outer, inner) in NESTED_LISTS.items():
            holder = self.raw.get(outer)
            if isinstance(holder, Mapping) and isinstance(holder.get(inner), list | tuple):
                yield name, list(holder[inner])

    def _indices(self) -> dict[str, list[int]]:
        return {
            name: [index for index in range(len(items)) if (name, index) not in self.dropped]
            for name, items in self._lists()
        }

    def _rest(self) -> dict[str, Any]:
        """The raw data without what was taken out."""
        indices = self._indices()
        rest = {str(key): value for key, value in self.raw.items() if key not in self.dropped_keys}
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
        """What names nothing, among the items that are sound in themselves."""
        rest = self._rest()
        fields: dict[str, Any] = {}
        for name, info in Book.model_fields.items():
            if name in rest:
                try:
                    section: TypeAdapter[Any] = TypeAdapter(info.rebuild_annotation())
                    fields[name] = section.validate_python(rest[name])
                except ValidationError:
                    continue
        forgiven = {
            name: frozenset(
                word
                for index, item in enumerate(items)
                if (name, index) in self.dropped and isinstance(item, Mapping)
                for word in _names_of(item)
            )
            for name, items in self._lists()
            if name in NAMED_SECTIONS
        }
        return ReferenceCheck(
            Sections(
                fields.get("period"),
                sections_of(fields),
                self._indices(),
                forgiven={name: words for name, words in forgiven.items() if words},
                unread=frozenset(
                    name for name in NAMED_SECTIONS if name not in fields and (name in self.raw or name not in OPTIONAL)
                ),
                published=fields.get("published"),
                rota=fields.get("rota"),
            )
        ).run()


def _without_faults(raw: Mapping[Any, Any], problems: Iterable[Problem]) -> dict[Any, Any]:
    """A copy of raw data without the fields that are wrong in themselves, as far as these are fields of a mapping.

    What is left of an item can still be looked at for names that name nothing.
    """
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
    """Every word by which a faulty item may be named elsewhere, in small letters."""
    aliases = item.get("aliases")
    for name in (item.get("id"), item.get("name"), *(aliases if isinstance(aliases, list | tuple) else ())):
        if name:
            yield str(name).strip().lower()


def _is_reference_error(error: ValidationError) -> bool:
    return any(isinstance(item.get("ctx", {}).get("error"), BookError) for item in error.errors())


def _item_of(path: Path, sections: Collection[str]) -> ItemPath | None:
    """The item of one of the lists that a path lies in: (`people`, 3); None when it lies in none."""
    for name in sections:
        holder = NESTED_LISTS.get(name, (name,))
        if path[: len(holder)] == holder and len(path) > len(holder) and isinstance(path[len(holder)], int):
            return name, int(path[len(holder)])
    return None


def _problems(error: ValidationError, raw: object) -> Iterator[Problem]:
    """A validation error as problems in plain words."""
    every = error.errors()
    for details in every:
        # Where an item of a list is faulty, pydantic also says that the list is too short without it.
        path = tuple(details["loc"])
        if details["type"] == "too_short" and any(
            len(other["loc"]) > len(path) and other["loc"][: len(path)] == path for other in every
        ):
            continue
        inner = details.get("ctx", {}).get("error")
        if isinstance(inner, BookError):
            yield from inner.problems
        else:
            yield Problem(path, problem_message(details, Book))


def problem_message(details: ErrorDetails, root: type[BaseModel]) -> str:
    """One pydantic error as a sentence for people; `root` is the model that was validated."""
    kind, path = details["type"], details["loc"]
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        owner = _model_at(root, path[:-1])
        return f"'{path[-1]}' is not a field here{did_you_mean(str(path[-1]), owner.model_fields if owner else ())}"
    if kind == "value_error":
        return str(details.get("ctx", {}).get("error"))
    if kind == "enum":
        expected = str(details.get("ctx", {}).get("expected", ""))
        words = [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]
        return f"'{details['input']}' is not one of {', '.join(words)}{did_you_mean(str(details['input']), words)}"
    if kind == "string_pattern_mismatch" and "0[1-9]|1[0-2]" in str(details.get("ctx", {}).get("pattern")):
        return f"'{_short(details['input'])}' is not a month; write it as YYYY-MM"
    if kind == "string_pattern_mismatch" and path and path[-1] != "input_hash":
        return f"'{_short(details['input'])}' cannot be used here: no @, / or line break, no blank at its ends"
    if kind in ("model_type", "model_attributes_type", "mapping_type", "dict_type"):
        return f"should be a mapping of fields, not {_short(details['input'])!r}"
    if kind in ("tuple_type", "list_type") and details["input"] is None:
        return "is empty; write [] for none"
    if kind == "int_parsing_size":
        return f"is a larger number than any in a book (found {_short(details['input'])!r})"
    if kind in ("int_parsing", "int_type", "int_from_float"):
        return f"should be a whole number (found {_short(details['input'])!r})"
    if kind in ("float_parsing", "float_type"):
        return f"should be a number (found {_short(details['input'])!r})"
    if kind == "too_short":
        return "needs at least one"
    if kind == "string_too_long":
        return f"is longer than {details.get('ctx', {}).get('max_length')} letters (found {_short(details['input'])!r})"
    if kind in ("tuple_type", "list_type"):
        return f"should be a list, in [brackets] or with dashes, not '{_short(details['input'])}'"
    return f"{_bounds_in_words(details)} (found {_short(details['input'])!r})"


def _bounds_in_words(details: ErrorDetails) -> str:
    """What a value should be; the bound of a length of time in hours and minutes, where that is how it was written."""
    told = details["msg"].replace("Input should be", "should be")
    words = _BOUNDS.get(details["type"])
    if words is None or not (isinstance(details["input"], str) and _WRITTEN_SPAN.fullmatch(details["input"].strip())):
        return told
    (bound,) = details.get("ctx", {}).values()
    return f"should be {words} {format_minutes(int(bound))}"


def _short(value: object) -> object:
    text = str(value)
    return value if len(text) <= 40 else text[:40] + "..."


def _model_at(model: type[BaseModel] | None, path: Path) -> type[BaseModel] | None:
    """The model that a path inside `model` leads to."""
    for part in path:
        if model is None:
            return None
        if isinstance(part, str):
            info = model.model_fields.get(part)
            model = _inner_model(info.annotation) if info else None
    return model


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner_model(part))), None)


def in_book_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in the order in which a reader of the book meets them, each once."""
    order = {name: number for number, name in enumerate(Book.model_fields)}

    def key(problem: Problem) -> tuple[tuple[int, int, str], ...]:
        first, *rest = problem.path or ("",)
        parts = [(0, part, "") if isinstance(part, int) else (1, 0, part) for part in rest]
        return ((order.get(str(first), -1), 0, ""), *parts)

    return sorted(dict.fromkeys(problems), key=key)


__all__ = ["Reading", "examine", "in_book_order", "problem_message", "read"]

"""The fields of books (`models/README.md`) and scenarios files (`examples/scenarios.md`), from the pydantic models.

What a field means is the line about it in its model's docstring; an example is the shortest value it has in any
shipped book, or in `example_records.yaml` for what no shipped book holds.
"""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from models.book import Book
from models.reading.meanings import meanings as field_meanings
from models.reading.meanings import summary
from models.rules import RuleEntry
from roster.io import examples, yaml_text
from roster.planning.scenarios.change import CHANGE_BY_KIND
from roster.planning.scenarios.scenarios import Scenarios
from tests.conftest import EXAMPLES
from tests.documents.markdown import anchor, table

RECORDS = Path(__file__).parent / "example_records.yaml"
_PATTERNS = {
    r"^\d{1,2}:\d\d$": "time of day",
    r"^(\d+h)?(\d+m)?$": "length of time, as `10h`, `30m` or `7h30m`",
    r"^\d{4}-(0[1-9]|1[0-2])$": "month, as `2026-12`",
    r"^[^\s@/](?:[^@/\n\r\t]*[^\s@/])?$": "id",
}
_TYPES = {"string": "text", "integer": "whole number", "number": "number", "boolean": "`true` or `false`"}
_LONGEST = 64  # characters of an example in a table


@dataclass(frozen=True)
class Section:
    """A model of the reference.

    Attributes:
        heading: how its fields are reached: `people: offers`.
    """

    heading: str
    model: type[BaseModel]

    @property
    def fields(self) -> dict[str, FieldInfo]:
        """Its fields by name."""
        return self.model.model_fields


def book() -> str:
    """Every section of a book, field by field."""
    return "\n\n".join(_text(section) for section in book_sections())


def scenarios() -> str:
    """Every field of a scenarios file and of each kind of change; sections of a book are links to its reference."""
    text = "\n\n".join(_text(section) for section in scenarios_sections())
    for section in book_sections():
        text = text.replace(f"](#{anchor(section.heading)})", f"](../models/README.md#{anchor(section.heading)})")
    return text


@cache
def book_sections() -> tuple[Section, ...]:
    """The book itself, then its records in the order in which a reader meets them."""
    return tuple(_walk("The book", Book, set()))


@cache
def scenarios_sections() -> tuple[Section, ...]:
    """A scenarios file, then a section for each kind of change."""
    seen: set[type[BaseModel]] = {section.model for section in book_sections()} | set(CHANGE_BY_KIND.values())
    changes = [Section(f"change: {kind}", model) for kind, model in CHANGE_BY_KIND.items()]
    return (*_walk("The scenarios file", Scenarios, seen), *changes)


def _walk(heading: str, model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[Section]:
    seen.add(model)
    yield Section(heading, model)
    above = "" if model in (Book, Scenarios) else f"{heading}: "
    for name, info in model.model_fields.items():
        for inside in _models_in(info.annotation):
            if inside not in seen:
                yield from _walk(above + name, inside, seen)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        yield annotation
    for inside in get_args(annotation):
        yield from _models_in(inside)


# --- one section


def _text(section: Section) -> str:
    parts = summary(section.model).split("\n\n")
    paragraphs = "\n\n".join(" ".join(part.split()) for part in parts if not part.startswith("Source:"))
    rows = ([f"`{name}`", *row(section.model, name)] for name in section.fields)
    body = table(["field", "what it is", "what it takes", "when left out", "example"], rows)
    return f"### {section.heading}\n\n{paragraphs}\n\n{body}"


def row(model: type[BaseModel], name: str) -> tuple[str, str, str, str]:
    """Meaning, type, default and example of a field.

    Raises:
        LookupError: it has no meaning in its model's docstring, or no example.
    """
    meaning = meanings(model).get(name)
    if not meaning:
        raise LookupError(f"{model.__name__}.{name} is not described under Attributes: in its docstring")
    schema = _schema(model)["properties"][name]
    info = model.model_fields[name]
    return meaning, _type(schema, _schema(model).get("$defs", {})), _default(info, schema), _example(model, name, info)


def meanings(model: type[BaseModel]) -> dict[str, str]:
    """Field -> what it means."""
    kind = {"change": "the kind of change"} if "change" in model.model_fields else {}
    return field_meanings(model) | kind


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _type(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """What a field takes, in words, from its JSON Schema."""
    if "$ref" in schema:
        return _defined_type(schema["$ref"].rsplit("/", 1)[-1], definitions)
    if "const" in schema:
        return f"`{schema['const']}`"
    if "discriminator" in schema:
        return "changes, see below"
    if "anyOf" in schema:
        return " or ".join(_type(choice, definitions) for choice in schema["anyOf"] if choice.get("type") != "null")
    if schema.get("type") == "array":
        inside = schema.get("items", {})
        return f"list: {_type(inside, definitions)}" if inside else f"list of {schema['minItems']}"
    if schema.get("type") == "object":
        return f"{_key(schema)}: {_type(_values_of(schema), definitions)}"
    return _simple_type(schema)


def _simple_type(schema: Mapping[str, Any]) -> str:
    if schema.get("format") in ("date", "date-time"):
        return "date" if schema["format"] == "date" else "date and time"
    if schema.get("pattern") in _PATTERNS:
        return _PATTERNS[schema["pattern"]]
    return f"{_TYPES.get(schema.get('type', ''), 'anything')}{_limits(schema)}"


def _defined_type(name: str, definitions: Mapping[str, Any]) -> str:
    meant = definitions[name]
    if "enum" in meant:
        return f"one of {', '.join(f'`{word}`' for word in meant['enum'])}"
    return f"`{meant['const']}`" if "const" in meant else _link(name)


def _values_of(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    inside = schema.get("additionalProperties", True)
    return {} if isinstance(inside, bool) else inside


def _key(schema: Mapping[str, Any]) -> str:
    names = schema.get("propertyNames")
    return f"for each {_type(names, {}) if names else 'name'}"


def _limits(schema: Mapping[str, Any]) -> str:
    words = (
        ("minimum", "from"),
        ("exclusiveMinimum", "more than"),
        ("maximum", "to"),
        ("exclusiveMaximum", "less than"),
    )
    return "".join(f" {word} {schema[key]:g}" for key, word in words if key in schema)


def _link(name: str) -> str:
    for section in (*book_sections(), *scenarios_sections()):
        if section.model.__name__ == name:
            return f"[{section.heading}](#{anchor(section.heading)})"
    raise LookupError(f"{name} has no section")


def _default(info: FieldInfo, schema: Mapping[str, Any]) -> str:
    if info.is_required():
        return "must be given"
    default = info.get_default(call_default_factory=True)
    if isinstance(default, BaseModel):
        default = None
    # A default outside its own limits is filled in from other fields.
    if isinstance(default, int) and default < schema.get("minimum", default):
        return "as said on the left"
    return "none" if default in (None, "", (), {}) else f"`{yaml_text.inline(schema.get('default', default))}`"


# --- examples


def _example(model: type[BaseModel], name: str, info: FieldInfo) -> str:
    shown = [yaml_text.inline(value) for value in _values().get((model, name), ())]
    short = min((text for text in shown if len(text) <= _LONGEST), key=lambda text: (len(text), text), default=None)
    if short is not None:
        return f"`{short}`"
    if any(_models_in(info.annotation)):
        return "see its fields"
    if not shown:
        raise LookupError(f"{model.__name__}.{name} has no example: add one to {RECORDS.name}")
    return f"`{shown[0][:_LONGEST]}`..."


@cache
def _values() -> dict[tuple[type[BaseModel], str], list[Any]]:
    """(model, field) -> the values it has in the shipped books and in the records beside this file."""
    found: dict[tuple[type[BaseModel], str], list[Any]] = {}
    for name in examples.names():
        _collect(Book, _parsed(examples.path_of(name)), found)
    for name in examples.SCENARIOS:
        _collect(Scenarios, _parsed(EXAMPLES / f"{name}.yaml"), found)
    by_name = {section.model.__name__: section.model for section in (*book_sections(), *scenarios_sections())}
    for name, records in _parsed(RECORDS).items():
        for record in records:
            by_name[name].model_validate(record)
            _collect(by_name[name], record, found)
    return found


def _parsed(path: Path) -> Any:
    return yaml_text.parse(path.read_text(encoding="utf-8"))


def _collect(model: type[BaseModel], data: Any, found: dict[tuple[type[BaseModel], str], list[Any]]) -> None:
    for name, value in data.items():
        if name not in model.model_fields:
            assert model is RuleEntry, (model, name)
            continue
        if value not in ("", [], {}):  # nothing to learn from
            found.setdefault((model, name), []).append(value)
        inside = [*_models_in(model.model_fields[name].annotation)]
        for item in value if isinstance(value, list) else [value]:
            if inside and isinstance(item, dict):
                _collect(_meant(inside, item), item, found)


def _meant(choices: list[type[BaseModel]], item: dict[str, Any]) -> type[BaseModel]:
    return CHANGE_BY_KIND[item["change"]] if len(choices) > 1 else choices[0]

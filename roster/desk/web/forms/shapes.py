"""The shape of a form: which field takes what, from the JSON Schema of a model and the docstrings of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter

from models.base import ClockTime
from models.reading.meanings import meanings

# The fields that hold the ids of records of another list, by their names in all models.
_REFERENCES = {
    "organisation": "organisations",
    "role": "roles",
    "roles": "roles",
    "area": "areas",
    "areas": "areas",
    "qualification": "qualifications",
    "experienced_roles": "roles",
    "alone_roles": "roles",
    "call_sign": "call_signs",
    "call_signs": "call_signs",
    "crew": "crews",
    "shift": "shifts",
    "shifts": "shifts",
    "services": "services",
    "team": "teams",
    "person": "people",
    "people": "people",
}
_REFERENCES_OF = {
    ("Seat", "qualifications"): "qualifications",
    ("Held", "id"): "qualifications",
    ("Accompanied", "status"): "qualifications",
    ("Accompanied", "experienced"): "qualifications",
}
_NAME = re.compile(r"`([^`]*)`")  # of another field
YES_NO = ("yes", "no")
_BY_LINES = ("areas", "aliases", "tags", "spare_for")  # free text, which may hold a comma


class Takes(StrEnum):
    """What a field of a form takes."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"  # by the clock on the wall
    MOMENT = "moment"  # a date and a time by the clock on the wall
    TICK = "tick"
    CHOICE = "choice"
    CHOICES = "choices"
    WORDS = "words"  # several texts, separated by commas
    NUMBERS = "numbers"  # several numbers, separated by commas
    LINES = "lines"  # several texts, one a line
    PAIRS = "pairs"  # `key: value`, one a line
    YAML = "yaml"  # what is too nested for fields of its own
    GROUP = "group"  # a record inside the record
    ROWS = "rows"  # several records inside the record


@dataclass(frozen=True)
class Shape:
    """A field of a form.

    Attributes:
        name: of the field in its record.
        takes: what it takes.
        required: whether the record cannot do without it.
        hint: what it means, and what holds when it is left out.
        words: the values that it may have; empty where it may have others.
        section: the list whose ids it holds; empty for none.
        fields: of the records inside it.
        nullable: whether `null` says something else than leaving it out does.
    """

    name: str
    takes: Takes
    required: bool = False
    hint: str = ""
    words: tuple[str, ...] = ()
    section: str = ""
    fields: tuple[Shape, ...] = field(default=())
    nullable: bool = False

    @property
    def label(self) -> str:
        """What the field is called on the form: `hours_per_week` is `Hours per week`."""
        words = self.name.replace("_", " ")
        return words[:1].upper() + words[1:]


def shapes(model: type[BaseModel], skip: tuple[str, ...] = ()) -> tuple[Shape, ...]:
    """The fields of a model's form, in the order of the model."""
    schema = model.model_json_schema()
    return tuple(_shapes(model, schema, schema.get("$defs", {}), skip))


def _shapes(
    model: type[BaseModel] | None, schema: Mapping[str, Any], known: Mapping[str, Any], skip: tuple[str, ...] = ()
) -> Iterator[Shape]:
    told = meanings(model) if model else {}
    required = set(schema.get("required", ()))
    for name, inside in schema.get("properties", {}).items():
        if name not in skip:
            yield _shape(_Place(model, name, told.get(name, ""), name in required), inside, known)


@dataclass(frozen=True)
class _Place:
    model: type[BaseModel] | None
    name: str
    meaning: str
    required: bool


def _shape(place: _Place, schema: Mapping[str, Any], known: Mapping[str, Any]) -> Shape:
    inner, default = _resolved(schema, known), schema.get("default")
    takes = _takes(place.name, inner, known)
    section = _REFERENCES.get(place.name, "")
    if place.model is not None:
        section = _REFERENCES_OF.get((place.model.__name__, place.name), section)
    items = _resolved(inner.get("items", {}), known)
    words = (inner if takes is Takes.CHOICE else items).get("enum", ())
    if takes is Takes.TICK and default:  # a box without a tick is not sent: it could not say no
        takes, words, default = Takes.CHOICE, YES_NO, YES_NO[0]
    fields: tuple[Shape, ...] = ()
    if takes in (Takes.GROUP, Takes.ROWS):
        model = _model_inside(place.model, place.name)
        fields = tuple(_shapes(model, inner if takes is Takes.GROUP else items, known))
    return Shape(
        name=place.name,
        takes=takes,
        required=place.required,
        hint=_hint(place.meaning, default, takes),
        words=tuple(map(str, words)),
        section=section if takes in (Takes.TEXT, Takes.WORDS, Takes.LINES) else "",
        fields=fields,
        nullable=_may_be_null(schema) and default is not None,
    )


def _may_be_null(schema: Mapping[str, Any]) -> bool:
    return any(item.get("type") == "null" for item in schema.get("anyOf", ()))


def _takes(name: str, schema: Mapping[str, Any], known: Mapping[str, Any]) -> Takes:
    kind = schema.get("type")
    if "enum" in schema:
        return Takes.CHOICE
    if kind == "array":
        return _takes_several(name, _resolved(schema.get("items", {}), known))
    if kind == "object":
        if "properties" in schema:
            return Takes.GROUP
        values = schema.get("additionalProperties")
        simple = isinstance(values, dict) and _resolved(values, known).get("type") in ("string", "integer", "number")
        return Takes.PAIRS if simple else Takes.YAML
    if kind == "string":
        return _BY_FORMAT.get(schema.get("format", schema.get("pattern", "")), Takes.TEXT)
    return {"boolean": Takes.TICK, "integer": Takes.NUMBER, "number": Takes.NUMBER}.get(str(kind), Takes.YAML)


_CLOCK_TIME = str(TypeAdapter(ClockTime).json_schema()["pattern"])
_BY_FORMAT = {"date": Takes.DATE, "date-time": Takes.MOMENT, "time": Takes.TIME, _CLOCK_TIME: Takes.TIME}


def _takes_several(name: str, items: Mapping[str, Any]) -> Takes:
    if "enum" in items:
        return Takes.CHOICES
    if items.get("type") == "object" and "properties" in items:
        return Takes.ROWS
    if items.get("type") in ("integer", "number"):
        return Takes.NUMBERS
    if items.get("type") == "string":
        return Takes.LINES if name in _BY_LINES else Takes.WORDS
    return Takes.YAML


def _resolved(schema: Mapping[str, Any], known: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a schema refers to; of several choices the one besides nothing, or a number for whole and other numbers."""
    if "$ref" in schema:
        found: Mapping[str, Any] = known[schema["$ref"].rsplit("/", 1)[-1]]
        return found
    choices = [_resolved(item, known) for item in schema.get("anyOf", ()) if item.get("type") != "null"]
    if len(choices) == 1:
        return choices[0]
    if choices and all(item.get("type") in ("integer", "number") for item in choices):
        return {"type": "number"}
    return schema


def _model_inside(model: type[BaseModel] | None, name: str) -> type[BaseModel] | None:
    """The model of the records inside a field."""
    if model is None or name not in model.model_fields:
        return None
    waiting: list[Any] = [model.model_fields[name].annotation]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, BaseModel):
            return one
        waiting += get_args(one)
    return None


def _hint(meaning: str, default: Any, takes: Takes) -> str:
    parts = [_NAME.sub(lambda match: match[1].replace("_", " "), meaning).rstrip(".")] if meaning else []
    if takes is Takes.PAIRS:
        parts.append("one a line, as key: value")
    elif takes is Takes.LINES:
        parts.append("one a line")
    elif takes in (Takes.WORDS, Takes.NUMBERS):
        parts.append("separated by commas")
    elif takes is Takes.YAML:
        parts.append("as a book file has it")
    if default not in (None, "", [], {}) and takes not in (Takes.TICK, Takes.GROUP, Takes.ROWS):
        shown = ", ".join(map(str, default)) if isinstance(default, list) else default
        parts.append(f"{shown} when left empty")
    return "; ".join(parts)


__all__ = ["YES_NO", "Shape", "Takes", "shapes"]

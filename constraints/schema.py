"""The JSON Schema of a book, each kind of rule with its own parameters."""

from __future__ import annotations

from typing import Any

from constraints.registry import Registry
from models.book import Book


def book_schema(registry: Registry) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a book whose rules are those of a registry."""
    schema = Book.model_json_schema()
    definitions = schema["$defs"]
    kinds = []
    for rule in registry:
        own = rule.model_json_schema()
        definitions |= own.pop("$defs", {})
        own["properties"] = {"kind": {"const": rule.kind}, **own.get("properties", {})}
        own["required"] = ["kind", *own.get("required", [])]
        name = f"rule-{rule.kind}"
        definitions[name] = own
        kinds.append({"$ref": f"#/$defs/{name}"})
    definitions["RuleEntry"] = {"oneOf": kinds}
    # Parts are merged before there is a book, so that the book itself has no such field.
    schema["properties"]["include"] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "Files, as seen from this one, whose lists are joined to it: one for each organisation.",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A book of jru-roster",
        **{key: value for key, value in schema.items() if key != "title"},
    }

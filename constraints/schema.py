"""The JSON Schema of a book, with the parameters of each kind of rule."""

from __future__ import annotations

from typing import Any

from constraints.base import Rule
from constraints.registry import Registry, allows_derogations
from models.book import Book


def book_schema(registry: Registry) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a book whose rules are those of a registry."""
    schema = Book.model_json_schema()
    definitions = schema["$defs"]
    kinds = []
    for rule in registry:
        schema_of_rule = rule.model_json_schema()
        definitions |= schema_of_rule.pop("$defs", {})
        schema_of_rule["properties"] = {"kind": {"const": rule.kind}, **schema_of_rule.get("properties", {})}
        schema_of_rule["required"] = ["kind", *schema_of_rule.get("required", [])]
        if rule.holds_for and not rule.always:
            schema_of_rule["properties"]["applies_to"] = _limits(rule, definitions["AppliesTo"])
        else:
            del schema_of_rule["properties"]["applies_to"]
        name = f"rule-{rule.kind}"
        definitions[name] = schema_of_rule
        kinds.append({"$ref": f"#/$defs/{name}"})
    definitions["RuleEntry"] = {"oneOf": kinds}
    excepted = [rule.kind for rule in registry if allows_derogations(rule)]
    definitions["Derogation"]["properties"]["rule"] |= {"enum": excepted}
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


def _limits(rule: type[Rule], fields: dict[str, Any]) -> dict[str, Any]:
    """`applies_to` with the fields that a rule takes."""
    return {**fields, "properties": {name: fields["properties"][name] for name in rule.holds_for}}

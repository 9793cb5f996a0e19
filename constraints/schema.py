"""The JSON Schema of a book, each kind of rule with its own parameters."""

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
        own = rule.model_json_schema()
        definitions |= own.pop("$defs", {})
        own["properties"] = {"kind": {"const": rule.kind}, **own.get("properties", {})}
        own["required"] = ["kind", *own.get("required", [])]
        if rule.holds_for and not rule.always:
            own["properties"]["applies_to"] = _limits(rule, definitions["AppliesTo"])
        else:
            del own["properties"]["applies_to"]
        name = f"rule-{rule.kind}"
        definitions[name] = own
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

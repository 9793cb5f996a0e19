"""The page that describes the API, made from its OpenAPI document without any script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

_TEMPLATES = Path(__file__).parent / "templates"
STYLE = (_TEMPLATES / "docs.css").read_text(encoding="utf-8")


def docs_page(document: dict[str, Any], address: str, style: str) -> str:
    """The page of an OpenAPI document.

    Args:
        address: of the document.
        style: address of the style sheet.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        for method, route in methods.items():
            groups.setdefault(route.get("tags", ["other"])[0], []).append(_route(path, method, route))
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True)
    environment.filters["typed"] = typed
    models = sorted(document.get("components", {}).get("schemas", {}).items())
    return environment.get_template("docs.html").render(
        info=document["info"], groups=list(groups.items()), models=models, document=address, style=style
    )


def _route(path: str, method: str, route: dict[str, Any]) -> dict[str, Any]:
    content = route.get("requestBody", {}).get("content", {})
    body = ", ".join(f"{media}: {typed(item.get('schema', {}))}" for media, item in content.items())
    answers = ", ".join(f"{status} {item['description']}" for status, item in route["responses"].items())
    return {
        "method": method.upper(),
        "path": path,
        "description": route.get("description", ""),
        "parameters": route.get("parameters", []),
        "body": body,
        "answers": answers,
    }


def typed(schema: dict[str, Any]) -> str:
    """The type of a JSON Schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    for word, key in ((" or ", "anyOf"), (" or ", "oneOf")):
        if key in schema:
            return word.join(typed(item) for item in schema[key])
    if schema.get("type") == "array":
        return f"list of {typed(schema.get('items', {}))}"
    if "enum" in schema or "const" in schema:
        return " or ".join(map(str, schema.get("enum", [schema.get("const")])))
    return str(schema.get("format") or schema.get("type") or "anything")

"""`roster rules`: prints the catalogue of rules."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Any

import click

from roster.cli.errors import reports_errors
from roster.cli.options import format_option
from roster.cli.output import print_json

if TYPE_CHECKING:
    from rich.console import Console


@click.command()
@click.argument("kind", required=False)
@format_option
@reports_errors
def rules(kind: str | None, form: str) -> None:
    """Print every rule there is (or the one of KIND): what it says, its parameters, level, source and an example."""
    from constraints.registry import installed
    from models.problems import did_you_mean
    from roster.cli import terminal

    registry = installed()
    if kind is not None and kind not in registry:
        raise click.UsageError(f"there is no rule '{kind}'{did_you_mean(kind, registry.kinds)}")
    entries = [_as_data(rule) for rule in registry if kind in (None, rule.kind)]
    if form == "json":
        print_json(entries)
        return
    out = terminal.console()
    for entry in entries:
        _show(out, entry)


def _show(out: Console, entry: dict[str, Any]) -> None:
    out.print(f"{entry['kind']}  ({entry['group']}; {entry['level']})", style="bold")
    out.print(f"    {entry['summary']}")
    for name, parameter in entry["parameters"].items():
        out.print(f"      {name}: {parameter['type']}{_default(parameter)}")
    out.print(f"    counted in: {entry['unit']}")
    out.print(f"    applies_to: {_applies_to(entry)}")
    out.print(f"    derogations: {'of a person on some dates' if entry['derogations'] else 'none'}")
    out.print(f"    source: {entry['source']}")
    out.print(f"    example: {entry['example']}")
    out.print()


def _applies_to(entry: dict[str, Any]) -> str:
    """The fields by which a rule can be limited to some people, as words."""
    if entry["applies_to"]:
        return ", ".join(entry["applies_to"])
    return "none, it holds for everybody" if entry["always"] else "none"


def _default(parameter: dict[str, Any]) -> str:
    """The default of a parameter, as it is printed after its type."""
    if "default" not in parameter:
        return " (must be given)"
    default = parameter["default"]
    return f" = [{', '.join(map(str, default))}]" if isinstance(default, list) else f" = {default}"


def _as_data(rule: Any) -> dict[str, Any]:
    """What there is to say of a rule, for JSON and for the text."""
    from constraints.base import parameters_of
    from constraints.registry import allows_derogations

    # `python -OO` leaves the texts out of the program.
    text = re.sub(r"\s*\n\s*(?!\n)", " ", rule.__doc__ or "(not told under python -OO) Source: not told").strip()
    summary, _, source = text.partition("Source: ")
    whole = rule.model_json_schema()
    schema, words = whole["properties"], whole.get("$defs", {})
    parameters = {}
    for name, field in parameters_of(rule).items():
        parameters[name] = {"type": _type_of(schema[name], words)}
        if not field.is_required():
            default = field.get_default(call_default_factory=True)
            parameters[name]["default"] = _as_written(default)
    group = rule.__module__.split(".")
    return {
        "kind": rule.kind,
        "group": group[1] if group[0] == "constraints" else "own",
        "summary": summary.strip(),
        "level": str(rule.model_fields["level"].default),
        "always": rule.always,
        "may_be_hard": rule.hardenable,
        "may_be_soft": rule.softenable,
        "unit": rule.unit,
        "applies_to": list(rule.holds_for),
        "derogations": allows_derogations(rule),
        "parameters": parameters,
        "source": source.strip(),
        "example": rule.example,
    }


def _as_written(default: Any) -> Any:
    """A default as a book writes it."""
    if isinstance(default, time):
        return f"{default:%H:%M}"
    return [*default] if isinstance(default, tuple) else default


def _type_of(schema: dict[str, Any], words: dict[str, Any]) -> str:
    """The type of a parameter in words, with its limits.

    Args:
        schema: the JSON Schema of the parameter.
        words: the schema's definitions by name.
    """
    if "$ref" in schema:
        meant = words.get(schema["$ref"].rsplit("/", 1)[-1], {})
        return f"one of {', '.join(meant['enum'])}" if "enum" in meant else "fields, see `roster schema`"
    if "anyOf" in schema:
        return " or ".join(_type_of(choice, words) for choice in schema["anyOf"] if choice.get("type") != "null")
    if schema.get("type") == "array":
        return "list"
    limits = [
        f"{words} {schema[key]:g}"
        for key, words in (("minimum", "from"), ("exclusiveMinimum", "more than"), ("maximum", "to"))
        if key in schema
    ]
    return " ".join([str(schema.get("type", "value")), *limits])

"""The catalogue of rules for `constraints/README.md`, from what `roster rules` says."""

import json
from typing import Any

from click.testing import CliRunner

from constraints.registry import installed
from roster.cli.main import cli
from tests.documents.markdown import anchor, table


def catalogue() -> str:
    """Every rule of this repository: an overview, then each with parameters, source and an example."""
    entries = [entry for entry in _entries() if entry["group"] != "own"]
    groups = sorted({entry["group"] for entry in entries})
    overview = table(
        ["rule", "folder", "usual level", "what it says"],
        (
            [f"[`{entry['kind']}`](#{anchor(entry['kind'])})", entry["group"], entry["level"], _first_sentence(entry)]
            for entry in entries
        ),
    )
    parts = [f"{len(entries)} rules.", overview]
    for group in groups:
        parts.append(f"### Rules in `{group}/`")
        parts += [_section(entry) for entry in entries if entry["group"] == group]
    return "\n\n".join(parts)


def _entries() -> list[dict[str, Any]]:
    result = CliRunner().invoke(cli, ["rules", "--format", "json"], catch_exceptions=False)
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def _first_sentence(entry: dict[str, Any]) -> str:
    return str(entry["summary"]).split(". ")[0].rstrip(".") + "."


def _section(entry: dict[str, Any]) -> str:
    parameters = table(
        ["parameter", "what it takes", "when left out"],
        ([f"`{name}`", p["type"], _default(p)] for name, p in entry["parameters"].items()),
    )
    facts = [
        f"- **Level**: {entry['level']}{_other_levels(entry)}. Counted in {entry['unit']}.",
        f"- **`applies_to`** takes: {_fields(entry)}.",
        f"- **Derogations**: {'of a person, on some dates' if entry['derogations'] else 'none'}.",
        f"- **Source**: {entry['source']}",
    ]
    parts = [
        f"#### {entry['kind']}",
        entry["summary"],
        parameters if entry["parameters"] else "It has no parameters.",
        "\n".join(facts),
        f"```yaml\n{entry['example']}\n```",
    ]
    return "\n\n".join(parts)


def _default(parameter: dict[str, Any]) -> str:
    if "default" not in parameter:
        return "must be given"
    default = parameter["default"]
    if default is None or default == []:
        return "none"
    return ", ".join(map(str, default)) if isinstance(default, list) else str(default).lower()


def _other_levels(entry: dict[str, Any]) -> str:
    hard, soft = entry["may_be_hard"], entry["may_be_soft"]
    if hard and soft:
        return ", where a book gives no other"
    return "; it cannot be soft" if hard else "; it cannot be hard"


def _fields(entry: dict[str, Any]) -> str:
    if entry["always"] and not entry["applies_to"]:
        return "nothing; the rule holds in every book, for everybody"
    said = ", ".join(f"`{name}`" for name in entry["applies_to"]) or "nothing"
    return f"{said}; the rule holds in every book" if entry["always"] else said


def kinds() -> list[str]:
    """The rules there must be a section on."""
    return [rule.kind for rule in installed() if rule.__module__.startswith("constraints.")]

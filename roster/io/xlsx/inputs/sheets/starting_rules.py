"""The rules of the template: those of the starter book.

Some of them name roles and qualifications of the starter book. As long as the user's sheets do not have these, such a
row is an example: it is not read, and a note says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from roster.io import examples, yaml_text
from roster.io.storage.files import read_text
from roster.io.xlsx.inputs.sheets.cell_kinds import plain


@cache
def starting_rules() -> tuple[dict[str, Any], ...]:
    """Returns the rules of the starter book as raw data."""
    return tuple(plain(rule) for rule in yaml_text.parse(read_text(examples.path_of(examples.STARTER)))["rules"])


def missing_names(rule: Mapping[str, Any], raw: Mapping[str, Any]) -> list[str]:
    """Returns the roles and qualifications that an unchanged row of the template names and the book does not have.

    Empty for a row that was changed: it is a rule like any other.
    """
    missing = [f"{noun} '{name}'" for noun, section, name in _names(rule) if name not in _ids(raw.get(section))]
    return missing if missing and rule in starting_rules() else []


def _names(rule: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    to = rule.get("applies_to")
    for roles in (rule.get("roles"), to.get("roles") if isinstance(to, dict) else None):
        yield from (("role", "roles", name) for name in (roles if isinstance(roles, list) else ()))
    if isinstance(name := rule.get("qualification"), str):
        yield "qualification", "qualifications", name


def _ids(items: Any) -> set[Any]:
    return {item.get("id") for item in items if isinstance(item, dict)} if isinstance(items, list) else set()


__all__ = ["missing_names", "starting_rules"]

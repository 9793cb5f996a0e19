"""The rules that a template begins with: those of the starter book.

Some of them name its roles and qualifications. Until somebody has those on their own sheets, or writes their own ones
into the row, such a row is an example: it is passed over, which is said.
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
    """The starter's rules, as YAML gives them."""
    return tuple(plain(rule) for rule in yaml_text.parse(read_text(examples.path_of(examples.STARTER)))["rules"])


def lacking(rule: Mapping[str, Any], raw: Mapping[str, Any]) -> list[str]:
    """The roles and qualifications that a row of the template names and the book does not have.

    None where the row is no longer as the template has it: it is then a rule like any other.
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


__all__ = ["lacking", "starting_rules"]

"""The columns of the sheet `Scenarios` that hold one field of a change each, so that names can be chosen from lists.

Which field a column fills depends on the change: the column Role is `role` of `add-people`, and `roles` of `people`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from models.problems import did_you_mean
from roster.io import yaml_text
from roster.planning.scenarios.change import Change

# Heading in lower case -> the fields it may fill: the first that the change has.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "role": ("role", "roles"),
    "person": ("person", "like", "people"),
    "number": ("count", "number", "weeks", "months"),
    "area": ("areas", "area", "set_areas"),
    "call sign": ("call_signs",),
    "service": ("services",),
    "shift": ("shift",),
    "seat": ("seat",),
    "length": ("length",),
    "first day": ("first",),
    "share": ("share", "rate"),
}
_LISTS = {"roles", "people", "areas", "set_areas", "call_signs", "services"}


def kinds() -> dict[str, type[Any]]:
    """The kinds of change by name, in the order of the guide."""
    models = get_args(get_args(Change)[0])
    return {get_args(model.model_fields["change"].annotation)[0]: model for model in models}


def field_of(kind: str, column: str) -> str | None:
    """The field of a change that a column fills; None where the change has none of them."""
    model = kinds().get(kind)
    return next((name for name in COLUMNS[column] if model is not None and name in model.model_fields), None)


def value_of(field: str, text: str) -> Any:
    """The value of a field from the text of a cell; several names are divided by commas."""
    if field in _LISTS:
        return [part.strip() for part in text.split(",") if part.strip()]
    if field in ("share", "rate") and text.endswith("%"):
        try:
            return float(text.removesuffix("%").strip()) / 100
        except ValueError:
            return text
    if field in ("count", "number", "weeks", "months", "share", "rate"):
        try:
            return yaml_text.parse(text)
        except yaml_text.YamlError:
            return text
    return text


def misplaced(kind: str, column: str) -> str:
    """The message about a column that the change has no use for."""
    if kind not in kinds():
        return f"the column {column.capitalize()} goes with a kind of change{did_you_mean(kind, kinds())}"
    takes = ", ".join(name.capitalize() for name in COLUMNS if field_of(kind, name)) or "none of these columns"
    return f"the change {kind} has no {column}; it takes {takes}, and the rest under With"

"""Writes typed changes as JSON text, and reads them back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any

from pydantic import TypeAdapter

from models.base import Model


def write_changes(changes: Sequence[Model]) -> str:
    """The JSON text of changes."""
    return json.dumps([change.model_dump(mode="json") for change in changes], ensure_ascii=False)


def read_changes(text: str) -> tuple[Model, ...]:
    """The changes of a JSON text.

    Raises:
        pydantic.ValidationError: it holds a change that this version of the program does not know.
    """
    return () if text == "[]" else _adapter().validate_json(text)


@cache
def _adapter() -> TypeAdapter[tuple[Model, ...]]:
    changes = import_module("roster.desk.changes")  # here, not above: the histories of many pages need no change
    of_any_kind: Any = tuple[changes.AnyChange, ...]  # type: ignore[name-defined]
    return TypeAdapter(of_any_kind)

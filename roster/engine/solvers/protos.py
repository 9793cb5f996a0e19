"""Reads repeated fields and domains of CP-SAT's model protos quickly."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

_decoded = json.JSONDecoder().raw_decode


def numbers(field: Iterable[int]) -> list[int]:
    """The numbers in a repeated field.

    To ask the solver's list for one number after another takes ten times as long as to read it as text.
    """
    text = str(field)
    return _decoded(text)[0] if text.startswith("[") else list(field)


def domain_of(variable: object) -> list[int]:
    """The ends of the intervals in a variable's domain; nearly all have one of a few, so each is read once."""
    field = variable.domain  # type: ignore[attr-defined]
    text = str(field)
    return list(_read(text)) if text.startswith("[") else list(field)


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[int, ...]:
    return tuple(_decoded(text)[0])

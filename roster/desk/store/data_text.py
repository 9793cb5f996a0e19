"""Writes small data as JSON text, and reads it back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def write_data(data: Mapping[str, Any]) -> str:
    """The JSON text of data; the order of names does not matter.

    Raises:
        TypeError: it holds something that JSON does not know.
    """
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def read_data(text: str) -> dict[str, Any]:
    """The data of a JSON text that `write_data` made."""
    data = json.loads(text)
    assert isinstance(data, dict)
    return data

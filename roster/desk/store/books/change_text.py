"""Writes typed changes as JSON text, and reads them back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roster.desk.changes import AnyChange, Change


def write_changes(changes: Sequence[Change]) -> str:
    """The JSON text of changes."""
    return json.dumps([change.model_dump(mode="json") for change in changes], ensure_ascii=False)


def read_changes(text: str) -> tuple[AnyChange, ...]:
    """The changes of a JSON text.

    Raises:
        ChangeError: it holds a change that this version of the program does not know.
    """
    from roster.desk.changes import changes_from_data  # here, not above: the histories of many pages need no change

    return changes_from_data(json.loads(text))

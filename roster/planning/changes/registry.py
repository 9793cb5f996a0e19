"""The registry of the functions that apply a change: one for each kind, chosen by the type of the change."""

from __future__ import annotations

from functools import singledispatch

from roster.planning.changes.draft import Draft
from roster.planning.scenarios.change import Change


@singledispatch
def apply_change(change: Change, draft: Draft) -> None:
    """Applies one change to a draft; mistakes in it are reported on the draft."""
    raise AssertionError(f"no function applies {change}")


__all__ = ["apply_change"]

"""Making a change: the files beside this one register how, each for its kind."""

from __future__ import annotations

from functools import singledispatch

from roster.planning.changes.draft import Draft
from roster.planning.scenarios.scenarios import Change


@singledispatch
def make(change: Change, draft: Draft) -> None:
    """Make one change; what is wrong with it is said on the draft."""
    raise AssertionError(f"no such change: {change}")


__all__ = ["make"]

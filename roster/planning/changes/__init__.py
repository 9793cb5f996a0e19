"""Changes applied to a book: a file for each kind, on a draft of the book's lists.

Changes are made one after another, and the result is checked as a whole like any book. What names somebody or
something that is gone goes with it: requests, pins, history, rules about them.

A new kind is a record in `roster/planning/scenarios/` and a file here with a function for it, registered with
`making.make`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module

from models.problems import Path
from roster.planning.changes.case import Case, Pattern
from roster.planning.changes.draft import Draft
from roster.planning.changes.making import make
from roster.planning.changes.people.newcomers import newcomer
from roster.planning.scenarios.scenarios import Change

for _file in pkgutil.walk_packages(__path__, f"{__name__}."):
    import_module(_file.name)


def applied(case: Case, changes: Sequence[Change], path: Path = ()) -> Case:
    """A case with changes made to it, one after another.

    Args:
        path: where the changes are in the scenarios file.

    Raises:
        BookError: every mistake in them, each with its place.
    """
    draft = Draft(case)
    for number, change in enumerate(changes):
        draft.path = (*path, number)
        make(change, draft)
    return draft.case(path)


__all__ = ["Case", "Pattern", "applied", "newcomer"]

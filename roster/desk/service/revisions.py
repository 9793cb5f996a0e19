"""The typed changes of what the store keeps."""

from __future__ import annotations

from typing import cast

from roster.desk.changes import Change
from roster.desk.store import Proposal, RevisionStep


def changes_of(kept: RevisionStep | Proposal) -> tuple[Change, ...]:
    """The changes of a revision or a proposal; the store reads them as the kinds that `changes` has."""
    return cast(tuple[Change, ...], kept.changes)

"""Two changes that cannot both be."""

from __future__ import annotations

from dataclasses import dataclass

from roster.desk.changes.merging.attribution import Authored


@dataclass(frozen=True)
class Clash:
    """Two changes that cannot both be, and why.

    Attributes:
        theirs: the one that was there first; None where it is not known which it was.
        mine: the one that came second.
        why: a sentence that names what both are about.
    """

    theirs: Authored | None
    mine: Authored
    why: str


__all__ = ["Clash"]

"""The errors of the store, each a sentence that the command line and the pages print as it is."""

from __future__ import annotations

from models.errors import RosterError


class StoreError(RosterError):
    """The store cannot be opened or used, or what was asked for is not in it."""


class NotThereError(StoreError):
    """What was asked for by its name or number is not in the store."""


class TakenError(StoreError):
    """A name that must be the only one of its kind is in use."""


class StaleRevisionError(StoreError):
    """The change was made on a revision that is no longer the latest one; nothing was stored.

    Attributes:
        unit: the number of the unit.
        parent: the revision that the change was made on.
        head: the latest revision.
    """

    def __init__(self, unit: int, parent: int, head: int) -> None:
        self.unit, self.parent, self.head = unit, parent, head
        super().__init__(f"the change was made on revision {parent}, and the latest is {head} by now")

"""The errors of the store, each a sentence that the command line and the pages print as it is."""

from __future__ import annotations

from datetime import timedelta

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


class DecidedError(StoreError):
    """A proposal was taken or left before; nothing was stored."""


class LostClaimError(StoreError):
    """A worker writes to a job that is no longer its own: it has ended, or another worker has taken it over."""


class SignInError(StoreError):
    """Login and password do not belong together, or the account is disabled; which of these is not said."""


class TooManyAttemptsError(SignInError):
    """There were too many wrong attempts to sign in.

    Attributes:
        wait: until another attempt is possible.
    """

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        super().__init__(f"too many attempts; try again in {minutes} minute{'s' if minutes > 1 else ''}")


class PasswordError(StoreError):
    """A password that cannot be used, with every reason."""


class LinkError(StoreError):
    """A one-time link that is unknown, used, out of date, or belongs to a disabled account."""

"""A moment by which work must be done: long work asks now and then, and stops when it has passed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from models.errors import RosterError


class OutOfTimeError(RosterError):
    """Work was broken off at its deadline."""


@dataclass(frozen=True)
class Deadline:
    """A moment by which work is to be done.

    Attributes:
        at: the moment, as `now` counts seconds.
        now: what tells the time; a clock that never goes back.
    """

    at: float
    now: Callable[[], float] = time.monotonic

    @property
    def left(self) -> float:
        """Seconds until then; less than 0 once it is past."""
        return self.at - self.now()

    def share(self, part: float) -> Deadline:
        """The moment at which a part (0 to 1) of the time left now will be used up."""
        return Deadline(self.now() + part * self.left, self.now)

    def keep(self) -> None:
        """Stop the work once the moment has passed.

        Raises:
            OutOfTimeError: it is.
        """
        if self.left <= 0:
            raise OutOfTimeError

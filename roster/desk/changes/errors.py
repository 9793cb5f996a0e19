"""The error that lists everything wrong with some changes."""

from __future__ import annotations

from models.problems import BookError


class ChangeError(BookError):
    """Raised with everything that is wrong with some changes.

    The path of a problem begins with `changes` and the number of the change, from 0, where one change is at fault; else
    it is a path into the book as it would become.
    """


__all__ = ["ChangeError"]

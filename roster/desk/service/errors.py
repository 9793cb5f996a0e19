"""The errors of the desk's functions, each a sentence for whoever asked."""

from __future__ import annotations

from models.errors import RosterError


class ForbiddenError(RosterError):
    """The account may not do this."""


class AnswerError(RosterError, ValueError):
    """What was asked for cannot be done as things are; nothing has changed."""

"""Finds how far back fair shares look; counts of older months are not carried in."""

from __future__ import annotations

from datetime import date, timedelta

from constraints.fairness.fair_share import FairShare
from models.clock import month_of
from roster.lifecycle.continuation.book_pair import BookPair

REMEMBERED_DAYS = 365  # where no rule of the book says how long shares are remembered


def first_remembered(books: BookPair) -> date:
    """The first date that a fair share of the new book still counts."""
    days = [rule.remembered_days for rule in books.following.rules if isinstance(rule, FairShare)]
    return books.first - timedelta(days=max(days, default=REMEMBERED_DAYS))


def is_remembered(books: BookPair, month: str | None) -> bool:
    """Whether a month (`YYYY-MM`) is still counted; a total without a month always is."""
    return month is None or month >= month_of(first_remembered(books))

"""The paid hours that a posted person owes in a period."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from constraints.facts.credited_leave import days_away
from models.people import Person, exact_minutes
from models.period import Period


def owed(person: Person, period: Period) -> Fraction:
    """Paid minutes owed: the contract's share of the days in post and the balance, less credited absence.

    Less than 0 where the unit owes the person more than the period has; 0 for people without a posting.
    """
    posting = person.posting
    first, last = _in_post(person, period)
    if posting is None or last < first:
        return Fraction(0)
    contract = posting.week_minutes * ((last - first).days + 1) / 7 + exact_minutes(posting.balance)
    away = days_away(person.absences, posting, period.first, period.last)
    return contract - sum(item.minutes for item in away if first <= item.date <= last)


def _in_post(person: Person, period: Period) -> tuple[date, date]:
    """The first and the last date of the period on which a person is posted; none where last is before first."""
    posting = person.posting
    begins = [day for day in (person.joined, posting.first if posting else None) if day is not None]
    ends = [posting.last] if posting is not None and posting.last is not None else []
    return max([period.first, *begins]), min([period.last, *ends])

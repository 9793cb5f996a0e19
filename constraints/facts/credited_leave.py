"""The paid hours credited for days away: each date once, by a person's working days.

* Whole dates without `hours` stand for a day's share of the contract's week on each of the person's working days
  (`Posting.working_days`): 24 hours a week on Saturday, Sunday and Monday are 8 hours for each of these, and none for
  any other day.
* Whole dates with `hours` share them among the working days they name, wherever the period or the posting ends: 75
  hours from 28 December to 8 January are 7.5 for each of ten days, 30 of them in December. Where none of the dates is
  a working day, all of them share alike. Exact times of more than a day are shared out in the same way.
* Exact times of up to a day are credited with their `hours` on the date they start, working day or not, as a duty
  belongs to the date it starts on.
* A date that several absences name is credited once. The kind with the highest standing counts; among absences of one
  kind, stated hours go before a day's share. Who is away for part of a day by one absence and for all of it by another
  is away for one day. Parts of a day at different times add up, together to no more than a day's share, or than the
  largest of them where that is more. What is credited with nothing takes nothing from what is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from models.base import Weekday
from models.clock import days, minutes_between
from models.people import CREDITED, MONDAY_TO_FRIDAY, Absence, AbsenceKind, Posting, exact_minutes

# The highest first. Sickness ends leave, which is then given back; what was ordered goes before what was chosen.
STANDING = (
    AbsenceKind.SICKNESS,
    AbsenceKind.TRAINING,
    AbsenceKind.ABSTRACTION,
    AbsenceKind.ANNUAL_LEAVE,
    AbsenceKind.OTHER,
    AbsenceKind.REST_DAY,
)
ONE_DAY = timedelta(days=1)
NOTHING = Fraction(0)

Times = tuple[datetime, datetime]  # naive local times, half-open


@dataclass(frozen=True)
class Claim:
    """The paid minutes that one absence would credit on one date.

    Attributes:
        minutes: paid minutes.
        times: the part of a day it is for; None for the whole day.
    """

    kind: AbsenceKind
    minutes: Fraction
    stated: bool
    times: Times | None


@dataclass(frozen=True)
class DayAway:
    """What a date away is credited with.

    Attributes:
        kinds: of the absences that name it, the highest standing first; a kind is there as often as it is named.
        minutes: paid minutes, credited once; 0 for a person without a posting.
        counts: the kinds they are credited for, or where nothing is, the one with the highest standing.
        claimed: paid minutes that its absences stand for one by one.
        twice: whether it is away for the same time by several of them.
    """

    date: date
    kinds: tuple[AbsenceKind, ...]
    minutes: Fraction
    counts: tuple[AbsenceKind, ...]
    claimed: Fraction
    twice: bool


def days_away(absences: Iterable[Absence], posting: Posting | None, first: date, last: date) -> list[DayAway]:
    """The dates from first to last that absences name, in order, with what each is credited with.

    Args:
        posting: gives the working days and hours of a day; its first and last date do not matter here.
    """
    claims: dict[date, list[Claim]] = defaultdict(list)
    for absence in absences:
        for day, claim in _claims(absence, posting, first, last):
            claims[day].append(claim)
    counted = _Counted(posting.day_minutes if posting is not None else NOTHING)
    return [counted.day(day, claims[day]) for day in sorted(claims)]


def share_from(absence: Absence, posting: Posting | None, first: date) -> Fraction:
    """The share of an absence's hours that is credited on dates from one on."""
    begins, ends = _dates_named(absence)
    weekdays = _shared_among(begins, ends, posting)
    return Fraction(_number(max(begins, first), ends, weekdays), _number(begins, ends, weekdays))


# --- one absence


def _claims(absence: Absence, posting: Posting | None, first: date, last: date) -> Iterator[tuple[date, Claim]]:
    stated = absence.hours is not None
    whole = exact_minutes(absence.hours or 0) if posting is not None else NOTHING
    begins, ends = _dates_named(absence)
    if (times := _part_of_a_day(absence)) is not None:
        if first <= begins <= last:
            yield begins, Claim(absence.kind, whole, stated, times)
        return
    weekdays = _shared_among(begins, ends, posting) if stated else _working_days(posting)
    each = whole / _number(begins, ends, weekdays) if stated else NOTHING
    if posting is not None and not stated and absence.first is not None and absence.kind in CREDITED:
        each = posting.day_minutes
    for day in days(max(first, begins), min(last, ends)):
        minutes = each if Weekday.of(day) in weekdays else NOTHING
        yield day, Claim(absence.kind, minutes, stated, None)


def _part_of_a_day(absence: Absence) -> Times | None:
    if absence.start is None or absence.end is None or absence.end - absence.start > ONE_DAY:
        return None
    return absence.start, absence.end


def _dates_named(absence: Absence) -> tuple[date, date]:
    """The first and the last date that an absence names; of exact times, those they touch."""
    if absence.start is not None and absence.end is not None:
        return absence.start.date(), (absence.end - timedelta(minutes=1)).date()
    assert absence.first is not None  # a span has one form or the other
    return absence.first, absence.last or absence.first


def _working_days(posting: Posting | None) -> frozenset[Weekday]:
    return posting.working_days if posting is not None else MONDAY_TO_FRIDAY


def _shared_among(first: date, last: date, posting: Posting | None) -> frozenset[Weekday]:
    """The weekdays that share stated hours: working days, or all where none of the dates is a working day."""
    weekdays = _working_days(posting)
    return weekdays if _number(first, last, weekdays) else frozenset(Weekday)


def _number(first: date, last: date, weekdays: frozenset[Weekday]) -> int:
    """Counts the dates from first to last that are among the given weekdays; 0 when last is before first."""
    length = max(0, (last - first).days + 1)
    weeks, rest = divmod(length, len(Weekday))
    return weeks * len(weekdays) + sum(Weekday.of(first + timedelta(days=number)) in weekdays for number in range(rest))


# --- several of one date


class _Counted:
    """Credits one date after another, and remembers the times credited, which may reach over midnight."""

    def __init__(self, day_minutes: Fraction) -> None:
        self._day_minutes = day_minutes
        self._taken: list[Times] = []

    def day(self, day: date, claims: Sequence[Claim]) -> DayAway:
        """What one date is credited with, by the claims of its absences."""
        minutes, claimed = NOTHING, sum((claim.minutes for claim in claims), NOTHING)
        parts, largest = NOTHING, NOTHING
        counts: list[AbsenceKind] = []
        for kind in STANDING:
            of_kind = [claim for claim in claims if claim.kind is kind]
            for claim in _parts(of_kind):
                parts += claim.minutes * self._take(claim)
                largest = max(largest, claim.minutes)
            whole = _whole_day(of_kind)
            credited = max(min(parts, max(self._day_minutes, largest)), whole)
            if credited > minutes:
                minutes = credited
                counts.append(kind)
            if whole:
                break
        kinds = tuple(sorted((claim.kind for claim in claims), key=STANDING.index))
        return DayAway(day, kinds, minutes, tuple(counts) or kinds[:1], claimed, _same_time(claims))

    def _take(self, claim: Claim) -> Fraction:
        """The share of a claim's time that is not credited yet; marks it as credited."""
        assert claim.times is not None
        if not claim.minutes:
            return NOTHING
        free = _uncovered(claim.times, self._taken)
        self._taken.append(claim.times)
        return Fraction(free, minutes_between(*claim.times))


def _parts(claims: Sequence[Claim]) -> list[Claim]:
    """Claims for part of a day, the largest first, so that their order in the book makes no difference."""
    return sorted((claim for claim in claims if claim.times), key=lambda claim: (-claim.minutes, claim.times))


def _whole_day(claims: Sequence[Claim]) -> Fraction:
    """Minutes of the claims for the whole day: the most that is stated, or else a day's share."""
    found = [claim for claim in claims if claim.times is None]
    return max((claim.minutes for claim in [item for item in found if item.stated] or found), default=NOTHING)


def _uncovered(times: Times, taken: Sequence[Times]) -> int:
    """Minutes of a span of time that lie in none of the others."""
    free, at = 0, times[0]
    for start, end in sorted(taken):
        if start < times[1] and end > at:
            free += max(0, minutes_between(at, start))
            at = end
    return free + max(0, minutes_between(at, times[1]))


def _same_time(claims: Sequence[Claim]) -> bool:
    """Whether two claims overlap in time."""
    parts = [claim.times for claim in claims if claim.times]
    if len(parts) < len(claims):
        return len(claims) > 1
    return any(_uncovered(times, parts[:number]) < minutes_between(*times) for number, times in enumerate(parts))


__all__ = ["STANDING", "DayAway", "days_away", "share_from"]

"""People: roles, teams, qualifications, postings, offers and absences."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from models.base import ClockTime, Duration, Id, LocalDate, LocalDateTime, Model, Text, Weekday
from models.clock import days
from models.text.contacts import plain_email, plain_phone

REST = "rest"  # the word for a rest day in a team's cycle
MONDAY_TO_FRIDAY = frozenset(tuple(Weekday)[:5])


Phone = Annotated[str, BeforeValidator(plain_phone), Field(max_length=60)]
Email = Annotated[str, BeforeValidator(plain_email)]


class Role(Model):
    """What a person is on a crew, and for which organisation.

    Attributes:
        organisation: whose people they are.
        unpaid_break: deducted from every duty of this role when paid hours are counted.
    """

    id: Id
    name: Text = ""
    organisation: Id
    unpaid_break: Duration = 0


class Qualification(Model):
    """Something held from a date to a date: a driving grade, safety training, a patrol status."""

    id: Id
    name: Text = ""


class Team(Model):
    """A response team whose officers share a repeating pattern.

    Attributes:
        cycle: one entry a day, a shift's id or `rest`; repeats for ever.
        anchor: a date on which the first entry of the cycle falls.
    """

    id: Id
    name: Text = ""
    cycle: Annotated[tuple[Id, ...], Field(min_length=1, max_length=400)]
    anchor: LocalDate

    def shift_on(self, day: date) -> str | None:
        """The id of the shift the team works on a date; None on a rest day."""
        entry = self.cycle[(day - self.anchor).days % len(self.cycle)]
        return None if entry == REST else entry


class Held(Model):
    """A qualification a person holds; both dates included, an open end is None.

    Attributes:
        id: the qualification.
        valid_from: the first day it is valid; always valid before `valid_to` when absent.
        valid_to: the last day it is valid; without end when absent.
    """

    id: Id
    valid_from: LocalDate | None = None
    valid_to: LocalDate | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Held":
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"{self.id} ends on {self.valid_to}, before it starts on {self.valid_from}")
        return self

    def valid_on(self, day: date) -> bool:
        """Whether it is in force on a local date."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Span(Model):
    """Whole dates (`first` to `last`, both included) or exact local times (`start` to `end`, half-open).

    Whole dates cover the duties that start on them; the rule `availability` says how far a duty of the day before may
    run into a person's days away.

    Attributes:
        first: the first whole date.
        last: the last whole date, included; the first when absent.
        start: the local date and time at which it begins.
        end: the local date and time at which it ends.
    """

    first: LocalDate | None = None
    last: LocalDate | None = None
    start: LocalDateTime | None = None
    end: LocalDateTime | None = None

    @model_validator(mode="after")
    def _one_form(self) -> "Span":
        if (self.first is None) == (self.start is None):
            raise ValueError("give either first (and last), or start and end")
        if self.first is not None and (self.end is not None):
            raise ValueError("end goes with start; with first, write last")
        if self.start is not None and (self.end is None or self.last is not None):
            raise ValueError("start goes with end")
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"ends on {self.last}, before it starts on {self.first}")
        if self.start and self.end and self.end <= self.start:
            raise ValueError(f"ends at {self.end:%Y-%m-%d %H:%M}, not after it starts at {self.start:%Y-%m-%d %H:%M}")
        return self

    def dates_within(self, first: date, last: date) -> list[date]:
        """The whole dates it covers from first to last; none for exact times."""
        if self.first is None:
            return []
        return days(max(first, self.first), min(last, self.last or self.first))

    def covers(self, day: date, start: datetime, end: datetime) -> bool:
        """Whether it overlaps a duty of that date, with those naive local times."""
        if self.first is not None:
            return self.first <= day <= (self.last or self.first)
        return self.start is not None and self.end is not None and self.start < end and start < self.end


def exact_minutes(hours: float) -> Fraction:
    """Converts hours to minutes exactly, as they are written: 7.4 hours are 444 minutes, without a rounding error."""
    return Fraction(str(hours)) * 60


class AbsenceKind(StrEnum):
    """Why a person is away."""

    ANNUAL_LEAVE = "annual leave"
    TRAINING = "training"
    SICKNESS = "sickness"
    ABSTRACTION = "abstraction"
    REST_DAY = "rest day"
    OTHER = "other"


CREDITED = frozenset({AbsenceKind.ANNUAL_LEAVE, AbsenceKind.TRAINING, AbsenceKind.SICKNESS, AbsenceKind.ABSTRACTION})


class Absence(Span):
    """Time a person is away.

    Attributes:
        kind: why the person is away.
        hours: paid hours that the whole absence is credited with against the contract. When absent, whole dates of
            leave, training, sickness and abstraction are credited with a day's share of the contract's week for each of
            the person's own working days; other kinds, and exact times, with nothing. A date
            is credited once, however many absences name it.
    """

    kind: AbsenceKind
    hours: Annotated[float, Field(ge=0, le=2000)] | None = None


class Posting(Model):
    """Full-time posting to the unit: rostered time, used up to the contract's hours.

    Attributes:
        hours_per_week: contract, in paid hours.
        weekdays: the days of the week the person may be rostered on.
        balance: paid hours owed by the person from earlier periods; less than 0 when owed to them.
        first: the first day of the posting; from the start when absent.
        last: the last day of the posting, included; without end when absent.
    """

    hours_per_week: Annotated[float, Field(gt=0, le=60)]
    weekdays: tuple[Weekday, ...] = tuple(Weekday)
    balance: Annotated[float, Field(ge=-500, le=500)] = 0
    first: LocalDate | None = None
    last: LocalDate | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Posting":
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"ends on {self.last}, before it starts on {self.first}")
        return self

    def covers(self, day: date) -> bool:
        """Whether the posting is in force on a date."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def includes(self, day: date) -> bool:
        """Whether a duty of that date lies inside the posting."""
        return self.covers(day) and Weekday.of(day) in self.weekdays

    @property
    def working_days(self) -> frozenset[Weekday]:
        """The days of the week on which a day away is a day of work missed: `weekdays`.

        A person who may be rostered on all seven days has no fixed ones: Monday to Friday are counted.
        """
        named = frozenset(self.weekdays)
        return named if 0 < len(named) < len(Weekday) else MONDAY_TO_FRIDAY

    @property
    def week_minutes(self) -> Fraction:
        """Paid minutes of the contract's week, exact to the last decimal that was written."""
        return exact_minutes(self.hours_per_week)

    @property
    def day_minutes(self) -> Fraction:
        """Paid minutes a working day stands for: the week's, shared evenly among the working days."""
        return self.week_minutes / len(self.working_days)


class Offer(Model):
    """Dates a person would work, of their own free will.

    Either `dates`, or `weekdays` between `first` and `last` (without end where absent). A whole date holds the duties
    that start on it.

    Attributes:
        dates: single dates offered.
        weekdays: days of the week offered.
        first: the first date on which the weekdays are offered.
        last: the last date on which the weekdays are offered, included.
        start, end: a window of local time, opened on each date; an end not after the start is on the next day. It holds
            whatever duty lies wholly in it, one that starts after midnight too: Mon 18:00-08:00 holds Tue 00:30-06:30.
        call_signs: the only call signs offered for; empty means any in the person's areas.
    """

    dates: tuple[LocalDate, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    first: LocalDate | None = None
    last: LocalDate | None = None
    start: ClockTime | None = None
    end: ClockTime | None = None
    call_signs: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _one_form(self) -> "Offer":
        if bool(self.dates) == bool(self.weekdays):
            raise ValueError("give either dates, or weekdays")
        if self.dates and (self.first or self.last):
            raise ValueError("first and last go with weekdays")
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"ends on {self.last}, before it starts on {self.first}")
        if (self.start is None) != (self.end is None):
            raise ValueError("start and end of the window go together")
        return self

    def on(self, day: date) -> bool:
        """Whether a date is offered, or a window opens on it."""
        if self.dates:
            return day in self._dates
        return (
            Weekday.of(day) in self.weekdays
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )

    @cached_property
    def _dates(self) -> frozenset[date]:
        return frozenset(self.dates)

    def holds(self, day: date, start: datetime, end: datetime) -> bool:
        """Whether a duty of that date, with those naive local times, is offered."""
        if self.start is None:
            return self.on(day)
        # A window is no longer than a day, so the duty lies in that of its own date or of the date before.
        return any(
            self.on(opened) and opens <= start and end <= closes
            for opened in (day, day - timedelta(days=1))
            for opens, closes in (self._window(opened),)
        )

    @property
    def days_after(self) -> int:
        """On how many dates after one that it names a duty may start: 1 where the window reaches past midnight."""
        return int(self.end is not None and self.start is not None and time() < self.end <= self.start)

    def _window(self, day: date) -> tuple[datetime, datetime]:
        """The naive local times between which a duty must lie, where the window opens on a date."""
        assert self.start is not None
        assert self.end is not None
        end = datetime.combine(day, self.end)
        return datetime.combine(day, self.start), end if self.end > self.start else end + timedelta(days=1)


class DayJob(Model):
    """When a volunteer is at work in their job. Who the employer is is not asked, and there is no field for it.

    Attributes:
        weekdays, dates: the days on which it starts: those of every week, and single dates.
        removed_dates: dates off (a bank holiday, leave), though their weekday is one of those.
        start, end: local times; an end not after the start is on the next day.
    """

    weekdays: tuple[Weekday, ...] = ()
    dates: tuple[LocalDate, ...] = ()
    removed_dates: tuple[LocalDate, ...] = ()
    start: ClockTime
    end: ClockTime

    @model_validator(mode="after")
    def _some_days(self) -> "DayJob":
        if not self.weekdays and not self.dates:
            raise ValueError("give weekdays, dates, or both")
        if self.removed_dates and not self.weekdays:
            raise ValueError("removed_dates go with weekdays")
        if both := sorted(set(self.dates) & set(self.removed_dates)):
            raise ValueError(f"{both[0]} is among the dates and among the removed_dates")
        if self.start == self.end:
            raise ValueError(f"starts and ends at {self.start:%H:%M}")
        return self

    def on(self, day: date) -> bool:
        """Whether it starts on a date."""
        return day in self.dates or (Weekday.of(day) in self.weekdays and day not in self.removed_dates)

    def times(self, day: date) -> tuple[datetime, datetime]:
        """The naive local times of a date."""
        end = datetime.combine(day, self.end)
        return datetime.combine(day, self.start), end if self.end > self.start else end + timedelta(days=1)


class Caps(Model):
    """A person's own limits on what they offered, which the rota never exceeds.

    Attributes:
        duties_per_month: the most duties in a calendar month.
        hours_per_month: the most hours in a calendar month.
        duties_per_week: the most duties in a week from Monday to Sunday.
        nights_per_weekend: nights that begin on a Friday, Saturday or Sunday, with a duty that has at least three hours
            between 23:00 and 06:00.
    """

    duties_per_month: Annotated[int, Field(ge=0, le=62)] | None = None
    hours_per_month: Annotated[float, Field(ge=0, le=744)] | None = None
    duties_per_week: Annotated[int, Field(ge=0, le=14)] | None = None
    nights_per_weekend: Annotated[int, Field(ge=0, le=3)] | None = None


class Person(Model):
    """Someone who can sit in a seat: rostered (a posting or a team), offered, or both.

    Attributes:
        role: what they are on a crew.
        areas: where they may serve, home first; empty means anywhere.
        joined: the day they joined the unit; they can be on no duty before it.
        tags: free words that rules and services can speak of.
        qualifications: what they hold, from when to when.
        posting: the contract of who is posted full-time to the unit.
        team: the response team whose pattern they work; a person has a team or a posting, not both.
        offers: when they would work beyond that; of a volunteer, all there is.
        caps: their own limits on what they offered.
        absences: when they are away.
        day_job: when a volunteer is at work elsewhere; only rules about rest look at it.
        phone: the number to ring; for coordinators alone.
        email: their e-mail address; for coordinators alone.
    """

    id: Id
    name: Text = ""
    role: Id
    areas: tuple[str, ...] = ()
    joined: LocalDate | None = None
    tags: tuple[str, ...] = ()
    qualifications: tuple[Held, ...] = ()
    posting: Posting | None = None
    team: Id | None = None
    offers: tuple[Offer, ...] = ()
    caps: Caps = Caps()
    absences: tuple[Absence, ...] = ()
    day_job: tuple[DayJob, ...] = ()
    phone: Phone = ""
    email: Email = ""

    @model_validator(mode="after")
    def _one_kind_of_rostering(self) -> "Person":
        if self.posting is not None and self.team is not None:
            raise ValueError("a person is rostered by a posting or by a team, not by both")
        return self

    def holdings(self, qualification: str) -> Iterator[Held]:
        """Every time span in which the person holds a qualification."""
        return (held for held in self.qualifications if held.id == qualification)

    def holds(self, qualification: str, day: date) -> bool:
        """Whether a qualification is in force on a local date."""
        return any(held.id == qualification and held.valid_on(day) for held in self.qualifications)

"""What one kind of reader may see of a published rota: the data that pages, workbooks and calendars are drawn from.

No copy holds an absence, a request, an offer, or the reason why a person is not on a duty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from models.clock import monday_of
from models.duty import Duty
from models.rota import DutyState
from roster.lifecycle.audience import Audience


@dataclass(frozen=True)
class SeatLine:
    """A seat of a duty: the people in it, and how many more are wanted."""

    name: str
    people: tuple[str, ...]
    missing: int


@dataclass(frozen=True)
class DutyLine:
    """A duty as every reader who may see it sees it.

    Attributes:
        code: its code in a grid.
        tint: the number of its colour.
        missing: whom or what it lacks: `no paramedic`, `only 1 of 2 police`; empty for a full crew.
    """

    duty: Duty
    area: str
    vehicle: str
    code: str
    tint: int
    state: DutyState
    seats: tuple[SeatLine, ...]
    missing: str = ""

    @property
    def shift(self) -> str:
        """The name of the shift."""
        return self.duty.shift_called

    @property
    def times(self) -> str:
        """`18:00-02:00`."""
        return self.duty.times

    @cached_property
    def crew(self) -> list[str]:
        """The names of all people on it."""
        return [name for seat in self.seats for name in seat.people]

    @cached_property
    def words(self) -> str:
        """The words by which it can be found, in small letters."""
        return " ".join([self.duty.call_sign.id, self.vehicle, self.shift, self.area, self.state, *self.crew]).lower()


@dataclass(frozen=True)
class PersonLine:
    """A person and their duties."""

    id: str
    name: str
    duties: tuple[DutyLine, ...]

    @cached_property
    def by_date(self) -> dict[date, list[DutyLine]]:
        """The duties by date."""
        found: dict[date, list[DutyLine]] = {}
        for line in self.duties:
            found.setdefault(line.duty.date, []).append(line)
        return found


@dataclass(frozen=True)
class Contact:
    """How the coordinator reaches a person; empty where it is not known."""

    phone: str
    email: str


@dataclass(frozen=True)
class Group:
    """People of one role in one organisation."""

    title: str
    people: tuple[PersonLine, ...]


@dataclass(frozen=True)
class HoursLine:
    """The hours of a person; all amounts are minutes.

    Attributes:
        due: promised hours, or contract hours; None without either.
        counts: hours that count towards them once the rota is worked; without either, the hours of the rota.
        planned: of these, hours still to be worked.
        worked: of these, recorded hours of this unit's duties.
        carried: hours carried in.
        elsewhere: hours worked elsewhere.
        light: green, amber or red, for promises; else empty.
        standing: the same in words.
        why: a sentence on why a promise is short; only on the person's own page.
    """

    name: str
    role: str
    month: str
    kind: str
    due: int | None
    counts: int
    light: str = ""
    standing: str = ""
    planned: int = 0
    worked: int = 0
    carried: int = 0
    elsewhere: int = 0
    why: str = ""

    @property
    def to_go(self) -> int:
        """The minutes that are missing."""
        return max(0, (self.due or 0) - self.counts)

    @property
    def share(self) -> int:
        """The percentage of the due hours that is reached, at most 100."""
        return min(100, 100 * self.counts // self.due) if self.due else 100 if self.due == 0 else 0


@dataclass(frozen=True)
class OpenSeat:
    """A seat that is still open for offers.

    Attributes:
        roles: the roles it accepts.
        wanted: the same in words.
        missing: how many people are wanted.
    """

    line: DutyLine
    seat: str
    roles: tuple[str, ...]
    wanted: str
    missing: int


@dataclass(frozen=True)
class Copy:
    """What the readers of one audience may see.

    Attributes:
        zone: the time zone of the rota.
        published: the moment of publication, in words.
        hours: None for an audience that sees no hours.
        codes: (code, shift and times), in the order of colours.
        numbers: (short number, call sign).
        contacts: how people are reached, by id, of those of whom it is known; only in the coordinator's copy.
    """

    audience: Audience
    name: str
    period: str
    dates: tuple[date, ...]
    holidays: dict[date, str]
    zone: str
    version: int
    published: str
    call_signs: tuple[str, ...]
    duties: tuple[DutyLine, ...]
    groups: tuple[Group, ...]
    hours: tuple[HoursLine, ...] | None
    open_seats: tuple[OpenSeat, ...]
    codes: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, str], ...]
    contacts: Mapping[str, Contact] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of its people, by id."""
        return {person.id: person.name for group in self.groups for person in group.people}

    @cached_property
    def by_place(self) -> dict[tuple[date, str], list[DutyLine]]:
        """Duties by date and call sign."""
        found: dict[tuple[date, str], list[DutyLine]] = {}
        for line in self.duties:
            found.setdefault((line.duty.date, line.duty.call_sign.id), []).append(line)
        return found

    @cached_property
    def weeks(self) -> list[date]:
        """The Mondays of its weeks."""
        return sorted({monday_of(day) for day in self.dates})

    def week(self, day: date) -> int:
        """Returns the number of the week of a date, from 0."""
        return self.weeks.index(monday_of(day))

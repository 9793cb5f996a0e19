"""What one kind of reader may see of a published rota: the data that pages, workbooks and calendars are drawn from.

No copy holds an absence, a request, an offer, or the reason why a person is not on a duty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from models.clock import days, monday_of
from models.duty import Duty
from models.records.published import Kept, Told
from models.rota import DutyState
from roster.lifecycle.audience import Audience


@dataclass(frozen=True)
class SeatLine:
    """A place in a crew: who sits in it, and how many more would be welcome."""

    name: str
    people: tuple[str, ...]
    missing: int


@dataclass(frozen=True)
class DutyLine:
    """A duty as everybody who may see it sees it.

    Attributes:
        code: what stands for it in a grid, and `tint` the number of its colour.
    """

    duty: Duty
    area: str
    vehicle: str
    code: str
    tint: int
    state: DutyState
    seats: tuple[SeatLine, ...]

    @property
    def shift(self) -> str:
        """The shift's name."""
        return self.duty.shift_called

    @property
    def times(self) -> str:
        """`18:00-02:00`."""
        return self.duty.times

    @property
    def missing(self) -> str:
        """`1 paramedic, 2 police`."""
        return ", ".join(f"{seat.missing} {seat.name}" for seat in self.seats if seat.missing)

    @cached_property
    def crew(self) -> list[str]:
        """Everybody on it."""
        return [name for seat in self.seats for name in seat.people]

    @cached_property
    def words(self) -> str:
        """All that it may be found by, in small letters."""
        return " ".join([self.duty.call_sign.id, self.vehicle, self.shift, self.area, self.state, *self.crew]).lower()


@dataclass(frozen=True)
class PersonLine:
    """A person's duties."""

    id: str
    name: str
    duties: tuple[DutyLine, ...]

    @cached_property
    def by_date(self) -> dict[date, list[DutyLine]]:
        """The same by date."""
        found: dict[date, list[DutyLine]] = {}
        for line in self.duties:
            found.setdefault(line.duty.date, []).append(line)
        return found


@dataclass(frozen=True)
class Group:
    """People of one role in one organisation."""

    title: str
    people: tuple[PersonLine, ...]


@dataclass(frozen=True)
class HoursLine:
    """How somebody's hours stand; all amounts are minutes.

    Attributes:
        due: what was promised, or what the contract holds; None where neither binds them.
        counts: what counts towards that once the rest of the rota is worked, or simply what the rota holds.
        worked, planned: of that, what is on record of this unit's duties, and what is still to be worked.
        light: green, amber or red, for promises; empty for all else.
        reasons: why a promise is short; only its owner is told.
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
    reasons: tuple[str, ...] = ()

    @property
    def to_go(self) -> int:
        """What is lacking."""
        return max(0, (self.due or 0) - self.counts)

    @property
    def share(self) -> int:
        """How much of what is due there is, in whole percent and never more than all of it."""
        return min(100, 100 * self.counts // self.due) if self.due else 100 if self.due == 0 else 0


@dataclass(frozen=True)
class OpenSeat:
    """A seat that somebody may still offer for.

    Attributes:
        wanted: the roles it takes, in words.
    """

    line: DutyLine
    seat: str
    roles: tuple[str, ...]
    wanted: str
    missing: int


@dataclass(frozen=True)
class Copy:
    """What readers who see the same are given.

    Attributes:
        hours: None where they see nobody's.
        codes: code -> shift and times, in the order of colours; `numbers` -> call sign.
    """

    audience: Audience
    name: str
    period: str
    dates: tuple[date, ...]
    holidays: dict[date, str]
    version: int
    published: str
    call_signs: tuple[str, ...]
    duties: tuple[DutyLine, ...]
    groups: tuple[Group, ...]
    hours: tuple[HoursLine, ...] | None
    open_seats: tuple[OpenSeat, ...]
    codes: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, str], ...]

    @cached_property
    def names(self) -> dict[str, str]:
        """What the people in it are called, by id."""
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
        """The number of the week a date lies in."""
        return self.weeks.index(monday_of(day))


@dataclass(frozen=True)
class OwnDuty:
    """A duty as its owner sees it: where they sit, and with whom."""

    line: DutyLine
    seat: str
    mates: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PersonalCopy:
    """What one person is given: their own duties and hours, crew mates by name, and seats they might still take.

    Attributes:
        kept: duties of rotas of other periods that are not over.
        cancelled: duties that they were told of once and that are not theirs any more.
    """

    name: str
    role: str
    organisation: str
    title: str
    period: str
    dates: tuple[date, ...]
    holidays: dict[date, str]
    version: int
    published: str
    duties: tuple[OwnDuty, ...]
    kept: tuple[Kept, ...]
    cancelled: tuple[Told, ...]
    hours: tuple[HoursLine, ...]
    open_seats: tuple[OpenSeat, ...]

    @cached_property
    def weeks(self) -> list[list[date]]:
        """The weeks the period touches."""
        mondays = sorted({monday_of(day) for day in self.dates})
        return [days(monday, monday + timedelta(days=6)) for monday in mondays]

    @cached_property
    def by_date(self) -> dict[date, list[OwnDuty]]:
        """Duties by date."""
        found: dict[date, list[OwnDuty]] = {}
        for own in self.duties:
            found.setdefault(own.line.duty.date, []).append(own)
        return found

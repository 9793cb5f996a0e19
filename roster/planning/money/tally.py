"""Counts the duties of a cell and the hours of their crews by kind of duty, on average over the draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from models.base import Weekday
from models.rota import Basis
from roster.planning.results.cell import CellResult
from roster.planning.results.month import DutyLine, SeatLine

_MINUTES = 60


class PaidAs(StrEnum):
    """The kind of pay of a role."""

    BAND_6 = "Band 6"
    CONSTABLE = "constable"
    VOLUNTEER = "volunteer"
    UNKNOWN = "not known"

    @classmethod
    def of(cls, role: str) -> PaidAs:
        """The kind of pay by the id of the role: the sources say what paramedics, constables and Specials cost."""
        words = role.casefold()
        if "special" in words or "volunteer" in words:
            return cls.VOLUNTEER
        if "paramedic" in words:
            return cls.BAND_6
        return cls.CONSTABLE if "constable" in words or "officer" in words else cls.UNKNOWN


@dataclass(frozen=True, order=True)
class DutyKind:
    """A kind of duty: duties that are equal in all that money depends on.

    Attributes:
        day: the number of the day of the week, from 0 for Monday.
        starts, ends: local times.
    """

    call_sign: str
    day: int
    holiday: bool
    shift: str
    starts: time
    ends: time

    @classmethod
    def of(cls, line: DutyLine) -> DutyKind:
        """The kind of the duties of a line."""
        day = list(Weekday).index(line.weekday)
        return cls(line.call_sign, day, line.holiday, line.shift, line.starts, line.ends)

    @property
    def weekday(self) -> Weekday:
        """The day of the week they start on."""
        return list(Weekday)[self.day]

    @property
    def start(self) -> float:
        """Hours from midnight to the start, by local time."""
        return self.starts.hour + self.starts.minute / _MINUTES

    @property
    def end(self) -> float:
        """Hours from the same midnight to the end: 26 for 02:00 on the day after."""
        end = self.ends.hour + self.ends.minute / _MINUTES
        return end if end > self.start else end + 24

    @property
    def length(self) -> float:
        """Hours from start to end, by local time."""
        return self.end - self.start

    @property
    def quiet(self) -> bool:
        """Whether they start from Sunday to Thursday."""
        return self.weekday not in (Weekday.FRI, Weekday.SAT)


@dataclass
class Line:
    """The duties of one kind in one cell, in the whole period, on average over the draws.

    Attributes:
        asked, running: the number of duties asked for, and of those that run.
        hours: elapsed hours of the duties that run.
        posted: paid hours of Band 6 people inside contracts and teams.
        beyond: paid hours of the same people beyond these: overtime.
        offered, offered_turns: hours and turns of Band 6 people without a post or team, on shifts they offered.
        constables, constables_beyond: the same of regular officers.
        volunteers: the number of turns of volunteers.
    """

    asked: float = 0
    running: float = 0
    hours: float = 0
    posted: float = 0
    beyond: float = 0
    offered: float = 0
    offered_turns: float = 0
    constables: float = 0
    constables_beyond: float = 0
    volunteers: float = 0

    def add(self, line: DutyLine, share: float) -> None:
        """Adds the duties of a result line, weighted by a share (one divided by the number of draws)."""
        self.asked += line.duties * share
        self.running += line.running * share
        self.hours += line.running_minutes / _MINUTES * share
        for seat in line.seats:
            self._sit(seat, share)

    def _sit(self, seat: SeatLine, share: float) -> None:
        hours, rostered = seat.paid_minutes / _MINUTES * share, seat.basis is Basis.ROSTERED
        match PaidAs.of(seat.role):
            case PaidAs.BAND_6 if not seat.in_post:
                self.offered += hours
                self.offered_turns += seat.people * share
            case PaidAs.BAND_6:
                self.posted += hours if rostered else 0
                self.beyond += 0 if rostered else hours
            case PaidAs.CONSTABLE:
                self.constables += hours if rostered else 0
                self.constables_beyond += 0 if rostered else hours
            case PaidAs.VOLUNTEER:
                self.volunteers += seat.people * share


@dataclass(frozen=True)
class Tally:
    """Everything that the money of a cell is computed from; it holds no amount of money.

    Attributes:
        planned_days: the number of days of the period.
        salaried: paid hours of Band 6 posts, whether their holders are on duty or away; at least the rostered hours.
        call_signs: the number of call signs.
        lines: the duties by kind.
        uncounted: roles on duty whose pay is not known.
    """

    planned_days: int
    salaried: float
    call_signs: int
    lines: dict[DutyKind, Line]
    uncounted: tuple[str, ...] = field(default=())


def tally(cell: CellResult) -> Tally:
    """Counts the months of a cell; a cell with an error has none."""
    draws = len({month.draw for month in cell.months}) or 1
    share = 1 / draws
    lines: dict[DutyKind, Line] = defaultdict(Line)
    uncounted: dict[str, None] = {}
    salaried = 0.0
    for month in cell.months:
        for one in month.lines:
            lines[DutyKind.of(one)].add(one, share)
            uncounted |= dict.fromkeys(s.role for s in one.seats if PaidAs.of(s.role) is PaidAs.UNKNOWN)
        salaried += sum(h.salaried for h in month.hours if PaidAs.of(h.role) is PaidAs.BAND_6) / _MINUTES * share
    days = {(month.draw, month.period.first): len(month.period.dates) for month in cell.months}
    return Tally(
        planned_days=round(sum(days.values()) / draws),
        salaried=max(salaried, sum(line.posted for line in lines.values())),
        call_signs=len({kind.call_sign for kind in lines}),
        lines=dict(sorted(lines.items())),
        uncounted=tuple(uncounted),
    )


def kinds_of(tallies: Sequence[Tally]) -> list[DutyKind]:
    """Every kind of duty in these tallies, sorted."""
    return sorted({kind for item in tallies for kind in item.lines})

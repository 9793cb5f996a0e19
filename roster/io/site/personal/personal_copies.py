"""What one person may see of a published rota: the data that their page and workbook are drawn from."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from models.clock import minutes_between, spoken_date
from models.period import Coordinator
from models.records.published import Kept, Told
from models.text.lists import listed
from roster.io.site.reader_copies import Contact, DutyLine, HoursLine
from roster.lifecycle.calendar_entries import Said

MOST_NAMED = 3  # dates in one sentence


@dataclass(frozen=True)
class OwnDuty:
    """A duty of the rota with the person's seat, and their crew mates as (name, seat)."""

    line: DutyLine
    seat: str
    mates: tuple[tuple[str, str], ...]

    @property
    def mates_in_words(self) -> str:
        """`Paramedic 03 (paramedic), Special 01 (police)`; empty where nobody else is in the crew yet."""
        return ", ".join(f"{name} ({seat})" for name, seat in self.mates)


@dataclass(frozen=True)
class OwnDate:
    """A duty as the page shows it, of this rota or of another one that is not over.

    Attributes:
        start, end: the instants.
        times: `18:00-02:00`.
        other_minutes: elapsed minutes where they differ from those on the clock, because the clocks change; else None.
        rota: the name of the other rota it belongs to; empty for this one.
    """

    day: date
    start: datetime
    end: datetime
    times: str
    call_sign: str
    shift: str
    area: str
    vehicle: str
    seat: str
    mates: str
    other_minutes: int | None = None
    rota: str = ""

    @classmethod
    def of(cls, own: OwnDuty) -> OwnDate:
        """The date of a duty of this rota."""
        duty = own.line.duty
        on_the_clock = minutes_between(duty.wall_start, duty.wall_end)
        return cls(
            day=duty.date,
            start=duty.start,
            end=duty.end,
            times=own.line.times,
            call_sign=duty.call_sign.id,
            shift=own.line.shift,
            area=own.line.area,
            vehicle=own.line.vehicle,
            seat=own.seat,
            mates=own.mates_in_words,
            other_minutes=None if duty.elapsed_minutes == on_the_clock else duty.elapsed_minutes,
        )

    @classmethod
    def kept(cls, item: Kept, zone: ZoneInfo) -> OwnDate:
        """The date of a duty of another rota, from the entry that the person was given."""
        call_sign = item.duty.partition("@")[0]
        said = Said.read(item.lines)
        return cls(
            day=item.date,
            start=item.start,
            end=item.end,
            times=f"{item.start.astimezone(zone):%H:%M}-{item.end.astimezone(zone):%H:%M}",
            call_sign=call_sign,
            shift=item.summary.removeprefix(call_sign).strip(),
            area=item.area,
            vehicle=said.vehicle,
            seat=said.seat,
            mates=said.mates.replace("; ", ", "),
            rota=item.title,
        )


@dataclass(frozen=True)
class OpenDate:
    """A seat in which the person would help, and has not offered to.

    Attributes:
        effect: what their coming changes: `Runs if you come`.
        strong: whether a duty would run that does not run now.
        mail: the address of a ready-made mail that says that they can.
    """

    line: DutyLine
    seat: str
    effect: str
    strong: bool
    mail: str


@dataclass(frozen=True)
class PersonalCopy:
    """What one person may see: their duties and hours, the names of crew mates, and where they would help.

    Attributes:
        published_at: the moment of publication, in the time zone of the rota.
        other: duties of rotas of other periods that are not over.
        cancelled: duties that they were told of and no longer have.
        coordinator: whom they tell that they can come; None where nobody is named.
        contact: how they are reached themselves, as the book holds it; None where they left the book.
        more_dates_mail: the address of a ready-made mail that offers more dates; empty where no hours are left to
            find towards a promise.
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
    published_at: datetime
    duties: tuple[OwnDuty, ...]
    kept: tuple[Kept, ...]
    cancelled: tuple[Told, ...]
    hours: tuple[HoursLine, ...]
    open_dates: tuple[OpenDate, ...]
    coordinator: Coordinator | None = field(default=None)
    contact: Contact | None = field(default=None)
    more_dates_mail: str = ""

    @cached_property
    def own_dates(self) -> list[OwnDate]:
        """Their duties of this rota and of others, in order of time."""
        zone = self.published_at.tzinfo
        assert isinstance(zone, ZoneInfo)
        found = [*(OwnDate.of(own) for own in self.duties), *(OwnDate.kept(item, zone) for item in self.kept)]
        return sorted(found, key=lambda item: (item.start, item.call_sign))

    @property
    def upcoming(self) -> list[OwnDate]:
        """Their duties that were not over when this was published."""
        return [item for item in self.own_dates if item.end > self.published_at]

    @property
    def reached(self) -> str:
        """Their phone number and e-mail address, as the book holds them: `07700 900123 and sc01@example.org`."""
        return listed([item for item in (self.contact.phone, self.contact.email) if item]) if self.contact else ""

    @property
    def coordinator_name(self) -> str:
        """How the page calls the coordinator: by name, else by e-mail address, else `your coordinator`."""
        known = self.coordinator
        return (known.name or known.email if known else "") or "your coordinator"

    @property
    def could_take(self) -> str:
        """The dates on which they would help, in words: `Fri 25 Dec or Sat 2 Jan`; at most three by name."""
        named = [spoken_date(day) for day in sorted({item.line.duty.date for item in self.open_dates})]
        if len(named) > MOST_NAMED:
            named = [*named[: MOST_NAMED - 1], f"{len(named) - MOST_NAMED + 1} other dates"]
        return " or ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)

    @cached_property
    def months(self) -> list[tuple[date, list[list[date | None]]]]:
        """The months of the period: the first day, and the weeks, with None for days outside of month or period."""
        known = set(self.dates)
        found = []
        for first in sorted({day.replace(day=1) for day in self.dates}):
            weeks = [
                [day if day in known and day.month == first.month else None for day in week]
                for week in Calendar().monthdatescalendar(first.year, first.month)
            ]
            found.append((first, [week for week in weeks if any(week)]))
        return found

    @cached_property
    def by_day(self) -> dict[date, list[OwnDate]]:
        """Their duties by date."""
        found: dict[date, list[OwnDate]] = {}
        for item in self.own_dates:
            found.setdefault(item.day, []).append(item)
        return found

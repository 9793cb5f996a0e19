"""What a member sees of their own: duties, hours, offers, limits, and the seats in which they would help."""

from __future__ import annotations

import datetime as dt

from models.base import ClockTime, Id, Model
from models.people import Caps


class OwnDutyShown(Model):
    """A duty of the member.

    Attributes:
        duty, seat: their ids; the seat is empty for a duty of another period's rota.
        start, end: the instants.
        times: local times: `18:00-02:00`.
        vehicle: its name; empty where none is known.
        seat_name: what they are on the crew; empty where it is not known.
        mates: names and seats of the others: `Priya Holt (paramedic)`; empty where nobody else is in the crew yet.
        hours: minutes where the clocks change during it; else None.
        rota: the name of the rota of another period that it belongs to; empty for this one.
        over: whether it has ended.
        begun: whether it has begun.
    """

    duty: str
    seat: str
    date: dt.date
    start: dt.datetime
    end: dt.datetime
    times: str
    call_sign: str
    shift: str
    area: str
    vehicle: str
    seat_name: str
    mates: str
    hours: int | None = None
    rota: str = ""
    over: bool = False
    begun: bool = False


class OwnHours(Model):
    """The member's hours against a promise or a contract; amounts are minutes.

    Attributes:
        kind: `promise`, `contract` or `no promise`.
        due: what is promised; None without a promise.
        counts: what they will have worked.
        to_go: what is missing of it.
        share: the percentage of it that is reached, at most 100.
        light: green, amber or red, for promises; else empty.
        planned, worked, carried, elsewhere: what `counts` is made of.
        why: a sentence on why it is short; else empty.
    """

    month: str
    kind: str
    due: int | None
    counts: int
    to_go: int
    share: int
    light: str
    planned: int
    worked: int
    carried: int
    elsewhere: int
    why: str


class OfferedWindow(Model):
    """When somebody would work on a date.

    Attributes:
        start, end: local times; None for any time. An end not after the start is on the next day.
        call_signs: the only ones; any when empty.
    """

    start: ClockTime | None = None
    end: ClockTime | None = None
    call_signs: tuple[Id, ...] = ()

    @property
    def words(self) -> str:
        """`any time`, `18:00-02:00`, `18:00-02:00, JR-04 only`."""
        times = "any time" if self.start is None or self.end is None else f"{self.start:%H:%M}-{self.end:%H:%M}"
        return f"{times}, {' and '.join(self.call_signs)} only" if self.call_signs else times


class OwnDay(Model):
    """A date of the period, as a member offers it.

    Attributes:
        offered: when they would work; nothing where they do not offer it.
        over: whether it is past, so that its offer stays as it is.
        away: whether they are away all day.
        duty: their published duty: `JR-04 18:00-02:00`; empty without one.
        runs: the duties with a seat for somebody of their role: `18:00-02:00 JR-04`.
        helps: what their coming would change, by the published rota: `Runs if you come`; else empty.
        holiday: the bank holiday; else empty.
    """

    date: dt.date
    offered: tuple[OfferedWindow, ...]
    over: bool
    away: bool
    duty: str
    runs: tuple[str, ...]
    helps: str
    holiday: str


class OpenSeatShown(Model):
    """A seat of the published rota in which the member would help.

    Attributes:
        duty, seat: their ids.
        effect: what their coming changes: `Runs if you come`.
        strong: whether a duty would run that does not run now.
    """

    duty: str
    seat: str
    seat_name: str
    date: dt.date
    times: str
    call_sign: str
    shift: str
    area: str
    effect: str
    strong: bool


class PublicationSeen(Model):
    """The published version, and what of it is news to the member.

    Attributes:
        version: its number.
        title: the name of its rota.
        current: whether it is of the period that dates are offered for; else of the one before.
        at: when it was published.
        seen: whether the member has said that they have seen it.
        new, changed, cancelled: what differs from the version that they have seen last, one line a duty; nothing where
            they have seen none yet.
    """

    version: int
    title: str
    current: bool
    at: dt.datetime
    seen: bool
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()


class CalendarLink(Model):
    """The member's calendar link, without its secret.

    Attributes:
        made_at: when it was made.
        used_on: the day on which a calendar last asked for it; None where none has.
    """

    made_at: dt.datetime
    used_on: dt.datetime | None


class Me(Model):
    """Everything that a member sees of their own in a unit.

    Attributes:
        revision: the latest revision of the unit, on which their changes are based.
        person: their id in the book.
        role, organisation: names; empty where they are no longer in the book.
        known: whether they are in the book now.
        rostered: whether they work a posting or a team's pattern, besides what they offer.
        title: the name of the rota.
        zone: its time zone.
        today: the date there.
        published: the version that people go by; None before the first.
        duties: their published duties, in order of time, those of other periods too.
        hours: as of the publication.
        days: the dates of the period.
        call_signs: those that they can offer for.
        limits: their own limits.
        open_seats: where they would help, those first whose duty would run.
        coordinator: how the person whom they ask is called; `your coordinator` where nobody is named.
        coordinator_email: their e-mail address; empty where it is not known.
        phone, email: how they are reached themselves, as the book holds it.
        calendar: their calendar link; None where they have none.
    """

    revision: int
    person: str
    name: str
    role: str
    organisation: str
    known: bool
    rostered: bool
    title: str
    period: str
    zone: str
    today: dt.date
    published: PublicationSeen | None
    duties: tuple[OwnDutyShown, ...]
    hours: tuple[OwnHours, ...]
    days: tuple[OwnDay, ...]
    call_signs: tuple[str, ...]
    limits: Caps
    open_seats: tuple[OpenSeatShown, ...]
    coordinator: str
    coordinator_email: str
    phone: str
    email: str
    calendar: CalendarLink | None

    @property
    def ahead(self) -> list[OwnDutyShown]:
        """The duties that are not over."""
        return [item for item in self.duties if not item.over]

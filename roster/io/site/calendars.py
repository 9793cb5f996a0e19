"""One person's duties as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from models.published import Published, Told
from roster.io.site.addresses import Addresses
from roster.report.entries import Entry

_MARGIN = timedelta(days=200)  # around the duties: both changes of the clocks of any year are in it


@dataclass(frozen=True)
class Calendars:
    """Writes calendars of one publication.

    Attributes:
        title: what a calendar is called.
        entries: those of the rota, by person and duty.
    """

    title: str
    zone: ZoneInfo
    published: Published
    entries: Mapping[tuple[str, str], Entry]
    addresses: Addresses
    timezone: Timezone

    @classmethod
    def of(
        cls, title: str, zone: ZoneInfo, published: Published, entries: Iterable[Entry], addresses: Addresses
    ) -> Calendars:
        """The calendars of a publication."""
        dates = [item.start.date() for item in published.told] or [published.at.date()]
        timezone = timezone_of(zone, min(dates) - _MARGIN, max(dates) + _MARGIN)
        return cls(title, zone, published, {entry.key: entry for entry in entries}, addresses, timezone)

    def write(self, told: Iterable[Told]) -> bytes:
        """The calendar of one person, given what they were told: what is theirs no longer is cancelled in it."""
        calendar = Calendar()
        calendar.add("PRODID", "-//jru-roster//roster publish//EN")
        calendar.add("VERSION", "2.0")
        calendar.add("METHOD", "PUBLISH")
        calendar.add("NAME", self.title)
        calendar.add("X-WR-CALNAME", self.title)
        calendar.add("X-WR-TIMEZONE", self.zone.key)
        calendar.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", "PT1H")
        calendar.add_component(self.timezone)
        for item in told:
            calendar.add_component(self._event(item))
        return bytes(calendar.to_ical())

    def _event(self, told: Told) -> Event:
        event = Event()
        event.add("UID", self.addresses.uid(told.person, told.duty))
        event.add("DTSTAMP", self.published.at.astimezone(UTC).replace(microsecond=0))
        event.add("LAST-MODIFIED", told.since.astimezone(UTC).replace(microsecond=0))
        event.add("SEQUENCE", told.sequence)
        event.add("DTSTART", in_zone(told.start, self.zone))
        event.add("DTEND", in_zone(told.end, self.zone))
        entry = self.entries.get((told.person, told.duty))
        if told.cancelled or entry is None:
            call_sign, _, rest = told.duty.partition("@")
            event.add("SUMMARY", f"Cancelled: {call_sign} {rest.partition('/')[2]}")
            event.add("STATUS", "CANCELLED")
            event.add("TRANSP", "TRANSPARENT")
        else:
            event.add("SUMMARY", entry.summary)
            event.add("LOCATION", entry.area)
            event.add("DESCRIPTION", "\n".join(entry.lines))
            event.add("STATUS", "CONFIRMED")
            event.add("TRANSP", "OPAQUE")
        event.add("CLASS", "PRIVATE")
        return event


def in_zone(instant: datetime, zone: ZoneInfo) -> datetime:
    """An instant by the clock on the wall; by UTC in the second of two equal hours, which a wall time cannot name."""
    local = instant.astimezone(zone)
    return instant.astimezone(UTC) if local.fold else local


def timezone_of(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """A zone's offsets from one date to another.

    `Timezone.from_tzid` of icalendar 7 puts the beginning of summer an hour late (it counts through an hour that does
    not exist), which is the end of a Saturday night's duty.
    """
    component = Timezone()
    component.add("TZID", zone.key)
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    _observe(component, zone, start, start.astimezone(zone).utcoffset() or timedelta())
    end = datetime(last.year, last.month, last.day, tzinfo=UTC)
    while start < end:
        following = start + timedelta(days=1)
        if following.astimezone(zone).utcoffset() != start.astimezone(zone).utcoffset():
            _observe(component, zone, *_change(zone, start, following))
        start = following
    return component


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> tuple[datetime, timedelta]:
    """The instant between two at which the clocks change, to the minute, and the offset until then."""
    offset = before.astimezone(zone).utcoffset() or timedelta()
    while after - before > timedelta(minutes=1):
        middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after, offset


def _observe(component: Timezone, zone: ZoneInfo, at: datetime, offset: timedelta) -> None:
    """Add what holds from an instant on; its beginning is told by the clock as it went until then."""
    local = at.astimezone(zone)
    part = TimezoneDaylight() if local.dst() else TimezoneStandard()
    part.DTSTART = (at + offset).replace(tzinfo=None)
    part.TZOFFSETFROM = offset
    part.TZOFFSETTO = local.utcoffset() or timedelta()
    part.add("TZNAME", local.tzname() or str(part.TZOFFSETTO))
    component.add_component(part)

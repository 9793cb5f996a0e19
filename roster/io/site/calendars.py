"""Writes a person's duties as an iCalendar file (RFC 5545, 7986).

The calendar is for subscription or import and no invitation, so it has no METHOD, which would require an ORGANIZER in
each event (RFC 5546, 3.2.1). Events have no CLASS: Google shows private events of a feed as "Busy".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vText, vUri

from models.records.published import Kept, Published, Told
from roster.io.site.addresses import Addresses
from roster.io.site.time_zones import timezone_of
from roster.lifecycle.calendar_entries import CalendarEntry

# Characters that a calendar must not contain (RFC 5545, 3.1), and line breaks.
_NO_TEXT = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


@dataclass(frozen=True)
class Calendars:
    """Writes the calendars of one publication.

    Attributes:
        title: the name of each calendar.
        zone: the time zone of the rota.
        published: what people were told.
        entries: (person, duty) -> entry, of the rota and of rotas of other periods.
        addresses: give the ids of entries.
        timezone: the time zone as a calendar component.
    """

    title: str
    zone: ZoneInfo
    published: Published
    entries: Mapping[tuple[str, str], CalendarEntry | Kept]
    addresses: Addresses
    timezone: Timezone

    @classmethod
    def of(
        cls, title: str, zone: ZoneInfo, published: Published, entries: Iterable[CalendarEntry], addresses: Addresses
    ) -> Calendars:
        """Prepares the calendars of a publication."""
        dates = [item.date for item in (*published.told, *published.kept)] or [published.at.date()]
        timezone = timezone_of(zone, min(dates), max(dates))
        shown: dict[tuple[str, str], CalendarEntry | Kept] = {(item.person, item.duty): item for item in published.kept}
        shown |= {entry.key: entry for entry in entries}
        return cls(title, zone, published, shown, addresses, timezone)

    def write(self, told: Iterable[Told], address: str | None = None) -> bytes:
        """Writes the calendar of one person; duties that they no longer have are cancelled in it.

        Args:
            told: the entries.
            address: where the calendar is served on the web, for programs that keep it up to date from there.
        """
        calendar = Calendar()
        calendar.add("PRODID", "-//jru-roster//roster publish//EN")
        calendar.add("VERSION", "2.0")
        # As text: the library does not escape properties that it does not know.
        calendar.add("NAME", vText(_line(self.title)))
        calendar.add("X-WR-CALNAME", vText(_line(self.title)))
        calendar.add("X-WR-TIMEZONE", self.zone.key)
        calendar.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", "PT1H")
        if address is not None:
            calendar.add("SOURCE", vUri(address), parameters={"VALUE": "URI"})
        calendar.add_component(self.timezone)
        for item in told:
            calendar.add_component(self._event(item))
        return bytes(calendar.to_ical())

    def _event(self, told: Told) -> Event:
        event = Event()
        event.add("UID", self.addresses.uid(told.person, told.duty))
        # Without METHOD, the time of the last change (RFC 5545, 3.8.7.2).
        event.add("DTSTAMP", told.since.astimezone(UTC).replace(microsecond=0))
        event.add("LAST-MODIFIED", told.since.astimezone(UTC).replace(microsecond=0))
        event.add("SEQUENCE", told.sequence)
        event.add("DTSTART", in_zone(told.start, self.zone))
        event.add("DTEND", in_zone(told.end, self.zone))
        entry = self.entries.get((told.person, told.duty))
        if told.cancelled or entry is None:
            call_sign, _, rest = told.duty.partition("@")
            event.add("SUMMARY", _line(f"Cancelled: {call_sign} {rest.partition('/')[2]}"))
            event.add("STATUS", "CANCELLED")
            event.add("TRANSP", "TRANSPARENT")
        else:
            event.add("SUMMARY", _line(entry.summary))
            event.add("LOCATION", _line(entry.area))
            event.add("DESCRIPTION", "\n".join(map(_line, entry.lines)))
            event.add("STATUS", "CONFIRMED")
            event.add("TRANSP", "OPAQUE")
        return event


def _line(text: str) -> str:
    """Returns a text on one line, without characters that a calendar must not contain."""
    return _NO_TEXT.sub(" ", text).strip()


def in_zone(instant: datetime, zone: ZoneInfo) -> datetime:
    """Returns an instant in local time; in UTC in the second of two equal hours, which local time cannot express."""
    local = instant.astimezone(zone)
    return instant.astimezone(UTC) if local.fold else local

"""The period of a rota, its areas, and the organisations with their bank holidays."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, field_validator, model_validator

from models.base import Id, LocalDate, Model, Text
from models.clock import days
from models.problems import did_you_mean
from models.text.contacts import plain_email

LAST_YEAR = 2200
LONGEST_PERIOD = 800  # days; two years and a margin, so that a slip in the year is a message and not a long wait


@cache
def _time_zones() -> frozenset[str]:
    """The names of all time zones; to list them reads hundreds of files."""
    return frozenset(available_timezones())


class Period(Model):
    """First and last date of a rota, both included, and the time zone its wall times are local to.

    Attributes:
        first: the first date of the rota.
        last: the last date of the rota, included.
        time_zone: the zone of the book's local times, as the IANA database names it.
    """

    first: LocalDate
    last: LocalDate
    time_zone: str = "Europe/London"

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in _time_zones():
            raise ValueError(f"time zone '{name}' is unknown{did_you_mean(name, _time_zones())}")
        return name

    @model_validator(mode="after")
    def _in_order(self) -> "Period":
        if self.last < self.first:
            raise ValueError(f"the period ends on {self.last}, before it starts on {self.first}")
        if self.last.year > LAST_YEAR or (self.last - self.first).days >= LONGEST_PERIOD:
            raise ValueError(
                f"the period is longer than {LONGEST_PERIOD} days, or after {LAST_YEAR}; is the year right?"
            )
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone as an object."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def dates(self) -> list[date]:
        """Every date of the period."""
        return days(self.first, self.last)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: "Period") -> bool:
        """Whether they have a date in common."""
        return self.first <= other.last and other.first <= self.last


class Area(Model):
    """A place that call signs serve, with the other names people use for it.

    Attributes:
        aliases: other names people use for it; a name that two areas share is warned of.
    """

    id: Id
    name: Text = ""
    aliases: tuple[str, ...] = ()


class AreaNames:
    """Finds areas by id, name or alias, in any case.

    A name that several areas share (North Kent) means all of them; the book warns of it.
    """

    def __init__(self, areas: Iterable[Area]) -> None:
        self._by_name: dict[str, list[str]] = {}
        ids = []
        for area in areas:
            ids.append(area.id)
            for name in {area.id.lower(), area.name.lower(), *(alias.lower() for alias in area.aliases)} - {""}:
                self._by_name.setdefault(name, []).append(area.id)
        # An id means its own area, even where another area uses the word as an alias.
        self._by_name |= {area.lower(): [area] for area in ids}
        self._spelt = [name for area in areas for name in (area.id, area.name, *area.aliases) if name]

    def ids(self, name: str) -> list[str]:
        """The ids of the areas a name means; empty when it is unknown."""
        return self._by_name.get(name.strip().lower(), [])

    @property
    def spellings(self) -> list[str]:
        """Every name as the book writes it."""
        return self._spelt


class HolidayCalendar(Model):
    """Bank holidays of an organisation: a public calendar, with added and removed dates.

    Source of the public dates: the `holidays` package.

    Attributes:
        country: ISO code of the country whose calendar it is.
        subdivision: code of the part of the country; `null` for the whole country.
        added: dates that are holidays here as well, each with its name.
        removed: dates that are no holidays here.
    """

    country: str = "GB"
    subdivision: str | None = "ENG"
    added: Mapping[LocalDate, str] = {}
    removed: tuple[LocalDate, ...] = ()

    @model_validator(mode="after")
    def _known_country(self) -> "HolidayCalendar":
        import holidays  # here, not above: it is slow to import and many commands never ask

        supported = holidays.list_supported_countries()
        if self.country not in supported:
            raise ValueError(f"country '{self.country}' has no calendar{did_you_mean(self.country, supported)}")
        if self.subdivision is not None and self.subdivision not in supported[self.country]:
            parts = supported[self.country]
            raise ValueError(
                f"'{self.subdivision}' is no part of {self.country}{did_you_mean(self.subdivision, parts)}"
            )
        return self

    def between(self, first: date, last: date) -> dict[date, str]:
        """The holidays from first to last, both included: date -> name."""
        import holidays

        public = holidays.country_holidays(
            self.country, subdiv=self.subdivision, years=range(first.year, last.year + 1)
        )
        found = {day: name for day, name in public.items() if first <= day <= last and day not in self.removed}
        return found | {day: name for day, name in self.added.items() if first <= day <= last}


class Coordinator(Model):
    """The contact of an organisation: shown with name and e-mail on the pages of its people, for answers of "I can".

    Attributes:
        name: how people know them.
        email: where "I can" is sent to.
    """

    name: Text = ""
    email: Annotated[str, BeforeValidator(plain_email)] = ""


class Organisation(Model):
    """An employer, or the force a volunteer serves with.

    Attributes:
        holidays: its bank holidays; none when absent.
        coordinator: whom its people tell that they can come; nobody is named when absent.
    """

    id: Id
    name: Text = ""
    holidays: HolidayCalendar | None = None
    coordinator: Coordinator | None = None

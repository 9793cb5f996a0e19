"""The published rota, against which later changes are counted."""

import re
from collections import Counter
from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from models.base import Id, LocalDate, Model
from models.rota import Assignment

# The services may no longer ask for a published duty, but its name is always complete.
DUTY_ID = re.compile(r"[^@/]+@\d{4}-\d\d-\d\d/[^@/]+")
# The address of a folder on the web: no password, query or fragment, to which names of files could not be added.
WEB_ADDRESS = re.compile(r"^https?://[^\s/?#@\"'<>]+(/[^\s?#@\"'<>]*)?$")


class Told(Model):
    """A calendar entry that a person was given; the next publication compares its entries with it.

    Attributes:
        person: who was given the entry.
        duty: the duty it is about.
        start: when the duty starts.
        end: when the duty ends.
        digest: of all that the entry shows; where it differs, the entry has changed.
        since: when it last changed.
        sequence: how often the entry has changed since it was first given.
        cancelled: whether the duty is theirs no longer.
    """

    person: Id
    duty: Annotated[str, StringConstraints(pattern=rf"^{DUTY_ID.pattern}$")]
    start: AwareDatetime
    end: AwareDatetime
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    since: AwareDatetime
    sequence: Annotated[int, Field(ge=0, le=100_000)] = 0
    cancelled: bool = False

    @property
    def date(self) -> date:
        """The date of the duty."""
        return date.fromisoformat(self.duty.partition("@")[2].partition("/")[0])


class Kept(Told):
    """A calendar entry of another period's rota, which the person keeps until the duty is over.

    Attributes:
        title: the name of that rota.
        summary, area, lines: what the entry shows.
    """

    title: str
    summary: str
    area: str = ""
    lines: tuple[str, ...] = ()


class Published(Model):
    """A rota that was published.

    Attributes:
        version: counts the publications of a book.
        at: when it was published.
        assignments: who was to be on what.
        as_of: the day from which a re-plan counts notice; when absent, the day it was published on.
        audiences: for whom copies were made.
        told: the entries in people's calendars, cancelled ones too.
        kept: entries there of other periods' rotas, whose duties were not over.
        link_secret: the secret that the names of personal pages are made from, so that they stay and cannot be guessed.
        address: where the folder of copies is served on the web; when absent, it is not known to be served.
        folder: the folder of copies on the machine it was published from, whose record tells of newer versions.
    """

    version: Annotated[int, Field(ge=1, le=100_000)]
    at: AwareDatetime
    assignments: tuple[Assignment, ...]
    as_of: LocalDate | None = None
    audiences: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    kept: tuple[Kept, ...] = ()
    link_secret: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    address: Annotated[str, StringConstraints(max_length=2000, pattern=WEB_ADDRESS.pattern)] | None = None
    folder: Annotated[str, StringConstraints(max_length=4000)] | None = None

    @model_validator(mode="after")
    def _each_once(self) -> "Published":
        for what, places in (
            ("the assignment", [f"{item.person} in a seat of {item.duty}" for item in self.assignments]),
            ("the entry told", [f"{item.person} on {item.duty}" for item in (*self.told, *self.kept)]),
        ):
            twice = [place for place, times in Counter(places).items() if times > 1]
            if twice:
                raise ValueError(f"{what} {twice[0]} is there twice")
        return self

    def notice_from(self, zone: ZoneInfo) -> date:
        """The day from which notice is counted."""
        return self.as_of or self.at.astimezone(zone).date()

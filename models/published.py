"""A rota as people were told of it: what later changes are counted against."""

import re
from collections import Counter
from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, model_validator

from models.base import LocalDate, Model
from models.rota import Assignment

# A published duty need not be asked for any more, but it is always written in full.
DUTY_ID = re.compile(r"[^@/]+@\d{4}-\d\d-\d\d/[^@/]+")


class Published(Model):
    """A rota that was published.

    Attributes:
        version: counts the publications of a book.
        at: when it was published.
        assignments: who was to be on what.
        as_of: the day from which a re-plan counts notice; when absent, the day it was published on.
    """

    version: Annotated[int, Field(ge=1, le=100_000)]
    at: AwareDatetime
    assignments: tuple[Assignment, ...]
    as_of: LocalDate | None = None

    @model_validator(mode="after")
    def _each_once(self) -> "Published":
        places = Counter(f"{item.person} in a seat of {item.duty}" for item in self.assignments)
        twice = [place for place, times in places.items() if times > 1]
        if twice:
            raise ValueError(f"the assignment {twice[0]} is there twice")
        return self

    def notice_from(self, zone: ZoneInfo) -> date:
        """The day from which notice is counted."""
        return self.as_of or self.at.astimezone(zone).date()

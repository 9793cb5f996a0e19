"""Finds the columns of a table by the headings that people and exports give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from models.problems import did_you_mean
from roster.tables.cells.text import normalised_heading

IDS = (
    "person", "person id", "id", "officer id", "volunteer id", "staff id", "employee id", "collar number", "collar no",
    "shoulder number", "shoulder no",
)  # fmt: skip
NAMES = (
    "name", "person name", "full name", "officer", "officer name", "name of officer", "volunteer", "volunteer name",
    "staff", "staff name", "staff member", "employee", "employee name", "member",
)  # fmt: skip
# The columns that name a person: an id, a name, or a name in two columns.
WHO: Mapping[str, tuple[str, ...]] = {
    "person": (*IDS, *NAMES),
    "forename": ("forename", "first name", "given name"),
    "surname": ("surname", "last name", "family name"),
}


@dataclass(frozen=True)
class KnownColumns:
    """The columns that a kind of table may have.

    Attributes:
        columns: column -> its headings, as `normalised_heading` gives them.
        needed: columns that must be there.
        fewest: columns that a row of headings in a file names; a title may contain one by chance.
        several: columns that may be there more than once, such as an id and a name.
        weaker: headings that are ignored where the table has another heading of the same column.
    """

    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    fewest: int = 2
    several: frozenset[str] = frozenset()
    weaker: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> dict[str, str]:
        """Heading -> column."""
        return {heading: name for name, headings in self.columns.items() for heading in headings}

    def named_in(self, headings: Sequence[str]) -> frozenset[str]:
        """The columns that some texts name, read as headings."""
        return frozenset(name for heading in headings if (name := self.names.get(normalised_heading(heading))))


# DutySheet's own headings are day, proposed end and duty type.
_WORKED: dict[str, tuple[str, ...]] = {
    **WHO,
    "date": (
        "date", "day", "duty date", "date of duty", "start date", "shift date", "date worked", "date from", "from date",
        "date on",
    ),
    "start": (
        "start", "from", "start time", "start date time", "start datetime", "actual start", "actual start time",
        "shift start", "shift start time", "duty start", "duty start time", "time from", "time on", "time in", "on",
        "booked on", "book on", "book on time", "signed on", "sign on", "clock on", "clock in",
    ),
    "end": (
        "end", "to", "finish", "end time", "end date time", "end datetime", "finish time", "actual end",
        "actual end time", "actual finish", "shift end", "shift end time", "duty end", "duty end time", "time to",
        "time off", "time out", "off", "booked off", "book off", "book off time", "signed off", "sign off", "clock off",
        "clock out", "proposed end",
    ),
    "end date": ("end date", "end day", "finish date", "date to", "to date", "date off"),
    "time zone": ("time zone", "timezone", "tz"),
    "type": ("type", "kind", "duty type", "work type", "activity"),
    "status": (
        "status", "state", "outcome", "duty status", "shift status", "booking status", "attendance",
        "attendance status",
    ),
    "no-show": ("no show", "noshow", "did not attend", "dna", "not attended"),
    "attended": ("attended", "present", "did attend", "worked"),
    "cancelled": ("cancelled", "canceled", "is cancelled", "duty cancelled"),
    "call sign": ("call sign", "callsign", "vehicle call sign", "unit call sign"),
}  # fmt: skip
WORKED = KnownColumns(
    _WORKED,
    needed=("person", "start", "end"),
    several=frozenset({"person"}),
    weaker=frozenset(
        {"day", "proposed end"}
    ),  # a weekday where there is a date; a planned end where there is a real one
)


@dataclass(frozen=True)
class Columns:
    """The places of the columns of a table.

    Attributes:
        at: column -> places, from 0; several only for the columns that may be there more than once.
        unread: places of unknown columns.
        mistakes: a sentence for each needed column that is missing, and each column that is there twice.
    """

    at: dict[str, tuple[int, ...]]
    unread: tuple[int, ...]
    mistakes: tuple[str, ...]


def find_columns(headings: Sequence[str], known: KnownColumns) -> Columns:
    """Finds the place of each column."""
    at: dict[str, tuple[int, ...]] = {}
    unread = []
    mistakes = []
    strong = known.named_in([heading for heading in headings if normalised_heading(heading) not in known.weaker])
    for place, heading in enumerate(headings[: last_heading(headings) + 1]):
        name = known.names.get(normalised_heading(heading))
        if name is None or (name in strong and normalised_heading(heading) in known.weaker):
            unread.append(place)
        elif name in at and name not in known.several:
            first = headings[at[name][0]]
            mistakes.append(f"there are two columns for '{name}'" + _both(first, heading))
        else:
            at[name] = (*at.get(name, ()), place)
    if {"date", "end date"} <= at.keys() and set(known.needed) - at.keys() >= {"start", "end"}:
        at["start"], at["end"] = at.pop("date"), at.pop("end date")  # both columns hold a date and a time
    strange = [normalised_heading(headings[place]) for place in unread if headings[place]]
    there = {*at, "person"} if "surname" in at else set(at)
    mistakes += [
        f"there is no column '{name}'{did_you_mean(name, strange).replace('did you mean', 'is it')}"
        for name in known.needed
        if name not in there
    ]
    return Columns(at, tuple(unread), tuple(mistakes))


def last_heading(headings: Sequence[str]) -> int:
    """The place of the last heading that is not blank; -1 where all are blank."""
    return max((place for place, heading in enumerate(headings) if heading), default=-1)


def _both(first: str, second: str) -> str:
    return f": '{first}' and '{second}'" if normalised_heading(first) != normalised_heading(second) else ""

"""The columns of a table of worked time: by which headings they are known, and where they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.problems import did_you_mean
from roster.frames.text import same_heading

# Column -> its headings, as `same_heading` gives them. DutySheet's own are day, proposed end and duty type.
COLUMNS: dict[str, tuple[str, ...]] = {
    "person": (
        "person", "person id", "person name", "id", "name", "full name", "officer", "officer id", "officer name",
        "name of officer", "volunteer", "volunteer id", "volunteer name", "staff", "staff id", "staff name",
        "staff member", "employee", "employee id", "employee name", "member", "collar number", "collar no",
        "shoulder number", "shoulder no",
    ),
    "forename": ("forename", "first name", "given name"),
    "surname": ("surname", "last name", "family name"),
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
# Headings that give way to another of the same column: the day of the week beside the date, the plan beside what was.
_WEAKER = {"day", "proposed end"}
NEEDED = ("person", "start", "end")
_NAMES = {heading: name for name, headings in COLUMNS.items() for heading in headings}


@dataclass(frozen=True)
class Columns:
    """Where the columns of a table are.

    Attributes:
        at: column -> places from 0; only `person` may have more than one, an id and a name.
        unread: places of the columns that are not known.
        mistakes: a sentence for each column that is needed and missing, or there twice.
    """

    at: dict[str, tuple[int, ...]]
    unread: tuple[int, ...]
    mistakes: tuple[str, ...]


def known_columns(headings: Sequence[str]) -> frozenset[str]:
    """The columns that some cells name, if they are headings."""
    return frozenset(name for heading in headings if (name := _NAMES.get(same_heading(heading))))


def find_columns(headings: Sequence[str]) -> Columns:
    """Where each column is."""
    at: dict[str, tuple[int, ...]] = {}
    unread = []
    mistakes = []
    strong = known_columns([heading for heading in headings if same_heading(heading) not in _WEAKER])
    for place, heading in enumerate(headings[: last_heading(headings) + 1]):
        name = _NAMES.get(same_heading(heading))
        if name is None or (name in strong and same_heading(heading) in _WEAKER):
            unread.append(place)
        elif name in at and name != "person":
            first = headings[at[name][0]]
            mistakes.append(f"there are two columns for '{name}'" + _both(first, heading))
        else:
            at[name] = (*at.get(name, ()), place)
    if {"date", "end date"} <= at.keys() and not {"start", "end"} & at.keys():
        at["start"], at["end"] = at.pop("date"), at.pop("end date")  # each with its time
    strange = [same_heading(headings[place]) for place in unread if headings[place]]
    there = {*at, "person"} if "surname" in at else set(at)
    mistakes += [
        f"there is no column '{name}'{did_you_mean(name, strange).replace('did you mean', 'is it')}"
        for name in NEEDED
        if name not in there
    ]
    return Columns(at, tuple(unread), tuple(mistakes))


def last_heading(headings: Sequence[str]) -> int:
    """The place of the last heading that is not blank; -1 when all are."""
    return max((place for place, heading in enumerate(headings) if heading), default=-1)


def _both(first: str, second: str) -> str:
    return f": '{first}' and '{second}'" if same_heading(first) != same_heading(second) else ""

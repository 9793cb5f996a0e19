"""Tiny books for tests, written in a few words.

Dates of services are `04` (of the month in which the period starts), `12-04`, `2026-12-04` or a run `04..07`; lists are
blank-separated words.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from models.book import Book
from models.clock import days

Raw = dict[str, Any]

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

# name -> start, end; the books take the ones their services name
SHIFTS = {
    "early": ("07:00", "15:00"),
    "day": ("09:00", "17:00"),
    "late": ("18:00", "02:00"),
    "peak": ("20:00", "02:00"),
    "night": ("22:00", "07:00"),
}


def when(text: str, start: str = "2026-12-01") -> str:
    """A date in full."""
    return start[: 10 - len(text)] + text


def dates(words: Iterable[str], start: str = "2026-12-01") -> list[str]:
    """Dates in full; `04..07` is a run of them."""
    found: list[str] = []
    for word in words:
        first, *last = (date.fromisoformat(when(part, start)) for part in word.split(".."))
        found += map(str, days(first, *(last or [first])))
    return found


def person(name: str, /, role: str = "special", offers: str | Sequence[Raw] | None = None, **fields: Any) -> Raw:
    """A person; `offers` are weekdays, `all`, dates in full, or the offers themselves."""
    made: Raw = {"id": name, "role": role, **fields}
    if isinstance(offers, str):
        words = DAYS if offers == "all" else offers.split()
        key = "weekdays" if words[0] in DAYS else "dates"
        made["offers"] = [{key: words}]
    elif offers:
        made["offers"] = list(offers)
    return made


def holds(*qualifications: str) -> list[Raw]:
    """Qualifications held, each `id`, `id to DATE`, or `id from DATE`."""
    held = []
    for text in qualifications:
        name, *rest = text.split()
        spell: Raw = {"id": name}
        for word, day in zip(rest[::2], rest[1::2], strict=True):
            spell[f"valid_{word}"] = day
        held.append(spell)
    return held


def posted(hours: float = 40, weekdays: str = "", **fields: Any) -> Raw:
    """A posting to the unit."""
    return {"hours_per_week": hours, **({"weekdays": weekdays.split()} if weekdays else {}), **fields}


def seat(name: str = "seat", /, roles: str = "special constable paramedic", size: str = "1", **fields: Any) -> Raw:
    """A seat; `size` is minimum, preferred, maximum as in `1-2-3`."""
    numbers = dict(zip(("minimum", "preferred", "maximum"), map(int, size.split("-")), strict=False))
    return {"id": name, "roles": roles.split(), **numbers, **fields}


def worked(name: str, start: str, end: str, **fields: Any) -> Raw:
    """A spell of work, `2026-11-30 18:00`."""
    return {"person": name, "start": start, "end": end, **fields}


def published(*places: str, as_of: str | None = "2026-12-01", at: str = "2026-11-20T12:00:00Z") -> Raw:
    """A published rota; each place is `ann 04/late`, `ann C2@04/late` or, with its seat, `ann 04/late police`."""
    assignments = []
    for text in places:
        name, duty, *seats = text.split()
        call_sign, _, rest = duty.rpartition("@")
        day, _, shift = rest.partition("/")
        assignments.append(
            {
                "person": name,
                "duty": f"{call_sign or 'C1'}@{when(day)}/{shift}",
                "seat": (seats or ["seat"])[0],
                "basis": "offered",
            }
        )
    return {"version": 1, "at": at, "assignments": assignments, **({"as_of": as_of} if as_of else {})}


def service(shift: str, days: str, call_signs: str = "C1", crew: str = "crew", **fields: Any) -> Raw:
    """A service on single dates (or weekdays)."""
    words = days.split()
    when_it_runs: Raw = {"weekdays": words} if words[0] in DAYS else {"weekdays": [], "added_dates": words}
    return {
        "id": fields.pop("id", f"{shift} {call_signs}"),
        "shift": shift,
        "call_signs": call_signs.split(),
        "crew": crew,
        **when_it_runs,
        **fields,
    }


def raw_book(
    people: Iterable[Raw],
    services: Iterable[Raw] | dict[str, str],
    *,
    period: str = "2026-12-01 2026-12-31",
    seats: Sequence[Raw] | None = None,
    crews: dict[str, Sequence[Raw]] | None = None,
    shifts: dict[str, tuple[str, str] | Raw] | None = None,
    call_signs: dict[str, str] | None = None,
    **more: Any,
) -> Raw:
    """A book's raw data: whatever is not given is as small as can be.

    Args:
        services: as made by `service`, or for one call sign C1 and one crew `{shift: dates}`.
        seats: of the crew called `crew`; one seat for anybody when absent.
        shifts: beside those in `SHIFTS`, or instead of them.
        call_signs: call sign -> area.
    """
    first, last = period.split()
    if isinstance(services, dict):
        services = [service(shift, text) for shift, text in services.items()]
    services = [
        {**item, "added_dates": dates(item["added_dates"], first)} if "added_dates" in item else item
        for item in services
    ]
    times = {**SHIFTS, **(shifts or {})}
    named = {item["shift"] for item in services} | {
        entry for team in more.get("teams", ()) for entry in team["cycle"] if entry != "rest"
    }
    lines = call_signs or {"C1": "medway"}
    return {
        "name": "a tiny book",
        "period": {"first": first, "last": last},
        "organisations": [{"id": "SECAmb"}, {"id": "Kent Police"}],
        "roles": [
            {"id": "paramedic", "organisation": "SECAmb", "unpaid_break": "30m"},
            {"id": "constable", "organisation": "Kent Police"},
            {"id": "special", "organisation": "Kent Police"},
        ],
        "areas": [{"id": "medway"}, {"id": "swale"}],
        "qualifications": [{"id": name} for name in ("driver", "patrol", "learner")],
        "call_signs": [{"id": name, "area": area} for name, area in lines.items()],
        "shifts": [{"id": name, **_times(times[name])} for name in sorted(named)],
        "crews": [{"id": name, "seats": list(of)} for name, of in {"crew": seats or [seat()], **(crews or {})}.items()],
        "services": services,
        "people": list(people),
        **more,
    }


def _times(times: tuple[str, str] | Raw) -> Raw:
    return times if isinstance(times, dict) else {"start": times[0], "end": times[1]}


def tiny_book(*args: Any, **kwargs: Any) -> Book:
    """The book of `raw_book`."""
    return Book.model_validate(raw_book(*args, **kwargs))

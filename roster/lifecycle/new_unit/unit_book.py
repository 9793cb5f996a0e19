"""Makes the first book of a unit from its areas, cars, nights, crew and people, with the starter's rules that fit."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.book import Book
from roster.lifecycle.new_unit.answers import POLICE, Group, Nights, SeatWanted

_HOLIDAYS = {"country": "GB", "subdivision": "ENG"}
_AMBULANCE, _POLICE = "ambulance", "police"
_PREFIXES = {"paramedic": "P", "constable": "PC", "special": "SP"}
_HOURS_A_WEEK = {_AMBULANCE: 37.5, _POLICE: 40}  # NHS terms, section 10 (without meal breaks); Police Regulations 2003


@dataclass(frozen=True)
class Unit:
    """The answers that make a unit.

    Attributes:
        cars: the call signs, each with the name of its area.
        month: its first day.
    """

    areas: tuple[str, ...]
    cars: tuple[tuple[str, str], ...]
    nights: Nights
    crew: tuple[SeatWanted, ...]
    people: tuple[Group, ...]
    month: date


def unit_book(unit: Unit, rules: Sequence[Mapping[str, Any]]) -> Book:
    """The book of a new unit: people have ids and no names yet, and have offered nothing.

    Args:
        unit: the answers.
        rules: the rules of the starter book as raw data; those that name what the unit does not have are left out.
    """
    areas = dict(zip(unit.areas, _short_ids(unit.areas), strict=True))
    roles = {group.role: group.name for group in unit.people}
    first = unit.month
    raw = {
        "name": f"{' and '.join(unit.areas[:2])}{' and more' if len(unit.areas) > 2 else ''}, {first:%B %Y}",
        "period": {
            "first": first,
            "last": first.replace(day=monthrange(first.year, first.month)[1]),
            "time_zone": "Europe/London",
        },
        "organisations": [
            {"id": _AMBULANCE, "name": "Ambulance service", "holidays": _HOLIDAYS},
            {"id": _POLICE, "name": "Police", "holidays": _HOLIDAYS},
        ],
        "roles": [
            {
                "id": role,
                "name": name,
                "organisation": _employer(role),
                # Paid hours of the ambulance service leave out meal breaks: NHS terms, section 10.
                **({"unpaid_break": "30m"} if _employer(role) == _AMBULANCE else {}),
            }
            for role, name in roles.items()
        ],
        "areas": [{"id": key, "name": name} for name, key in areas.items()],
        "call_signs": [{"id": sign, "area": areas[area]} for sign, area in unit.cars],
        "shifts": [{"id": "night", "name": "Night", "code": "N", "start": unit.nights.start, "end": unit.nights.end}],
        "crews": [{"id": "crew", "name": "Crew", "seats": [_seat(seat, roles) for seat in unit.crew]}],
        "services": [
            {
                "id": "nights",
                "name": "Nights",
                "call_signs": [sign for sign, _ in unit.cars],
                "shift": "night",
                "crew": "crew",
                "weekdays": list(unit.nights.weekdays),
            }
        ],
        "people": list(_people(unit.people)),
        "rules": [rule for rule in rules if _fits(rule, roles, posted=any(group.posted for group in unit.people))],
    }
    return Book.model_validate(raw)


def _employer(role: str) -> str:
    return _POLICE if role in POLICE else _AMBULANCE


def _seat(seat: SeatWanted, roles: Mapping[str, str]) -> dict[str, Any]:
    """A seat for several officers runs with one; any other needs all its people."""
    police = seat.role == "police"
    accepted = [role for role in ("special", "constable") if role in roles] if police else [seat.role]
    minimum = 1 if police or seat.role in POLICE else seat.number
    return {"id": seat.role, "roles": accepted, "minimum": minimum, "preferred": seat.number}


def _people(groups: Iterable[Group]) -> Iterable[dict[str, Any]]:
    """Yields each person with an id of their role's letters and a number."""
    numbers: dict[str, int] = {}
    prefixes: dict[str, str] = {}
    total: dict[str, int] = {}
    for group in groups:
        total[group.role] = total.get(group.role, 0) + group.number
    for group in groups:
        if group.role not in prefixes:
            letters = _PREFIXES.get(group.role) or "".join(word[0] for word in group.role.split("-")).upper()
            taken = set(prefixes.values())
            prefixes[group.role] = letters if letters not in taken else group.role.upper() + "-"
        digits = max(2, len(str(total[group.role])))
        for _ in range(group.number):
            numbers[group.role] = number = numbers.get(group.role, 0) + 1
            posting = {"posting": {"hours_per_week": _HOURS_A_WEEK[_employer(group.role)]}} if group.posted else {}
            yield {"id": f"{prefixes[group.role]}{number:0{digits}}", "role": group.role, **posting}


def _short_ids(names: Sequence[str]) -> list[str]:
    """A short id for each name: its first letters, as many as tell it from the others."""
    plain = [re.sub(r"\W", "", name).upper() or "AREA" for name in names]
    for length in range(2, 30):
        ids = [name[:length] for name in plain]
        if len(set(ids)) == len(ids):
            return ids
    return [f"AREA-{number}" for number in range(1, len(names) + 1)]


def _fits(rule: Mapping[str, Any], roles: Mapping[str, str], *, posted: bool) -> bool:
    """Whether a rule names only roles that the unit has, and no qualification: it has none yet."""
    applies = rule.get("applies_to") or {}
    named = [*rule.get("roles", ()), *applies.get("roles", ())]
    return (
        "qualification" not in rule
        and all(role in roles for role in named)
        and (posted or rule.get("kind") != "contract-hours")
    )

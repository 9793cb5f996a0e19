"""Makes the first book of a unit from its areas, cars, nights, crew and people, with the starter's rules that fit."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from roster.lifecycle.new_unit.answers import Group, Nights, SeatWanted, area_name_and_id
from roster.lifecycle.new_unit.listed_people import ListedPeople
from roster.lifecycle.new_unit.roles import id_letters, is_officer, is_police

_HOLIDAYS = {"country": "GB", "subdivision": "ENG"}
_AMBULANCE, _POLICE = "ambulance", "police"
_SEAT_QUALIFICATION = "officer-safety"  # asked for in every seat whose people hold it
_ACCOMPANIED, _EXPERIENCED = "accompanied-patrol", ("directed-patrol", "qualified")  # the ladder of a Special
_HOURS_A_WEEK = {_AMBULANCE: 37.5, _POLICE: 40}  # NHS terms, section 10 (without meal breaks); Police Regulations 2003


@dataclass(frozen=True)
class Unit:
    """The answers that make a unit.

    Attributes:
        cars: the call signs, each with the name of its area.
        month: its first day.
        listed: the people by name; None where only their number is known.
        coordinator: whom people tell that they can come, as raw data.
    """

    areas: tuple[str, ...]
    cars: tuple[tuple[str, str], ...]
    nights: Nights
    crew: tuple[SeatWanted, ...]
    people: tuple[Group, ...]
    month: date
    listed: ListedPeople | None = None
    coordinator: Mapping[str, str] | None = None

    @property
    def area_ids(self) -> dict[str, str]:
        """The id of each area: the one that the answer gives, or the first letters of its name."""
        named = [area_name_and_id(words) for words in self.areas]
        short = _short_ids([name for name, _ in named], taken={key for _, key in named if key})
        return {words: key or made for words, (_, key), made in zip(self.areas, named, short, strict=True)}

    @property
    def area_names(self) -> dict[str, str]:
        """The name of each area."""
        return {words: area_name_and_id(words)[0] for words in self.areas}

    @property
    def qualifications(self) -> frozenset[str]:
        """What somebody holds."""
        return frozenset(str(item["id"]) for item in self.listed.qualifications) if self.listed else frozenset()


def unit_data(unit: Unit, rules: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The raw data of the book of a new unit: people have offered nothing, and without a list they have no names.

    Args:
        unit: the answers.
        rules: the rules of the starter book as raw data; those that name what the unit does not have are left out.
    """
    areas, names = unit.area_ids, [*unit.area_names.values()]
    roles = {group.role: group.name for group in unit.people}
    first = unit.month
    told = {"coordinator": dict(unit.coordinator)} if unit.coordinator else {}
    data: dict[str, Any] = {
        "name": f"{' and '.join(names[:2])}{' and more' if len(unit.areas) > 2 else ''}, {first:%B %Y}",
        "period": {
            "first": first,
            "last": first.replace(day=monthrange(first.year, first.month)[1]),
            "time_zone": "Europe/London",
        },
        "organisations": [
            {"id": _AMBULANCE, "name": "Ambulance service", "holidays": _HOLIDAYS, **told},
            {"id": _POLICE, "name": "Police", "holidays": _HOLIDAYS, **told},
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
        "areas": [{"id": areas[words], "name": name} for words, name in unit.area_names.items()],
        "call_signs": [{"id": sign, "area": areas[area]} for sign, area in unit.cars],
        "shifts": [{"id": "night", "name": "Night", "code": "N", "start": unit.nights.start, "end": unit.nights.end}],
        "crews": [{"id": "crew", "name": "Crew", "seats": [_seat(seat, roles, unit) for seat in unit.crew]}],
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
        "people": [*unit.listed.people] if unit.listed else list(_people(unit.people)),
        "rules": [*(rule for rule in rules if _fits(rule, unit)), *_more_rules(unit)],
    }
    if unit.listed and unit.listed.qualifications:
        data["qualifications"] = list(unit.listed.qualifications)
    return data


def _employer(role: str) -> str:
    return _POLICE if is_police(role) else _AMBULANCE


def _seat(seat: SeatWanted, roles: Mapping[str, str], unit: Unit) -> dict[str, Any]:
    """A seat for several officers runs with one; any other needs all its people."""
    police = seat.role == "police"
    accepted = sorted(filter(is_officer, roles), key=_in_order) if police else [seat.role]
    minimum = 1 if police or is_officer(seat.role) else seat.number
    asks = unit.listed is not None and unit.listed.holders(_SEAT_QUALIFICATION) & {*accepted}
    needed = {"qualifications": [_SEAT_QUALIFICATION]} if asks else {}
    return {"id": seat.role, "roles": accepted, **needed, "minimum": minimum, "preferred": seat.number}


def _in_order(role: str) -> tuple[int, str]:
    """The order in which a seat for the police lists its roles."""
    return {"special": 0, "constable": 1}.get(role, 2), role


def _people(groups: Iterable[Group]) -> Iterable[dict[str, Any]]:
    """Yields each person with an id of their role's letters and a number."""
    numbers: dict[str, int] = {}
    prefixes: dict[str, str] = {}
    total: dict[str, int] = {}
    for group in groups:
        total[group.role] = total.get(group.role, 0) + group.number
    for group in groups:
        if group.role not in prefixes:
            letters = id_letters(group.role)
            taken = set(prefixes.values())
            prefixes[group.role] = letters if letters not in taken else group.role.upper() + "-"
        digits = max(2, len(str(total[group.role])))
        for _ in range(group.number):
            numbers[group.role] = number = numbers.get(group.role, 0) + 1
            posting = {"posting": {"hours_per_week": _HOURS_A_WEEK[_employer(group.role)]}} if group.posted else {}
            yield {"id": f"{prefixes[group.role]}{number:0{digits}}", "role": group.role, **posting}


def _short_ids(names: Sequence[str], taken: AbstractSet[str]) -> list[str]:
    """A short id for each name: its first letters, as many as tell it from the others.

    Args:
        taken: ids that none of them may get.
    """
    plain = [re.sub(r"\W", "", name).upper() or "AREA" for name in names]
    for length in range(2, 30):
        ids = [name[:length] for name in plain]
        if len(set(ids)) == len(ids) and not taken & {*ids}:
            return ids
    return [f"AREA-{number}" for number in range(1, len(names) + 1)]


def _fits(rule: Mapping[str, Any], unit: Unit) -> bool:
    """Whether a rule names only roles and qualifications that the unit has."""
    roles = {group.role for group in unit.people}
    applies = rule.get("applies_to") or {}
    named = [*rule.get("roles", ()), *applies.get("roles", ())]
    return (
        rule.get("qualification", "") in {"", *unit.qualifications}
        and all(role in roles for role in named)
        and (any(group.posted for group in unit.people) or rule.get("kind") != "contract-hours")
    )


def _more_rules(unit: Unit) -> Iterable[dict[str, Any]]:
    """Yields rules that the starter book, with one car and nobody on accompanied patrol, has no use for."""
    experienced = [status for status in _EXPERIENCED if status in unit.qualifications]
    roles = {group.role for group in unit.people}
    if _ACCOMPANIED in unit.qualifications and (experienced or "constable" in roles):
        yield {
            "kind": "accompanied",
            "status": _ACCOMPANIED,
            "experienced": experienced,
            "experienced_roles": ["constable"] if "constable" in roles else [],
            "source": "College of Policing: patrol status of Special Constables",
        }
    if len({area for _, area in unit.cars}) > 1:
        yield {"kind": "even-stand-downs", "source": "ASSUMED: areas of equal priority are owed equal cover"}

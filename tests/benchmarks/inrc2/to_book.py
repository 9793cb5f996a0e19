"""An instance as a book, with rules of the catalogue alone, and its rota as a roster.

All that is priced stands at one level, so that the rota's score is the instance's objective. The files give no times:
every shift starts at midnight in a time zone without clock changes, so that shifts of one date overlap (nobody is on
two) and never reach into the next. Their lengths differ, for by these a duty carried in is known to be of its shift.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import roster
from models.rules import Level
from tests.benchmarks.inrc2.instance import Band, History, Instance, Nurse

FIRST = date(2024, 1, 1)  # any Monday
LEVEL = Level.WISHES  # the last level, so that no time is kept for others
LINE, ROLE = "W", "nurse"
LONGEST = 60  # days running that a rule can limit; no horizon is longer
COVER, RUN, SAME, REQUEST, WEEKEND, TOTAL = 30, 30, 15, 10, 30, 20  # what one unit of each costs

Raw = dict[str, Any]
Roster = Mapping[str, list[tuple[str, str] | None]]  # by nurse, for each day the shift and the skill


def to_book(instance: Instance) -> roster.Book:
    """The book of an instance."""
    nurses = len(instance.nurses)
    seats = [
        {"id": skill, "roles": [ROLE], "qualifications": [skill], "minimum": 0, "maximum": nurses}
        for skill in instance.skills
    ]
    services = _services(instance)
    return roster.Book.model_validate(
        {
            "name": instance.name,
            "period": {"first": _day(0), "last": _day(instance.days - 1), "time_zone": "UTC"},
            "organisations": [{"id": "hospital"}],
            "roles": [{"id": ROLE, "organisation": "hospital"}],
            "qualifications": [{"id": skill} for skill in instance.skills],
            "areas": [{"id": "ward"}],
            "call_signs": [{"id": LINE, "area": "ward"}],
            "shifts": [
                {"id": shift, "start": "00:00", "length": _minutes(instance, shift)} for shift in instance.shifts
            ],
            # The numbers wanted stand in seat-cover: a seat with a minimum would let a duty be stood down.
            "crews": [{"id": "crew", "seats": seats}],
            "services": [
                {"id": name, "call_signs": [LINE], "shift": shift, "crew": "crew", "weekdays": []}
                | {"added_dates": [_day(number) for number in days]}
                for (shift, name), days in services.items()
            ],
            "people": [_person(nurse) for nurse in instance.nurses],
            "carried_in": {"duties": [item for nurse in instance.nurses for item in _before(instance, nurse)]},
            "requests": [
                {"person": nurse, "wish": "off", "dates": [_day(number)], "shift": shift, "weight": REQUEST}
                for nurse, shift, number in instance.off
            ],
            "rules": [
                *_rules_of_cover(instance, services),
                *_rules_of_nurses(instance),
                *_rules_of_shifts(instance),
                {"kind": "requests", "level": LEVEL},
            ],
        }
    )


def constant_of(instance: Instance) -> int:
    """What the history costs in any case: a book cannot pay for limits over the horizon that were passed before it."""
    return sum(
        TOTAL * max(0, nurse.history.total - nurse.contract.total[1])
        + WEEKEND * max(0, nurse.history.weekends - nurse.contract.weekends)
        for nurse in instance.nurses
    )


def roster_of(instance: Instance, assignments: Iterable[Mapping[str, str]]) -> Roster:
    """A rota's assignments (person, duty, seat) by nurse and day."""
    found: dict[str, list[tuple[str, str] | None]] = {nurse.id: [None] * instance.days for nurse in instance.nurses}
    for item in assignments:
        day, shift = item["duty"].split("@")[1].split("/")
        found[item["person"]][(date.fromisoformat(day) - FIRST).days] = (shift, item["seat"])
    return found


def duty_id(day: int, shift: str) -> str:
    """The duty of a shift on a day."""
    return f"{LINE}@{_day(day)}/{shift}"


def _day(number: int) -> str:
    return str(FIRST + timedelta(days=number))


def _minutes(instance: Instance, shift: str) -> int:
    return 60 * (4 + list(instance.shifts).index(shift))


def _person(nurse: Nurse) -> Raw:
    return {
        "id": nurse.id,
        "role": ROLE,
        "qualifications": [{"id": skill} for skill in nurse.skills],
        "offers": [{"weekdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}],
    }


def _before(instance: Instance, nurse: Nurse) -> Iterator[Raw]:
    """The days before the horizon that the history tells of, as work carried in.

    Work whose shift is not known is training, which rules about all work count and rules about one shift do not. The
    first record is of a day before the last run, so that it is known where that run began.
    """
    past = nurse.history
    for number, shift in sorted(_worked_before(past).items()):
        start = datetime.fromisoformat(_day(number))
        length = timedelta(minutes=60 if shift is None else _minutes(instance, shift))
        kind = {"kind": "training"} if shift is None else {"kind": "duty", "call_sign": LINE}
        yield {"person": nurse.id, "start": str(start)[:16], "end": str(start + length)[:16], **kind}


def _worked_before(past: History) -> dict[int, str | None]:
    """The days worked before the horizon, counted back from -1, with the shift where it is known."""
    if not past.working:
        return {-past.free - 1: None} if past.free else {}
    days: dict[int, str | None] = {-number: None for number in range(1, past.working + 1)}
    days |= {-number: past.shift for number in range(1, past.same + 1)}
    return {**days, -past.working - 2: None}


def _services(instance: Instance) -> dict[tuple[str, str], list[int]]:
    """By shift and name of a service, the days on which the shift needs the same numbers of each skill."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for day in range(instance.days):
        for shift in instance.shifts:
            bands = [instance.need.get((shift, skill, day), (0, 0)) for skill in instance.skills]
            found[shift, " ".join([shift, *(f"{low}-{best}" for low, best in bands)])].append(day)
    return found


def _rules_of_cover(instance: Instance, services: Mapping[tuple[str, str], list[int]]) -> list[Raw]:
    """The hard minimum and the priced best number of each seat, stated once for all services it is the same for."""
    named: dict[tuple[str, Band], list[str]] = defaultdict(list)
    for (shift, name), days in services.items():
        for skill in instance.skills:
            named[skill, instance.need.get((shift, skill, days[0]), (0, 0))].append(name)
    rules = []
    for (skill, (low, best)), names in named.items():
        rule = {"kind": "seat-cover", "seat": skill, "over": 0, "applies_to": {"services": names}}
        if low:
            rules.append({**rule, "people": low, "level": "hard"})
        if best:
            rules.append({**rule, "people": best, "under": COVER, "level": LEVEL})
    return rules


def _rules_of_nurses(instance: Instance) -> list[Raw]:
    """Limits of contracts, each stated once for all nurses it is the same for."""
    people: dict[tuple[tuple[str, Hashable], ...], list[str]] = defaultdict(list)
    for nurse in instance.nurses:
        contract, past = nurse.contract, nurse.history
        limits: list[dict[str, Hashable]] = [
            {"kind": "most-duties", "duties": max(0, contract.total[1] - past.total), "weight": TOTAL},
            {"kind": "fewest-duties", "duties": max(0, contract.total[0] - past.total), "weight": TOTAL},
            {"kind": "most-weekends", "most": max(0, contract.weekends - past.weekends), "weight": WEEKEND},
            {"kind": "consecutive-duties", "most": contract.working[1], "weight": RUN},
            {"kind": "most-consecutive-rest-days", "most": contract.free[1], "weight": RUN},
        ]
        if contract.working[0] > 1:
            least = contract.working[0]
            limits.append({"kind": "fewest-consecutive-duties", "least": least, "eve": True, "weight": RUN})
        if contract.free[0] > 1:
            limits.append({"kind": "fewest-consecutive-rest-days", "least": contract.free[0], "weight": RUN})
        if contract.complete:
            limits.append({"kind": "whole-weekends", "weight": WEEKEND})
        for limit in limits:
            people[tuple(limit.items())].append(nurse.id)
    return [{**dict(limit), "level": LEVEL, "applies_to": {"people": names}} for limit, names in people.items()]


def _rules_of_shifts(instance: Instance) -> list[Raw]:
    """The runs of each shift, and what may not follow it."""
    rules: list[Raw] = []
    for shift, (fewest, most) in instance.shifts.items():
        limits: Raw = {"least": fewest, "eve": True} if fewest > 1 else {}
        limits |= {"most": most} if most <= LONGEST else {}
        if limits:
            rule = {"kind": "same-shift-runs", **limits, "weight": SAME, "level": LEVEL}
            rules.append({**rule, "applies_to": {"shifts": [shift]}})
    if after := {shift: names for shift, names in instance.never_next.items() if names}:
        rules.append({"kind": "forbidden-successions", "after": after})
    return rules

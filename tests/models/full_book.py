"""A book that uses every list and every kind of reference once."""

from typing import Any

from tests.constraints.books import Raw, holds, person, posted, raw_book, seat, service, worked


def full_book() -> Raw:
    """Its raw data, new each time."""
    return raw_book(
        _people(),
        _services(),
        **_demand(),
        **_wishes_and_history(),
        rules=[_rule()],
        published=_published(),
        description="A book with everything in it.",
    )


def _people() -> list[dict[str, Any]]:
    """A volunteer with every field, an officer of a team, and a posted paramedic."""
    return [
        person(
            "amber",
            "special",
            [{"weekdays": ["fri", "sat"], "start": "17:00", "end": "03:00", "call_signs": ["JR-04"]}],
            name="Amber",
            areas=["Medway"],
            tags=["new"],
            joined="2026-09-01",
            phone="+44 (0)7700 900123",
            email="amber@example.org",
            qualifications=holds("driver from 2020-01-01 to 2027-12-31"),
            caps={"duties_per_month": 4, "hours_per_month": 40.5, "duties_per_week": 2, "nights_per_weekend": 1},
            absences=[{"kind": "annual leave", "first": "2026-12-11", "last": "2026-12-13"}],
            day_job=[
                {"weekdays": ["mon", "fri"], "removed_dates": ["2026-12-25"], "start": "09:00", "end": "17:30"},
                {"dates": ["2026-12-12"], "start": "22:00", "end": "06:00"},
            ],
        ),
        person("bruno", "constable", team="team-1"),
        person(
            "carla",
            "paramedic",
            "2026-12-04",
            posting=posted(37.5, "fri sat", balance=-3.25, first="2026-01-01"),
            absences=[{"kind": "training", "start": "2026-12-18 09:00", "end": "2026-12-18 17:00", "hours": 7.5}],
        ),
    ]


def _services() -> list[dict[str, Any]]:
    """A service on weekdays, and one on a single date."""
    return [
        service("late", "fri sat", "JR-04 JR-05", "car", id="nights", priority=7, priority_dates={"2026-12-25": 20}),
        service("early", "2026-12-06", "JR-04", "base", id="extra"),
    ]


def _demand() -> dict[str, Any]:
    """The other lists of demand, as keyword arguments of `raw_book`."""
    return {
        "crews": {
            "car": [
                seat("paramedic", "paramedic", name="Paramedic"),
                seat("police", "special constable", "1-2", qualifications=["driver"]),
            ],
            "base": [seat("base", "special", "0-1-4")],
        },
        "shifts": {
            "late": {
                "start": "18:00",
                "end": "02:00",
                "code": "L",
                "fold": "first",
                "dated_ends": [{"date": "2026-12-31", "end": "04:00", "fold": "second"}],
            },
            "early": {"start": "07:00", "length": "8h30m", "code": "E"},
        },
        "call_signs": {"JR-04": "medway", "JR-05": "Gravesend"},
        "areas": [
            {"id": "medway", "name": "Medway & Swale", "aliases": ["Medway towns"]},
            {"id": "gravesham", "aliases": ["Gravesend"]},
        ],
        "vehicles": [
            {
                "id": "car-1",
                "call_signs": ["JR-04"],
                "spare_for": ["gravesham"],
                "off_road": [{"first": "2026-12-19", "reason": "service"}],
            },
            {"id": "car-2", "call_signs": ["JR-05"]},
        ],
        "teams": [{"id": "team-1", "cycle": ["late", "early", "rest"], "anchor": "2026-12-01"}],
    }


def _wishes_and_history() -> dict[str, Any]:
    """Requests, pins and work, as keyword arguments of `raw_book`."""
    return {
        "requests": [
            {
                "person": "amber",
                "wish": "off",
                "first": "2026-12-25",
                "last": "2026-12-26",
                "shift": "late",
                "call_sign": "JR-04",
                "weight": 3,
            }
        ],
        "pins": [{"person": "carla", "duty": "JR-04@2026-12-04", "seat": "paramedic"}],
        "carried_in": {
            "duties": [worked("amber", "2026-11-28 18:00", "2026-11-29 02:00", call_sign="JR-04")],
            "totals": [{"person": "bruno", "hours": {"2026-12": 4.5}, "shares": {"late-finish": 2}}],
        },
        "worked": [worked("bruno", "2026-12-02 18:00", "2026-12-03 02:00", kind="elsewhere", call_sign="JR-05")],
    }


def _rule() -> dict[str, Any]:
    """A rule that is limited in every way."""
    return {
        "kind": "minimum-hours",
        "level": "hours",
        "weight": 2,
        "hours": 16,
        "source": "policy",
        "applies_to": {
            "people": ["amber"],
            "roles": ["special"],
            "tags": ["new"],
            "call_signs": ["JR-04"],
            "services": ["nights"],
            "shifts": ["late"],
            "areas": ["Gravesend"],
        },
    }


def _published() -> dict[str, Any]:
    """A published rota, with entries of calendars that were told and kept."""
    return {
        "version": 2,
        "at": "2026-11-20T09:30:00+00:00",
        "as_of": "2026-12-01",
        "assignments": [
            {"person": "amber", "duty": "JR-04@2026-12-04/late", "seat": "police", "basis": "offered"},
        ],
        "audiences": ["notice-board", "person"],
        "told": [
            {
                "person": "somebody who left",
                "duty": "JR-04@2026-12-04/late",
                "start": "2026-12-04T18:00:00+00:00",
                "end": "2026-12-05T02:00:00+00:00",
                "digest": "0123456789abcdef",
                "since": "2026-11-20T09:30:00+00:00",
                "sequence": 1,
                "cancelled": True,
            }
        ],
        "kept": [
            {
                "person": "amber",
                "duty": "JR-04@2026-11-30/late",
                "start": "2026-11-30T18:00:00+00:00",
                "end": "2026-12-01T02:00:00+00:00",
                "digest": "fedcba9876543210",
                "since": "2026-11-20T09:30:00+00:00",
                "title": "November",
                "summary": "JR-04 late",
                "area": "Medway",
                "lines": ["Call sign: JR-04", "Seat: police"],
            }
        ],
        "link_secret": "5" * 64,
        "address": "https://rota.example.org/medway",
    }


def put(raw: Any, path: str, value: Any) -> Raw:
    """The raw data with another value at a path written `people[0].role`; returns it."""
    parts = path.replace("]", "").replace("[", ".").split(".")
    *steps, last = [int(part) if part.isdigit() else part for part in parts]
    inner = raw
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return raw

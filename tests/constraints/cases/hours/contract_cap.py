"""Rostered hours and the contract: a minute under, at and over; offers beyond it, leave, balance, a posting half in."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, posted, raw_book

MINUTE = 1 / 60
WEEK = "2026-12-07 2026-12-13"
AROUND_EIGHT = {"x": ("15:00", "22:59"), "y": ("15:00", "23:00"), "z": ("15:00", "23:01")}
RULE = "{kind: contract-cap}"


def medic(hours: float = 15, **fields: object) -> dict:
    """A paramedic whose duties of eight hours are 7.5 paid."""
    return person("medic", "paramedic", "all", posting=posted(hours, **fields.pop("posting", {})), **fields)


CASES = [
    Case(
        "14:59, 15:00 and 15:01 paid hours; beyond that only what was offered",
        raw_book([medic()], {"late": "07", "x": "08", "y": "09", "z": "10"}, period=WEEK, shifts=AROUND_EIGHT),
        RULE,
        {
            "medic 07/late, medic 08/x": 0,
            "medic 07/late, medic 09/y": 0,
            "medic 07/late, medic 10/z": MINUTE,
            "medic 07/late, medic 09/y, medic 10/z offered": 0,
        },
    ),
    Case(
        "a day's annual leave is credited, a rest day and a day before the posting are not",
        raw_book(
            [
                medic(
                    25,
                    absences=[
                        {"kind": "annual leave", "first": "2026-12-11"},
                        {"kind": "rest day", "first": "2026-12-10"},
                    ],
                )
            ],
            {"late": "07 08 09"},
            period=WEEK,
        ),
        RULE,
        {"medic 07/late, medic 08/late": 0, "medic 07/late, medic 08/late, medic 09/late": 2.5},
    ),
    Case(
        "exact times with hours are credited where they lie in the period, and nowhere else",
        raw_book(
            [
                medic(
                    absences=[
                        {"kind": "training", "start": "2026-11-03 09:00", "end": "2026-11-03 17:00", "hours": 8},
                        {"kind": "training", "start": "2026-12-11 09:00", "end": "2026-12-11 10:00", "hours": 1},
                    ]
                )
            ],
            {"late": "07 08"},
            period=WEEK,
        ),
        RULE,
        {"medic 07/late": 0, "medic 07/late, medic 08/late": 1},
    ),
    Case(
        "hours owed from before are added",
        raw_book([medic(posting={"balance": 7.5})], {"late": "07..10"}, period=WEEK),
        RULE,
        {
            "medic 07/late, medic 08/late, medic 09/late": 0,
            "medic 07/late, medic 08/late, medic 09/late, medic 10/late": 7.5,
        },
    ),
    Case(
        "a posting that begins on Thursday holds four sevenths of a week",
        raw_book([medic(13.125, posting={"first": "2026-12-10"})], {"late": "10 11"}, period=WEEK),
        RULE,
        {"medic 10/late": 0, "medic 10/late, medic 11/late": 7.5},
    ),
    Case(
        "a tolerance: 44, 45 and 46 minutes beyond the contract",
        raw_book(
            [medic(7.5)],
            {"late": "07", "x": "08", "y": "09", "z": "10"},
            period=WEEK,
            shifts={"x": ("15:00", "16:14"), "y": ("15:00", "16:15"), "z": ("15:00", "16:16")},
        ),
        "{kind: contract-cap, tolerance_hours: 0.75}",
        {
            "medic 07/late, medic 08/x": 0,
            "medic 07/late, medic 09/y": 0,
            "medic 07/late, medic 10/z": MINUTE,
            "medic 07/late, medic 08/x, medic 09/y": 44 * MINUTE,
        },
    ),
    Case(
        "people of a team have no contract with the unit",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "07 08"},
            period=WEEK,
            teams=[{"id": "A", "cycle": ["late"], "anchor": "2026-12-07"}],
        ),
        RULE,
        {"cop 07/late rostered, cop 08/late rostered": 0},
    ),
]

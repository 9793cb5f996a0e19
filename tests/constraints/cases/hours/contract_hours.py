"""Contracts not made use of: bands, a minute short, leave, and offered time that does not count."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, posted, raw_book, worked

MINUTE = 1 / 60
WEEK = "2026-12-07 2026-12-13"
AROUND_EIGHT = {"x": ("15:00", "22:59"), "y": ("15:00", "23:00"), "z": ("15:00", "23:01")}


def medic(hours: float = 15, **fields: object) -> dict:
    """A paramedic whose duties of eight hours are 7.5 paid."""
    return person("medic", "paramedic", "all", posting=posted(hours), **fields)


CASES = [
    Case(
        "each further five hours short cost more",
        raw_book([medic()], {"late": "07 08 09"}, period=WEEK),
        "{kind: contract-hours, band_hours: 5}",
        {"": 15, "medic 07/late": 7.5, "medic 07/late, medic 08/late": 0, "medic 07/late offered": 15},
        {"": 300 + 600 + 900, "medic 07/late": 300 + 300, "medic 07/late, medic 08/late, medic 09/late": 0},
    ),
    Case(
        "a minute short, exact, a minute over",
        raw_book([medic()], {"late": "07", "x": "08", "y": "09", "z": "10"}, period=WEEK, shifts=AROUND_EIGHT),
        "{kind: contract-hours}",
        {"medic 07/late, medic 08/x": MINUTE, "medic 07/late, medic 09/y": 0, "medic 07/late, medic 10/z": 0},
    ),
    Case(
        "leave is credited; who has no posting is not spoken of",
        raw_book(
            [
                medic(absences=[{"kind": "annual leave", "first": "2026-12-07", "last": "2026-12-13"}]),
                person("ann", offers="all"),
            ],
            {"late": "07"},
            period=WEEK,
        ),
        "{kind: contract-hours}",
        {"": 0, "medic 07/late": 0},
    ),
    Case(
        "more bands than there are steps: the last factor holds on",
        raw_book([medic(30)], {"late": "07"}, period=WEEK),
        "{kind: contract-hours, band_hours: 1}",
        {"": 30},
        {"": 60 * (sum(range(1, 21)) + 10 * 20)},
    ),
    Case(
        "a tolerance below: 44 and 45 minutes short, and a minute more",
        raw_book(
            [medic()],
            {"late": "07", "x": "08", "y": "09", "z": "10"},
            period=WEEK,
            shifts={"x": ("15:00", "22:16"), "y": ("15:00", "22:15"), "z": ("15:00", "22:14")},
        ),
        "{kind: contract-hours, tolerance_hours: 0.75, band_hours: 5}",
        {
            "medic 07/late, medic 08/x": 0,
            "medic 07/late, medic 09/y": 0,
            "medic 07/late, medic 10/z": MINUTE,
            "": 14.25,
            "medic 07/late, medic 08/x, medic 09/y, medic 10/z": 0,
        },
        {"": 300 + 600 + 3 * 255, "medic 07/late, medic 10/z": 1},
    ),
    Case(
        "a band around the contract: what is beyond it costs alike",
        raw_book([medic()], {"late": "07 08 09 10", "x": "11"}, period=WEEK, shifts={"x": ("15:00", "16:31")}),
        "{kind: contract-hours, tolerance_hours: 1, over_costs: true, band_hours: 5}",
        {
            "medic 07/late, medic 08/late": 0,
            "medic 07/late, medic 08/late, medic 11/x": MINUTE,
            "medic 07/late, medic 08/late, medic 09/late": 6.5,
            "medic 07/late, medic 08/late, medic 09/late offered": 0,
            "medic 07/late": 6.5,
        },
        {"medic 07/late, medic 08/late, medic 09/late": 300 + 2 * 90, "medic 07/late": 300 + 2 * 90},
    ),
    Case(
        "a band that reaches below nothing",
        raw_book([medic(5)], {"late": "07 08"}, period=WEEK),
        "{kind: contract-hours, tolerance_hours: 8, over_costs: true}",
        {"": 0, "medic 07/late": 0, "medic 07/late, medic 08/late": 2},
    ),
    Case(
        "rostered time on record in the period is worked off, less its break",
        raw_book(
            [medic()],
            {"late": "08 09"},
            period=WEEK,
            worked=[worked("medic", "2026-12-07 18:00", "2026-12-08 02:00")],
        ),
        "{kind: contract-hours}",
        {"": 7.5, "medic 08/late": 0, "medic 08/late offered": 7.5},
    ),
]

"""Contracts not made use of: bands, a minute short, leave, and offered time that does not count."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, posted, raw_book

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
]

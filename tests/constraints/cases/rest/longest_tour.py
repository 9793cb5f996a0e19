"""Duties a minute under, at and over the longest; the nights the clocks change; nights alone, exactly three hours."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, service

MINUTE = 1 / 60
ANN = [person("ann", offers="all")]

CASES = [
    Case(
        "9:59, 10:00 and 10:01",
        raw_book(
            ANN,
            {"x": "04", "y": "05", "z": "06"},
            shifts={"x": ("16:00", "01:59"), "y": ("16:00", "02:00"), "z": ("16:00", "02:01")},
        ),
        "{kind: longest-tour, hours: 10}",
        {"ann 04/x": 0, "ann 05/y": 0, "ann 06/z": MINUTE},
        {"ann 06/z": 1},
    ),
    Case(
        "16:00-02:00 lasts eleven hours on the night the clocks go back, and a length of ten hours ten",
        raw_book(
            ANN,
            {"turn": "23 24", "long": "24"},
            period="2026-10-01 2026-10-31",
            shifts={"turn": ("16:00", "02:00"), "long": {"start": "16:00", "length": "10h"}},
        ),
        "{kind: longest-tour, hours: 10}",
        {"ann 23/turn": 0, "ann 24/turn": 1, "ann 24/long": 0, "ann 23/turn, ann 24/turn": 1},
        clean=True,
    ),
    Case(
        "and nine when they go forward, at the end of the month",
        raw_book(
            ANN,
            {"turn": "27 31"},
            period="2027-03-01 2027-03-31",
            shifts={"turn": ("16:00", "02:00")},
        ),
        "{kind: longest-tour, hours: 9.5}",
        {"ann 27/turn": 0, "ann 31/turn": 0.5},
    ),
    Case(
        "nights alone: exactly three hours of night are one, 2:59 are not",
        raw_book(
            ANN,
            {"x": "04", "y": "05", "day": "06", "late": "07"},
            shifts={"x": ("15:59", "01:59"), "y": ("16:00", "02:00"), "day": ("07:00", "19:00")},
        ),
        "{kind: longest-tour, hours: 8, night_hours: 3}",
        {"ann 04/x": 0, "ann 05/y": 2, "ann 06/day": 0, "ann 07/late": 0},
    ),
    Case(
        "18:00-02:00 holds two hours of night when the clocks go forward; nine hours when back are too long",
        raw_book(
            ANN,
            {"late": "2026-10-24 2027-03-27", "nine": "2027-03-27"},
            period="2026-10-01 2027-03-31",
            shifts={"nine": ("15:00", "02:00")},
        ),
        "{kind: longest-tour, hours: 8, night_hours: 3}",
        {"ann 2026-10-24/late": 1, "ann 2027-03-27/late": 0, "ann 2027-03-27/nine": 0},
        clean=True,
    ),
    Case(
        "only the people and the shifts it applies to",
        raw_book(
            [person("ann", offers="all"), person("medic", "paramedic", "all")],
            [service("night", "04"), service("long", "05")],
            shifts={"long": ("07:00", "19:00")},
        ),
        "{kind: longest-tour, hours: 8, applies_to: {roles: [paramedic], shifts: [long]}}",
        {"ann 04/night, ann 05/long": 0, "medic 04/night": 0, "medic 04/night, medic 05/long": 4},
    ),
]

"""Cars out at once: one under, at and over; touching duties, a long overlap and a short one, the clocks going back."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat, service

TWO = {"C1": "medway", "C2": "medway"}
MANY = [person(name) for name in ("ann", "bob", "cat")]

CASES = [
    Case(
        "two at once where one may be; a duty may start the minute another ends",
        raw_book(
            MANY,
            [service("a", "04", "C1"), service("b", "04", "C2"), service("c", "04", "C1")],
            shifts={"a": ("07:00", "15:00"), "b": ("13:30", "18:00"), "c": ("15:00", "20:00")},
            call_signs=TWO,
        ),
        "{kind: most-cars-at-once, most: 1}",
        {
            "ann 04/a": 0,
            "ann 04/a, cat 04/c": 0,
            "ann 04/a, bob C2@04/b": 1.5,
            "ann 04/a, bob C2@04/b, cat 04/c": 4.5,
        },
        clean=True,
    ),
    Case(
        "three at once where two may be, and where one may be",
        raw_book(
            MANY,
            [service("late", "04", "C1 C2"), service("peak", "04", "C3")],
            call_signs={**TWO, "C3": "swale"},
        ),
        "{kind: most-cars-at-once, most: 2}",
        {
            "ann 04/late, bob C2@04/late": 0,
            "ann 04/late, bob C2@04/late, cat C3@04/peak": 6,
            "ann 04/late, cat C3@04/peak": 0,
        },
        clean=True,
    ),
    Case(
        "only in the area it applies to; a crew that may be empty always runs; none at all",
        raw_book(
            MANY[:2],
            [
                service("late", "04", "C1"),
                service("late", "04", "C3"),
                service("peak", "04", "C2", crew="base"),
            ],
            call_signs={**TWO, "C3": "swale"},
            crews={"base": [seat(size="0-1")]},
        ),
        "{kind: most-cars-at-once, most: 1, level: fair, applies_to: {areas: [medway]}}",
        {"": 0, "ann 04/late": 6, "ann C3@04/late": 0, "bob C2@04/peak": 0},
        clean=True,
    ),
    Case(
        "none may be out",
        raw_book(MANY[:1], {"late": "04 05"}),
        "{kind: most-cars-at-once, most: 0, applies_to: {shifts: [late]}}",
        {"": 0, "ann 04/late": 8, "ann 04/late, ann 05/late": 16},
        clean=True,
    ),
    Case(
        "an overlap is as long as it really is, on the night the clocks go back",
        raw_book(
            MANY[:2],
            [service("late", "24", "C1 C2")],
            period="2026-10-24 2026-10-25",
            call_signs=TWO,
        ),
        "{kind: most-cars-at-once, most: 1}",
        {"ann 24/late, bob C2@24/late": 9, "ann 24/late": 0},
        clean=True,
    ),
]

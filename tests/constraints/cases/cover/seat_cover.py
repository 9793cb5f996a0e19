"""A seat one under, at and over what is wanted, each at its own price; a seat by name, a number given, a crew away."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat, service

WARD = [person(name) for name in ("ann", "bob", "cat", "dan")]

CASES = [
    Case(
        "a wide seat: under dear, over cheap",
        raw_book(WARD, {"late": "04"}, seats=[seat(size="0-2-4")]),
        "{kind: seat-cover, under: 100, over: 2}",
        {
            "": 2,
            "ann 04/late": 1,
            "ann 04/late, bob 04/late": 0,
            "ann 04/late, bob 04/late, cat 04/late": 1,
            "ann 04/late, bob 04/late, cat 04/late, dan 04/late": 2,
        },
        {"": 200 * 60, "ann 04/late": 100 * 60, "ann 04/late, bob 04/late, cat 04/late, dan 04/late": 4 * 60},
        sized=True,
    ),
    Case(
        "a number of its own, on one service only, over free of charge",
        raw_book(
            WARD[:3],
            [service("late", "04", crew="ward", id="wards"), service("early", "05", crew="ward")],
            crews={"ward": [seat(size="0-0-3")]},
        ),
        "{kind: seat-cover, people: 1, over: 0, applies_to: {services: [wards]}}",
        {"": 1, "ann 05/early": 1, "ann 04/late": 0, "ann 04/late, bob 04/late": 0},
        sized=True,
    ),
    Case(
        "nobody is wanted; more are wanted than the seat holds",
        raw_book(WARD[:2], {"late": "04"}, seats=[seat(size="0-1-2")]),
        "{kind: seat-cover, people: 0, under: 0, over: 3}",
        {"": 0, "ann 04/late": 1, "ann 04/late, bob 04/late": 2},
        {"ann 04/late, bob 04/late": 6 * 60},
    ),
    Case(
        "more wanted than the seat holds",
        raw_book(WARD[:2], {"late": "04"}, seats=[seat(size="0-1-1")]),
        "{kind: seat-cover, people: 3}",
        {"": 3, "ann 04/late": 2},
        sized=True,
    ),
    Case(
        "one seat of two; a crew that is stood down has nobody",
        raw_book(
            [person("medic", "paramedic"), *WARD[:2]],
            {"late": "04"},
            seats=[seat("paramedic", "paramedic"), seat("police", "special", "1-2")],
        ),
        "{kind: seat-cover, seat: police}",
        {"": 2, "medic 04/late, ann 04/late": 1, "medic 04/late, ann 04/late, bob 04/late": 0},
        sized=True,
    ),
    Case(
        "one, two and three people of the role it applies to",
        raw_book(
            [person("ann"), person("bob"), person("cop", "constable"), person("law", "constable")],
            {"late": "04"},
            seats=[seat(size="0-2-4")],
        ),
        "{kind: seat-cover, people: 1, applies_to: {roles: [special]}}",
        {
            "": 1,
            "cop 04/late, law 04/late": 1,
            "ann 04/late, cop 04/late": 0,
            "ann 04/late, bob 04/late": 1,
        },
        sized=True,
    ),
]

"""Stand-downs of the call signs of one service."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat, service

TWO = {"C1": "medway", "C2": "swale"}
RULE = "{kind: even-stand-downs}"

CASES = [
    Case(
        "the second stand-down of a call sign costs three times the first",
        raw_book([person("ann")], [service("late", "04 05", "C1 C2")], call_signs=TWO),
        RULE,
        {"": 4, "ann 04/late": 3, "ann 04/late, ann C2@05/late": 2, "ann 04/late, ann 05/late": 2},
        {"": 480, "ann 04/late": 300, "ann 04/late, ann C2@05/late": 120, "ann 04/late, ann 05/late": 240},
    ),
    Case(
        "who was stood down more often before begins higher up; the least of the service is nothing",
        raw_book(
            [person("ann")],
            [service("late", "04 05", "C1 C2")],
            call_signs=TWO,
            carried_in={
                "stand_downs": [
                    {"call_sign": "C1", "duties": 1},
                    {"call_sign": "C1", "month": "2026-11", "duties": 2},
                    {"call_sign": "C2", "month": "2026-11", "duties": 1},
                ]
            },
        ),
        RULE,
        {"": 4, "ann C1@04/late, ann C1@05/late": 2, "ann C2@04/late, ann C2@05/late": 2},
        {
            "": 60 * (5 + 7 + 1 + 3),
            "ann C1@04/late, ann C1@05/late": 60 * (1 + 3),
            "ann C2@04/late, ann C2@05/late": 60 * (5 + 7),
        },
    ),
    Case(
        "a service of one call sign, and a crew that may be empty, have nothing to spread",
        raw_book(
            [person("ann")],
            [service("late", "04 05", "C1"), service("early", "04", "C1 C2", crew="base")],
            call_signs=TWO,
            crews={"base": [seat(size="0-1")]},
        ),
        RULE,
        {"": 0, "ann 04/late": 0},
    ),
    Case(
        "each service by itself, and only the duties it applies to",
        raw_book(
            [person("ann")],
            [service("late", "04", "C1 C2"), service("early", "05", "C1 C2")],
            call_signs=TWO,
        ),
        "{kind: even-stand-downs, applies_to: {shifts: [late]}}",
        {"": 2, "ann 04/late": 1, "ann 05/early": 2},
        {"": 120},
    ),
]

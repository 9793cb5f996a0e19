"""Duties stood down, at the priority of their service and date."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat, service

CAR = [seat("paramedic", "paramedic"), seat("police", "special", "1-2")]
RULE = "{kind: crew-cover}"

CASES = [
    Case(
        "a seat below its minimum stands the duty down",
        raw_book([person("medic", "paramedic"), person("ann"), person("bob")], {"late": "04"}, seats=CAR),
        RULE,
        {"": 1, "medic 04/late": 1, "ann 04/late, bob 04/late": 1, "medic 04/late, ann 04/late": 0},
        {"": 600},
    ),
    Case(
        "priorities of services and dates; crews that may be empty never stand down",
        raw_book(
            [person("ann")],
            [
                service("late", "04 05", priority=3, priority_dates={"2026-12-05": 7}),
                service("early", "04", crew="base"),
            ],
            crews={"base": [seat(size="0-1-2")]},
        ),
        RULE,
        {"": 2, "ann 04/late": 1, "ann 04/early": 2, "ann 04/late, ann 05/late": 0},
        {"": 600, "ann 04/late": 420, "ann 05/late": 180},
    ),
]

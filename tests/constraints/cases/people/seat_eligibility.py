"""Role, area and qualifications of a seat; valid to the end of the duty."""

from tests.constraints.agreement import Case
from tests.constraints.books import holds, person, raw_book, seat, service

RULE = "{kind: seat-eligibility}"
DRIVER = [seat(qualifications=["driver"])]

CASES = [
    Case(
        "the roles of each seat",
        raw_book(
            [person("ann"), person("medic", "paramedic")],
            {"late": "04"},
            seats=[seat("paramedic", "paramedic"), seat("police", "special constable")],
        ),
        RULE,
        {"ann 04/late police": 0, "ann 04/late paramedic": 1, "medic 04/late paramedic": 0, "medic 04/late police": 1},
    ),
    Case(
        "areas: none named, this one, another, by an alias two areas share",
        raw_book(
            [
                person("any"),
                person("here", areas=["Medway"]),
                person("there", areas=["swale"]),
                person("north", areas=["North Kent"]),
            ],
            [service("late", "04", "C1")],
        )
        | {
            "areas": [
                {"id": "medway", "aliases": ["North Kent"]},
                {"id": "swale", "aliases": ["north kent"]},
            ]
        },
        RULE,
        {"any 04/late": 0, "here 04/late": 0, "there 04/late": 1, "north 04/late": 0},
    ),
    Case(
        "a qualification that ends with the day the duty starts on, or the day it ends on",
        raw_book(
            [
                person("none"),
                person("short", qualifications=holds("driver to 2026-12-04")),
                person("just", qualifications=holds("driver from 2026-12-04 to 2026-12-05")),
                person("soon", qualifications=holds("driver from 2026-12-05")),
                person("renewed", qualifications=holds("driver to 2026-12-04", "driver from 2026-12-05")),
            ],
            {"late": "04"},
            seats=DRIVER,
        ),
        RULE,
        {"none 04/late": 1, "short 04/late": 1, "just 04/late": 0, "soon 04/late": 1, "renewed 04/late": 0},
    ),
    Case(
        "a duty that ends at midnight ends on its own date",
        raw_book(
            [person("ann", qualifications=holds("driver to 2026-12-31"))],
            {"e0": "12-31", "e1": "12-31"},
            shifts={"e0": ("16:00", "00:00"), "e1": ("16:00", "00:01")},
            seats=DRIVER,
        ),
        RULE,
        {"ann 31/e0": 0, "ann 31/e1": 1},
    ),
    Case(
        "every qualification of the seat",
        raw_book(
            [
                person("one", qualifications=holds("driver")),
                person("both", qualifications=holds("driver", "patrol")),
            ],
            {"late": "04"},
            seats=[seat(qualifications=["driver", "patrol"])],
        ),
        RULE,
        {"one 04/late": 1, "both 04/late": 0},
    ),
]

"""Holders in a crew that runs: none, enough, more; qualifications that lapse in the night or are renewed in it."""

from tests.constraints.agreement import Case
from tests.constraints.books import holds, person, raw_book, seat

WIDE = [seat("police", "special constable", "1-2-4")]
RULE = "{kind: crew-qualification, qualification: driver}"

CASES = [
    Case(
        "a driver in every crew that runs",
        raw_book(
            [person("ann", qualifications=holds("driver")), person("bob"), person("cat")],
            {"late": "04"},
            seats=[seat("police", "special", "2-2-3")],
        ),
        RULE,
        {"": 0, "bob 04/late": 0, "bob 04/late, cat 04/late": 1, "ann 04/late, bob 04/late": 0},
    ),
    Case(
        "one, two and three of two who must hold it, of some roles only",
        raw_book(
            [
                person("ann", qualifications=holds("driver")),
                person("bob", qualifications=holds("driver")),
                person("cop", "constable", qualifications=holds("driver")),
                person("cat"),
            ],
            {"late": "04"},
            seats=WIDE,
        ),
        "{kind: crew-qualification, qualification: driver, minimum: 2, roles: [special]}",
        {
            "cop 04/late": 2,
            "ann 04/late, cop 04/late": 1,
            "ann 04/late, bob 04/late": 0,
            "ann 04/late, bob 04/late, cop 04/late, cat 04/late": 0,
        },
    ),
    Case(
        "valid to the day it starts, to the day it ends, renewed at midnight, from the next day",
        raw_book(
            [
                person("short", qualifications=holds("driver to 2026-12-04")),
                person("just", qualifications=holds("driver to 2026-12-05")),
                person("renewed", qualifications=holds("driver to 2026-12-04", "driver from 2026-12-05")),
                person("soon", qualifications=holds("driver from 2026-12-05")),
            ],
            {"late": "04"},
            seats=WIDE,
        ),
        RULE,
        {"short 04/late": 1, "just 04/late": 0, "renewed 04/late": 0, "soon 04/late": 1},
    ),
    Case(
        "a duty that ends at midnight ends on its own date; one that ends a minute later does not",
        raw_book(
            [person("ann", qualifications=holds("driver to 2026-12-04"))],
            {"e0": "04", "e1": "04"},
            shifts={"e0": ("16:00", "00:00"), "e1": ("16:00", "00:01")},
            seats=WIDE,
        ),
        RULE,
        {"ann 04/e0": 0, "ann 04/e1": 1},
    ),
    Case(
        "a crew that may be empty runs even then",
        raw_book(
            [person("ann"), person("bob", qualifications=holds("driver"))], {"late": "04"}, seats=[seat(size="0-2")]
        ),
        RULE,
        {"": 1, "ann 04/late": 1, "bob 04/late": 0},
    ),
]

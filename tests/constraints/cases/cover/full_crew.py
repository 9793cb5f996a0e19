"""Seats below their preferred number, on duties that run."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat

RULE = "{kind: full-crew}"
PEOPLE = [person("medic", "paramedic"), person("ann"), person("bob"), person("cat")]
EXPECT = {
    "": 0,
    "medic 04/late, ann 04/late": 1,
    "medic 04/late, ann 04/late, bob 04/late": 0,
}

CASES = [
    Case(
        "one or two police, never more",
        raw_book(PEOPLE, {"late": "04"}, seats=[seat("paramedic", "paramedic"), seat("police", "special", "1-2-2")]),
        RULE,
        EXPECT,
        {"medic 04/late, ann 04/late": 60},
        sized=True,
    ),
    Case(
        "one to three police, two preferred",
        raw_book(PEOPLE, {"late": "04"}, seats=[seat("paramedic", "paramedic"), seat("police", "special", "1-2-3")]),
        RULE,
        {**EXPECT, "medic 04/late, ann 04/late, bob 04/late, cat 04/late": 0},
        sized=True,
    ),
    Case(
        "a crew that may be empty always runs, so each of its preferred places costs",
        raw_book([person("ann"), person("bob")], {"late": "04"}, seats=[seat(size="0-2-2")]),
        RULE,
        {"": 2, "ann 04/late": 1, "ann 04/late, bob 04/late": 0},
        sized=True,
    ),
    Case(
        "the same with room for more",
        raw_book([person("ann"), person("bob"), person("cat")], {"late": "04"}, seats=[seat(size="0-1-3")]),
        RULE,
        {"": 1, "ann 04/late": 0, "ann 04/late, bob 04/late, cat 04/late": 0},
        sized=True,
    ),
]

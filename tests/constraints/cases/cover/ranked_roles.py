"""Roles further down a seat's list."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat

RULE = "{kind: ranked-roles}"

CASES = [
    Case(
        "first, second and third role",
        raw_book(
            [person("ann"), person("cop", "constable"), person("medic", "paramedic")],
            {"late": "04"},
            seats=[seat(roles="special constable paramedic", size="1-2")],
        ),
        RULE,
        {"ann 04/late": 0, "cop 04/late": 1, "medic 04/late": 2, "cop 04/late, medic 04/late": 3},
        {"medic 04/late": 120},
    ),
    Case(
        "a rank of its own in each seat",
        raw_book(
            [person("ann"), person("cop", "constable")],
            {"late": "04"},
            seats=[seat("front", "special constable"), seat("back", "constable special")],
        ),
        RULE,
        {"ann 04/late front, cop 04/late back": 0, "ann 04/late back, cop 04/late front": 2},
    ),
    Case(
        "roles that are alike count as one rank, the others as ever",
        raw_book(
            [person("ann"), person("cop", "constable"), person("medic", "paramedic")],
            {"late": "04"},
            seats=[seat(roles="special constable paramedic", size="1-2")],
        ),
        "{kind: ranked-roles, alike: [[constable, special]]}",
        {"ann 04/late": 0, "cop 04/late": 0, "medic 04/late": 1, "cop 04/late, medic 04/late": 1},
        {"medic 04/late": 60},
    ),
]

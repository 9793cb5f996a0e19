"""The only officer of a crew: alone, not alone, a status that lapses in the night, a crew with nobody of the roles."""

from tests.constraints.agreement import Case
from tests.constraints.books import holds, person, raw_book, seat

CAR = [seat("paramedic", "paramedic", "1"), seat("police", "special constable", "1-2")]
RULE = "{kind: sole-officer, roles: [constable, special], alone_roles: [constable], alone: [patrol]}"

CASES = [
    Case(
        "a crew that cannot run without an officer",
        raw_book(
            [
                person("medic", "paramedic"),
                person("new"),
                person("newer"),
                person("old", qualifications=holds("patrol")),
                person("cop", "constable"),
            ],
            {"late": "04"},
            seats=CAR,
        ),
        RULE,
        {
            "": 0,
            "medic 04/late, new 04/late": 1,
            "medic 04/late, new 04/late, newer 04/late": 0,
            "medic 04/late, new 04/late, cop 04/late": 0,
            "medic 04/late, old 04/late": 0,
            "medic 04/late, cop 04/late": 0,
        },
        clean=True,
        sized=True,
    ),
    Case(
        "a crew that may run without an officer, in a seat that takes others too",
        raw_book(
            [person("medic", "paramedic"), person("new"), person("newer"), person("cop", "constable")],
            {"late": "04"},
            seats=[seat("any", "paramedic special constable", "1-2-3")],
        ),
        RULE,
        {
            "medic 04/late": 0,
            "new 04/late": 1,
            "medic 04/late, new 04/late": 1,
            "new 04/late, newer 04/late": 0,
            "medic 04/late, new 04/late, cop 04/late": 0,
            "cop 04/late": 0,
        },
        clean=True,
        sized=True,
    ),
    Case(
        "nobody may be alone where nothing is named; a police seat that may be empty",
        raw_book(
            [person("medic", "paramedic"), person("cop", "constable"), person("bob", "constable")],
            {"late": "04"},
            seats=[seat("paramedic", "paramedic"), seat("police", "constable", "0-2")],
        ),
        "{kind: sole-officer, roles: [constable]}",
        {
            "medic 04/late": 0,
            "medic 04/late, cop 04/late": 1,
            "medic 04/late, cop 04/late, bob 04/late": 0,
        },
        clean=True,
        sized=True,
    ),
    Case(
        "the status must hold to the end of the duty: to that day, to the next, from the next",
        raw_book(
            [
                person("short", qualifications=holds("patrol to 2026-12-04")),
                person("long", qualifications=holds("patrol to 2026-12-05")),
                person("soon", qualifications=holds("patrol from 2026-12-05")),
            ],
            {"late": "04 05"},
            seats=[seat("police", "special", "1-2")],
        ),
        RULE,
        {"short 04/late": 1, "long 04/late": 0, "soon 04/late": 1, "soon 05/late": 0, "long 05/late": 1},
        clean=True,
        sized=True,
    ),
    Case(
        "only whom it applies to may not be alone, with anybody beside them",
        raw_book(
            [person("new", tags=["probationer"]), person("other"), person("medic", "paramedic")],
            {"late": "04"},
            seats=CAR,
        ),
        "{kind: sole-officer, roles: [special], applies_to: {tags: [probationer]}}",
        {
            "medic 04/late, new 04/late": 1,
            "medic 04/late, other 04/late": 0,
            "medic 04/late, new 04/late, other 04/late": 0,
        },
        clean=True,
        sized=True,
    ),
]

"""Between minimum and maximum in every seat of a duty that runs, nobody on one that does not."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat, service

RULE = "{kind: crew-size}"

CASES = [
    Case(
        "one paramedic, one or two police: none, one, two, three",
        raw_book(
            [person("medic", "paramedic"), person("ann"), person("bob"), person("cat")],
            {"late": "04"},
            seats=[seat("paramedic", "paramedic"), seat("police", "special", "1-2")],
        ),
        RULE,
        {
            "": 0,
            "medic 04/late": 1,
            "ann 04/late, bob 04/late": 2,
            "medic 04/late, ann 04/late": 0,
            "medic 04/late, ann 04/late, bob 04/late": 0,
            "medic 04/late, ann 04/late, bob 04/late, cat 04/late": 1,
        },
    ),
    Case(
        "a crew that may be empty, beside one with a seat nobody can fill",
        raw_book(
            [person("ann"), person("bob")],
            [service("late", "04", crew="base"), service("early", "04", crew="odd")],
            crews={
                "base": [seat(size="0-1-1")],
                "odd": [seat("one", "special"), seat("idle", "paramedic", "0-1")],
            },
        ),
        RULE,
        {"": 0, "ann 04/late": 0, "ann 04/late, bob 04/late": 1, "ann 04/early": 0, "ann 04/early, bob 04/early": 1},
    ),
    Case(
        "a seat that must be filled and that nobody can fill",
        raw_book(
            [person("ann")], {"late": "04"}, seats=[seat("one", "special", "0-1"), seat("paramedic", "paramedic")]
        ),
        RULE,
        {"": 0, "ann 04/late": 1},
    ),
    Case(
        "one wide seat, as of a ward",
        raw_book([person(name) for name in ("ann", "bob", "cat", "dan")], {"late": "04"}, seats=[seat(size="2-2-3")]),
        RULE,
        {
            "ann 04/late": 1,
            "ann 04/late, bob 04/late": 0,
            "ann 04/late, bob 04/late, cat 04/late": 0,
            "ann 04/late, bob 04/late, cat 04/late, dan 04/late": 1,
        },
    ),
]

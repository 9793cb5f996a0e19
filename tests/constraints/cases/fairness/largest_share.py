"""The largest number of duties of anyone, by role and by home area."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, service, worked

PAIR = [person("ann", offers="all"), person("bob", offers="all")]

CASES = [
    Case(
        "whoever has most counts, and nobody else; what was carried in does not",
        raw_book(
            PAIR,
            {"late": "04..06"},
            carried_in={
                "duties": [worked("bob", "2026-11-28 18:00", "2026-11-29 02:00")],
                "totals": [{"person": "bob", "shares": {"duties": 5}}],
            },
        ),
        "{kind: largest-share}",
        {
            "": 0,
            "ann 04/late": 1,
            "ann 04/late, bob 05/late": 1,
            "ann 04/late, bob 05/late, bob 06/late": 2,
            "ann 04/late, ann 05/late, ann 06/late": 3,
        },
        {"ann 04/late, bob 05/late, bob 06/late": 120},
        clean=True,
    ),
    Case(
        "each role by itself",
        raw_book([*PAIR, person("cop", "constable", "all")], {"late": "04 05"}),
        "{kind: largest-share}",
        {
            "ann 04/late": 1,
            "ann 04/late, cop 05/late": 2,
            "cop 04/late, cop 05/late": 2,
            "ann 04/late, ann 05/late, cop 04/late": 3,
        },
    ),
    Case(
        "each home area by itself, wherever the duty is; who names no area is in a group of their own",
        raw_book(
            [
                person("ann", offers="all", areas=["medway"]),
                person("bob", offers="all", areas=["swale", "medway"]),
                person("cat", offers="all"),
            ],
            [service("late", "04 05", "C1"), service("late", "04", "C2", id="two")],
            call_signs={"C1": "medway", "C2": "swale"},
        ),
        "{kind: largest-share, within: area}",
        {
            "ann 04/late, bob 05/late": 2,
            "bob 04/late, bob 05/late": 2,
            "ann 04/late, bob C2@04/late, cat 05/late": 3,
            "cat C2@04/late, cat 05/late": 2,
        },
        clean=True,
    ),
    Case(
        "only the people and duties it applies to",
        raw_book([*PAIR, person("cat", offers="all", tags=["new"])], {"late": "04 05", "day": "07"}),
        "{kind: largest-share, applies_to: {tags: [new], shifts: [late]}}",
        {"ann 04/late, ann 05/late": 0, "cat 04/late, ann 05/late": 1, "cat 04/late, cat 05/late, cat 07/day": 2},
        clean=True,
    ),
    Case(
        "duties on record in the period count, also for who is on no other",
        raw_book(PAIR, {"late": "05 06"}, worked=[worked("ann", "2026-12-04 09:00", "2026-12-04 17:00")]),
        "{kind: largest-share}",
        {"": 1, "ann 05/late": 2, "bob 05/late": 1, "bob 05/late, bob 06/late": 2, "ann 05/late, ann 06/late": 3},
        clean=True,
    ),
]

"""Newcomers in a crew: one under, at and over; by status, by tag, and by the duties behind them."""

from tests.constraints.agreement import Case
from tests.constraints.books import holds, person, raw_book, seat, worked

WIDE = [seat("police", "special constable", "1-2-4")]

CASES = [
    Case(
        "by a tag and by a qualification that lapses",
        raw_book(
            [
                person("ann", tags=["new"]),
                person("bob", qualifications=holds("learner to 2026-12-04")),
                person("old"),
            ],
            {"late": "04 05"},
            seats=WIDE,
        ),
        "{kind: newcomers-apart, tags: [new], qualifications: [learner]}",
        {
            "ann 04/late": 0,
            "ann 04/late, old 04/late": 0,
            "ann 04/late, bob 04/late": 1,
            "ann 05/late, bob 05/late": 0,
        },
        clean=True,
    ),
    Case(
        "two, three and four where two may be",
        raw_book([person(name, tags=["new"]) for name in ("ann", "bob", "cat", "dan")], {"late": "04"}, seats=WIDE),
        "{kind: newcomers-apart, most: 2, tags: [new]}",
        {
            "ann 04/late, bob 04/late": 0,
            "ann 04/late, bob 04/late, cat 04/late": 1,
            "ann 04/late, bob 04/late, cat 04/late, dan 04/late": 2,
        },
        clean=True,
    ),
    Case(
        "by the duties behind them: two are too few, three are not; no-shows and work elsewhere are none",
        raw_book(
            [person("two"), person("three"), person("total"), person("none")],
            {"late": "04"},
            seats=WIDE,
            carried_in={
                "duties": [
                    *(worked("two", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (20, 21)),
                    worked("two", "2026-11-22 18:00", "2026-11-22 23:00", no_show=True),
                    worked("two", "2026-11-23 18:00", "2026-11-23 23:00", kind="elsewhere"),
                    *(worked("three", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (20, 21, 22)),
                ],
                "totals": [{"person": "total", "shares": {"duties": 3, "late-finish": 3}}],
            },
            worked=[worked("two", "2026-12-01 18:00", "2026-12-01 23:00")],
        ),
        "{kind: newcomers-apart, fewer_than: 3}",
        {
            "two 04/late, none 04/late": 1,
            "three 04/late, none 04/late": 0,
            "total 04/late, none 04/late": 0,
            "two 04/late, three 04/late, total 04/late": 0,
        },
        clean=True,
    ),
    Case(
        "none at all, among the roles it applies to",
        raw_book([person("ann", tags=["new"]), person("cop", "constable", tags=["new"])], {"late": "04"}, seats=WIDE),
        "{kind: newcomers-apart, most: 0, tags: [new], applies_to: {roles: [special]}}",
        {"ann 04/late": 1, "cop 04/late": 0, "ann 04/late, cop 04/late": 1},
        clean=True,
    ),
]

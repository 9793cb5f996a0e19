"""Changes a day nearer than the notice that is due, at it, and beyond; the past; the day notice is counted from."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, published, raw_book, seat

RULE = "{kind: notice-period, days: 15}"
ANN = person("ann", offers="all")
BOB = person("bob", offers="all")

CASES = [
    Case(
        "lost 14, 15 and 16 days on",
        raw_book([ANN], {"late": "15 16 17"}, published=published("ann 15/late", "ann 16/late", "ann 17/late")),
        RULE,
        {
            "ann 15/late, ann 16/late, ann 17/late": 0,
            "ann 15/late, ann 16/late": 0,
            "ann 15/late": 0,
            "ann 16/late, ann 17/late": 1,
            "": 1,
        },
        clean=True,
    ),
    Case(
        "gained 14, 15 and 16 days on",
        raw_book([ANN], {"late": "15 16 17"}, published=published()),
        RULE,
        {"": 0, "ann 17/late": 0, "ann 16/late": 0, "ann 15/late": 1, "ann 15/late, ann 16/late, ann 17/late": 1},
        clean=True,
    ),
    Case(
        "each change counts, of everybody",
        raw_book([ANN, BOB], {"late": "04", "early": "05"}, published=published("ann 04/late")),
        RULE,
        {"": 1, "ann 04/late": 0, "ann 05/early": 2, "bob 04/late": 2, "ann 05/early, bob 04/late": 3},
        clean=True,
    ),
    Case(
        "eight days, over the end of a month",
        raw_book(
            [ANN],
            {"late": "12-04 12-05"},
            period="2026-11-25 2026-12-10",
            published=published("ann 12-04/late", as_of="2026-11-27"),
        ),
        "{kind: notice-period, days: 8}",
        {"": 1, "ann 12-04/late": 0, "ann 12-04/late, ann 12-05/late": 0, "ann 12-05/late": 1},
        clean=True,
    ),
    Case(
        "what is over costs the same",
        raw_book([ANN], {"late": "04 05 06"}, published=published("ann 04/late", as_of="2026-12-05")),
        "{kind: notice-period, days: 1}",
        {"": 1, "ann 04/late": 0, "ann 04/late, ann 05/late": 1, "ann 05/late, ann 06/late": 2},
        clean=True,
    ),
    Case(
        "from the day of publication, by the clock on the wall",
        raw_book(
            [ANN],
            {"early": "24 25"},
            period="2026-10-23 2026-10-26",
            published=published(as_of=None, at="2026-10-23T23:30:00Z"),
        ),
        "{kind: notice-period, days: 1}",
        {"ann 24/early": 1, "ann 25/early": 0, "": 0},
        clean=True,
    ),
    Case(
        "absences, seats, duties asked for no more",
        raw_book(
            [person("ann", offers="all", absences=[{"kind": "sickness", "first": "2026-12-04"}]), BOB],
            {"late": "04"},
            seats=[seat("one", size="0-1"), seat("two", size="0-1")],
            published=published("ann 04/late one", "bob 04/late one", "bob 05/late one"),
        ),
        RULE,
        {"": 1, "bob 04/late two": 0, "bob 04/late one": 0},
        clean=True,
    ),
    Case(
        "whoever may not be on it any more is told at short notice all the same",
        raw_book(
            [person("ann", "constable", offers="all"), BOB],
            {"late": "04"},
            seats=[seat(roles="special")],
            published=published("ann 04/late"),
        ),
        RULE,
        {"": 1, "bob 04/late": 2},
        clean=True,
    ),
    Case(
        "one organisation's people only",
        raw_book(
            [person("ann", "constable", offers="all"), BOB],
            {"late": "04"},
            published=published("ann 04/late"),
        ),
        "{kind: notice-period, days: 15, applies_to: {roles: [constable]}}",
        {"": 1, "ann 04/late": 0, "bob 04/late": 1, "ann 04/late, bob 04/late": 0},
        clean=True,
    ),
    Case(
        "only of some shifts",
        raw_book([ANN], {"late": "04", "early": "05 06"}, published=published("ann 04/late", "ann 05/early")),
        "{kind: notice-period, days: 15, applies_to: {shifts: [late]}}",
        {"": 1, "ann 04/late": 0, "ann 04/late, ann 06/early": 0, "ann 05/early": 1},
        clean=True,
    ),
    Case("nothing is published", raw_book([ANN], {"late": "04"}), RULE, {"": 0, "ann 04/late": 0}, clean=True),
]

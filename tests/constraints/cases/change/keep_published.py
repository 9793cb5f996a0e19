"""Duties kept, lost, gained; absences and offers taken back; duties that are asked for no more; seats."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, posted, published, raw_book, seat, service

RULE = "{kind: keep-published}"
DUTIES = "{kind: keep-published, count: duties}"
ANN = person("ann", offers="all")
BOB = person("bob", offers="all")
TWO_SEATS = [seat("one", size="0-1"), seat("two", size="0-1")]
LOST_AND_GAINED = raw_book([ANN, BOB], {"late": "04 05"}, published=published("ann 04/late"))
ABSENT = [{"kind": "sickness", "first": "2026-12-04"}]

CASES = [
    Case(
        "people: whoever loses a duty or gains one, once",
        LOST_AND_GAINED,
        RULE,
        {
            "": 1,
            "ann 04/late": 0,
            "ann 05/late": 1,
            "ann 04/late, ann 05/late": 1,
            "ann 04/late, bob 05/late": 1,
            "bob 04/late": 2,
            "bob 04/late, bob 05/late": 2,
        },
        clean=True,
    ),
    Case(
        "duties: each that is lost or gained",
        LOST_AND_GAINED,
        DUTIES,
        {
            "": 1,
            "ann 04/late": 0,
            "ann 05/late": 2,
            "ann 04/late, ann 05/late": 1,
            "bob 04/late": 2,
            "bob 04/late, bob 05/late": 3,
        },
        clean=True,
    ),
    Case(
        "several published: all of them are kept, or the person counts",
        raw_book([ANN], {"late": "04 05 06", "early": "05"}, published=published("ann 04/late", "ann 05/late")),
        RULE,
        {
            "": 1,
            "ann 04/late": 1,
            "ann 05/late": 1,
            "ann 04/late, ann 05/late": 0,
            "ann 04/late, ann 05/late, ann 06/late": 1,
            "ann 04/late, ann 05/early": 1,
        },
        clean=True,
    ),
    Case(
        "whoever is absent loses nothing; what they get in its place counts",
        raw_book(
            [person("ann", offers="all", absences=ABSENT)],
            {"late": "04 05", "early": "06"},
            published=published("ann 04/late", "ann 06/early"),
        ),
        DUTIES,
        {"ann 06/early": 0, "": 1, "ann 05/late, ann 06/early": 1, "ann 05/late": 2, "ann 04/late, ann 06/early": 0},
        clean=True,
    ),
    Case(
        "absent people are not counted",
        raw_book([person("ann", offers="all", absences=ABSENT)], {"late": "04 05"}, published=published("ann 04/late")),
        RULE,
        {"": 0, "ann 05/late": 1, "ann 04/late": 0},
        clean=True,
    ),
    Case(
        "nor is who joins only on the 5th, or offers the 5th only now",
        raw_book(
            [person("ann", offers="all", joined="2026-12-05"), person("bob", offers="2026-12-05")],
            {"late": "04 05"},
            published=published("ann 04/late", "ann 05/late", "bob 04/late", "bob 05/late"),
        ),
        DUTIES,
        {"": 2, "ann 05/late": 1, "bob 05/late": 1, "ann 05/late, bob 05/late": 0},
        clean=True,
    ),
    Case(
        "a posted person keeps rostered duties as others do theirs",
        raw_book(
            [person("ann", "paramedic", posting=posted(40, "fri"))],
            {"late": "04 05"},
            published=published("ann 04/late", "ann 05/late"),
        ),
        DUTIES,
        {"": 1, "ann 04/late": 0, "ann 04/late, ann 05/late": 0},
        clean=True,
    ),
    Case(
        "whoever may not be on it any more for another reason has lost it",
        raw_book(
            [person("ann", offers="all", areas=["swale"])],
            [service("late", "04", "C1"), service("late", "05", "C2", id="two")],
            call_signs={"C1": "medway", "C2": "swale"},
            published=published("ann 04/late"),
        ),
        RULE,
        {"": 1, "ann C2@05/late": 1},
        clean=True,
    ),
    Case(
        "and so each duty counts",
        raw_book(
            [person("ann", offers="all", areas=["swale"]), BOB],
            [service("late", "04", "C1"), service("late", "05", "C2", id="two")],
            call_signs={"C1": "medway", "C2": "swale"},
            published=published("ann 04/late", "bob 04/late"),
        ),
        DUTIES,
        {"": 2, "bob 04/late": 1, "ann C2@05/late, bob 04/late": 2},
        clean=True,
    ),
    Case(
        "duties asked for no more, and dates outside the period, are passed over",
        raw_book([ANN], {"late": "04"}, published=published("ann 04/late", "ann 06/late", "ann 2027-01-01/late")),
        DUTIES,
        {"ann 04/late": 0, "": 1},
        clean=True,
    ),
    Case(
        "another seat of the same duty is no change",
        raw_book([ANN], {"late": "04"}, seats=TWO_SEATS, published=published("ann 04/late one")),
        RULE,
        {"ann 04/late one": 0, "ann 04/late two": 0, "": 1},
        clean=True,
    ),
    Case(
        "only of some people and shifts",
        raw_book([ANN, BOB], {"late": "04", "early": "05"}, published=published("ann 04/late", "bob 05/early")),
        "{kind: keep-published, applies_to: {people: [ann], shifts: [late]}}",
        {"": 1, "ann 04/late": 0, "ann 04/late, ann 05/early, bob 04/late": 0, "ann 05/early": 1},
        clean=True,
    ),
    Case("nothing is published", raw_book([ANN], {"late": "04"}), RULE, {"": 0, "ann 04/late": 0}, clean=True),
    Case(
        "an empty rota is published",
        raw_book([ANN], {"late": "04 05"}, published=published()),
        RULE,
        {"": 0, "ann 04/late": 1, "ann 04/late, ann 05/late": 1},
        clean=True,
    ),
]

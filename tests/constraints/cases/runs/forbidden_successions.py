"""Shifts on dates that follow each other: which, how soon, several at once; history, tours, two duties on a date."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

ANN = [person("ann", offers="all")]
RULE = "{kind: forbidden-successions, after: {late: [early]}}"
OFFERED = (Basis.OFFERED,)

CASES = [
    Case(
        "late and then early, on the next date and the one after; the other way round; two duties on a date",
        raw_book(ANN, {"late": "01 02", "early": "01..03"}),
        RULE,
        {
            "ann 01/late, ann 02/early": 1,
            "ann 01/late, ann 03/early": 0,
            "ann 01/early, ann 02/late": 0,
            "ann 01/early, ann 01/late": 0,
            "ann 01/late, ann 02/early, ann 02/late, ann 03/early": 2,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "within two days, whatever lies between",
        raw_book(ANN, {"late": "01", "early": "02..04"}),
        "{kind: forbidden-successions, after: {late: [early]}, within_days: 2}",
        {
            "ann 01/late, ann 02/early": 1,
            "ann 01/late, ann 03/early": 1,
            "ann 01/late, ann 04/early": 0,
            "ann 01/late, ann 02/early, ann 03/early": 2,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "several followers, one set within the other; what is not named may follow",
        raw_book(ANN, {"peak": "01", "late": "01 02", "day": "01 02", "early": "02"}),
        "{kind: forbidden-successions, after: {peak: [early, day, late], late: [early, day], day: [early]}}",
        {
            "ann 01/peak, ann 02/late": 1,
            "ann 01/late, ann 02/late": 0,
            "ann 01/late, ann 02/day": 1,
            "ann 01/day, ann 02/day": 0,
            "ann 01/day, ann 02/early": 1,
            "ann 01/day, ann 01/peak, ann 02/early": 2,
            "ann 01/day, ann 01/late, ann 02/day, ann 02/late": 1,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "a shift after itself",
        raw_book(ANN, {"late": "01..03"}),
        "{kind: forbidden-successions, after: {late: [late]}}",
        {"ann 01/late, ann 02/late": 1, "ann 01/late, ann 02/late, ann 03/late": 2, "ann 01/late, ann 03/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "carried in with the shift's own times, and with others",
        raw_book(
            [*ANN, person("bob", offers="all")],
            {"late": "05", "early": "01"},
            carried_in={
                "duties": [
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00"),
                    worked("bob", "2026-11-30 18:00", "2026-12-01 01:00"),
                ]
            },
        ),
        RULE,
        {"ann 01/early": 1, "bob 01/early": 0, "": 0},
        clean=True,
    ),
    Case(
        "tours of the team before, in and after the period; a duty in place of a tour adds nothing",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "01..04", "early": "02"},
            period="2026-12-01 2026-12-04",
            teams=[{"id": "A", "cycle": ["late", "rest", "rest", "rest", "early", "rest"], "anchor": "2026-12-01"}],
        ),
        RULE,
        {"": 0, "cop 02/early": 1, "cop 01/late, cop 02/early": 1, "cop 04/late": 1, "cop 03/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "the team's own tours, one after the other, are not held against the rota",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "01..03", "early": "02"},
            period="2026-12-01 2026-12-03",
            teams=[{"id": "A", "cycle": ["late", "early", "rest"], "anchor": "2026-12-01"}],
        ),
        RULE,
        {"": 0, "cop 01/late": 0, "cop 03/late": 0, "cop 02/early": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "over the end of a year, on one call sign only",
        raw_book(
            ANN,
            {"late": "12-31", "early": "2027-01-01"},
            period="2026-12-31 2027-01-01",
            carried_in={"duties": [worked("ann", "2026-12-30 18:00", "2026-12-31 02:00")]},
        ),
        "{kind: forbidden-successions, after: {late: [early, late]}, applies_to: {call_signs: [C1]}}",
        {"ann 31/late": 0, "ann 31/late, ann 01-01/early": 1},
        clean=True,
    ),
]

"""Rest days running one under, at and over the most; the edges, history, leave, joiners, tours, one shift only."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

ANN = [person("ann", offers="all")]
TWO = "{kind: most-consecutive-rest-days, most: 2}"
OFFERED = (Basis.OFFERED,)
WEEK = "2026-12-01 2026-12-07"

CASES = [
    Case(
        "one, two, three and four rest days between duties, and as many at the edges of the period",
        raw_book(ANN, {"late": "01..07", "early": "03"}, period=WEEK),
        TWO,
        {
            "": 5,
            "ann 03/late, ann 05/late": 0,
            "ann 03/late, ann 06/late": 0,
            "ann 03/late, ann 07/late": 1,
            "ann 03/early, ann 03/late, ann 06/late": 0,
            "ann 02/late, ann 07/late": 2,
            "ann 01/late, ann 07/late": 3,
            "ann 04/late": 2,
            "ann 03/late": 2,
            "ann 05/late": 2,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "a period no longer than the most",
        raw_book(ANN, {"late": "04 05"}, period="2026-12-04 2026-12-05"),
        TWO,
        {"": 0, "ann 04/late": 0},
        bases=OFFERED,
    ),
    Case(
        "a period much shorter than the most",
        raw_book(ANN, {"late": "04"}, period="2026-12-04 2026-12-06"),
        "{kind: most-consecutive-rest-days, most: 4}",
        {"": 0, "ann 04/late": 0},
        bases=OFFERED,
    ),
    Case(
        "a period one day longer, without a duty on its first two dates",
        raw_book(ANN, {"late": "06"}, period="2026-12-04 2026-12-06"),
        TWO,
        {"": 1, "ann 06/late": 0},
        bases=OFFERED,
    ),
    Case(
        "rest on the eve counts as far back as work is listed; what was too long before the period is not ours",
        raw_book(
            [*ANN, person("bob", offers="all")],
            {"late": "01..03"},
            period="2026-12-01 2026-12-03",
            carried_in={
                "duties": [
                    worked("ann", "2026-11-29 18:00", "2026-11-29 23:00"),
                    worked("bob", "2026-11-24 18:00", "2026-11-24 23:00", kind="elsewhere"),
                ]
            },
        ),
        TWO,
        {
            "": 2 + 3,  # three dates each, and one and six before them
            "ann 01/late": 0 + 3,
            "ann 02/late, bob 02/late": 0 + 1,
            "ann 03/late, bob 03/late": 1 + 2,
            "ann 02/late, bob 01/late": 0,
        },
        bases=OFFERED,
    ),
    Case(
        "leave is no rest and begins the count again, a fixed rest day is rest",
        raw_book(
            [
                person("ann", offers="all", absences=[{"kind": "annual leave", "first": "2026-12-03"}]),
                person("bob", offers="all", absences=[{"kind": "rest day", "first": "2026-12-03"}]),
            ],
            {"late": "02 05"},
            period="2026-12-01 2026-12-05",
        ),
        TWO,
        {"": 0 + 3, "bob 02/late": 1, "bob 05/late": 2, "ann 02/late, bob 02/late, bob 05/late": 0},
        bases=OFFERED,
    ),
    Case(
        "an hour away is no day away; before they joined nobody rested",
        raw_book(
            [
                person(
                    "ann",
                    offers="all",
                    absences=[{"kind": "training", "start": "2026-12-02 09:00", "end": "2026-12-02 10:00"}],
                ),
                person("new", offers="all", joined="2026-12-02"),
            ],
            {"late": "03"},
            period="2026-12-01 2026-12-04",
        ),
        TWO,
        {"": 2 + 1, "ann 03/late": 1, "new 03/late": 2},
        bases=OFFERED,
    ),
    Case(
        "work elsewhere and tours of the team end the rest, after the period as well",
        raw_book(
            [
                person("cop", "constable", "all", team="A"),
                person("ann", offers="all"),
            ],
            {"late": "02 03"},
            period="2026-12-01 2026-12-04",
            teams=[{"id": "A", "cycle": ["late", "rest", "rest", "rest", "rest"], "anchor": "2026-12-01"}],
            worked=[worked("ann", "2026-12-02 09:00", "2026-12-02 10:00", kind="elsewhere")],
        ),
        TWO,
        {"": 2, "cop 02/late": 1, "cop 03/late": 0, "ann 03/late": 2},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "of one shift: another is no work, over the end of a year",
        raw_book(ANN, {"late": "12-30 2027-01-01", "early": "12-31"}, period="2026-12-29 2027-01-01"),
        "{kind: most-consecutive-rest-days, most: 2, applies_to: {shifts: [late]}}",
        {"": 2, "ann 31/early": 2, "ann 30/late": 0, "ann 01-01/late": 1, "ann 30/late, ann 31/early": 0},
        clean=True,
        bases=OFFERED,
    ),
]

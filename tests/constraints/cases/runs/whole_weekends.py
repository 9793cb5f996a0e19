"""Weekends worked in part: two days and three, two duties on a day, the period's edges, history and tours."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

ANN = [person("ann", offers="all")]
RULE = "{kind: whole-weekends}"
THREE = "{kind: whole-weekends, weekend: [fri, sat, sun]}"
OFFERED = (Basis.OFFERED,)

CASES = [
    Case(
        "neither, one and both days; Fridays do not matter",
        raw_book(ANN, {"late": "04..06 12", "early": "05"}),
        RULE,
        {
            "": 0,
            "ann 04/late": 0,
            "ann 05/late": 1,
            "ann 06/late": 1,
            "ann 05/early, ann 05/late": 1,
            "ann 05/early, ann 06/late": 0,
            "ann 05/late, ann 06/late, ann 12/late": 1,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "three days: each that is free counts",
        raw_book(ANN, {"late": "04..06"}),
        THREE,
        {"ann 04/late": 2, "ann 05/late": 2, "ann 04/late, ann 06/late": 1, "ann 04/late, ann 05/late, ann 06/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "weekends cut by the period, with nothing known beyond, are passed over",
        raw_book(ANN, {"late": "06 12"}, period="2026-12-06 2026-12-12"),
        RULE,
        {"ann 06/late": 0, "ann 12/late": 0, "": 0},
        clean=True,
    ),
    Case(
        "the day before the period was worked",
        raw_book(
            ANN,
            {"late": "06"},
            period="2026-12-06 2026-12-12",
            carried_in={"duties": [worked("ann", "2026-12-05 18:00", "2026-12-05 23:00")]},
        ),
        RULE,
        {"": 0, "ann 06/late": 0},
        clean=True,
    ),
    Case(
        "the day before the period was free, as is known from earlier work",
        raw_book(
            ANN,
            {"late": "06"},
            period="2026-12-06 2026-12-12",
            carried_in={"duties": [worked("ann", "2026-12-03 18:00", "2026-12-03 23:00")]},
        ),
        RULE,
        {"": 0, "ann 06/late": 1},
        clean=True,
    ),
    Case(
        "one day worked elsewhere: half a weekend of others is not ours, a third of one is",
        raw_book(
            ANN,
            {"late": "04..06"},
            worked=[worked("ann", "2026-12-05 09:00", "2026-12-05 10:00", kind="elsewhere")],
        ),
        THREE,
        {"": 0, "ann 05/late": 0, "ann 04/late": 1, "ann 04/late, ann 06/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "tours of the team after the period",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "04 05"},
            period="2026-12-01 2026-12-05",
            teams=[{"id": "A", "cycle": ["rest"] * 5 + ["late", "rest"], "anchor": "2026-12-01"}],
        ),
        THREE,
        {"": 0, "cop 04/late": 1, "cop 04/late, cop 05/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "a day on which the person can be on nothing is free",
        raw_book(ANN, {"late": "2027-01-30"}, period="2027-01-01 2027-02-28"),
        RULE,
        {"ann 01-30/late": 1},
        clean=True,
    ),
]

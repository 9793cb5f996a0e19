"""Free weekends in a row of them: one under, at and over; rows that overlap, history, tours, month ends."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

ANN = [person("ann", offers="all")]
OFFERED = (Basis.OFFERED,)

CASES = [
    Case(
        "one free of three: in four weekends there are two full rows",
        raw_book(ANN, {"late": "05 12 20 26", "early": "06 20"}, period="2026-12-01 2026-12-31"),
        "{kind: free-weekends, free: 1, of: 3}",
        {
            "ann 05/late, ann 12/late": 0,
            "ann 05/late, ann 06/early, ann 12/late": 0,
            "ann 05/late, ann 12/late, ann 26/late": 0,
            "ann 05/late, ann 12/late, ann 20/late": 1,
            "ann 05/late, ann 12/late, ann 20/early, ann 20/late, ann 26/late": 2,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "two free of two is none worked; a row that begins before the period counts as well",
        raw_book(ANN, {"late": "05 12"}, period="2026-12-05 2026-12-13"),
        "{kind: free-weekends, free: 2, of: 2}",
        {"ann 05/late": 2, "ann 05/late, ann 12/late": 4, "": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "carried in, and elsewhere in the middle",
        raw_book(
            ANN,
            {"late": "05 12 19"},
            carried_in={"duties": [worked("ann", "2026-11-28 18:00", "2026-11-29 02:00")]},
            worked=[worked("ann", "2026-12-13 09:00", "2026-12-13 10:00", kind="elsewhere")],
        ),
        "{kind: free-weekends, free: 1, of: 2}",
        {"": 0, "ann 05/late": 2, "ann 12/late": 0, "ann 19/late": 1},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "more worked than allowed before the rota begins: only what it adds counts",
        raw_book(
            ANN,
            {"late": "05"},
            carried_in={
                "duties": [worked("ann", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (14, 21, 28)]
            },
        ),
        "{kind: free-weekends, free: 3, of: 4}",
        {"": 0, "ann 05/late": 3},
        clean=True,
    ),
    Case(
        "tours of the team, over the end of the period; a weekend from Friday",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "11 18 25"},
            period="2026-12-07 2026-12-31",
            teams=[{"id": "A", "cycle": ["late"] + ["rest"] * 34, "anchor": "2027-01-01"}],
        ),
        "{kind: free-weekends, free: 1, of: 2, weekend: [fri, sat]}",
        {"": 0, "cop 25/late": 1, "cop 11/late, cop 18/late": 1, "cop 11/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "a period without any weekend",
        raw_book(ANN, {"late": "01 02"}, period="2026-12-01 2026-12-03"),
        "{kind: free-weekends, free: 1, of: 2}",
        {"ann 01/late, ann 02/late": 0},
        clean=True,
    ),
]

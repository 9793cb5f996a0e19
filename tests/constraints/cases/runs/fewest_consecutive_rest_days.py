"""Rest between duties one under, at and over the least; the edges, history, tours, month ends."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

ANN = [person("ann", offers="all")]
THREE = "{kind: fewest-consecutive-rest-days, least: 3}"
OFFERED = (Basis.OFFERED,)

CASES = [
    Case(
        "none, one, two, three and four rest days, and none asked before the first and after the last duty",
        raw_book(ANN, {"late": "02..07", "early": "04"}, period="2026-12-01 2026-12-08"),
        THREE,
        {
            "": 0,
            "ann 02/late": 0,
            "ann 02/late, ann 03/late": 0,
            "ann 02/late, ann 04/late": 2,
            "ann 02/late, ann 05/late": 1,
            "ann 02/late, ann 06/late": 0,
            "ann 02/late, ann 07/late": 0,
            "ann 02/late, ann 04/early, ann 06/late": 4,
            "ann 02/late, ann 04/early, ann 04/late, ann 07/late": 3,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "no isolated rest day; a date on which nothing takes place is a rest day",
        raw_book(ANN, {"late": "01 02 04 05"}, period="2026-12-01 2026-12-05"),
        "{kind: fewest-consecutive-rest-days, least: 2}",
        {"ann 02/late, ann 04/late": 1, "ann 01/late, ann 04/late": 0, "ann 02/late, ann 05/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "carried in: rest reaches over the seam",
        raw_book(
            ANN,
            {"late": "01..03"},
            carried_in={"duties": [worked("ann", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (27, 29)]},
        ),
        THREE,
        {"": 0, "ann 01/late": 2, "ann 02/late": 1, "ann 03/late": 0, "ann 01/late, ann 02/late": 2},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "work elsewhere on both sides: its own short rest is not ours, what we cut out of it is",
        raw_book(
            ANN,
            {"late": "03..05 07"},
            worked=[
                worked("ann", f"2026-12-0{day} 09:00", f"2026-12-0{day} 10:00", kind="elsewhere") for day in (2, 5, 8)
            ],
        ),
        THREE,
        {"": 0, "ann 03/late": 2, "ann 04/late": 2, "ann 05/late": 0, "ann 03/late, ann 04/late": 0, "ann 07/late": 2},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "tours of the team after the period",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "01..04"},
            period="2026-12-01 2026-12-04",
            teams=[{"id": "A", "cycle": ["late", "rest", "rest", "rest", "rest"], "anchor": "2026-12-01"}],
        ),
        "{kind: fewest-consecutive-rest-days, least: 2}",
        {"": 0, "cop 02/late": 0, "cop 03/late": 1, "cop 04/late": 1, "cop 01/late, cop 02/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "over the end of a year; nights only",
        raw_book(ANN, {"late": "12-30 12-31 2027-01-02", "early": "12-31"}, period="2026-12-30 2027-01-02"),
        "{kind: fewest-consecutive-rest-days, least: 2, applies_to: {shifts: [late]}}",
        {
            "ann 31/late, ann 01-02/late": 1,
            "ann 30/late, ann 01-02/late": 0,
            "ann 31/early, ann 01-02/late": 0,
            "ann 30/late, ann 31/early, ann 01-02/late": 0,
        },
        clean=True,
        bases=OFFERED,
    ),
]

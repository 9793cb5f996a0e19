"""Starts that move back: by a minute too much, just enough, a minute less; days between, two duties, history, tours."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

ANN = [person("ann", offers="all")]
OFFERED = (Basis.OFFERED,)

CASES = [
    Case(
        "an hour back less a minute, an hour, an hour and a minute",
        raw_book(
            ANN,
            {"late": "01", "x": "02", "y": "02", "z": "02"},
            shifts={"x": ("17:01", "18:00"), "y": ("17:00", "18:00"), "z": ("16:59", "18:00")},
        ),
        "{kind: forward-rotation, tolerance: 1h}",
        {"ann 01/late, ann 02/x": 0, "ann 01/late, ann 02/y": 0, "ann 01/late, ann 02/z": 1 / 60},
        {"ann 01/late, ann 02/z": 1},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "two days on counts, three start afresh; a duty between comes first",
        raw_book(ANN, {"late": "01", "day": "02 03", "early": "03 04"}),
        "{kind: forward-rotation, within_days: 2}",
        {
            "ann 01/late, ann 03/early": 11,
            "ann 01/late, ann 04/early": 0,
            "ann 01/late, ann 03/day": 9,
            "ann 01/late, ann 02/day, ann 03/early": 9 + 2,
            "ann 02/day, ann 04/early": 2,
            "ann 01/late, ann 02/day, ann 03/day, ann 04/early": 11,
            "ann 03/early, ann 04/early": 0,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "two duties on a date: the last start of the one, the first of the other",
        raw_book(ANN, {"early": "01 02", "day": "01", "late": "01 02"}),
        "{kind: forward-rotation}",
        {
            "ann 01/early, ann 01/late": 0,
            "ann 01/early, ann 01/late, ann 02/early": 11,
            "ann 01/day, ann 02/early, ann 02/late": 2,
            "ann 01/early, ann 02/early, ann 02/late": 0,
            "ann 01/early, ann 01/late, ann 02/early, ann 02/late": 11,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "carried in, and elsewhere: on that date nothing else counts",
        raw_book(
            ANN,
            {"early": "01 02 03", "late": "02"},
            carried_in={"duties": [worked("ann", "2026-11-30 17:30", "2026-11-30 23:00")]},
            worked=[worked("ann", "2026-12-02 16:00", "2026-12-02 17:00", kind="elsewhere")],
        ),
        "{kind: forward-rotation, tolerance: 30m}",
        {"": 0, "ann 01/early": 10, "ann 02/early": 0, "ann 03/early": 8.5, "ann 02/late, ann 03/early": 8.5},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "tours of the team before, in and after the period",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "02 04", "early": "02 03", "day": "04"},
            period="2026-12-02 2026-12-04",
            teams=[{"id": "A", "cycle": ["late", "rest", "rest", "rest", "day", "early"], "anchor": "2026-12-01"}],
        ),
        "{kind: forward-rotation, within_days: 1}",
        {
            "": 0,
            "cop 02/early": 11,
            "cop 02/late, cop 03/early": 11,
            "cop 04/late": 9,
            "cop 04/day": 0,
            "cop 03/early": 0,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "the night the clocks go back, by the clock on the wall; late duties only",
        raw_book(
            ANN,
            {"late": "24 25", "eve": "25", "early": "25"},
            period="2026-10-24 2026-10-26",
            shifts={"eve": ("17:30", "23:00")},
        ),
        "{kind: forward-rotation, applies_to: {shifts: [late, eve]}}",
        {"ann 24/late, ann 25/late": 0, "ann 24/late, ann 25/eve": 0.5, "ann 24/late, ann 25/early": 0},
        clean=True,
        bases=OFFERED,
    ),
]

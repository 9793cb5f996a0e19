"""Days of one shift running: one under, at and over both limits; other shifts, edges, history, the eve, tours."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

ANN = [person("ann", offers="all")]
OFFERED = (Basis.OFFERED,)
WEEK = "2026-12-01 2026-12-09"
PAIRS = "{kind: same-shift-runs, least: 2, most: 3}"

CASES = [
    Case(
        "one to five days of a shift running",
        raw_book(ANN, {"late": "02..06"}, period=WEEK),
        PAIRS,
        {
            "": 0,
            "ann 02/late": 1,
            "ann 02/late, ann 03/late": 0,
            "ann 02/late, ann 03/late, ann 04/late": 0,
            "ann 02/late, ann 03/late, ann 04/late, ann 05/late": 1,
            "ann 02/late, ann 03/late, ann 04/late, ann 05/late, ann 06/late": 2,
            "ann 02/late, ann 04/late": 2,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "each shift by itself: another ends a run, and makes its own; two on a date are of both",
        raw_book(ANN, {"late": "02..04", "early": "03..05"}, period=WEEK),
        "{kind: same-shift-runs, least: 2, most: 2}",
        {
            "ann 02/late, ann 03/late, ann 04/early, ann 05/early": 0,
            "ann 02/late, ann 03/early, ann 04/late": 3,
            "ann 02/late, ann 03/late, ann 04/late, ann 05/early": 1 + 1,
            "ann 02/late, ann 03/early, ann 03/late, ann 04/early": 0,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "a run at the edges of the period is never too short, one of the shifts it names alone",
        raw_book(ANN, {"late": "01 02 04", "early": "02 03"}, period="2026-12-01 2026-12-04"),
        "{kind: same-shift-runs, least: 3, applies_to: {shifts: [late]}}",
        {
            "ann 01/late": 0,
            "ann 02/late": 2,
            "ann 04/late": 0,
            "ann 02/early": 0,
            "ann 02/early, ann 03/early": 0,
            "ann 01/late, ann 02/late": 0,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "carried in: of the shift it is gone on with; of another, or other work, it is not",
        raw_book(
            [person(name, offers="all") for name in ("ann", "bob", "cat")],
            {"late": "01 02"},
            period=WEEK,
            carried_in={
                "duties": [
                    worked("ann", "2026-11-27 18:00", "2026-11-28 02:00", kind="training"),
                    worked("ann", "2026-11-29 18:00", "2026-11-30 02:00"),
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00"),
                    worked("bob", "2026-11-29 07:00", "2026-11-29 15:00"),
                    worked("bob", "2026-11-30 07:00", "2026-11-30 15:00"),
                    worked("cat", "2026-11-29 09:00", "2026-11-29 10:00", kind="elsewhere"),
                ]
            },
            shifts={"early": ("07:00", "15:00")},
        ),
        "{kind: same-shift-runs, least: 2, most: 2}",
        {
            "": 0,
            "ann 01/late": 1,
            "ann 01/late, ann 02/late": 2,
            "ann 02/late": 1,
            "bob 01/late": 1,
            "bob 01/late, bob 02/late": 0,
            "cat 01/late": 1,
        },
        bases=OFFERED,
    ),
    Case(
        "the run of the eve is too short unless it goes on; bob's was of another shift, of cat's no beginning is known",
        raw_book(
            [person(name, offers="all") for name in ("ann", "bob", "cat")],
            {"late": "01 02", "early": "01"},
            period=WEEK,
            carried_in={
                "duties": [
                    worked("ann", "2026-11-28 18:00", "2026-11-29 02:00"),
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00"),
                    worked("bob", "2026-11-29 18:00", "2026-11-30 02:00"),
                    worked("bob", "2026-11-30 07:00", "2026-11-30 15:00"),
                    worked("cat", "2026-11-30 18:00", "2026-12-01 02:00"),
                ]
            },
        ),
        "{kind: same-shift-runs, least: 2, eve: true}",
        {
            "": 1 + 1,
            "ann 01/late": 0 + 1,
            "ann 01/early": 1 + 1 + 1,
            "ann 02/late": 1 + 1 + 1,
            "bob 01/early": 1,
            "cat 02/late": 1 + 1 + 1,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "tours of the team are of its shift, before, in and after the period",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "01..04"},
            period="2026-12-01 2026-12-04",
            teams=[{"id": "A", "cycle": ["late", "rest", "rest", "rest"], "anchor": "2026-12-01"}],
        ),
        "{kind: same-shift-runs, least: 2, most: 2}",
        {
            "": 0,
            "cop 02/late": 0,
            "cop 03/late": 1,
            "cop 04/late": 0,
            "cop 02/late, cop 03/late": 1,
            "cop 02/late, cop 03/late, cop 04/late": 3,
        },
        clean=True,
        bases=OFFERED,
    ),
]

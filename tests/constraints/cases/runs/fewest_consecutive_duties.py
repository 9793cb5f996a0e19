"""Runs of work one under, at and over the least; the edges, history, tours, two duties on a date, month ends."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

ANN = [person("ann", offers="all")]
TWO = "{kind: fewest-consecutive-duties, least: 2}"
THREE = "{kind: fewest-consecutive-duties, least: 3}"
OFFERED = (Basis.OFFERED,)
WEEK = "2026-12-01 2026-12-07"

CASES = [
    Case(
        "one, two, three and four days inside the period; one with two duties",
        raw_book(ANN, {"late": "02..05", "early": "03"}, period=WEEK),
        THREE,
        {
            "": 0,
            "ann 02/late": 2,
            "ann 02/late, ann 03/late": 1,
            "ann 02/late, ann 03/early, ann 03/late": 1,
            "ann 02/late, ann 03/late, ann 04/late": 0,
            "ann 02/late, ann 03/late, ann 04/late, ann 05/late": 0,
            "ann 02/late, ann 04/late": 4,
            "ann 02/late, ann 03/early, ann 05/late": 3,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "runs that touch the first or the last date are never too short, one a date away is",
        raw_book(ANN, {"late": "01..06"}, period="2026-12-01 2026-12-06"),
        THREE,
        {
            "ann 01/late": 0,
            "ann 02/late": 2,
            "ann 05/late": 2,
            "ann 06/late": 0,
            "ann 01/late, ann 02/late": 0,
            "ann 05/late, ann 06/late": 0,
            "ann 04/late, ann 05/late": 1,
            "ann 01/late, ann 03/late, ann 06/late": 2,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "a period shorter than the least",
        raw_book(ANN, {"late": "04 05"}, period="2026-12-04 2026-12-05"),
        "{kind: fewest-consecutive-duties, least: 7}",
        {"ann 04/late": 0, "ann 05/late": 0, "ann 04/late, ann 05/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "a date without any duty ends a run",
        raw_book(ANN, {"late": "02 04 05"}, period=WEEK),
        TWO,
        {"ann 02/late": 1, "ann 04/late": 1, "ann 04/late, ann 05/late": 0, "ann 02/late, ann 04/late": 2},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "carried in the evening before: the run reaches over the seam, and how it began is not known",
        raw_book(
            ANN,
            {"late": "01..03"},
            period="2026-12-01 2026-12-03",
            carried_in={"duties": [worked("ann", "2026-11-30 18:00", "2026-12-01 02:00")]},
        ),
        THREE,
        {"": 0, "ann 01/late": 0, "ann 02/late": 2, "ann 01/late, ann 02/late": 0, "ann 03/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "carried in with days off before it: the run of which two are carried in is one short; alone it is not ours",
        raw_book(
            ANN,
            {"late": "01..04"},
            period="2026-12-01 2026-12-06",
            carried_in={
                "duties": [worked("ann", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (26, 29, 30)]
            },
        ),
        "{kind: fewest-consecutive-duties, least: 4}",
        {
            "": 0,
            "ann 01/late": 1,
            "ann 01/late, ann 02/late": 0,
            "ann 01/late, ann 02/late, ann 03/late": 0,
            "ann 02/late": 3,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "days off before the period are known where earlier work is listed: a run from the first date may be too short",
        raw_book(
            ANN,
            {"late": "01..03"},
            period="2026-12-01 2026-12-05",
            carried_in={"duties": [worked("ann", "2026-11-28 18:00", "2026-11-29 02:00")]},
        ),
        THREE,
        {"ann 01/late": 2, "ann 01/late, ann 02/late": 1, "ann 01/late, ann 02/late, ann 03/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "between two days of work elsewhere: too short together, though neither end is for the rota to decide",
        raw_book(
            ANN,
            {"late": "04 06"},
            period="2026-12-01 2026-12-09",
            worked=[
                worked("ann", f"2026-12-0{day} 09:00", f"2026-12-0{day} 10:00", kind="elsewhere") for day in (3, 5)
            ],
        ),
        "{kind: fewest-consecutive-duties, least: 4}",
        {"": 0, "ann 04/late": 1, "ann 06/late": 2, "ann 04/late, ann 06/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "tours of the team, known after the period too; a duty on a rest day lengthens their run",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "01..04"},
            period="2026-12-01 2026-12-04",
            teams=[{"id": "A", "cycle": ["late", "rest", "rest", "rest"], "anchor": "2026-12-01"}],
        ),
        TWO,
        {"": 0, "cop 02/late": 0, "cop 03/late": 1, "cop 04/late": 0, "cop 01/late rostered": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "over the end of a month",
        raw_book(ANN, {"late": "12-30 12-31 2027-01-01"}, period="2026-12-28 2027-01-03"),
        TWO,
        {"ann 31/late": 1, "ann 31/late, ann 01-01/late": 0, "ann 30/late, ann 01-01/late": 2},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "one shift only: another shift is no work, and of the eve it is known that it was free",
        raw_book(
            ANN,
            {"late": "01..03", "early": "02"},
            period=WEEK,
            carried_in={"duties": [worked("ann", "2026-11-28 18:00", "2026-11-29 02:00")]},
        ),
        "{kind: fewest-consecutive-duties, least: 2, applies_to: {shifts: [late]}}",
        {"ann 01/late": 1, "ann 02/late": 1, "ann 02/early": 0, "ann 02/early, ann 03/late": 1},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "one shift only: carried in of that shift, and of another on the eve of bob's",
        raw_book(
            [*ANN, person("bob", offers="all")],
            {"late": "01 02"},
            period=WEEK,
            carried_in={
                "duties": [
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00"),
                    worked("bob", "2026-11-29 18:00", "2026-11-30 02:00"),
                    worked("bob", "2026-11-30 07:00", "2026-11-30 15:00"),
                ]
            },
        ),
        "{kind: fewest-consecutive-duties, least: 3, applies_to: {shifts: [late]}}",
        {
            "ann 01/late": 0,  # with the eve's it began on the first date of which anything is known
            "ann 02/late": 2,
            "bob 01/late": 2,  # the early turn of the eve ended his late turns
            "bob 01/late, bob 02/late": 1,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "the run of the eve: one, two and three days, gone on with or not; of bob nothing is known before it",
        raw_book(
            [person(name, offers="all") for name in ("ann", "bob", "cat", "dan")],
            {"late": "01 02"},
            period=WEEK,
            carried_in={
                "duties": [
                    *(worked("ann", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (27, 30)),
                    worked("bob", "2026-11-30 18:00", "2026-11-30 23:00"),
                    *(worked("cat", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (27, 29, 30)),
                    *(worked("dan", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (26, 28, 29, 30)),
                ]
            },
        ),
        "{kind: fewest-consecutive-duties, least: 3, eve: true}",
        {
            "": 2 + 1,
            "ann 01/late": 1 + 1,
            "ann 02/late": 2 + 2 + 1,
            "ann 01/late, ann 02/late": 1,
            "cat 01/late": 2,
            "cat 02/late, bob 02/late": 2 + 1 + 2 + 2,
            "dan 02/late": 3 + 2,
        },
        bases=OFFERED,
    ),
    Case(
        "the run of the eve of one shift, which ends with another; and one that cannot be gone on with",
        raw_book(
            ANN,
            {"late": "02", "early": "01"},
            period=WEEK,
            carried_in={
                "duties": [
                    worked("ann", "2026-11-29 07:00", "2026-11-29 15:00"),
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00"),
                ]
            },
        ),
        "{kind: fewest-consecutive-duties, least: 2, eve: true, applies_to: {shifts: [late]}}",
        {"": 1, "ann 01/early": 1, "ann 02/late": 2},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "work elsewhere on the first date goes on with the run of the eve",
        raw_book(
            ANN,
            {"late": "02"},
            period=WEEK,
            carried_in={"duties": [worked("ann", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (28, 30)]},
            worked=[worked("ann", "2026-12-01 09:00", "2026-12-01 10:00", kind="elsewhere")],
        ),
        "{kind: fewest-consecutive-duties, least: 3, eve: true}",
        {"": 0, "ann 02/late": 0},
        clean=True,
        bases=OFFERED,
    ),
]

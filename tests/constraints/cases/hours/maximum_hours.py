"""Hours in a week, month or period: a minute under, at and over; history, tours, breaks, clock changes."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, service, worked

MINUTE = 1 / 60
ANN = [person("ann", offers="all")]
AROUND_EIGHT = {"x": ("15:00", "22:59"), "y": ("15:00", "23:00"), "z": ("15:00", "23:01")}

CASES = [
    Case(
        "15:59, 16:00 and 16:01 in a week",
        raw_book(ANN, {"late": "01", "x": "02", "y": "03", "z": "04"}, shifts=AROUND_EIGHT),
        "{kind: maximum-hours, hours: 16}",
        {
            "ann 01/late, ann 02/x": 0,
            "ann 01/late, ann 03/y": 0,
            "ann 01/late, ann 04/z": MINUTE,
            "ann 01/late, ann 03/y, ann 04/z": 8 + MINUTE,
        },
        {"ann 01/late, ann 04/z": 1},
    ),
    Case(
        "a week ends on Sunday night, and a duty belongs to the week in which it starts",
        raw_book(ANN, {"late": "05 06 07"}),
        "{kind: maximum-hours, hours: 8, per: week}",
        {"ann 06/late, ann 07/late": 0, "ann 05/late, ann 06/late": 8},
    ),
    Case(
        "carried in and work elsewhere count, and only what the rota adds is held against it",
        raw_book(
            ANN,
            {"late": "01 07", "early": "03"},
            carried_in={"duties": [worked("ann", "2026-11-30 09:00", "2026-11-30 17:00")]},
            worked=[
                worked("ann", "2026-12-08 09:00", "2026-12-08 21:00", kind="elsewhere"),
                worked("ann", "2026-12-09 09:00", "2026-12-09 21:00", kind="training"),
            ],
        ),
        "{kind: maximum-hours, hours: 16}",
        {"ann 01/late": 0, "ann 01/late, ann 03/early": 8, "ann 07/late": 8},
    ),
    Case(
        "a fortnight runs from the Monday of the period's first week: 15:59, 16:00, 16:01, and the next begins anew",
        raw_book(
            ANN,
            {"late": "03", "x": "13", "y": "13", "z": "13", "early": "14"},
            period="2026-12-03 2026-12-14",
            shifts=AROUND_EIGHT,
        ),
        "{kind: maximum-hours, hours: 16, per: fortnight}",
        {
            "ann 03/late, ann 13/x": 0,
            "ann 03/late, ann 13/y": 0,
            "ann 03/late, ann 13/z": MINUTE,
            "ann 03/late, ann 13/y, ann 14/early": 0,
        },
        clean=True,
    ),
    Case(
        "the fortnight a period begins in may have begun before it, but not in the week before",
        raw_book(
            ANN,
            {"late": "09 20 21"},
            period="2026-12-09 2026-12-21",
            carried_in={
                "duties": [
                    worked("ann", "2026-12-06 09:00", "2026-12-06 17:00"),
                    worked("ann", "2026-12-07 09:00", "2026-12-07 17:00"),
                ]
            },
        ),
        "{kind: maximum-hours, hours: 16, per: fortnight}",
        {"ann 09/late": 0, "ann 09/late, ann 20/late": 8, "ann 09/late, ann 21/late": 0},
    ),
    Case(
        "a month ends at midnight of the date the duty starts on",
        raw_book(
            ANN,
            {"late": "12-30 12-31 2027-01-01"},
            period="2026-12-28 2027-01-03",
            carried_in={"duties": [worked("ann", "2026-12-02 18:00", "2026-12-03 02:00")]},
        ),
        "{kind: maximum-hours, hours: 16, per: month}",
        {"ann 31/late, ann 01-01/late": 0, "ann 30/late, ann 31/late": 8},
    ),
    Case(
        "a period forgets what came before it",
        raw_book(
            ANN,
            {"late": "01 09 17"},
            carried_in={"duties": [worked("ann", "2026-11-30 09:00", "2026-11-30 17:00")]},
            worked=[worked("ann", "2026-12-20 09:00", "2026-12-20 10:00", kind="elsewhere")],
        ),
        "{kind: maximum-hours, hours: 17, per: period}",
        {"ann 01/late, ann 09/late": 0, "ann 01/late, ann 09/late, ann 17/late": 8},
    ),
    Case(
        "tours count, but not the one that a rostered duty takes the place of",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "01 03"},
            teams=[{"id": "A", "cycle": ["late", "late", *["rest"] * 5], "anchor": "2026-12-01"}],
        ),
        "{kind: maximum-hours, hours: 16}",
        {"cop 01/late rostered": 0, "cop 03/late offered": 8, "cop 01/late rostered, cop 03/late offered": 8},
        clean=True,
    ),
    Case(
        "a tour that a carried-in duty took the place of does not count beside it",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "02", "early": "04"},
            period="2026-12-02 2026-12-06",
            teams=[{"id": "A", "cycle": ["late", "rest", "late", *["rest"] * 11], "anchor": "2026-11-30"}],
            carried_in={"duties": [worked("cop", "2026-11-30 18:00", "2026-12-01 02:00")]},
        ),
        "{kind: maximum-hours, hours: 24}",
        {"cop 02/late rostered": 0, "cop 04/early": 0, "cop 02/late rostered, cop 04/early": 0},
        clean=True,
    ),
    Case(
        "paid hours leave the unpaid break out",
        raw_book([person("medic", "paramedic", "all")], {"late": "01..03"}),
        "{kind: maximum-hours, hours: 15, counting: paid}",
        {"medic 01/late, medic 02/late": 0, "medic 01/late, medic 02/late, medic 03/late": 7.5},
    ),
    Case(
        "elapsed: nine hours on the night the clocks go back",
        raw_book(ANN, {"late": "22..24"}, period="2026-10-01 2026-10-31"),
        "{kind: maximum-hours, hours: 16, counting: elapsed}",
        {"ann 22/late, ann 23/late": 0, "ann 23/late, ann 24/late": 1},
    ),
    Case(
        "elapsed: seven hours on the night they go forward",
        raw_book(ANN, {"late": "25..27"}, period="2027-03-01 2027-03-31"),
        "{kind: maximum-hours, hours: 22, counting: elapsed}",
        {"ann 26/late, ann 27/late": 0, "ann 25/late, ann 26/late, ann 27/late": 1},
    ),
    Case(
        "rostered: eight hours whatever the clocks do",
        raw_book(ANN, {"late": "22..24"}, period="2026-10-01 2026-10-31"),
        "{kind: maximum-hours, hours: 16, counting: rostered}",
        {"ann 23/late, ann 24/late": 0, "ann 22/late, ann 23/late, ann 24/late": 8},
    ),
    Case(
        "hours of one shift: 15:59, 16:00 and 16:01 of it; others and work elsewhere do not count, a tour of it does",
        raw_book(
            [*ANN, person("cop", "constable", "all", team="A")],
            {"late": "12-02 12-03", "early": "12-04"},
            period="2026-11-30 2026-12-06",
            teams=[{"id": "A", "cycle": ["late"] + ["rest"] * 34, "anchor": "2026-12-01"}],
            worked=[worked("ann", "2026-12-05 09:00", "2026-12-05 17:00", kind="elsewhere")],
        ),
        "{kind: maximum-hours, hours: 15.5, applies_to: {shifts: [late]}}",
        {
            "ann 02/late, ann 04/early": 0,
            "ann 02/late, ann 03/late, ann 04/early": 0.5,
            "cop 02/late offered": 0.5,
            "cop 04/early offered": 0,
        },
        clean=True,
        bases=(Basis.OFFERED,),
    ),
    Case(
        "hours on one call sign: 7:59, 8:00 and 8:01",
        raw_book(
            ANN,
            [service("x", "01", "C1"), service("y", "02", "C1"), service("z", "03", "C1"), service("late", "04", "C2")],
            call_signs={"C1": "medway", "C2": "medway"},
            shifts=AROUND_EIGHT,
        ),
        "{kind: maximum-hours, hours: 8, applies_to: {call_signs: [C1]}}",
        {
            "ann C1@01/x, ann C2@04/late": 0,
            "ann C1@02/y, ann C2@04/late": 0,
            "ann C1@03/z, ann C2@04/late": MINUTE,
        },
        bases=(Basis.OFFERED,),
    ),
    Case(
        "work on the unit on record in the period counts, each minute once where records overlap",
        raw_book(
            ANN,
            {"late": "04"},
            worked=[
                worked("ann", "2026-12-03 09:00", "2026-12-03 17:00"),
                worked("ann", "2026-12-03 13:00", "2026-12-03 21:00", kind="elsewhere"),
            ],
        ),
        "{kind: maximum-hours, hours: 16}",
        {"ann 04/late": 4},
    ),
]

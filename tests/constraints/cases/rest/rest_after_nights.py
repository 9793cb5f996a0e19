"""Rest after nights: a minute short, exact, a minute over; runs that go on, end or began before; tours; clocks."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

MINUTE = 1 / 60
ANN = [person("ann", offers="all")]
OFFERED = (Basis.OFFERED,)
# 46 hours after a night that ends at 02:00 it is midnight
AROUND = {"x": ("23:59", "00:30"), "y": ("00:00", "01:00"), "z": ("00:01", "01:00")}

CASES = [
    Case(
        "45:59, 46:00 and 46:01 after two nights",
        raw_book(ANN, {"late": "03 04", "x": "06", "y": "07", "z": "07"}, shifts=AROUND),
        "{kind: rest-after-nights, nights: 2, hours: 46}",
        {
            "ann 03/late, ann 04/late, ann 06/x": MINUTE,
            "ann 03/late, ann 04/late, ann 07/y": 0,
            "ann 03/late, ann 04/late, ann 07/z": 0,
            "ann 04/late, ann 06/x": 0,
            "ann 03/late, ann 06/x": 0,
        },
        {"ann 03/late, ann 04/late, ann 06/x": 1},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "a run goes on with a night on the next date, and ends with any other duty or after a date off",
        raw_book(ANN, {"late": "01..04", "early": "03", "day": "05"}),
        "{kind: rest-after-nights, nights: 2, hours: 46}",
        {
            "ann 01/late, ann 02/late, ann 03/late, ann 04/late": 0,
            "ann 01/late, ann 02/late, ann 04/late": 6,
            "ann 01/late, ann 02/late, ann 03/early": 41,
            "ann 01/late, ann 02/late, ann 03/early, ann 03/late": 41,
            "ann 01/late, ann 02/late, ann 03/early, ann 04/late": 41,
            "ann 02/late, ann 03/late, ann 05/day": 15,
            "ann 01/late, ann 02/late, ann 03/late, ann 05/day": 15,
            "ann 01/late, ann 03/late, ann 05/day": 0,
            "ann 03/late, ann 04/late, ann 05/day": 39,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "exactly three hours of night are a night, 2:59 are not",
        raw_book(ANN, {"late": "01", "x": "02 05", "y": "04", "day": "06"}, shifts={**AROUND, "x": ("18:00", "01:59")}),
        "{kind: rest-after-nights, nights: 1, hours: 20}",
        {"ann 01/late, ann 02/x": 4, "ann 04/y": 0, "ann 05/x, ann 06/day": 0, "ann 02/x": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "carried in before, and work elsewhere after; what others broke alone is not held against the rota",
        raw_book(
            ANN,
            {"late": "01 05", "early": "02"},
            carried_in={
                "duties": [
                    worked("ann", "2026-11-29 18:00", "2026-11-30 02:00"),
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00"),
                    worked("ann", "2026-11-28 18:00", "2026-11-29 02:00", no_show=True),
                ]
            },
            worked=[
                worked("ann", "2026-12-02 16:00", "2026-12-02 17:00", kind="elsewhere"),
                worked("ann", "2026-12-06 22:00", "2026-12-07 06:00", kind="elsewhere"),
                worked("ann", "2026-12-08 20:00", "2026-12-08 21:00", kind="elsewhere"),
            ],
        ),
        "{kind: rest-after-nights, nights: 2, hours: 46}",
        {
            "": 0,  # from 30 Nov to 2 Dec there are 38 hours whatever the rota says
            "ann 01/late": 46 - 14,  # a third night, and then work elsewhere
            "ann 02/early": 46 - 29,
            "ann 05/late": 46 - 38,  # 5 and 6 Dec are two nights now
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "tours: a rostered duty takes the place of its date's tour, an offered one breaks the rest after it",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "02 03", "early": "05"},
            teams=[{"id": "A", "cycle": ["late", "late", *["rest"] * 8], "anchor": "2026-12-02"}],
        ),
        "{kind: rest-after-nights, nights: 2, hours: 60}",
        {
            "cop 05/early offered": 60 - 29,
            "cop 03/late rostered": 0,
            "cop 02/late rostered, cop 03/late rostered, cop 05/early offered": 60 - 29,
        },
        clean=True,
    ),
    Case(
        "a tour after nights of the rota, and the rostered duty that takes its place",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "01 02", "day": "03"},
            teams=[{"id": "A", "cycle": ["day", *["rest"] * 8], "anchor": "2026-12-03"}],
        ),
        "{kind: rest-after-nights, nights: 2, hours: 12}",
        {
            "cop 01/late offered, cop 02/late offered": 5,
            "cop 01/late offered, cop 02/late offered, cop 03/day rostered": 5,
            "cop 02/late offered": 0,
        },
        clean=True,
    ),
    Case(
        "two cars: any night of a date counts to the run",
        raw_book(
            ANN,
            [
                {
                    "id": "n",
                    "shift": "late",
                    "call_signs": ["C1", "C2"],
                    "crew": "crew",
                    "weekdays": [],
                    "added_dates": ["03", "04"],
                },
                {
                    "id": "e",
                    "shift": "early",
                    "call_signs": ["C1", "C2"],
                    "crew": "crew",
                    "weekdays": [],
                    "added_dates": ["06"],
                },
            ],
            call_signs={"C1": "medway", "C2": "medway"},
        ),
        "{kind: rest-after-nights, nights: 2, hours: 30}",
        {
            "ann C1@03/late, ann C2@04/late, ann C1@06/early": 1,
            "ann C2@03/late, ann C1@04/late, ann C2@06/early": 1,
            "ann C1@03/late, ann C2@06/early": 0,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "three nights over the end of a month and the night the clocks go back",
        raw_book(
            ANN,
            {"late": "2026-10-23 2026-10-24", "early": "2026-10-26", "day": "2026-10-27"},
            period="2026-10-23 2026-10-31",
            carried_in={"duties": [worked("ann", "2026-10-22 18:00", "2026-10-23 02:00")]},
        ),
        "{kind: rest-after-nights, hours: 30}",
        {
            "ann 23/late, ann 24/late, ann 26/early": 1,
            "ann 24/late, ann 26/early": 0,
            "ann 23/late, ann 24/late, ann 27/day": 0,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "two nights of other times on one date",
        raw_book(
            ANN,
            {"late": "03", "small": "04", "night": "04", "early": "05"},
            shifts={"small": ("03:00", "06:00")},
        ),
        "{kind: rest-after-nights, nights: 2, hours: 24}",
        {
            "ann 03/late, ann 04/small, ann 04/night": 0,
            "ann 03/late, ann 04/small, ann 05/early": 0,
            "ann 03/late, ann 04/night, ann 05/early": 24,
        },
        clean=True,
        bases=OFFERED,
    ),
]

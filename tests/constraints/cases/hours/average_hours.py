"""Averages over weeks: a minute under, at and over; windows that roll, shrink to known weeks, and reach back."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

MINUTE = 1 / 60
ANN = [person("ann", offers="all")]
AROUND_EIGHT = {"x": ("15:00", "22:59"), "y": ("15:00", "23:00"), "z": ("15:00", "23:01")}

CASES = [
    Case(
        "15:59, 16:00 and 16:01 in two weeks of eight hours",
        raw_book(
            ANN, {"late": "07", "x": "14", "y": "15", "z": "16"}, period="2026-12-07 2026-12-20", shifts=AROUND_EIGHT
        ),
        "{kind: average-hours, hours: 8, weeks: 2}",
        {
            "ann 07/late, ann 14/x": 0,
            "ann 07/late, ann 15/y": 0,
            "ann 07/late, ann 16/z": MINUTE,
            "ann 15/y, ann 14/x": 0,
            "ann 07/late, ann 15/y, ann 16/z": 8 + MINUTE,
        },
        {"ann 07/late, ann 16/z": 1},
    ),
    Case(
        "without a date since when work is known, the average begins with the period",
        raw_book(
            ANN,
            {"late": "07 08 14", "x": "09"},
            period="2026-12-07 2026-12-20",
            shifts=AROUND_EIGHT,
            carried_in={"duties": [worked("ann", "2026-12-01 09:00", "2026-12-01 21:00")]},
        ),
        "{kind: average-hours, hours: 8, weeks: 17}",
        {
            "ann 07/late": 0,
            "ann 07/late, ann 08/late": 8,
            "ann 07/late, ann 14/late": 0,
            "ann 07/late, ann 08/late, ann 14/late": 8 + 8,
        },
    ),
    Case(
        "weeks known from the one of a date on: an early week leaves room, and one before is forgotten",
        raw_book(
            ANN,
            {"late": "07 08 09 14"},
            period="2026-12-07 2026-12-20",
            carried_in={
                "duties": [
                    worked("ann", "2026-11-22 09:00", "2026-11-22 21:00"),
                    worked("ann", "2026-11-23 09:00", "2026-11-23 11:00"),
                    worked("ann", "2026-12-05 09:00", "2026-12-05 12:00", no_show=True),
                ]
            },
        ),
        "{kind: average-hours, hours: 8, weeks: 17, since: 2026-11-26}",
        {
            "ann 07/late, ann 08/late": 0,  # 18 of 24
            "ann 07/late, ann 08/late, ann 09/late": 2,  # 26 of 24, then of 32
            "ann 07/late, ann 08/late, ann 09/late, ann 14/late": 2 + 2,
        },
    ),
    Case(
        "a window rolls: hours that fall out of it leave room, and what broke it before is not held against the rota",
        raw_book(
            ANN,
            {"late": "07 14 15 16"},
            period="2026-12-07 2026-12-20",
            carried_in={
                "duties": [
                    worked("ann", "2026-11-30 09:00", "2026-11-30 19:00"),
                    worked("ann", "2026-12-01 09:00", "2026-12-01 17:00"),
                ]
            },
        ),
        "{kind: average-hours, hours: 8, weeks: 2, since: 2026-06-01}",
        {
            "ann 07/late": 8,
            "ann 14/late, ann 15/late": 0,
            "ann 07/late, ann 14/late": 8,
            "ann 14/late, ann 15/late, ann 16/late": 8,
        },
    ),
    Case(
        "the last week counts as it is planned, with work elsewhere after the period",
        raw_book(
            ANN,
            {"late": "07 14"},
            period="2026-12-07 2026-12-15",
            worked=[worked("ann", "2026-12-18 09:00", "2026-12-18 15:00", kind="elsewhere")],
        ),
        "{kind: average-hours, hours: 9, weeks: 2}",
        {"ann 07/late": 0, "ann 14/late": 0, "ann 07/late, ann 14/late": 4},
    ),
    Case(
        "tours count, but not the one that a rostered duty takes the place of; they are known eight weeks back",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "07 09"},
            period="2026-12-07 2026-12-13",
            teams=[{"id": "A", "cycle": ["late", *["rest"] * 6], "anchor": "2026-12-07"}],
            carried_in={"duties": [worked("cop", "2026-10-05 09:00", "2026-10-05 10:00", kind="elsewhere")]},
        ),
        # 7 Dec less 62 days is 6 Oct: nine weeks from Mon 12 Oct to the end, each with a tour of eight hours
        "{kind: average-hours, hours: 8.5, weeks: 26, since: 2026-01-01}",
        {
            "cop 07/late rostered": 0,
            "cop 09/late offered": 8 - 4.5,
            "cop 07/late rostered, cop 09/late offered": 8 - 4.5,
        },
        clean=True,
    ),
    Case(
        "hours as they pass, over the night the clocks go back",
        raw_book(ANN, {"late": "22..24"}, period="2026-10-19 2026-10-25"),
        "{kind: average-hours, hours: 16, weeks: 1}",
        {"ann 22/late, ann 23/late": 0, "ann 23/late, ann 24/late": 1},
    ),
    Case(
        "hours on the wall, if a book counts so; a month's end is no edge",
        raw_book(ANN, {"late": "2027-03-27 2027-03-30 2027-04-01"}, period="2027-03-22 2027-04-04"),
        "{kind: average-hours, hours: 8, weeks: 2, counting: rostered}",
        {
            "ann 27/late, ann 30/late": 0,
            "ann 30/late, ann 04-01/late": 0,
            "ann 27/late, ann 30/late, ann 04-01/late": 8,
        },
    ),
    Case(
        "hours of one shift: 7:59, 8:00, 8:01 of it in a week; one carried in of it counts",
        raw_book(
            ANN,
            {"x": "14", "y": "15", "z": "16", "late": "17"},
            period="2026-12-14 2026-12-20",
            shifts=AROUND_EIGHT,
            carried_in={"duties": [worked("ann", "2026-12-08 15:00", "2026-12-08 23:01")]},
        ),
        "{kind: average-hours, hours: 8, weeks: 2, since: 2026-12-07, applies_to: {shifts: [x, z]}}",
        {
            "ann 14/x, ann 17/late": 0,
            "ann 15/y, ann 17/late": 0,
            "ann 16/z, ann 17/late": 2 * MINUTE,
            "ann 14/x, ann 16/z": 8 + MINUTE,
        },
    ),
]

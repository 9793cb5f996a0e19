"""Night workers' averages: who is one, exactly three hours of night, a minute under, at and over, clock changes."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

MINUTE = 1 / 60
ANN = [person("ann", offers="all")]
WEEK = "2026-12-07 2026-12-13"
AROUND_EIGHT = {"x": ("18:00", "01:59"), "y": ("18:00", "02:00"), "z": ("18:00", "02:01")}

CASES = [
    Case(
        "15:59, 16:00 and 16:01 in a week of two days of eight hours",
        raw_book(ANN, {"late": "07", "x": "08", "y": "09", "z": "10"}, period=WEEK, shifts=AROUND_EIGHT),
        "{kind: night-worker-average, days_per_week: 2, weeks: 1}",
        {"ann 07/late, ann 08/x": 0, "ann 07/late, ann 09/y": 0, "ann 07/late, ann 10/z": MINUTE},
        {"ann 07/late, ann 10/z": 1},
    ),
    Case(
        "three hours of night make a night worker: all hours count then, by day too",
        raw_book(ANN, {"late": "07 08", "day": "09 10"}, period=WEEK),
        "{kind: night-worker-average, days_per_week: 1, hours: 8, weeks: 1}",
        {"ann 07/late": 0, "ann 07/late, ann 09/day": 8, "ann 09/day, ann 10/day": 8},
    ),
    Case(
        "two hours and 59 minutes do not",
        raw_book(ANN, {"x": "07 08 09"}, period=WEEK, shifts=AROUND_EIGHT),
        "{kind: night-worker-average, days_per_week: 1, weeks: 1}",
        {"ann 07/x, ann 08/x, ann 09/x": 0},
    ),
    Case(
        "one date in three is a night: no night worker, unless a third is enough",
        raw_book(ANN, {"late": "07", "day": "08 09"}, period=WEEK),
        "{kind: night-worker-average, days_per_week: 1, weeks: 1}",
        {"ann 07/late, ann 08/day, ann 09/day": 0},
    ),
    Case(
        "one date in three, where a third is enough",
        raw_book(ANN, {"late": "07", "day": "08 09"}, period=WEEK),
        "{kind: night-worker-average, days_per_week: 1, weeks: 1, share: 0.33}",
        {"ann 07/late": 0, "ann 07/late, ann 08/day, ann 09/day": 16},
    ),
    Case(
        "nights carried in and tours make a night worker of who may only work by day now",
        raw_book(
            [person("cop", "constable", "all", team="A"), person("ann", offers="all")],
            {"day": "09 10"},
            period=WEEK,
            teams=[{"id": "A", "cycle": ["night", *["rest"] * 6], "anchor": "2026-12-08"}],
            carried_in={"duties": [worked("ann", "2026-12-04 18:00", "2026-12-05 02:00")]},
        ),
        "{kind: night-worker-average, hours: 8, days_per_week: 2, weeks: 2, since: 2026-11-30, share: 0.3}",
        {"cop 09/day": 0, "cop 09/day, cop 10/day": 2 * (9 + 8) - 32, "ann 09/day, ann 10/day": 0},
        clean=True,
    ),
    Case(
        "a night of one's own, over a window of two weeks with what was worked elsewhere",
        raw_book(
            ANN,
            {"late": "07 14", "early": "15"},
            period="2026-12-07 2026-12-20",
            worked=[worked("ann", "2026-12-09 05:00", "2026-12-09 10:00", kind="elsewhere")],
        ),
        '{kind: night-worker-average, hours: 8, days_per_week: 1, weeks: 2, night_from: "20:00", night_hours: 5}',
        {"ann 07/late": 5, "ann 14/late": 0, "ann 14/late, ann 15/early": 5},
    ),
    Case(
        "the night the clocks go forward leaves two hours of night, and that they go back four",
        raw_book(ANN, {"late": "26 27"}, period="2027-03-22 2027-03-28"),
        "{kind: night-worker-average, hours: 7, days_per_week: 1, weeks: 1, share: 1}",
        {"ann 26/late, ann 27/late": 0},
    ),
    Case(
        "four hours of night when the clocks go back, and the duty lasts nine",
        raw_book(ANN, {"late": "24"}, period="2026-10-19 2026-10-25"),
        "{kind: night-worker-average, hours: 8, days_per_week: 1, weeks: 1, night_hours: 4}",
        {"ann 24/late": 1, "": 0},
    ),
]

"""People's own limits: one under, at and over; offered duties only; months, weeks and weekends with history."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, posted, raw_book, worked

RULE = "{kind: own-caps}"
MINUTE = 1 / 60


def ann(**caps: float) -> list[dict]:
    """A volunteer with caps."""
    return [person("ann", offers="all", caps=caps)]


CASES = [
    Case(
        "two duties a month, rostered ones left out",
        raw_book(ann(duties_per_month=2), {"late": "04 05 11"}),
        RULE,
        {
            "ann 04/late, ann 05/late": 0,
            "ann 04/late, ann 05/late, ann 11/late": 1,
            "ann 04/late, ann 05/late, ann 11/late rostered": 0,
        },
    ),
    Case(
        "sixteen hours a month: 15:59, 16:00, 16:01",
        raw_book(
            ann(hours_per_month=16),
            {"late": "04", "x": "05", "y": "06", "z": "07"},
            shifts={"x": ("15:00", "22:59"), "y": ("15:00", "23:00"), "z": ("15:00", "23:01")},
        ),
        RULE,
        {"ann 04/late, ann 05/x": 0, "ann 04/late, ann 06/y": 0, "ann 04/late, ann 07/z": MINUTE},
    ),
    Case(
        "one duty a week, counted from Monday, with one carried in",
        raw_book(
            ann(duties_per_week=1),
            {"late": "02 06 07 08"},
            period="2026-12-02 2026-12-31",
            carried_in={
                "duties": [
                    worked("ann", "2026-11-29 18:00", "2026-11-30 02:00"),
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00"),
                ]
            },
        ),
        RULE,
        {"ann 02/late": 1, "ann 06/late, ann 07/late": 1, "ann 07/late": 0, "ann 07/late, ann 08/late": 1},
    ),
    Case(
        "one night a weekend: Friday, Saturday and Sunday, not Thursday or Monday",
        raw_book(ann(nights_per_weekend=1), {"late": "03..07"}),
        RULE,
        {
            "ann 03/late, ann 04/late, ann 07/late": 0,
            "ann 04/late, ann 06/late": 1,
            "ann 04/late, ann 05/late, ann 06/late": 2,
        },
    ),
    Case(
        "nights, not days: a duty with three hours between 23:00 and 06:00, and one with a minute less",
        raw_book(
            ann(nights_per_weekend=1),
            {"day": "04..06", "late": "04", "almost": "05", "dawn": "06", "dusk": "06"},
            shifts={
                "day": ("08:00", "16:00"),
                "late": ("18:00", "02:00"),
                "almost": ("18:00", "01:59"),
                "dawn": ("03:00", "07:59"),
                "dusk": ("17:00", "23:30"),
            },
        ),
        RULE,
        {
            "ann 04/day, ann 05/day, ann 06/day": 0,
            "ann 04/late, ann 05/almost, ann 06/dusk": 0,
            "ann 04/late, ann 06/dawn": 1,  # Sunday 03:00 is the end of Saturday's night
        },
    ),
    Case(
        "a night begins in the evening: small hours of Friday are Thursday's, those of Monday Sunday's",
        raw_book(
            ann(nights_per_weekend=1),
            {"small": "04 05 07", "late": "06"},
            shifts={"small": ("02:00", "06:30"), "late": ("18:00", "02:00")},
        ),
        RULE,
        {
            "ann 04/small, ann 05/small": 0,
            "ann 05/small, ann 07/small": 1,
            "ann 06/late, ann 07/small": 0,  # both in Sunday's night
            "ann 05/small, ann 06/late, ann 07/small": 1,
        },
    ),
    Case(
        "nights of the weekend that were worked before the period, and a Monday that is still theirs",
        raw_book(
            ann(nights_per_weekend=1),
            {"small": "07 08", "late": "11"},
            period="2026-12-07 2026-12-31",
            shifts={"small": ("00:30", "06:30"), "late": ("18:00", "02:00")},
            carried_in={
                "duties": [
                    worked("ann", "2026-12-04 18:00", "2026-12-05 02:00"),
                    worked("ann", "2026-12-05 09:00", "2026-12-05 17:00"),
                ]
            },
        ),
        RULE,
        {"ann 07/small": 1, "ann 08/small, ann 11/late": 0},
    ),
    Case(
        "day duties carried in leave the weekend's night free",
        raw_book(
            ann(nights_per_weekend=1),
            {"small": "07"},
            period="2026-12-07 2026-12-31",
            shifts={"small": ("00:30", "06:30")},
            carried_in={
                "duties": [worked("ann", f"2026-12-{day} 09:00", f"2026-12-{day} 17:00") for day in ("05", "06")]
            },
        ),
        RULE,
        {"ann 07/small": 0},
    ),
    Case(
        "18:00-02:00 is a night on the weekends the clocks change, though only two hours of it pass in spring",
        raw_book(
            ann(nights_per_weekend=0),
            {"late": "27"},
            period="2027-03-26 2027-03-28",
        ),
        RULE,
        {"ann 27/late": 1},
    ),
    Case(
        "a rostered night is nobody's offer",
        raw_book(
            [person("medic", "paramedic", "all", posting=posted(), caps={"nights_per_weekend": 1})], {"late": "04 05"}
        ),
        RULE,
        {"medic 04/late rostered, medic 05/late offered": 0, "medic 04/late offered, medic 05/late offered": 1},
    ),
    Case(
        "a month remembers what was worked in it, and ends where the year does",
        raw_book(
            ann(duties_per_month=1, hours_per_month=20),
            {"late": "12-31 2027-01-01 2027-01-02"},
            period="2026-12-30 2027-01-03",
            carried_in={"duties": [worked("ann", "2026-12-04 18:00", "2026-12-05 02:00")]},
        ),
        RULE,
        {"ann 31/late": 1, "ann 01-01/late": 0, "ann 01-01/late, ann 01-02/late": 1},
    ),
    Case(
        "a cap of none, and someone posted who offers beyond it",
        raw_book(
            [
                person("ann", offers="all", caps={"duties_per_month": 0}),
                person("medic", "paramedic", "all", posting=posted(), caps={"duties_per_week": 1}),
            ],
            {"late": "04 05"},
        ),
        RULE,
        {
            "ann 04/late": 1,
            "medic 04/late rostered, medic 05/late offered": 0,
            "medic 04/late offered, medic 05/late offered": 1,
        },
    ),
    Case(
        "a duty on record in the period uses up a cap; work elsewhere does not",
        raw_book(
            [*ann(duties_per_month=1), person("bob", offers="all", caps={"duties_per_month": 1})],
            {"late": "11"},
            worked=[
                worked("ann", "2026-12-04 18:00", "2026-12-05 02:00"),
                worked("bob", "2026-12-04 18:00", "2026-12-05 02:00", kind="elsewhere"),
            ],
        ),
        RULE,
        {"ann 11/late": 1, "bob 11/late": 0},
    ),
]

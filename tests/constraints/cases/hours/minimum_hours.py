"""The promise: bands, what was offered, caps, what was worked before and elsewhere, month ends, clock changes."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

MINUTE = 1 / 60
RULE = "{kind: minimum-hours, hours: 16}"
FIRST, SECOND = 480 * 3, 480  # the first eight hours weigh three times the second


def ann(offers: object = "all", **fields: object) -> list[dict]:
    """A volunteer."""
    return [person("ann", "special", offers, **fields)]


CASES = [
    Case(
        "none, one, two and three duties",
        raw_book(ann(), {"late": "04 05 11"}),
        RULE,
        {"": 16, "ann 04/late": 8, "ann 04/late, ann 05/late": 0, "ann 04/late, ann 05/late, ann 11/late": 0},
        {"": FIRST + SECOND, "ann 04/late": SECOND},
        clean=True,
    ),
    Case(
        "only what was offered is expected, and first hours weigh alike for all",
        raw_book(ann("2026-12-04"), {"late": "04 05"}),
        RULE,
        {"": 8, "ann 04/late": 0},
        {"": FIRST},
        clean=True,
    ),
    Case(
        "hours carried in as a total come first",
        raw_book(ann(), {"late": "11 12"}, carried_in={"totals": [{"person": "ann", "hours": {"2026-12": 10}}]}),
        RULE,
        {"": 6, "ann 11/late": 0},
        {"": 360},
        clean=True,
    ),
    Case(
        "duties listed and hours elsewhere count, training and no-shows do not",
        raw_book(
            ann(),
            {"late": "11 12"},
            period="2026-12-07 2026-12-31",
            carried_in={
                "duties": [
                    worked("ann", "2026-12-04 18:00", "2026-12-05 01:00"),
                    worked("ann", "2026-11-28 18:00", "2026-11-29 02:00"),
                    worked("ann", "2026-12-03 09:00", "2026-12-03 12:00", kind="training"),
                    worked("ann", "2026-12-05 18:00", "2026-12-06 02:00", no_show=True),
                ]
            },
            worked=[
                worked("ann", "2026-12-08 09:00", "2026-12-08 10:00", kind="elsewhere"),
                worked("ann", "2026-12-09 09:00", "2026-12-09 17:00", kind="training"),
            ],
        ),
        RULE,
        {"": 8, "ann 11/late": 0},
        {"": SECOND},
        clean=True,
    ),
    Case(
        "what is on record takes the place of what was planned: an hour over, a no-show, another night stepped in",
        raw_book(
            ann(),
            {"late": "04 05 11"},
            worked=[
                worked("ann", "2026-12-04 18:00", "2026-12-05 03:00"),
                worked("ann", "2026-12-05 18:00", "2026-12-06 02:00", no_show=True),
                worked("ann", "2026-12-08 20:00", "2026-12-08 21:00"),
            ],
        ),
        RULE,
        {"": 6, "ann 04/late": 6, "ann 04/late, ann 05/late": 6, "ann 11/late": 0},
        {"": 360},
        clean=True,
    ),
    Case(
        "what is on record uses up own caps",
        raw_book(
            ann(caps={"duties_per_month": 1}),
            {"late": "04 05"},
            worked=[worked("ann", "2026-12-04 18:00", "2026-12-05 02:00")],
        ),
        RULE,
        {"": 0, "ann 04/late": 0},
        clean=True,
    ),
    Case(
        "a minute short, exact and over",
        raw_book(
            ann(),
            {"x": "04", "y": "05", "z": "06"},
            shifts={"x": ("15:00", "22:59"), "y": ("15:00", "23:00"), "z": ("15:00", "23:01")},
        ),
        "{kind: minimum-hours, hours: 8}",
        {"ann 04/x": MINUTE, "ann 05/y": 0, "ann 06/z": 0},
        {"ann 04/x": 1},
        clean=True,
    ),
    Case(
        "a duty of New Year's Eve belongs to December; each month is a promise of its own",
        raw_book(ann(), {"late": "12-31 2027-01-01"}, period="2026-12-28 2027-01-31"),
        RULE,
        {"": 16, "ann 31/late": 8, "ann 01-01/late": 8},
        {"": 2 * FIRST},
        clean=True,
    ),
    Case(
        "a month that ends after the period is not counted yet",
        raw_book(ann(), {"late": "12-30 2027-01-01"}, period="2026-12-28 2027-01-30"),
        RULE,
        {"": 8, "ann 30/late": 0, "ann 01-01/late": 8},
        clean=True,
    ),
    *(
        Case(
            f"own caps: {caps}",
            raw_book(ann(caps=caps), {"late": "04 05 11"}),
            RULE,
            {"": expected},
            clean=True,
        )
        for caps, expected in (
            ({"duties_per_month": 1}, 8),
            ({"hours_per_month": 12}, 12),
            ({"duties_per_week": 1}, 16),
            ({"nights_per_weekend": 0}, 0),
        )
    ),
    Case(
        "a cap on the month that is used up leaves nothing to expect",
        raw_book(
            ann(caps={"duties_per_month": 1}),
            {"late": "11 12"},
            period="2026-12-07 2026-12-31",
            carried_in={"duties": [worked("ann", "2026-12-04 18:00", "2026-12-05 02:00")]},
        ),
        RULE,
        {"": 0},
        clean=True,
    ),
    Case(
        "per period, in bands of its own",
        raw_book(ann(), {"late": "12-31 2027-01-01"}, period="2026-12-28 2027-01-03"),
        "{kind: minimum-hours, hours: 12, per: period, band_hours: 4}",
        {"": 12, "ann 31/late": 4},
        {"": 240 * (1 + 3 + 5), "ann 31/late": 240},
        clean=True,
    ),
    Case(
        "elapsed: nine hours on the night the clocks go back",
        raw_book(ann(), {"late": "23 24"}, period="2026-10-01 2026-10-31"),
        "{kind: minimum-hours, hours: 9, counting: elapsed}",
        {"ann 24/late": 0, "ann 23/late": 1},
        clean=True,
    ),
    Case(
        "rostered: eight hours whatever the clocks do",
        raw_book(ann(), {"late": "23 24"}, period="2026-10-01 2026-10-31"),
        "{kind: minimum-hours, hours: 9}",
        {"ann 24/late": 1, "ann 23/late": 1},
        clean=True,
    ),
]

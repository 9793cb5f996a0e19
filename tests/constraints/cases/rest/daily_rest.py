"""Gaps of a minute less, exactly, and a minute more than the rest; history, tours, and nights the clocks change."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, service, worked

MINUTE = 1 / 60
ANN = [person("ann", offers="all")]
RULE = "{kind: daily-rest, hours: 11}"
AROUND_ELEVEN = {"a": ("12:59", "14:00"), "b": ("13:00", "14:00"), "c": ("13:01", "14:00")}

CASES = [
    Case(
        "10:59, 11:00 and 11:01 after a late finish",
        raw_book(ANN, {"late": "04", "a": "05", "b": "05", "c": "05"}, shifts=AROUND_ELEVEN),
        RULE,
        {"ann 04/late, ann 05/a": MINUTE, "ann 04/late, ann 05/b": 0, "ann 04/late, ann 05/c": 0, "ann 05/a": 0},
        clean=True,
    ),
    Case(
        "only duties that follow each other count",
        raw_book(ANN, {"late": "04", "x": "05", "y": "05"}, shifts={"x": ("08:00", "10:00"), "y": ("12:00", "14:00")}),
        RULE,
        {"ann 04/late, ann 05/x, ann 05/y": 5 + 9, "ann 04/late, ann 05/y": 1, "ann 05/x, ann 05/y": 9},
        {"ann 04/late, ann 05/y": 60},
        clean=True,
    ),
    Case(
        "carried in, work elsewhere after, and a no-show that counts for nothing",
        raw_book(
            ANN,
            {"a": "01", "b": "01", "late": "01"},
            shifts=AROUND_ELEVEN,
            carried_in={
                "duties": [
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00"),
                    worked("ann", "2026-11-30 18:00", "2026-12-01 12:30", no_show=True),
                ]
            },
            worked=[worked("ann", "2026-12-02 12:59", "2026-12-02 14:00", kind="elsewhere")],
        ),
        RULE,
        {"ann 01/a": MINUTE, "ann 01/b": 0, "ann 01/late": MINUTE},
        clean=True,
    ),
    Case(
        "tours of the team: a rostered duty takes the place of its date's tour, an offered one does not",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"early": "02", "late": "03"},
            teams=[{"id": "A", "cycle": ["late", "rest"], "anchor": "2026-12-01"}],
        ),
        RULE,
        {"cop 02/early": 6, "cop 03/late rostered": 0, "cop 03/late offered": 11},
        clean=True,
    ),
    Case(
        "the night the clocks go back has an hour more of rest",
        raw_book(
            ANN,
            {"eve": "24", "dawn": "25", "six": "25", "sun": "25"},
            period="2026-10-01 2026-10-31",
            shifts={
                "eve": ("12:00", "20:00"),
                "dawn": ("05:59", "07:00"),
                "six": ("06:00", "07:00"),
                "sun": ("06:01", "07:00"),
            },
        ),
        RULE,
        {"ann 24/eve, ann 25/dawn": MINUTE, "ann 24/eve, ann 25/six": 0, "ann 24/eve, ann 25/sun": 0},
        clean=True,
    ),
    Case(
        "the night the clocks go forward has an hour less, over the end of a week",
        raw_book(
            ANN,
            {"eve": "27", "seven": "28", "short": "28", "eight": "28"},
            period="2027-03-01 2027-03-31",
            shifts={
                "eve": ("12:00", "20:00"),
                "seven": ("07:00", "07:30"),
                "short": ("07:59", "09:00"),
                "eight": ("08:00", "09:00"),
            },
        ),
        RULE,
        {"ann 27/eve, ann 28/seven": 1, "ann 27/eve, ann 28/short": MINUTE, "ann 27/eve, ann 28/eight": 0},
        clean=True,
    ),
    Case(
        "over the end of a month, with half hours",
        raw_book(
            ANN,
            {"late": "12-31 2027-01-01", "noon": "2027-01-01"},
            period="2026-12-30 2027-01-02",
            shifts={"noon": ("13:29", "14:00")},
        ),
        "{kind: daily-rest, hours: 11.5}",
        {"ann 31/late, ann 01-01/noon": MINUTE, "ann 01-01/noon, ann 01-01/late": 7.5},
        clean=True,
    ),
    Case(
        "after nights only: 23:59, 24:00 and 24:01 to whatever comes next, and nothing asked after a late turn",
        raw_book(
            ANN,
            {"night": "04", "a": "06", "b": "06", "c": "06", "late": "07", "early": "08"},
            shifts={"a": ("06:59", "07:30"), "b": ("07:00", "07:30"), "c": ("07:01", "07:30")},
        ),
        "{kind: daily-rest, hours: 24, applies_to: {shifts: [night]}}",
        {
            "ann 04/night, ann 06/a": MINUTE,
            "ann 04/night, ann 06/b": 0,
            "ann 04/night, ann 06/c": 0,
            "ann 07/late, ann 08/early": 0,
        },
        clean=True,
        bases=(Basis.OFFERED,),
    ),
    Case(
        "after duties of one call sign only, carried in as well, and before fixed work",
        raw_book(
            [*ANN, person("bob", offers="all")],
            [service("early", "01 03", "C1"), service("early", "01", "C2")],
            call_signs={"C1": "medway", "C2": "medway"},
            carried_in={
                "duties": [
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00", call_sign="C1"),
                    worked("bob", "2026-11-30 18:00", "2026-12-01 02:00", call_sign="C2"),
                ]
            },
            worked=[worked("ann", "2026-12-03 16:00", "2026-12-03 18:00", kind="elsewhere")],
        ),
        "{kind: daily-rest, hours: 11, applies_to: {call_signs: [C1]}}",
        {"ann C1@01/early": 6, "ann C2@01/early": 6, "bob C1@01/early": 0, "ann C1@03/early": 10},
        clean=True,
        bases=(Basis.OFFERED,),
    ),
    Case(
        "late off as on record, on no duty of the book: 8 h to the next; a minute more than 11 h, and a no-show",
        raw_book(
            [*ANN, person("bob", offers="all")],
            {"late": "05 07", "early": "06"},
            worked=[
                worked("ann", "2026-12-04 20:00", "2026-12-05 10:00"),
                worked("ann", "2026-12-06 18:00", "2026-12-07 06:59"),
                worked("bob", "2026-12-04 20:00", "2026-12-05 10:00", no_show=True),
            ],
        ),
        RULE,
        {"ann 05/late": 3, "ann 07/late": 0, "bob 05/late": 0},
        clean=True,
    ),
]

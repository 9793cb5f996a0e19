"""Overlaps: of duties, of seats, with commitments; a duty may start the minute another ends."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat, service, worked

RULE = "{kind: one-duty-at-a-time}"

CASES = [
    Case(
        "a minute before, at, and after the end of another, over midnight",
        raw_book(
            [person("ann")],
            {"late": "04", "x": "05", "y": "05", "z": "05"},
            shifts={"x": ("01:59", "06:00"), "y": ("02:00", "06:00"), "z": ("02:01", "06:00")},
        ),
        RULE,
        {
            "ann 04/late, ann 05/x": 1,
            "ann 04/late, ann 05/y": 0,
            "ann 04/late, ann 05/z": 0,
            "ann 04/late rostered, ann 04/late offered": 1,
            "ann 05/y, ann 05/z": 1,
        },
    ),
    Case(
        "two seats of one duty, two call signs at once, two people apart",
        raw_book(
            [person("ann"), person("bob", "constable")],
            [service("late", "04", "C1 C2")],
            call_signs={"C1": "medway", "C2": "medway"},
            seats=[seat("front", "special constable"), seat("back", "special")],
        ),
        RULE,
        {
            "ann 04/late front, ann 04/late back": 1,
            "ann 04/late front, ann C2@04/late front": 1,
            "ann 04/late front, bob C2@04/late front": 0,
        },
        bases=(Basis.OFFERED,),
    ),
    Case(
        "a long duty around two short ones",
        raw_book(
            [person("ann")],
            {"all": "04", "a": "04", "b": "04"},
            shifts={"all": ("08:00", "20:00"), "a": ("09:00", "10:00"), "b": ("11:00", "12:00")},
        ),
        RULE,
        {"ann 04/a, ann 04/b": 0, "ann 04/all, ann 04/b": 1, "ann 04/all, ann 04/a, ann 04/b": 2},
    ),
    Case(
        "carried in past midnight of the first date, and work elsewhere",
        raw_book(
            [person("ann")],
            {"x": "01", "y": "01", "late": "02"},
            shifts={"x": ("01:59", "06:00"), "y": ("02:00", "06:00")},
            carried_in={"duties": [worked("ann", "2026-11-30 18:00", "2026-12-01 02:00")]},
            worked=[
                worked("ann", "2026-12-03 01:00", "2026-12-03 05:00", kind="elsewhere"),
                worked("ann", "2026-12-01 03:00", "2026-12-01 04:00", kind="training", no_show=True),
            ],
        ),
        RULE,
        {"ann 01/x": 1, "ann 01/y": 0, "ann 02/late": 1},
    ),
    Case(
        "a tour: a rostered duty takes its place, an offered one does not, nor does a duty of the date before",
        raw_book(
            [person("cop", "constable", team="A")],
            {"late": "01", "night": "01 02"},
            teams=[{"id": "A", "cycle": ["late", "early", "rest", "rest"], "anchor": "2026-12-01"}],
            shifts={"early": ("06:00", "14:00")},
        ),
        RULE,
        {
            "cop 01/late rostered": 0,
            "cop 01/late offered": 1,
            "cop 01/night rostered": 1,
            "cop 02/night offered": 0,
        },
    ),
    Case(
        "a morning elsewhere leaves the late tour of that date as it was; work elsewhere in its time takes its place",
        raw_book(
            [person("cop", "constable", team="A")],
            {"night": "01 03"},
            teams=[{"id": "A", "cycle": ["late", "rest", "late", *["rest"] * 4], "anchor": "2026-12-01"}],
            worked=[
                worked("cop", "2026-12-01 09:00", "2026-12-01 10:00", kind="elsewhere"),
                worked("cop", "2026-12-03 16:00", "2026-12-03 22:00", kind="elsewhere"),
            ],
        ),
        RULE,
        {"cop 01/night offered": 1, "cop 03/night offered": 0},
    ),
    Case(
        "absent from a tour: no commitment is left",
        raw_book(
            [person("cop", "constable", team="A", absences=[{"kind": "annual leave", "first": "2026-12-01"}])],
            {"late": "01"},
            teams=[{"id": "A", "cycle": ["late"], "anchor": "2026-12-01"}],
        ),
        RULE,
        {"cop 01/late offered": 0},
    ),
]

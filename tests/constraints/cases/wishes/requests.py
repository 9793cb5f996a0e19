"""Wishes to work and to be off: single dates and runs, narrowed to shifts and call signs."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, service

ANN = [person("ann", offers="all")]
RULE = "{kind: requests}"

CASES = [
    Case(
        "off on one date, to work on another, nothing there on a third",
        raw_book(
            ANN,
            {"late": "04 05", "early": "04"},
            requests=[
                {"person": "ann", "wish": "off", "dates": ["2026-12-04"], "weight": 5},
                {"person": "ann", "wish": "work", "dates": ["2026-12-05", "2026-12-06"], "weight": 2},
            ],
        ),
        RULE,
        {"": 1, "ann 04/late": 2, "ann 04/early, ann 04/late, ann 05/late": 1, "ann 05/late": 0},
        {"": 120, "ann 04/late": 420, "ann 05/late": 0},
        clean=True,
    ),
    Case(
        "a run of dates, narrowed to a shift and a call sign",
        raw_book(
            ANN,
            [service("late", "04 05", "C1 C2"), service("early", "04", "C1")],
            call_signs={"C1": "medway", "C2": "swale"},
            requests=[
                {
                    "person": "ann",
                    "wish": "work",
                    "first": "2026-12-03",
                    "last": "2026-12-05",
                    "shift": "late",
                    "call_sign": "C2",
                }
            ],
        ),
        RULE,
        {"": 2, "ann 04/late": 2, "ann C2@04/late, ann C2@05/late": 0, "ann 04/early": 2},
        clean=True,
    ),
    Case(
        "two wishes that contradict each other: one is always not granted",
        raw_book(
            ANN,
            {"late": "04", "peak": "04"},
            requests=[
                {"person": "ann", "wish": "work", "first": "2026-12-04"},
                {"person": "ann", "wish": "off", "first": "2026-12-04"},
            ],
        ),
        RULE,
        {"": 1, "ann 04/late": 1, "ann 04/peak": 1},
        clean=True,
    ),
    Case(
        "a wish to work where nothing can be had is not granted",
        raw_book(
            [person("ann", offers="all", areas=["swale"])],
            [service("late", "04", "C1"), service("late", "05", "C2", id="two")],
            call_signs={"C1": "medway", "C2": "swale"},
            requests=[{"person": "ann", "wish": "work", "first": "2026-12-04", "last": "2026-12-05"}],
        ),
        RULE,
        {"": 1, "ann C2@05/late": 0},
        clean=True,
    ),
    Case(
        "only the shifts it applies to",
        raw_book(
            ANN,
            {"late": "04 05", "early": "04 06"},
            requests=[
                {"person": "ann", "wish": "off", "dates": ["2026-12-04"]},
                {"person": "ann", "wish": "work", "dates": ["2026-12-05", "2026-12-06"]},
            ],
        ),
        "{kind: requests, applies_to: {shifts: [late]}}",
        {"": 1, "ann 04/early": 1, "ann 04/late": 2, "ann 05/late": 0, "ann 06/early": 1},
        clean=True,
    ),
]

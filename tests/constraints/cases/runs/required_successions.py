"""What must follow a shift: with rest and without, two duties on a date, history, tours, the last date."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

ANN = [person("ann", offers="all")]
REST = "{kind: required-successions, after: {late: [late, peak]}}"
WORK = "{kind: required-successions, after: {early: [late]}, rest: false}"
OFFERED = (Basis.OFFERED,)

CASES = [
    Case(
        "one of the followers, another shift, rest",
        raw_book(ANN, {"late": "01 02", "peak": "02", "early": "02 03"}),
        REST,
        {
            "ann 01/late": 0,
            "ann 01/late, ann 02/late": 0,
            "ann 01/late, ann 02/peak": 0,
            "ann 01/late, ann 02/early": 1,
            "ann 01/late, ann 02/early, ann 02/late": 0,
            "ann 01/late, ann 03/early": 0,
            "ann 02/early, ann 03/early": 0,
            "ann 01/late, ann 02/late, ann 03/early": 1,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "no follower at all: only rest",
        raw_book(ANN, {"late": "01..03", "early": "02"}),
        "{kind: required-successions, after: {late: []}}",
        {"ann 01/late, ann 02/late": 1, "ann 01/late, ann 03/late": 0, "ann 01/late, ann 02/early, ann 02/late": 1},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "rest is not enough, but after the last date nothing is known",
        raw_book(ANN, {"early": "01..03", "late": "02 03"}, period="2026-12-01 2026-12-03"),
        WORK,
        {
            "ann 01/early": 1,
            "ann 01/early, ann 02/late": 0,
            "ann 01/early, ann 02/early": 2,
            "ann 01/early, ann 02/early, ann 02/late": 1,
            "ann 03/early": 0,
            "ann 02/late": 0,
        },
        clean=True,
        bases=OFFERED,
    ),
    *(
        Case(
            f"carried in: {text}",
            raw_book(
                ANN,
                {"late": "01", "early": "01 02", "day": "01"},
                carried_in={"duties": [worked("ann", f"2026-11-30 {start}", f"2026-11-30 {end}")]},
            ),
            WORK,
            expect,
            clean=True,
            bases=OFFERED,
        )
        for text, start, end, expect in (
            ("an empty date after it is not ours, another shift is", "07:00", "15:00", {"": 0, "ann 01/day": 1}),
            ("the follower comes", "07:00", "15:00", {"ann 01/late": 0, "ann 01/day, ann 01/late": 0}),
            ("it was booked off half an hour late", "07:00", "15:30", {"ann 01/day": 1, "ann 01/early": 2}),
            ("it was another shift", "07:00", "15:31", {"ann 01/day": 0, "ann 01/early": 1}),
        )
    ),
    *(
        Case(
            f"work elsewhere on the next date is no rest ({text})",
            raw_book(
                ANN,
                {"early": "01 03", "late": "01..03"},
                worked=[worked("ann", "2026-12-02 09:00", "2026-12-02 10:00", kind="elsewhere")],
            ),
            rule,
            {"ann 01/early": 1, "ann 01/early, ann 02/late": 0, "ann 03/early": amount},
            clean=True,
            bases=OFFERED,
        )
        for text, rule, amount in (
            ("rest allowed", "{kind: required-successions, after: {early: [late]}}", 0),
            ("rest not enough", WORK, 1),
        )
    ),
    Case(
        "tours of the team in and after the period",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "01..04", "early": "02 04"},
            period="2026-12-01 2026-12-04",
            teams=[{"id": "A", "cycle": ["late", "rest", "rest", "rest", "early", "rest"], "anchor": "2026-12-01"}],
        ),
        "{kind: required-successions, after: {late: [late]}}",
        {"": 0, "cop 02/early": 1, "cop 02/late": 0, "cop 02/early, cop 02/late": 0, "cop 04/late": 1},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "the team's own tours, one after the other",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "01..03", "early": "02"},
            period="2026-12-01 2026-12-03",
            teams=[{"id": "A", "cycle": ["late", "early", "rest"], "anchor": "2026-12-01"}],
        ),
        "{kind: required-successions, after: {late: [late], early: [early]}, rest: false}",
        {"": 0, "cop 03/late": 1, "cop 01/late": 0, "cop 02/early": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "one shift named: others are nothing to it",
        raw_book(ANN, {"late": "01 02", "early": "02"}),
        "{kind: required-successions, after: {late: [late]}, applies_to: {shifts: [late]}}",
        {"ann 01/late, ann 02/early": 0, "ann 01/late, ann 02/late": 0},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "the same, rest not enough",
        raw_book(ANN, {"late": "12-31 2027-01-01", "early": "12-31"}, period="2026-12-31 2027-01-02"),
        "{kind: required-successions, after: {late: [late]}, rest: false, applies_to: {call_signs: [C1]}}",
        {"ann 31/late, ann 01-01/late": 1, "ann 31/late": 1, "ann 31/early": 0},
        clean=True,
        bases=OFFERED,
    ),
]

"""Weekends worked: both days once, one under, at and over; other weekends, history, tours, the period's edges."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, worked

ANN = [person("ann", offers="all")]
OFFERED = (Basis.OFFERED,)
ONE = "{kind: most-weekends, most: 1}"

CASES = [
    Case(
        "one, two and three weekends; both days of one count once, and so do two duties; a Friday is none",
        raw_book(ANN, {"late": "04..06 12 20", "early": "06"}),
        ONE,
        {
            "ann 04/late": 0,
            "ann 05/late": 0,
            "ann 05/late, ann 06/early, ann 06/late": 0,
            "ann 04/late, ann 12/late": 0,
            "ann 05/late, ann 12/late": 1,
            "ann 06/late, ann 12/late": 1,
            "ann 06/early, ann 06/late, ann 12/late, ann 20/late": 2,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "a weekend from Friday to Sunday; a Monday belongs to none",
        raw_book(ANN, {"late": "03 04 06 07 11 14"}),
        "{kind: most-weekends, most: 1, weekend: [fri, sat, sun]}",
        {
            "ann 04/late, ann 06/late": 0,
            "ann 04/late, ann 11/late": 1,
            "ann 03/late, ann 07/late, ann 14/late, ann 11/late": 0,
        },
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "a weekend over the end of the week: Sunday and Monday",
        raw_book(ANN, {"late": "06 07 13 14"}),
        "{kind: most-weekends, most: 1, weekend: [sun, mon]}",
        {"ann 06/late, ann 07/late": 0, "ann 06/late, ann 14/late": 1, "ann 07/late, ann 13/late": 1},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "none at all",
        raw_book(ANN, {"late": "04 05"}),
        "{kind: most-weekends, most: 0}",
        {"ann 04/late": 0, "ann 05/late": 1},
        clean=True,
    ),
    Case(
        "a weekend begun before the period is one of it, an earlier one is not; more fixed than allowed",
        raw_book(
            ANN,
            {"late": "06 12 19"},
            period="2026-12-06 2026-12-31",
            carried_in={
                "duties": [worked("ann", f"2026-{day} 18:00", f"2026-{day} 23:00") for day in ("11-28", "12-05")]
            },
            worked=[worked("ann", "2026-12-20 09:00", "2026-12-20 10:00", kind="elsewhere")],
        ),
        ONE,
        {"": 0, "ann 06/late": 0, "ann 19/late": 0, "ann 12/late": 1, "ann 06/late, ann 12/late, ann 19/late": 1},
        clean=True,
        bases=OFFERED,
    ),
    Case(
        "tours of the team",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "05 12 19"},
            teams=[{"id": "A", "cycle": ["late"] + ["rest"] * 34, "anchor": "2026-12-05"}],
        ),
        ONE,
        {"": 0, "cop 05/late rostered": 0, "cop 12/late offered": 1, "cop 12/late offered, cop 19/late offered": 2},
        clean=True,
    ),
    Case(
        "the same with a shift named",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "05 12", "early": "05"},
            teams=[{"id": "A", "cycle": ["late"] + ["rest"] * 34, "anchor": "2026-12-05"}],
        ),
        "{kind: most-weekends, most: 1, applies_to: {shifts: [late]}}",
        {
            "cop 12/late offered": 1,
            "cop 05/early offered": 0,
            "cop 05/early offered, cop 12/late offered": 1,
            "cop 05/late, cop 12/late offered": 1,
        },
        clean=True,
    ),
    Case(
        "a tour is on no call sign",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "05 12"},
            teams=[{"id": "A", "cycle": ["late"] + ["rest"] * 34, "anchor": "2026-12-05"}],
        ),
        "{kind: most-weekends, most: 1, applies_to: {call_signs: [C1]}}",
        {"cop 12/late offered": 0, "cop 05/late, cop 12/late offered": 1},
        clean=True,
    ),
    Case(
        "a weekend worked as on record is one of them",
        raw_book(ANN, {"late": "06 12"}, worked=[worked("ann", "2026-12-05 09:00", "2026-12-05 17:00")]),
        ONE,
        {"ann 06/late": 0, "ann 12/late": 1},
        clean=True,
        bases=OFFERED,
    ),
]

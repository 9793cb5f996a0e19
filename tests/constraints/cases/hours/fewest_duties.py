"""Numbers of duties in a week, month or period: one under, at and over; stretches that end later; history; shifts."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, service, worked

ANN = [person("ann", offers="all")]
OFFERED = (Basis.OFFERED,)

CASES = [
    Case(
        "none, one, two and three where two are asked for in the period",
        raw_book(ANN, {"late": "01 08 15"}),
        "{kind: fewest-duties, duties: 2}",
        {"": 2, "ann 01/late": 1, "ann 01/late, ann 08/late": 0, "ann 01/late, ann 08/late, ann 15/late": 0},
        bases=OFFERED,
    ),
    Case(
        "more than there are to be had: hard, there is no rota",
        raw_book(ANN, {"late": "01"}),
        "{kind: fewest-duties, duties: 2}",
        {"": 2, "ann 01/late": 1},
        bases=OFFERED,
    ),
    Case(
        "a week that began before the period remembers what was carried in, one that ends after it is not asked",
        raw_book(
            ANN,
            {"late": "03 06 07"},
            period="2026-12-03 2026-12-12",
            carried_in={
                "duties": [
                    worked("ann", "2026-11-29 18:00", "2026-11-30 02:00"),
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00"),
                ]
            },
        ),
        "{kind: fewest-duties, duties: 2, per: week}",
        {"": 1, "ann 03/late": 0, "ann 07/late": 1, "ann 03/late, ann 06/late": 0, "ann 06/late, ann 07/late": 0},
        bases=OFFERED,
    ),
    Case(
        "a month that ends with the period, work elsewhere is no duty of the unit",
        raw_book(
            ANN,
            {"late": "11-30 12-01 12-31"},
            period="2026-11-30 2026-12-31",
            worked=[worked("ann", "2026-12-29 09:00", "2026-12-29 10:00", kind="elsewhere")],
        ),
        "{kind: fewest-duties, duties: 1, per: month}",
        {"": 2, "ann 30/late": 1, "ann 12-01/late": 1, "ann 30/late, ann 12-31/late": 0},
        bases=OFFERED,
    ),
    Case(
        "a fortnight from the Monday of the period's first week",
        raw_book(ANN, {"late": "03 13 14"}, period="2026-12-03 2026-12-27"),
        "{kind: fewest-duties, duties: 1, per: fortnight}",
        {"": 2, "ann 03/late, ann 13/late": 1, "ann 13/late, ann 14/late": 0},
        bases=OFFERED,
    ),
    Case(
        "named shifts only, of named people; no duties asked for is nothing asked for",
        raw_book(
            [*ANN, person("cop", "constable", "all", tags=["new"])],
            [service("late", "01 02"), service("early", "03")],
        ),
        "{kind: fewest-duties, duties: 2, applies_to: {shifts: [late], tags: [new]}}",
        {"": 2, "ann 01/late": 2, "cop 01/late, cop 03/early": 1, "cop 01/late, cop 02/late": 0},
        bases=OFFERED,
    ),
    Case(
        "nothing asked for",
        raw_book(ANN, {"late": "01"}),
        "{kind: fewest-duties, duties: 0}",
        {"": 0, "ann 01/late": 0},
        bases=OFFERED,
    ),
]

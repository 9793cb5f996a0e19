"""A band of hours: a minute short, exact, a minute over at both ends; history, tours, weeks cut by the period."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, posted, raw_book, worked

ANN = [person("ann", offers="all")]
OFFERED = (Basis.OFFERED,)

CASES = [
    Case(
        "7:59, 8:00, 15:59, 16:00, 16:01 of 8 to 16 hours in the period",
        raw_book(
            ANN,
            {"day": "01", "a": "02", "b": "03", "c": "04"},
            shifts={"a": ("09:00", "16:59"), "b": ("09:00", "17:00"), "c": ("09:00", "17:01")},
        ),
        "{kind: total-hours, least: 8, most: 16}",
        {
            "": 8,
            "ann 02/a": 1 / 60,
            "ann 03/b": 0,
            "ann 01/day, ann 02/a": 0,
            "ann 01/day, ann 03/b": 0,
            "ann 01/day, ann 04/c": 1 / 60,
        },
        {"": 480, "ann 01/day, ann 04/c": 1},
        bases=OFFERED,
    ),
    Case(
        "a week that ends after the period asks for no least, one that began before remembers it",
        raw_book(
            ANN,
            {"late": "03 07"},
            period="2026-12-03 2026-12-09",
            carried_in={"duties": [worked("ann", "2026-12-01 18:00", "2026-12-02 02:00")]},
        ),
        "{kind: total-hours, least: 12, most: 14, per: week}",
        {"": 4, "ann 03/late": 2, "ann 03/late, ann 07/late": 2},
        bases=OFFERED,
    ),
    Case(
        "more than the least in any case; the most is passed before the rota begins",
        raw_book(
            ANN,
            {"late": "03"},
            worked=[worked("ann", "2026-12-01 08:00", "2026-12-01 20:00", kind="elsewhere")],
        ),
        "{kind: total-hours, least: 4, most: 10, per: period}",
        {"": 0, "ann 03/late": 8},
        bases=OFFERED,
    ),
    Case(
        "no least: the most alone, over the end of a month, by elapsed hours",
        raw_book(
            ANN,
            {"late": "24 10-31 11-01"},
            period="2026-10-20 2026-11-10",
        ),
        "{kind: total-hours, most: 9, per: month, counting: elapsed}",
        {
            "": 0,
            "ann 24/late": 0,
            "ann 10-31/late": 0,
            "ann 24/late, ann 10-31/late": 8,
            "ann 24/late, ann 11-01/late": 0,
        },
        bases=OFFERED,
    ),
    Case(
        "paid hours, and people the rule does not speak of",
        raw_book(
            [person("medic", "paramedic", posting=posted()), person("ann", offers="all")],
            {"late": "04 05"},
            seats=[{"id": "any", "roles": ["paramedic", "special"], "minimum": 0, "preferred": 2}],
        ),
        "{kind: total-hours, least: 15, most: 15, counting: paid, applies_to: {roles: [paramedic]}}",
        {"": 15, "medic 04/late": 7.5, "medic 04/late, medic 05/late": 0, "ann 04/late, medic 04/late": 7.5},
        clean=True,
    ),
    Case(
        "tours count; a rostered duty takes the place of one",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "01 02"},
            period="2026-12-01 2026-12-02",
            teams=[{"id": "A", "cycle": ["late", "rest"], "anchor": "2026-12-01"}],
        ),
        "{kind: total-hours, least: 10, most: 12}",
        {"": 2, "cop 01/late rostered": 2, "cop 02/late offered": 4, "cop 01/late, cop 02/late offered": 4},
        clean=True,
    ),
    Case(
        "8 to 8 hours of one shift: short, exact and over; other shifts do not make them up",
        raw_book(ANN, {"late": "01 03", "day": "02"}),
        "{kind: total-hours, least: 8, most: 8, applies_to: {shifts: [late]}}",
        {"": 8, "ann 02/day": 8, "ann 01/late, ann 02/day": 0, "ann 01/late, ann 03/late": 8},
        bases=OFFERED,
    ),
]

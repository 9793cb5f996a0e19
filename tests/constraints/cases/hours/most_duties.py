"""Numbers of duties in a week, month or period: one under, at and over; history, and a rule for some shifts only."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, service, worked

ANN = [person("ann", offers="all")]
BEFORE = {"duties": [worked("ann", "2026-11-30 18:00", "2026-12-01 02:00")]}

CASES = [
    Case(
        "one, two and three in the period",
        raw_book(ANN, {"late": "01 08 15"}, carried_in=BEFORE),
        "{kind: most-duties, duties: 2}",
        {"ann 01/late": 0, "ann 01/late, ann 08/late": 0, "ann 01/late, ann 08/late, ann 15/late": 1},
    ),
    Case(
        "a week remembers the duty carried in, and ends on Sunday",
        raw_book(ANN, {"late": "01 03 06 07"}, carried_in=BEFORE),
        "{kind: most-duties, duties: 2, per: week}",
        {"ann 01/late": 0, "ann 01/late, ann 03/late": 1, "ann 06/late, ann 07/late": 0},
    ),
    Case(
        "more carried in than allowed",
        raw_book(ANN, {"late": "01 03"}, carried_in=BEFORE),
        "{kind: most-duties, duties: 0, per: week}",
        {"": 0, "ann 01/late": 1, "ann 01/late, ann 03/late": 2},
    ),
    Case(
        "a fortnight from the Monday of the period's first week, with what was carried in since then",
        raw_book(
            ANN,
            {"late": "03 13 14 27"},
            period="2026-12-03 2026-12-27",
            carried_in={
                "duties": [
                    worked("ann", "2026-11-29 18:00", "2026-11-30 02:00"),
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00"),
                ]
            },
        ),
        "{kind: most-duties, duties: 2, per: fortnight}",
        {
            "ann 03/late": 0,
            "ann 03/late, ann 13/late": 1,
            "ann 03/late, ann 14/late, ann 27/late": 0,
            "ann 13/late, ann 14/late, ann 27/late": 0,
        },
    ),
    Case(
        "a month ends with the date the duty starts on; work elsewhere is no duty of the unit",
        raw_book(
            ANN,
            {"late": "12-30 12-31 2027-01-01"},
            period="2026-12-28 2027-01-03",
            worked=[worked("ann", "2026-12-29 09:00", "2026-12-29 10:00", kind="elsewhere")],
        ),
        "{kind: most-duties, duties: 1, per: month}",
        {"ann 31/late, ann 01-01/late": 0, "ann 30/late, ann 31/late": 1},
    ),
    Case(
        "named shifts and call signs only, and then what was carried in is left out",
        raw_book(
            ANN,
            [service("late", "01 02", "C1"), service("early", "03", "C1"), service("late", "04", "C2")],
            call_signs={"C1": "medway", "C2": "swale"},
            carried_in=BEFORE,
        ),
        "{kind: most-duties, duties: 1, per: week, applies_to: {shifts: [late], call_signs: [C1]}}",
        {"ann 01/late, ann 03/early, ann C2@04/late": 0, "ann 01/late, ann 02/late": 1},
    ),
    Case(
        "only the people it applies to",
        raw_book([person("ann", offers="all"), person("cop", "constable", "all", tags=["new"])], {"late": "01 02"}),
        "{kind: most-duties, duties: 1, applies_to: {tags: [new]}}",
        {"ann 01/late, ann 02/late": 0, "cop 01/late, cop 02/late": 1},
    ),
    Case(
        "one shift only: one carried in of it counts, one of another does not",
        raw_book(
            [*ANN, person("bob", offers="all")],
            {"late": "01 02", "early": "03"},
            carried_in={
                "duties": [
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00"),
                    worked("bob", "2026-11-30 07:00", "2026-11-30 15:00"),
                ]
            },
        ),
        "{kind: most-duties, duties: 1, per: week, applies_to: {shifts: [late]}}",
        {
            "ann 01/late": 1,
            "ann 03/early": 0,
            "bob 01/late, bob 03/early": 0,
            "bob 01/late, bob 02/late": 1,
        },
        clean=True,
        bases=(Basis.OFFERED,),
    ),
    Case(
        "a duty on record in the period counts once, however many records it is in",
        raw_book(
            ANN,
            {"late": "03 04 08"},
            worked=[
                worked("ann", "2026-12-01 18:00", "2026-12-02 00:00"),
                worked("ann", "2026-12-02 00:00", "2026-12-02 02:00"),
            ],
        ),
        "{kind: most-duties, duties: 2, per: week}",
        {"ann 03/late": 0, "ann 03/late, ann 04/late": 1, "ann 08/late": 0},
    ),
]

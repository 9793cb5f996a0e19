"""Changes from one date to the next: kept, changed, grown, stood down between, carried in, other lines."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat, service, worked

OFFERED = (Basis.OFFERED,)
PAIR = [person("ann", offers="all"), person("bob", offers="all")]
RULE = "{kind: crew-continuity}"

CASES = [
    Case(
        "the same, another, and back; a date between them, or stood down, ends the run",
        raw_book(PAIR, {"late": "03 04 05 07"}),
        RULE,
        {
            "ann 03/late, ann 04/late, ann 05/late": 0,
            "ann 03/late, bob 04/late": 1,
            "ann 03/late, bob 04/late, ann 05/late": 2,
            "ann 03/late, bob 05/late": 0,
            "ann 05/late, bob 07/late": 0,
        },
        bases=OFFERED,
        clean=True,
        sized=True,
    ),
    Case(
        "a seat of two: both new, one new, one more, one fewer",
        raw_book(
            [*PAIR, person("cat", offers="all"), person("dan", offers="2026-12-05")],
            {"late": "04 05"},
            seats=[seat("police", "special", "1-2")],
        ),
        RULE,
        {
            "ann 04/late, bob 04/late, ann 05/late, bob 05/late": 0,
            "ann 04/late, bob 04/late, ann 05/late, cat 05/late": 1,
            "ann 04/late, ann 05/late, bob 05/late": 1,
            "ann 04/late, bob 04/late, bob 05/late": 0,
            "ann 04/late, bob 05/late, cat 05/late": 2,
            "bob 05/late, cat 05/late": 0,
        },
        bases=OFFERED,
        clean=True,
        sized=True,
    ),
    Case(
        "rostered or offered is the same; who could not have been there the date before is new",
        raw_book(
            [person("ann", offers="all"), person("bob", areas=["medway"])],
            [service("late", "04", "C1", "first"), service("late", "05", "C1", "second", id="then")],
            crews={"first": [seat("police", "special")], "second": [seat("police", "special")]},
        ),
        RULE,
        {
            "ann 04/late offered, ann 05/late rostered": 0,
            "ann 04/late, bob 05/late": 1,
            "bob 05/late": 0,
        },
        clean=True,
        sized=True,
    ),
    Case(
        "each call sign, shift and seat by itself",
        raw_book(
            [person("medic", "paramedic", "all"), person("aide", "paramedic", "all"), *PAIR],
            [service("late", "04 05", "C1"), service("early", "05", "C1")],
            seats=[seat("paramedic", "paramedic"), seat("police", "special")],
        ),
        "{kind: crew-continuity, seats: [paramedic]}",
        {
            "medic 04/late, ann 04/late, aide 05/late, bob 05/late": 1,
            "medic 04/late, ann 04/late, medic 05/late, bob 05/late": 0,
            "medic 04/late, ann 04/late, aide 05/early, bob 05/early": 0,
        },
        bases=OFFERED,
        clean=True,
        sized=True,
    ),
    Case(
        "the crew of the eve of the period is carried in, seat by seat",
        raw_book(
            [*PAIR, person("medic", "paramedic", "all"), person("aide", "paramedic", "all")],
            {"late": "01"},
            seats=[seat("paramedic", "paramedic", "0-1"), seat("police", "special", "1-2")],
            carried_in={
                "duties": [
                    worked("ann", "2026-11-30 18:05", "2026-12-01 02:20", call_sign="C1"),
                    worked("bob", "2026-11-30 18:00", "2026-12-01 02:00", call_sign="C1", no_show=True),
                    worked("bob", "2026-11-29 18:00", "2026-11-30 02:00", call_sign="C1"),
                    worked("bob", "2026-11-30 07:00", "2026-11-30 15:00", call_sign="C1"),
                    worked("medic", "2026-11-30 18:00", "2026-12-01 02:00"),
                ]
            },
        ),
        RULE,
        {
            "ann 01/late": 0,
            "bob 01/late": 1,
            "ann 01/late, bob 01/late": 1,
            "ann 01/late, aide 01/late": 0,
        },
        bases=OFFERED,
        clean=True,
        sized=True,
    ),
    Case(
        "from the last day of a month to the first of the next, over a seat that may be empty",
        raw_book(
            PAIR,
            {"late": "11-30 12-01"},
            period="2026-11-30 2026-12-01",
            seats=[seat("base", "special", "0-2")],
        ),
        RULE,
        {"ann 30/late, bob 12-01/late": 1, "ann 30/late, ann 12-01/late": 0, "bob 12-01/late": 1},
        bases=OFFERED,
        clean=True,
        sized=True,
    ),
    Case(
        "only the people it applies to",
        raw_book(PAIR, {"late": "03 04"}),
        "{kind: crew-continuity, applies_to: {people: [ann]}}",
        {"ann 03/late, bob 04/late": 0, "bob 03/late, ann 04/late": 1, "ann 03/late, ann 04/late": 0},
        bases=OFFERED,
        clean=True,
        sized=True,
    ),
]

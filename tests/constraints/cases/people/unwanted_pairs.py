"""Two people on one duty, on two duties at once, in any seats; several pairs; only some shifts."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat, service

WIDE = [seat("police", "special constable", "1-2-4")]
THREE = [person("ann", offers="all"), person("bob", offers="all"), person("cat", offers="all")]

CASES = [
    Case(
        "one of them, the other, both; each with somebody else",
        raw_book(THREE, {"late": "04"}, seats=WIDE),
        "{kind: unwanted-pairs, pairs: [[ann, bob]]}",
        {
            "ann 04/late": 0,
            "bob 04/late, cat 04/late": 0,
            "ann 04/late, bob 04/late": 1,
            "ann 04/late, bob 04/late, cat 04/late": 1,
        },
        clean=True,
    ),
    Case(
        "two pairs with one person in both",
        raw_book(THREE, {"late": "04"}, seats=WIDE),
        "{kind: unwanted-pairs, pairs: [[ann, bob], [cat, ann]]}",
        {"ann 04/late, bob 04/late, cat 04/late": 2, "bob 04/late, cat 04/late": 0, "ann 04/late, cat 04/late": 1},
        clean=True,
    ),
    Case(
        "different seats of one car; another car at the same time, and another date, are no matter",
        raw_book(
            [person("ann", offers="all"), person("medic", "paramedic", "all")],
            [service("late", "04 05", "C1"), service("late", "04", "C2")],
            seats=[seat("paramedic", "paramedic"), seat("police", "special")],
            call_signs={"C1": "medway", "C2": "swale"},
        ),
        "{kind: unwanted-pairs, pairs: [[medic, ann]]}",
        {
            "ann 04/late, medic 04/late": 1,
            "ann 04/late, medic C2@04/late": 0,
            "ann 04/late, medic 05/late": 0,
            "ann 04/late, medic 04/late, ann 05/late, medic 05/late": 2,
        },
        clean=True,
    ),
    Case(
        "only the shifts it applies to",
        raw_book(THREE[:2], {"late": "04", "early": "04"}, seats=WIDE),
        "{kind: unwanted-pairs, pairs: [[ann, bob]], applies_to: {shifts: [late]}}",
        {"ann 04/early, bob 04/early": 0, "ann 04/late, bob 04/late": 1},
        clean=True,
    ),
]

"""A spare costs, the call sign's own vehicle does not, wherever either may be."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book

OFFERED = (Basis.OFFERED,)
ANN = [person("ann", offers="all")]
SPARE = {"id": "V9", "spare_for": ["medway"]}

CASES = [
    Case(
        "its own vehicle, a spare, or none, on two nights",
        raw_book(ANN, {"late": "04 05"}, vehicles=[{"id": "V1", "call_signs": ["C1"]}, SPARE]),
        "{kind: own-vehicle}",
        {
            "": 0,
            "ann 04/late, 04/late in V1": 0,
            "ann 04/late, 04/late in V9": 1,
            "ann 04/late, 04/late in V9, ann 05/late, 05/late in V9": 2,
            "ann 04/late, 04/late in V9, ann 05/late, 05/late in V1": 1,
        },
        bases=OFFERED,
    ),
    Case(
        "a call sign with two vehicles of its own",
        raw_book(
            ANN, {"late": "04"}, vehicles=[{"id": "V1", "call_signs": ["C1"]}, {"id": "V2", "call_signs": ["C1"]}]
        ),
        "{kind: own-vehicle}",
        {"ann 04/late, 04/late in V1": 0, "ann 04/late, 04/late in V2": 0},
        bases=OFFERED,
    ),
]

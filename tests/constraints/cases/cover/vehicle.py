"""A vehicle for each duty that runs: its own, a spare, off the road, shared, handed over a minute too soon."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat, service

OFFERED = (Basis.OFFERED,)
ANN = [person("ann", offers="all")]
TWO = {"C1": "medway", "C2": "medway"}
RULE = "{kind: vehicle, handover_minutes: 30}"

CASES = [
    Case(
        "one vehicle that carries the call sign and one that does not",
        raw_book(ANN, {"late": "04"}, vehicles=[{"id": "V1", "call_signs": ["C1"]}, {"id": "V2"}]),
        RULE,
        {
            "": 0,
            "ann 04/late": 1,
            "ann 04/late, 04/late in V1": 0,
            "ann 04/late, 04/late in V2": 1,
            "04/late in V1": 1,
        },
    ),
    Case(
        "29, 30 and 31 minutes to hand over",
        raw_book(
            ANN,
            {"first": "04", "soon": "04", "just": "04", "well": "04"},
            shifts={
                "first": ("08:00", "12:00"),
                "soon": ("12:29", "13:00"),
                "just": ("12:30", "13:00"),
                "well": ("12:31", "13:00"),
            },
            vehicles=[{"id": "V1", "call_signs": ["C1"]}],
        ),
        RULE,
        {
            "ann 04/first, 04/first in V1, ann 04/soon, 04/soon in V1": 1,
            "ann 04/first, 04/first in V1, ann 04/just, 04/just in V1": 0,
            "ann 04/first, 04/first in V1, ann 04/well, 04/well in V1": 0,
        },
        bases=OFFERED,
    ),
    Case(
        "no handover at all: a duty may begin the minute another ends, over midnight and month end",
        raw_book(
            ANN,
            {"eve": "12-31", "small": "2027-01-01", "close": "2027-01-01"},
            period="2026-12-31 2027-01-01",
            shifts={"eve": ("18:00", "02:00"), "small": ("02:00", "06:00"), "close": ("01:59", "06:00")},
            vehicles=[{"id": "V1", "call_signs": ["C1"]}],
        ),
        "{kind: vehicle, handover_minutes: 0}",
        {
            "ann 31/eve, 31/eve in V1, ann 01-01/small, 01-01/small in V1": 0,
            "ann 31/eve, 31/eve in V1, ann 01-01/close, 01-01/close in V1": 1,
        },
        bases=OFFERED,
    ),
    Case(
        "two call signs share a vehicle, and a spare of the area stands in",
        raw_book(
            ANN,
            [service("late", "04", "C1 C2")],
            call_signs=TWO,
            vehicles=[{"id": "V1", "call_signs": ["C1", "C2"]}, {"id": "S", "spare_for": ["medway"]}],
        ),
        RULE,
        {
            "ann 04/late, ann C2@04/late, 04/late in V1, C2@04/late in S": 0,
            "ann 04/late, ann C2@04/late, 04/late in V1, C2@04/late in V1": 1,
            "ann 04/late, ann C2@04/late, 04/late in V1": 1,
            "ann 04/late, 04/late in S": 0,
        },
    ),
    Case(
        "off the road for a moment of the duty, then a spare may carry it; a spare of another area may not",
        raw_book(
            ANN,
            {"late": "04", "early": "05"},
            vehicles=[
                {
                    "id": "V1",
                    "call_signs": ["C1"],
                    "off_road": [{"start": "2026-12-05 01:59", "end": "2026-12-05 03:00"}],
                },
                {"id": "S", "spare_for": ["medway"]},
                {"id": "T", "spare_for": ["swale"]},
            ],
        ),
        RULE,
        {
            "ann 04/late, 04/late in V1": 1,
            "ann 04/late, 04/late in S": 0,
            "ann 04/late, 04/late in T": 1,
            "ann 05/early, 05/early in V1": 0,
        },
        bases=OFFERED,
    ),
    Case(
        "one vehicle is on two duties of two dates with too little between: the spare stands in",
        raw_book(
            ANN,
            [service("late", "04", "C1"), service("dawn", "05", "C2")],
            call_signs=TWO,
            shifts={"dawn": ("02:10", "08:00")},
            vehicles=[{"id": "V1", "call_signs": ["C1", "C2"]}, {"id": "S", "spare_for": ["medway"]}],
        ),
        RULE,
        {"ann 04/late, 04/late in V1, ann C2@05/dawn, C2@05/dawn in S": 0},
        bases=OFFERED,
    ),
    Case(
        "a crew that may be empty needs no vehicle",
        raw_book(ANN, {"late": "04"}, seats=[seat(size="0-1")], vehicles=[{"id": "V1", "call_signs": ["C1"]}]),
        RULE,
        {"": 0, "ann 04/late": 0},
    ),
    Case("no vehicles in the book", raw_book(ANN, {"late": "04"}), RULE, {"": 0, "ann 04/late": 0}),
]

"""Alone, with the other, with another; one way and both ways; either of two tutors."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat

WIDE = [seat("police", "special constable", "1-2-4")]
THREE = [person("new", offers="all"), person("tutor", offers="all"), person("other", offers="all")]

CASES = [
    Case(
        "one way: the tutor may go without the student, not the student without the tutor",
        raw_book(THREE, {"late": "04"}, seats=WIDE),
        "{kind: required-pairs, pairs: [[new, tutor]]}",
        {
            "new 04/late": 1,
            "new 04/late, other 04/late": 1,
            "new 04/late, tutor 04/late": 0,
            "tutor 04/late": 0,
            "tutor 04/late, other 04/late": 0,
        },
        clean=True,
    ),
    Case(
        "both ways",
        raw_book(THREE, {"late": "04"}, seats=WIDE),
        "{kind: required-pairs, pairs: [[new, tutor]], both_ways: true}",
        {"new 04/late": 1, "tutor 04/late, other 04/late": 1, "new 04/late, tutor 04/late": 0, "other 04/late": 0},
        clean=True,
    ),
    Case(
        "either of two tutors, and one tutor of two students",
        raw_book(
            [*THREE, person("newer", offers="all")],
            {"late": "04"},
            seats=WIDE,
        ),
        "{kind: required-pairs, pairs: [[new, tutor], [new, other], [newer, tutor]]}",
        {
            "new 04/late, other 04/late": 0,
            "newer 04/late, other 04/late": 1,
            "new 04/late, newer 04/late": 2,
            "new 04/late, newer 04/late, tutor 04/late": 0,
        },
        clean=True,
    ),
    Case(
        "the tutor on the same date but another duty, or who cannot be on it at all",
        raw_book(
            [person("new", offers="all"), person("tutor", "paramedic", "all")],
            {"late": "04", "early": "04"},
            crews={"crew": [seat("police", "special", "0-1"), seat("paramedic", "paramedic", "0-1")]},
        ),
        "{kind: required-pairs, pairs: [[new, tutor]], applies_to: {shifts: [late]}}",
        {"new 04/late, tutor 04/early": 1, "new 04/early": 0, "new 04/late, tutor 04/late": 0},
        clean=True,
    ),
]

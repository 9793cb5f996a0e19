"""Accompanied officers and those beside them: one too many, as many, one fewer; a status that lapses."""

from tests.constraints.agreement import Case
from tests.constraints.books import holds, person, raw_book, seat

WIDE = [seat("police", "special constable", "1-2-4")]

CASES = [
    Case(
        "alone, beside one who is experienced, two beside one",
        raw_book(
            [
                person("new", qualifications=holds("learner")),
                person("newer", qualifications=holds("learner")),
                person("old", qualifications=holds("patrol")),
                person("other"),
            ],
            {"late": "04"},
            seats=WIDE,
        ),
        "{kind: accompanied, status: learner, experienced: [patrol]}",
        {
            "new 04/late": 1,
            "new 04/late, other 04/late": 1,
            "new 04/late, old 04/late": 0,
            "new 04/late, newer 04/late, old 04/late": 1,
            "new 04/late, newer 04/late": 2,
        },
    ),
    Case(
        "one may look after two; roles are experience, but not for who is accompanied",
        raw_book(
            [
                person("new", qualifications=holds("learner")),
                person("newer", qualifications=holds("learner")),
                person("cop", "constable"),
                person("rookie", "constable", qualifications=holds("learner", "patrol")),
            ],
            {"late": "04"},
            seats=WIDE,
        ),
        "{kind: accompanied, status: learner, experienced: [patrol], experienced_roles: [constable], each: 2}",
        {
            "new 04/late, newer 04/late, cop 04/late": 0,
            "new 04/late, newer 04/late, rookie 04/late, cop 04/late": 1,
            "rookie 04/late": 1,
        },
    ),
    Case(
        "the status on the day of the duty: its last day and the day after",
        raw_book(
            [
                person("new", qualifications=holds("learner to 2026-12-04")),
                person("old", qualifications=holds("patrol from 2026-12-05")),
            ],
            {"late": "04 05"},
            seats=WIDE,
        ),
        "{kind: accompanied, status: learner, experienced: [patrol]}",
        {"new 04/late": 1, "new 04/late, old 04/late": 1, "new 05/late": 0},
    ),
    Case(
        "officers and medics in seats of their own, and only the shifts it applies to",
        raw_book(
            [
                person("new", qualifications=holds("learner")),
                person("medic", "paramedic", qualifications=holds("patrol")),
            ],
            {"late": "04", "early": "04"},
            seats=[seat("paramedic", "paramedic"), seat("police", "special", "1-2")],
        ),
        "{kind: accompanied, status: learner, experienced: [patrol], applies_to: {shifts: [late]}}",
        {"new 04/late": 1, "new 04/late, medic 04/late": 0, "new 04/early": 0},
    ),
    Case(
        "only whom it applies to must be accompanied, by anybody",
        raw_book(
            [
                person("new", qualifications=holds("learner"), tags=["probationer"]),
                person("aide", qualifications=holds("learner")),
                person("old", qualifications=holds("patrol")),
            ],
            {"late": "04"},
            seats=WIDE,
        ),
        "{kind: accompanied, status: learner, experienced: [patrol], applies_to: {tags: [probationer]}}",
        {"new 04/late": 1, "aide 04/late": 0, "new 04/late, aide 04/late": 1, "new 04/late, old 04/late": 0},
    ),
]

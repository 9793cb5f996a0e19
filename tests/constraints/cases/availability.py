"""Rostered, offered, absent: windows a minute too short, absences a minute into a duty, tours and rest days."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, posted, raw_book

RULE = "{kind: availability}"


def offers(**window: object) -> list[dict]:
    """An offer of 4 December."""
    return [{"dates": ["2026-12-04"], **window}]


def absent(start: str, end: str) -> list[dict]:
    """An absence of exact times."""
    return [{"kind": "sickness", "start": start, "end": end}]


CASES = [
    Case(
        "offered: the date, and nothing else",
        raw_book([person("ann", offers="2026-12-04"), person("bob")], {"late": "04 05"}),
        RULE,
        {"ann 04/late offered": 0, "ann 04/late rostered": 1, "ann 05/late": 1, "bob 04/late": 1},
    ),
    Case(
        "offers with a window: a minute short at either end, exact, and for another call sign",
        raw_book(
            [
                person("exact", offers=offers(start="18:00", end="02:00")),
                person("late", offers=offers(start="18:01", end="03:00")),
                person("early", offers=offers(start="17:00", end="01:59")),
                person("other", offers=offers(call_signs=["C2"])),
            ],
            {"late": "04"},
            call_signs={"C1": "medway", "C2": "medway"},
        ),
        RULE,
        {"exact 04/late": 0, "late 04/late": 1, "early 04/late": 1, "other 04/late": 1},
    ),
    Case(
        "an evening's window holds what lies after midnight, to the minute; a whole day does not",
        raw_book(
            [
                person("ann", offers=[{"weekdays": ["thu"], "start": "18:00", "end": "06:30"}]),
                person("bob", offers=[{"weekdays": ["thu"], "start": "18:00", "end": "06:29"}]),
                person("cat", offers="thu"),
            ],
            {"small": "04"},
            shifts={"small": ("00:30", "06:30")},
        ),
        RULE,
        {"ann 04/small": 0, "bob 04/small": 1, "cat 04/small": 1},
    ),
    Case(
        "absences: touching the duty's first and last minute, ending as it begins, beginning as it ends",
        raw_book(
            [
                person("before", offers="all", absences=absent("2026-12-04 09:00", "2026-12-04 18:00")),
                person("first", offers="all", absences=absent("2026-12-04 09:00", "2026-12-04 18:01")),
                person("last", offers="all", absences=absent("2026-12-05 01:59", "2026-12-05 09:00")),
                person("after", offers="all", absences=absent("2026-12-05 02:00", "2026-12-05 09:00")),
            ],
            {"late": "04"},
        ),
        RULE,
        {"before 04/late": 0, "first 04/late": 1, "last 04/late": 1, "after 04/late": 0},
    ),
    Case(
        "whole dates of leave speak of the duties that start on them",
        raw_book(
            [
                person(
                    "ann",
                    offers="all",
                    absences=[{"kind": "annual leave", "first": "2026-12-05", "last": "2026-12-06"}],
                )
            ],
            {"late": "04..07"},
        ),
        RULE,
        {"ann 04/late": 0, "ann 05/late": 1, "ann 06/late": 1, "ann 07/late": 0},
    ),
    Case(
        "rostered by a posting, inside its dates and weekdays",
        raw_book(
            [person("medic", "paramedic", posting=posted(weekdays="fri sat", first="2026-12-05", last="2026-12-11"))],
            {"late": "04..06 11 12"},
        ),
        RULE,
        {
            "medic 04/late rostered": 1,
            "medic 05/late": 0,
            "medic 06/late rostered": 1,
            "medic 11/late": 0,
            "medic 12/late rostered": 1,
            "medic 05/late offered": 1,
        },
    ),
    Case(
        "rostered by a team's tour of that very shift",
        raw_book(
            [person("cop", "constable", "2026-12-03", team="A")],
            {"late": "01..03", "early": "02"},
            teams=[{"id": "A", "cycle": ["late", "early", "rest"], "anchor": "2026-12-04"}],
        ),
        RULE,
        {
            "cop 01/late rostered": 0,
            "cop 02/late rostered": 1,
            "cop 02/early rostered": 0,
            "cop 03/late rostered": 1,
            "cop 03/late offered": 0,
        },
    ),
    Case(
        "who joins: the day before, and the day itself, offered or rostered",
        raw_book(
            [
                person("ann", offers="all", joined="2026-12-05"),
                person("medic", "paramedic", posting=posted(), joined="2026-12-05"),
            ],
            {"late": "04 05"},
        ),
        RULE,
        {"ann 04/late": 1, "ann 05/late": 0, "medic 04/late rostered": 1, "medic 05/late rostered": 0},
    ),
]

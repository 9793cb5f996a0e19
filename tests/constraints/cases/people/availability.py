"""Rostered, offered, absent: windows a minute too short, absences a minute into a duty, tours and rest days."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, posted, raw_book

RULE = "{kind: availability}"


def offers(**window: object) -> list[dict]:
    """An offer of 4 December."""
    return [{"dates": ["2026-12-04"], **window}]


def absent(start: str, end: str) -> list[dict]:
    """An absence of exact times."""
    return [{"kind": "sickness", "start": start, "end": end}]


def away(kind: str, first: str = "2026-12-05") -> list[dict]:
    """An absence of one whole day."""
    return [{"kind": kind, "first": first}]


ENDS = {
    "under": ("20:00", "05:59"),
    "exact": ("20:00", "06:00"),
    "over": ("20:00", "06:01"),
    "seven": ("20:00", "07:00"),
    "more": ("20:00", "07:01"),
}

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
        "leave of Saturday: a duty of Friday may run to 06:00, and a minute more is too long; sickness likewise",
        raw_book(
            [
                person("ann", offers="all", absences=away("annual leave")),
                person("bob", offers="all", absences=away("sickness")),
            ],
            {"under": "04", "exact": "04", "over": "04"},
            shifts=ENDS,
        ),
        RULE,
        {
            "ann 04/under": 0,
            "ann 04/exact": 0,
            "ann 04/over": 1,
            "bob 04/exact": 0,
            "bob 04/over": 1,
        },
        bases=(Basis.OFFERED,),
    ),
    Case(
        "every kind of absence but a rest day begins at 06:00; exact times are held against what overlaps alone",
        raw_book(
            [
                *(
                    person(name, offers="all", absences=away(kind))
                    for name, kind in (
                        ("t", "training"),
                        ("a", "abstraction"),
                        ("o", "other"),
                        ("r", "rest day"),
                    )
                ),
                person("x", offers="all", absences=absent("2026-12-05 09:00", "2026-12-05 17:00")),
            ],
            {"over": "04"},
            shifts=ENDS,
        ),
        RULE,
        {"t 04/over": 1, "a 04/over": 1, "o 04/over": 1, "r 04/over": 0, "x 04/over": 0},
        bases=(Basis.OFFERED,),
    ),
    Case(
        "another hour, to the minute, and other kinds into which a duty may run",
        raw_book(
            [
                person("ann", offers="all", absences=away("annual leave")),
                person("bob", offers="all", absences=away("training")),
                person("cat", offers="all", absences=away("rest day")),
            ],
            {"seven": "04", "more": "04"},
            shifts=ENDS,
        ),
        "{kind: availability, away_from: '07:00', may_run_into: [training]}",
        {
            "ann 04/seven": 0,
            "ann 04/more": 1,
            "bob 04/more": 0,
            "cat 04/seven": 0,
            "cat 04/more": 1,
        },
        bases=(Basis.OFFERED,),
    ),
    Case(
        "away from midnight: a duty up to it runs into nothing",
        raw_book(
            [person("ann", offers="all", absences=away("annual leave"))],
            {"midnight": "04", "past": "04"},
            shifts={"midnight": ("16:00", "00:00"), "past": ("16:00", "00:01")},
        ),
        "{kind: availability, away_from: '00:00'}",
        {"ann 04/midnight": 0, "ann 04/past": 1},
    ),
    Case(
        "the evening of the last day away stays away; a second absence of that day changes nothing",
        raw_book(
            [
                person(
                    "ann",
                    offers="all",
                    absences=[*away("annual leave", "2026-12-05"), *away("sickness", "2026-12-05")],
                )
            ],
            {"over": "03..06"},
            shifts=ENDS,
        ),
        RULE,
        {"ann 03/over": 0, "ann 04/over": 1, "ann 05/over": 1, "ann 06/over": 0},
        bases=(Basis.OFFERED,),
    ),
    Case(
        "a whole day on duty, and leave that begins after the period",
        raw_book(
            [person("ann", offers="all", absences=away("annual leave", "2027-01-01"))],
            {"round": "30 31"},
            shifts={"round": ("09:00", "09:00")},
        ),
        RULE,
        {"ann 30/round": 0, "ann 31/round": 1},
    ),
    Case(
        "the clock on the wall counts on the night the clocks go back: 06:00 is seven hours after midnight",
        raw_book(
            [person("ann", offers="all", absences=away("annual leave", "2026-10-25"))],
            {"exact": "24", "over": "24"},
            period="2026-10-20 2026-10-31",
            shifts=ENDS,
        ),
        RULE,
        {"ann 24/exact": 0, "ann 24/over": 1},
    ),
    Case(
        "rostered time gives way as offers do",
        raw_book(
            [person("medic", "paramedic", posting=posted(), absences=away("annual leave"))],
            {"exact": "04", "over": "04"},
            shifts=ENDS,
        ),
        RULE,
        {"medic 04/exact rostered": 0, "medic 04/over rostered": 1},
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

"""Runs of dates: one under, at and over the limit; history, work elsewhere, tours, two duties on a date, month ends."""

from models.rota import Basis
from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, service, worked

ANN = [person("ann", offers="all")]
RULE = "{kind: consecutive-duties, most: 2}"

CASES = [
    Case(
        "two, three and four days running, one with two duties",
        raw_book(ANN, {"late": "01..04", "early": "02"}),
        RULE,
        {
            "ann 01/late, ann 02/late": 0,
            "ann 01/late, ann 02/late, ann 03/late": 1,
            "ann 01/late, ann 02/late, ann 03/late, ann 04/late": 2,
            "ann 01/late, ann 02/late, ann 04/late": 0,
            "ann 01/late, ann 02/early, ann 02/late": 0,
            "ann 01/late, ann 02/early, ann 02/late, ann 03/late": 1,
        },
        clean=True,
    ),
    Case(
        "two runs that are too long are two breaches",
        raw_book(ANN, {"late": "01..07"}),
        RULE,
        {
            "ann 01/late, ann 02/late, ann 03/late, ann 05/late, ann 06/late, ann 07/late": 2,
            "ann 01/late, ann 02/late, ann 04/late, ann 05/late, ann 07/late": 0,
        },
        clean=True,
        bases=(Basis.OFFERED,),
    ),
    Case(
        "carried in from last month",
        raw_book(
            ANN,
            {"late": "01..03"},
            carried_in={"duties": [worked("ann", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (29, 30)]},
        ),
        RULE,
        {"ann 01/late": 1, "ann 02/late": 0, "ann 01/late, ann 02/late": 2, "ann 02/late, ann 03/late": 0},
        clean=True,
    ),
    Case(
        "a run that is too long before the rota begins: only what the rota adds counts",
        raw_book(
            ANN,
            {"late": "01 02"},
            carried_in={
                "duties": [worked("ann", f"2026-11-{day} 18:00", f"2026-11-{day} 23:00") for day in (27, 28, 29, 30)]
            },
        ),
        RULE,
        {"": 0, "ann 01/late": 1, "ann 02/late": 0},
        clean=True,
    ),
    Case(
        "work elsewhere in the middle",
        raw_book(
            ANN,
            {"late": "01 03 04"},
            worked=[worked("ann", "2026-12-02 09:00", "2026-12-02 17:00", kind="elsewhere")],
        ),
        RULE,
        {"ann 01/late, ann 03/late": 1, "ann 03/late": 0, "ann 03/late, ann 04/late": 1},
        clean=True,
    ),
    Case(
        "tours of the team: a duty on a rest day joins two runs, one in place of a tour adds nothing",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "01..03"},
            teams=[{"id": "A", "cycle": ["late", "late", "rest"], "anchor": "2026-12-01"}],
        ),
        RULE,
        {"cop 01/late, cop 02/late": 0, "cop 03/late": 3},
        clean=True,
    ),
    Case(
        "nine tours before the period, none left out",
        raw_book(
            [person("cop", "constable", "all", team="A")],
            {"late": "01"},
            teams=[{"id": "A", "cycle": ["late"] * 9 + ["rest"] * 11, "anchor": "2026-11-22"}],
        ),
        "{kind: consecutive-duties, most: 9}",
        {"cop 01/late offered": 1},
        clean=True,
    ),
    Case(
        "over the end of a year",
        raw_book(ANN, {"late": "12-30 12-31 2027-01-01 2027-01-02"}, period="2026-12-30 2027-01-02"),
        RULE,
        {"ann 30/late, ann 31/late, ann 01-01/late": 1, "ann 30/late, ann 31/late, ann 01-02/late": 0},
        clean=True,
    ),
    Case(
        "nights only: two, three and four running, other turns between and on the eve",
        raw_book(
            ANN,
            {"night": "01..04", "early": "03"},
            carried_in={"duties": [worked("ann", "2026-11-30 18:00", "2026-11-30 23:00")]},
        ),
        "{kind: consecutive-duties, most: 2, applies_to: {shifts: [night]}}",
        {
            "ann 01/night, ann 02/night": 0,
            "ann 01/night, ann 02/night, ann 03/early, ann 04/night": 0,
            "ann 01/night, ann 02/night, ann 03/night": 1,
            "ann 01/night, ann 02/night, ann 03/night, ann 04/night": 2,
        },
        clean=True,
    ),
    Case(
        "nights only: one carried in by the clock and one booked on a little late count, a short one does not",
        raw_book(
            [*ANN, person("bob", offers="all")],
            {"night": "01"},
            carried_in={
                "duties": [
                    worked("ann", "2026-11-29 22:00", "2026-11-30 07:00"),
                    worked("ann", "2026-11-30 22:10", "2026-12-01 07:30"),
                    worked("bob", "2026-11-29 22:00", "2026-11-30 07:00"),
                    worked("bob", "2026-11-30 22:00", "2026-12-01 06:29"),
                ]
            },
        ),
        "{kind: consecutive-duties, most: 2, applies_to: {shifts: [night]}}",
        {"ann 01/night": 1, "bob 01/night": 0},
        clean=True,
        bases=(Basis.OFFERED,),
    ),
    Case(
        "one call sign, its area, its service: a duty carried in is of these as far as it says its call sign",
        raw_book(
            [*ANN, person("bob", offers="all")],
            [service("late", "01", "C1", id="nights"), service("late", "01", "C2", id="others")],
            call_signs={"C1": "medway", "C2": "swale"},
            carried_in={
                "duties": [
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:00", call_sign="C1"),
                    worked("bob", "2026-11-30 18:00", "2026-12-01 02:00"),
                ]
            },
        ),
        "{kind: consecutive-duties, most: 1, applies_to: {call_signs: [C1], services: [nights], areas: [medway]}}",
        {"ann C1@01/late": 1, "ann C2@01/late": 0, "bob C1@01/late": 0},
        clean=True,
        bases=(Basis.OFFERED,),
    ),
    Case(
        "a night on record in two that meet at midnight is one date",
        raw_book(
            ANN,
            {"late": "02..04"},
            worked=[
                worked("ann", "2026-12-01 18:30", "2026-12-02 00:00"),
                worked("ann", "2026-12-02 00:00", "2026-12-02 07:10"),
            ],
        ),
        RULE,
        {"ann 02/late": 0, "ann 02/late, ann 03/late": 1, "ann 03/late, ann 04/late": 0},
        clean=True,
    ),
]

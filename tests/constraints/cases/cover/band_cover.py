"""A demand curve: nobody, one, two in a band; overlaps, gaps, roles, weekdays, the eve, the clocks going back."""

from tests.constraints.agreement import Case
from tests.constraints.books import person, raw_book, seat, service, worked

TWO = {"C1": "medway", "C2": "medway"}
PAIR = [person("ann"), person("bob")]

CASES = [
    Case(
        "two duties that overlap fill a band together, and neither is there at its end",
        raw_book(
            PAIR,
            [service("a", "04", "C1"), service("b", "04", "C2")],
            shifts={"a": ("07:00", "15:00"), "b": ("12:45", "20:00")},
            call_signs=TWO,
            period="2026-12-01 2026-12-07",
        ),
        "{kind: band-cover, bands: [{start: '08:00', end: '21:00', weekdays: [fri], minimum: 1}]}",
        {"": 13, "ann 04/a": 6, "bob C2@04/b": 4.75 + 1, "ann 04/a, bob C2@04/b": 1},
        clean=True,
    ),
    Case(
        "the preferred figure; bands past midnight, on some weekdays, and one that asks for nothing",
        raw_book(
            PAIR,
            [service("late", "04", "C1 C2"), service("late", "06", "C1", id="sun")],
            call_signs=TWO,
            period="2026-12-04 2026-12-06",
        ),
        "{kind: band-cover, asks: preferred, bands: ["
        "{start: '20:00', end: '02:00', weekdays: [fri], minimum: 1, preferred: 2},"
        " {start: '18:00', end: '20:00', weekdays: [fri], minimum: 1},"
        " {start: '18:00', end: '20:00', weekdays: [sat], minimum: 0}]}",
        {"": 14, "ann 04/late": 6, "ann 04/late, bob C2@04/late": 0, "ann 06/late": 14},
        clean=True,
    ),
    Case(
        "people of some roles, whatever their car, in every spell they are there",
        raw_book(
            [person("ann"), person("cop", "constable"), person("medic", "paramedic")],
            [service("early", "04", "C1"), service("day", "04", "C2")],
            seats=[seat("any", "special constable paramedic", "0-2")],
            call_signs=TWO,
            period="2026-12-04 2026-12-04",
        ),
        "{kind: band-cover, bands: [{start: '09:00', end: '17:00', minimum: 2, roles: [special, constable]}]}",
        {
            "": 16,
            "ann 04/early": 10,
            "medic 04/early": 16,
            "ann 04/early, cop C2@04/day": 2,
            "ann C2@04/day, cop C2@04/day": 0,
        },
        clean=True,
    ),
    Case(
        "who was carried in is there until they book off; other areas and call signs are not",
        raw_book(
            PAIR,
            [service("night", "01", "C1"), service("late", "01", "C3")],
            call_signs={**TWO, "C3": "swale"},
            shifts={"night": ("01:00", "07:00")},
            period="2026-12-01 2026-12-01",
            carried_in={
                "duties": [
                    worked("ann", "2026-11-30 18:00", "2026-12-01 02:30", call_sign="C1"),
                    worked("bob", "2026-11-30 18:00", "2026-12-01 02:30", call_sign="C1"),
                    worked("bob", "2026-11-29 18:00", "2026-12-01 04:00", call_sign="C3"),
                    worked("ann", "2026-11-29 18:00", "2026-12-01 04:00"),
                ]
            },
        ),
        "{kind: band-cover, bands: [{start: '00:00', end: '04:00', minimum: 2}], applies_to: {areas: [medway]}}",
        {"": 5.5, "ann 01/night": 2.5, "bob C3@01/late": 5.5},
        clean=True,
    ),
    Case(
        "an hour more on the night the clocks go back",
        raw_book(PAIR, {"late": "24"}, period="2026-10-24 2026-10-24"),
        "{kind: band-cover, bands: [{start: '18:00', end: '02:00', minimum: 2}]}",
        {"": 18, "ann 24/late": 9},
        clean=True,
    ),
    Case(
        "only one shift: of those carried in the one with its times",
        raw_book(
            PAIR,
            [service("night", "01", "C1")],
            call_signs=TWO,
            period="2026-12-01 2026-12-01",
            carried_in={
                "duties": [
                    worked("ann", "2026-11-30 22:00", "2026-12-01 07:00", call_sign="C1"),
                    worked("bob", "2026-11-30 22:00", "2026-12-01 07:31", call_sign="C2"),
                ]
            },
        ),
        "{kind: band-cover, bands: [{start: '06:00', end: '23:00', minimum: 1}], applies_to: {shifts: [night]}}",
        {"": 16, "ann 01/night": 15},
        clean=True,
    ),
]

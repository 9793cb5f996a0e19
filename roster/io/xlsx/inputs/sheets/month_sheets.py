"""Declares the sheets of one month: requests, pins, carried-in duties and totals, worked time."""

from __future__ import annotations

from models.records.history import WorkedKind
from models.wishes import Wish
from roster.io.xlsx.inputs.sheets.cell_kinds import DATE, DATES, FIELDS, MOMENT, WHOLE, WORD, YES_NO, choice
from roster.io.xlsx.inputs.sheets.declarations import Column, Feed, Table
from roster.io.xlsx.inputs.sheets.person_column import PERSON

ORANGE = "C55A11"

REQUESTS = Table(
    "Requests",
    "Wishes, granted where that costs nobody more.",
    (
        PERSON,
        Column("Wish", ("wish",), choice(tuple(Wish)), "work or off", 10, required=True),
        Column("Dates", ("dates",), DATES, "Either dates, parted by commas ...", 30),
        Column("First", ("first",), DATE, "... or from the first ..."),
        Column("Last", ("last",), DATE, "... to the last, included."),
        Column("Shift", ("shift",), WORD, "Blank: any.", feed=Feed("Shifts")),
        Column("Call sign", ("call_sign",), WORD, "Blank: any.", feed=Feed("Call signs")),
        Column("Weight", ("weight",), WHOLE, "1 to 1000: what a date not granted costs. Blank: 1.", 10),
    ),
    section=("requests",),
    example=(("Person", "SC01"), ("Wish", "off"), ("Dates", "2027-01-09, 2027-01-16"), ("Weight", 2)),
    colour=ORANGE,
)

PINS = Table(
    "Pins",
    "Assignments you fixed: the rest of the rota is made around them.",
    (
        PERSON,
        Column(
            "Duty", ("duty",), WORD, "CALLSIGN@DATE: JR-04@2027-01-09; /SHIFT where there are two.", 28, required=True
        ),
        Column("Seat", ("seat",), WORD, "Blank: any they may take.", feed=Feed("Crews", "Seat")),
        Column("Off", ("off",), YES_NO, "yes: the person is not to be on that duty.", 10),
    ),
    section=("pins",),
    example=(("Person", "SC01"), ("Duty", "JR-04@2027-01-09"), ("Seat", "police")),
    colour=ORANGE,
)

_SPELL = (
    PERSON,
    Column("Start", ("start",), MOMENT, "Booked on: date and time.", 18, required=True),
    Column("End", ("end",), MOMENT, "Booked off: date and time.", 18, required=True),
    Column(
        "Kind",
        ("kind",),
        choice(tuple(WorkedKind)),
        "duty (of this unit), elsewhere (in the force) or training. Blank: duty.",
    ),
    Column("Call sign", ("call_sign",), WORD, feed=Feed("Call signs")),
    Column("No-show", ("no_show",), YES_NO, "yes: planned, not worked; counts for nothing.", 10),
)

CARRIED_IN = Table(
    "Carried in",
    "Duties before the period that rest and runs of days remember.",
    _SPELL,
    section=("carried_in", "duties"),
    example=(("Person", "SC01"), ("Start", "2026-12-31 18:00"), ("End", "2027-01-01 02:00"), ("Call sign", "JR-04")),
    colour=ORANGE,
)

TOTALS = Table(
    "Carried totals",
    "What people bring along that is not listed duty by duty, one row a person.",
    (
        PERSON,
        Column("Hours", ("hours",), FIELDS, "Towards the promise, by month: 2027-01: 4.5", 26),
        Column(
            "Shares", ("shares",), FIELDS, "Counts that fair shares remember: late-finish: 4, friday-saturday: 2", 40
        ),
    ),
    section=("carried_in", "totals"),
    example=(("Person", "SC01"), ("Shares", "late-finish: 4, friday-saturday: 2")),
    colour=ORANGE,
)

STAND_DOWNS = Table(
    "Carried stand-downs",
    "How often call signs were stood down before the period, one row a call sign and month.",
    (
        Column("Call sign", ("call_sign",), WORD, feed=Feed("Call signs"), required=True),
        Column("Month", ("month",), WORD, "As 2026-12. Blank: some time before.", 10),
        Column("Duties", ("duties",), WHOLE, "How many were stood down.", 10, required=True),
    ),
    section=("carried_in", "stand_downs"),
    example=(("Call sign", "JR-07"), ("Month", "2026-12"), ("Duties", 2)),
    colour=ORANGE,
)

WORKED = Table(
    "Worked",
    "What really happened, and work for somebody else.",
    _SPELL,
    section=("worked",),
    example=(("Person", "SC01"), ("Start", "2027-01-13 19:00"), ("End", "2027-01-13 22:00"), ("Kind", "training")),
    colour=ORANGE,
)

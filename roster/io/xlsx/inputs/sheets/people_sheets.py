"""Declares the sheets about people: teams, people, qualifications held, offers, absences, day jobs."""

from __future__ import annotations

from dataclasses import replace

from models.people import AbsenceKind
from roster.io.xlsx.inputs.sheets.cell_kinds import (
    CLOCK,
    DATE,
    DATES,
    NUMBER,
    PHONE,
    TEXT,
    WEEKDAYS,
    WHOLE,
    WORD,
    WORDS,
    Raw,
    choice,
)
from roster.io.xlsx.inputs.sheets.declarations import Column, Feed, Owner, Table
from roster.io.xlsx.inputs.sheets.demand_sheets import SPAN_COLUMNS
from roster.io.xlsx.inputs.sheets.person_column import PERSON
from roster.io.xlsx.kit.grid_codes import ABSENCE_CODES
from roster.io.xlsx.raw_sheets.raw_sheet import CellValue
from roster.tables.cells.absence_words import absence_kind

GREEN = "548235"
# What employers' own lists call the same columns.
_NUMBERS = (
    "Person", "Collar number", "Collar no", "Collar", "Staff number", "Staff no", "Staff ID", "Employee number",
    "Employee no", "Employee ID", "Payroll number", "Force number", "Warrant number", "Personnel number",
)  # fmt: skip
_RANKS = ("Rank", "Grade", "Job title", "Post", "Position")
_PHONES = ("Mobile", "Tel", "Phone number", "Mobile number", "Telephone")
_SEVERAL = "Several are parted by commas."


def _absence(found: CellValue) -> Raw:
    """Reads a kind of absence: its name, its code in the grid, or a common word (`hols`, `A/L`)."""
    word = WORD.read(found)
    kinds = {code: kind for kind, code in ABSENCE_CODES.items()}
    kind = kinds.get(word.upper()) or absence_kind(word)
    return kind.value if kind is not None else word


_ABSENCE = replace(choice(tuple(AbsenceKind)), read=_absence)

TEAMS = Table(
    "Teams",
    "Response teams whose officers share a pattern that repeats for ever.",
    (
        Column("ID", ("id",), WORD, "A short text without @ or /.", required=True),
        Column("Name", ("name",), TEXT, width=30),
        Column(
            "Cycle", ("cycle",), WORDS, "One entry a day: a shift's ID, or rest.", 60, Feed("Shifts"), required=True
        ),
        Column("Anchor", ("anchor",), DATE, "A date on which the first entry falls.", required=True),
    ),
    section=("teams",),
    example=(("ID", "MS-A"), ("Name", "Medway A"), ("Cycle", "early, early, late, late, rest, rest"),
             ("Anchor", "2027-01-04")),
    colour=GREEN,
)  # fmt: skip

PEOPLE = Table(
    "People",
    "Who can crew: rostered by contract or by team, offering on the sheets that follow, or both.",
    (
        Column("ID", ("id",), WORD, "Collar or staff number; other sheets use it.", required=True, also=_NUMBERS),
        Column("Name", ("name",), TEXT, width=24, also=("Full name",)),
        Column("Role", ("role",), WORD, feed=Feed("Roles"), required=True, also=_RANKS),
        Column(
            "Areas", ("areas",), WORDS, f"Home first. Blank: anywhere. {_SEVERAL}", 18, Feed("Areas"), also=("Area",)
        ),
        Column("Joined", ("joined",), DATE, "Nobody may ask them before."),
        Column("Tags", ("tags",), WORDS, f"Words that rules speak of. {_SEVERAL}", 18),
        Column("Hours a week", ("posting", "hours_per_week"), NUMBER, "Posted to the unit: paid hours a week.", 11),
        Column("Weekdays", ("posting", "weekdays"), WEEKDAYS, "Of the posting. Blank: every day.", 16),
        Column("Balance", ("posting", "balance"), NUMBER, "Hours owed by the person; less than 0: to them.", 11),
        Column("Posted from", ("posting", "first"), DATE),
        Column("Posted to", ("posting", "last"), DATE),
        Column("Team", ("team",), WORD, "Response team; nobody has a team and a posting.", 12, Feed("Teams")),
        Column("Duties a month", ("caps", "duties_per_month"), WHOLE, "At most: the person's own limit.", 10),
        Column("Hours a month", ("caps", "hours_per_month"), NUMBER, "At most.", 10),
        Column("Duties a week", ("caps", "duties_per_week"), WHOLE, "At most.", 10),
        Column(
            "Nights a weekend",
            ("caps", "nights_per_weekend"),
            WHOLE,
            "At most, of Fri to Sun: duties with 3 h between 23:00 and 06:00.",
            10,
        ),
        Column("Phone", ("phone",), PHONE, "For the coordinator alone.", 18, also=_PHONES),
        Column("E-mail", ("email",), TEXT, "For the coordinator alone.", 28, also=("Email", "Mail", "E-mail address")),
    ),
    section=("people",),
    example=(
        ("ID", "SC01"),
        ("Name", "Special 01"),
        ("Role", "special"),
        ("Areas", "MS, DG"),
        ("Tags", "new"),
        ("Duties a month", 3),
        ("Nights a weekend", 1),
        ("Phone", "07700 900123"),
        ("E-mail", "sc01@example.org"),
    ),
    colour=GREEN,
)

HELD = Table(
    "Held",
    "Who holds which qualification; both dates included, blank for no end.",
    (
        PERSON,
        Column("Qualification", ("id",), WORD, "", 24, Feed("Qualifications"), required=True),
        Column("Valid from", ("valid_from",), DATE, "The first day it is valid."),
        Column("Valid to", ("valid_to",), DATE, "The last day it is valid."),
    ),
    owner=Owner("people", "qualifications", "person"),
    example=(("Person", "SC01"), ("Qualification", "officer-safety"), ("Valid to", "2027-09-30")),
    colour=GREEN,
    also=("Qualifications held", "Holdings"),
)

OFFERS = Table(
    "Offers",
    "What the grid Availability cannot say: weekdays, exact times, single call signs.",
    (
        PERSON,
        Column("Dates", ("dates",), DATES, "Either dates, parted by commas ...", 34),
        Column("Weekdays", ("weekdays",), WEEKDAYS, "... or weekdays: fri, sat or mon-thu", 18),
        Column("First", ("first",), DATE, "Of the weekdays. Blank: always."),
        Column("Last", ("last",), DATE, "Of the weekdays. Blank: always."),
        Column("From", ("start",), CLOCK, "The whole duty lies between ...", 10),
        Column("To", ("end",), CLOCK, "... these times, past midnight too. Blank: any.", 10),
        Column("Call signs", ("call_signs",), WORDS, f"Only these. Blank: any. {_SEVERAL}", 20, Feed("Call signs")),
    ),
    owner=Owner("people", "offers", "person"),
    example=(("Person", "SC01"), ("Weekdays", "fri, sat"), ("From", "18:00"), ("To", "02:00")),
    colour=GREEN,
)

ABSENCES = Table(
    "Absences",
    "What the grid Availability cannot say: exact times, credited hours, days outside the period.",
    (
        PERSON,
        Column("Kind", ("kind",), _ABSENCE, required=True, width=16),
        *SPAN_COLUMNS,
        Column(
            "Hours", ("hours",), NUMBER, "Credited to the contract. Blank: a day's share of the week a working day.", 11
        ),
    ),
    owner=Owner("people", "absences", "person"),
    example=(("Person", "P01"), ("Kind", "training"), ("Start", "2027-01-14 09:00"), ("End", "2027-01-14 17:00")),
    colour=GREEN,
)

DAY_JOBS = Table(
    "Day jobs",
    "When volunteers are at work for a living; only rules about rest look at it.",
    (
        PERSON,
        Column("Weekdays", ("weekdays",), WEEKDAYS, "mon-fri", 18),
        Column("Dates", ("dates",), DATES, "Single dates, parted by commas.", 24),
        Column("Dates off", ("removed_dates",), DATES, "In spite of the weekdays.", 24),
        Column("Start", ("start",), CLOCK, "09:00", 10, required=True),
        Column("End", ("end",), CLOCK, "17:30", 10, required=True),
    ),
    owner=Owner("people", "day_job", "person"),
    example=(("Person", "SC01"), ("Weekdays", "mon-fri"), ("Start", "09:00"), ("End", "17:30")),
    colour=GREEN,
)

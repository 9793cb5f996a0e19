"""Declares the sheets of demand: organisations, areas, vehicles, shifts, crews, services."""

from __future__ import annotations

from roster.io.xlsx.inputs.sheets.cell_kinds import (
    BY_DATE,
    CLOCK,
    DATE,
    DATES,
    MOMENT,
    SPAN,
    TEXT,
    WEEKDAYS,
    WHOLE,
    WORD,
    WORDS,
    choice,
)
from roster.io.xlsx.inputs.sheets.declarations import Column, Feed, Form, Owner, Table

BLUE = "1F3864"
_ID = "A short text without @ or /; other sheets use it."
_SEVERAL = "Several are parted by commas."

PERIOD = Form(
    "Period",
    "What this rota is for, and from when to when.",
    (
        Column("Name of the rota", ("name",), TEXT, "Heads every sheet.", required=True, also=("Name", "Rota")),
        Column("Description", ("description",), TEXT, "Whatever a reader should know."),
        Column("First date", ("period", "first"), DATE, "The first day of the rota.", required=True, also=("First",)),
        Column("Last date", ("period", "last"), DATE, "The last day, included.", required=True, also=("Last",)),
        Column("Time zone", ("period", "time_zone"), WORD, "Europe/London when left blank."),
    ),
    examples=("Kent, January 2027", "Three cars, seven nights a week", "2027-01-01", "2027-01-31", "Europe/London"),
    colour=BLUE,
)

ORGANISATIONS = Table(
    "Organisations",
    "The employers, and the force that volunteers serve with.",
    (
        Column("ID", ("id",), WORD, _ID, required=True),
        Column("Name", ("name",), TEXT, width=34),
        Column("Holidays", ("holidays", "country"), WORD, "Country whose bank holidays it keeps: GB. Blank: none."),
        Column(
            "Part",
            ("holidays", "subdivision"),
            WORD,
            "Part of the country: ENG, WLS, SCT, NIR. Blank: what all parts share.",
            blank_is_none=True,
        ),
        Column("Days off added", ("holidays", "added"), BY_DATE, "2027-01-04: Works outing", width=26),
        Column("Days off removed", ("holidays", "removed"), DATES, "Dates, parted by commas.", width=18),
        Column("Coordinator", ("coordinator", "name"), TEXT, "Whom its people tell that they can come.", width=22),
        Column("Coordinator's e-mail", ("coordinator", "email"), TEXT, "Where their pages send it.", width=28),
    ),
    section=("organisations",),
    example=(("ID", "kent-police"), ("Name", "Kent Police"), ("Holidays", "GB"), ("Part", "ENG")),
    colour=BLUE,
)

ROLES = Table(
    "Roles",
    "What a person is on a crew.",
    (
        Column("ID", ("id",), WORD, _ID, required=True),
        Column("Name", ("name",), TEXT, width=30),
        Column("Organisation", ("organisation",), WORD, feed=Feed("Organisations"), required=True, width=20),
        Column("Unpaid break", ("unpaid_break",), SPAN, "Taken off each duty's paid hours: 30m, 1h. Blank: none."),
    ),
    section=("roles",),
    example=(("ID", "paramedic"), ("Name", "Paramedic"), ("Organisation", "secamb"), ("Unpaid break", "30m")),
    colour=BLUE,
)

AREAS = Table(
    "Areas",
    "Places that call signs serve.",
    (
        Column("ID", ("id",), WORD, _ID, required=True),
        Column("Name", ("name",), TEXT, width=30),
        Column("Also called", ("aliases",), WORDS, f"Other names people use. {_SEVERAL}", width=40),
    ),
    section=("areas",),
    example=(("ID", "MS"), ("Name", "Medway & Swale"), ("Also called", "Medway, Swale")),
    colour=BLUE,
)

QUALIFICATIONS = Table(
    "Qualifications",
    "What people can hold. Who holds what, and until when, stands on the sheet Held.",
    (
        Column("ID", ("id",), WORD, _ID, required=True, width=24),
        Column("Name", ("name",), TEXT, width=40),
    ),
    section=("qualifications",),
    example=(("ID", "officer-safety"), ("Name", "Officer safety training")),
    colour=BLUE,
)

CALL_SIGNS = Table(
    "Call signs",
    "Lines of duties, by radio name.",
    (
        Column("ID", ("id",), WORD, _ID, required=True),
        Column("Name", ("name",), TEXT, width=30),
        Column("Area", ("area",), WORD, feed=Feed("Areas"), required=True, width=20),
    ),
    section=("call_signs",),
    example=(("ID", "JR-04"), ("Name", "Medway & Swale"), ("Area", "MS")),
    colour=BLUE,
)

# Not `Vehicles`: a solved workbook has a sheet of that name, the rota by vehicle.
FLEET = Table(
    "Fleet",
    "The vehicles. Leave the sheet empty if there are always enough.",
    (
        Column("ID", ("id",), WORD, _ID, required=True, also=("Vehicle",)),
        Column("Name", ("name",), TEXT, width=24),
        Column(
            "Call signs", ("call_signs",), WORDS, f"Those it carries. {_SEVERAL}", width=24, feed=Feed("Call signs")
        ),
        Column("Spare for", ("spare_for",), WORDS, f"Areas in which it may stand in. {_SEVERAL}", feed=Feed("Areas")),
    ),
    section=("vehicles",),
    example=(("ID", "CAR-4"), ("Name", "Kodiaq 4"), ("Call signs", "JR-04")),
    colour=BLUE,
    also=("Vehicles", "Cars"),
)

SPAN_COLUMNS = (
    Column("First", ("first",), DATE, "Whole days: the first ..."),
    Column("Last", ("last",), DATE, "... and the last, included. Blank: one day."),
    Column("Start", ("start",), MOMENT, "Or exact times: date and time.", width=18),
    Column("End", ("end",), MOMENT, "Date and time.", width=18),
)

OFF_ROAD = Table(
    "Off road",
    "When a vehicle cannot be used: whole days, or exact times.",
    (
        Column("Vehicle", ("vehicle",), WORD, feed=Feed("Fleet"), required=True),
        *SPAN_COLUMNS,
        Column("Reason", ("reason",), TEXT, width=30),
    ),
    owner=Owner("vehicles", "off_road", "vehicle"),
    example=(("Vehicle", "CAR-4"), ("First", "2027-01-15"), ("Last", "2027-01-16"), ("Reason", "Service")),
    colour=BLUE,
)

SHIFTS = Table(
    "Shifts",
    "Named spans of local time; an end not after the start is on the next day.",
    (
        Column("ID", ("id",), WORD, _ID, required=True),
        Column("Name", ("name",), TEXT, width=22),
        Column("Code", ("code",), WORD, "One to four letters that stand for it in a grid.", width=9),
        Column("Start", ("start",), CLOCK, "18:00", required=True, width=10),
        Column("End", ("end",), CLOCK, "02:00", width=10),
        Column("Length", ("length",), SPAN, "Instead of an end: 8h, 7h30m, whatever the clocks do.", width=12),
        Column(
            "Fold",
            ("fold",),
            choice(("first", "second")),
            "Which of two equal times, on the night the clocks go back.",
            width=12,
        ),
    ),
    section=("shifts",),
    example=(("ID", "peak"), ("Name", "Peak night"), ("Code", "P"), ("Start", "18:00"), ("End", "02:00")),
    more_note="The end on single nights: dated_ends: [{date: 2027-03-28, end: '03:30'}]",
    colour=BLUE,
)

CREWS = Table(
    "Crews",
    "The seats of a car, one row a seat; a blank crew is the one above.",
    (
        Column("Crew", ("id",), WORD, _ID, required=True, also=("ID", "Crew ID")),
        Column("Crew name", ("name",), TEXT, width=28),
        Column("Seat", ("seats", "id"), WORD, "Its id: paramedic, police.", required=True, also=("Seat ID",)),
        Column("Seat name", ("seats", "name"), TEXT),
        Column(
            "Roles", ("seats", "roles"), WORDS, f"Who may sit there, best first. {_SEVERAL}", 24, Feed("Roles"), True
        ),
        Column(
            "Qualifications",
            ("seats", "qualifications"),
            WORDS,
            "All of which must last to the end of the duty.",
            24,
            Feed("Qualifications"),
        ),
        Column("Minimum", ("seats", "minimum"), WHOLE, "People. With fewer the duty is stood down. Blank: 1.", 11),
        Column("Preferred", ("seats", "preferred"), WHOLE, "A full crew. Blank: the minimum.", 11),
        Column("Maximum", ("seats", "maximum"), WHOLE, "Never more. Blank: the preferred.", 11),
    ),
    section=("crews",),
    example=(
        ("Crew", "specials"),
        ("Crew name", "Paramedic and Specials"),
        ("Seat", "police"),
        ("Roles", "special"),
        ("Qualifications", "officer-safety"),
        ("Minimum", 1),
        ("Preferred", 2),
    ),
    group="seats",
    group_columns=2,
    colour=BLUE,
)

SERVICES = Table(
    "Services",
    "Which call signs run which shift with which crew on which days: this makes the duties.",
    (
        Column("ID", ("id",), WORD, _ID, required=True),
        Column("Name", ("name",), TEXT, width=22),
        Column("Call signs", ("call_signs",), WORDS, _SEVERAL, 24, Feed("Call signs"), True),
        Column("Shift", ("shift",), WORD, feed=Feed("Shifts"), required=True),
        Column("Crew", ("crew",), WORD, feed=Feed("Crews", "Crew"), required=True),
        Column("Weekdays", ("weekdays",), WEEKDAYS, "fri, sat or mon-thu. Blank: every day.", 22),
        Column("First", ("first",), DATE, "The service begins. Blank: with the period."),
        Column("Last", ("last",), DATE, "The service ends. Blank: with the period."),
        Column("Dates added", ("added_dates",), DATES, "Beside the weekdays, parted by commas.", 20),
        Column("Dates removed", ("removed_dates",), DATES, "In spite of the weekdays, parted by commas.", 20),
        Column("Priority", ("priority",), WHOLE, "1 to 1000: what one stood-down duty weighs. Blank: 10.", 11),
        Column("Priority on dates", ("priority_dates",), BY_DATE, "2026-12-25: 20, 2026-12-31: 15", 26),
    ),
    section=("services",),
    example=(
        ("ID", "peak"),
        ("Name", "Peak nights"),
        ("Call signs", "JR-01, JR-04"),
        ("Shift", "peak"),
        ("Crew", "specials"),
        ("Weekdays", "fri, sat"),
    ),
    colour=BLUE,
)

SHEETS = (
    PERIOD,
    ORGANISATIONS,
    ROLES,
    AREAS,
    QUALIFICATIONS,
    CALL_SIGNS,
    FLEET,
    OFF_ROAD,
    SHIFTS,
    CREWS,
    SERVICES,
)

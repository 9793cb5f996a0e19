"""Declares the sheets of rules, derogations and settings."""

from __future__ import annotations

from constraints.counting.counted_duties import Counted
from constraints.counting.stretches import Per
from models.rules import Level
from roster.io.xlsx.inputs.sheets.cell_kinds import (
    DATE,
    FIELDS,
    FIGURE,
    HOURS,
    NUMBER,
    TEXT,
    WHOLE,
    WORD,
    WORDS,
    choice,
)
from roster.io.xlsx.inputs.sheets.declarations import Column, Feed, Form, Table

GREY = "7F7F7F"
LISTS = "Lists"
RULE_KINDS = "Rule kinds"

WHAT_IT_DOES = "What it does"

# A column for each parameter that several kinds of rules have; other parameters go to the last column.
RULES = Table(
    "Rules",
    "What makes a rota legal and good, a rule a row. Write the figures beside the kind, 16 for 16 hours; clear the rows"
    " of rules you do not want. Roles and qualifications are those of your own sheets.",
    (
        Column("Kind", ("kind",), WORD, "As on the sheet Lists.", 24, Feed(LISTS, RULE_KINDS), required=True),
        Column(WHAT_IT_DOES, (), TEXT, "Shown by the sheet itself.", 58, shown=True),
        Column("Hours", ("hours",), HOURS, "11, or 7h30. Blank: the usual.", 9),
        Column(
            "Most",
            ("most",),
            FIGURE,
            "At most so many.",
            9,
            also=("At most", "Maximum"),
            otherwise=(("most-duties", ("duties",)),),
        ),
        Column(
            "Fewest",
            ("least",),
            FIGURE,
            "At least so many.",
            9,
            also=("At least", "Least", "Minimum"),
            otherwise=(("crew-qualification", ("minimum",)), ("free-weekends", ("free",))),
        ),
        Column("Days", ("days",), FIGURE, "In so many days.", 9),
        Column("Per", ("per",), choice(tuple(Per)), "Blank: the usual.", 11),
        Column("Counts", ("counts",), choice(tuple(Counted)), "What a fair share is of.", 15),
        Column(
            "Roles",
            ("applies_to", "roles"),
            WORDS,
            "Whom it is about, by commas. Blank: everybody.",
            19,
            Feed("Roles"),
            otherwise=(("crew-qualification", ("roles",)), ("sole-officer", ("roles",))),
        ),
        Column("Qualification", ("qualification",), WORD, "That a crew must have.", 18, Feed("Qualifications")),
        Column("Level", ("level",), choice(tuple(Level)), "Hard is never broken. Blank: the usual.", 12),
        Column("Weight", ("weight",), WHOLE, "Within its level. Blank: 1.", 9),
        Column(
            "Applies to",
            ("applies_to",),
            FIELDS,
            "Whom else: tags: [new], shifts: [peak]. `roster rules KIND`: which.",
            26,
        ),
        Column("Source", ("source",), TEXT, "The law or agreement it comes from.", 40),
    ),
    section=("rules",),
    example=(
        ("Kind", "rest-after-nights"),
        ("Hours", 46),
        ("Parameters", "nights: 3"),
        ("Source", "An agreement of your own"),
    ),
    more="Parameters",
    more_note="Its other figures: nights: 3, weeks: 17. `roster rules KIND` lists them.",
    colour=GREY,
)

DEROGATIONS = Table(
    "Derogations",
    "Recorded exceptions of one person from one rule.",
    (
        Column("Rule", ("rule",), WORD, "Its kind.", 24, Feed(LISTS, RULE_KINDS), required=True),
        Column(
            "Person",
            ("person",),
            WORD,
            "Choose from the list, or type their ID or name.",
            feed=Feed("People"),
            required=True,
        ),
        Column("First", ("first",), DATE, required=True),
        Column("Last", ("last",), DATE, "Included. Blank: one day."),
        Column("Reason", ("reason",), TEXT, "In the words of whoever decided.", 40, required=True),
        Column("Rest hours", ("rest_hours",), NUMBER, "Compensatory rest that is owed ...", 11),
        Column("Rest by", ("rest_by",), DATE, "... and by when."),
    ),
    section=("derogations",),
    example=(("Rule", "daily-rest"), ("Person", "P01"), ("First", "2027-01-09"), ("Reason", "Agreed with P01")),
    colour=GREY,
)

SETTINGS = Form(
    "Settings",
    "What else belongs to a book.",
    (
        Column("Include", ("include",), WORDS, "Files of other organisations to be merged with this one, by commas."),
        Column("Rule files", ("rule_files",), WORDS, "Rules of your own: my_rule.py. A rule file is a program."),
        Column("More", (), FIELDS, "Any other field of a book, in the words of YAML."),
    ),
    examples=("police.xlsx, ambulance.yaml", "few_fridays.py", ""),
    colour=GREY,
)

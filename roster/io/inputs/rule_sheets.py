"""The sheets of what makes a rota legal and good: rules, derogations, settings."""

from __future__ import annotations

from models.rules import Level
from roster.io.inputs.cells import DATE, FIELDS, NUMBER, TEXT, WHOLE, WORD, WORDS, choice
from roster.io.inputs.tables import Column, Feed, Form, Table

GREY = "7F7F7F"
LISTS = "Lists"
RULE_KINDS = "Rule kinds"

RULES = Table(
    "Rules",
    "What makes a rota legal and good; the sheet Lists names every kind there is.",
    (
        Column("Kind", ("kind",), WORD, "As on the sheet Lists.", 24, Feed(LISTS, RULE_KINDS), required=True),
        Column("Level", ("level",), choice(tuple(Level)), "Blank: the rule's own.", 12),
        Column("Weight", ("weight",), WHOLE, "Within its level. Blank: 1.", 10),
        Column(
            "Applies to",
            ("applies_to",),
            FIELDS,
            "roles: [special]. Blank: everybody. `roster rules KIND`: which.",
            30,
        ),
        Column("Source", ("source",), TEXT, "The law or agreement it comes from.", 50),
    ),
    section=("rules",),
    example=(("Kind", "daily-rest"), ("Parameters", "hours: 11"), ("Source", "Working Time Regulations 1998, reg. 10")),
    more="Parameters",
    more_note="The rule's own figures: hours: 11, per: week. `roster rules KIND` lists them.",
    colour=GREY,
)

DEROGATIONS = Table(
    "Derogations",
    "Recorded exceptions of one person from one rule.",
    (
        Column("Rule", ("rule",), WORD, "Its kind.", 24, Feed(LISTS, RULE_KINDS), required=True),
        Column("Person", ("person",), WORD, "The person's ID.", feed=Feed("People"), required=True),
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

"""Declares the column that says who a row is about, as several sheets have it."""

from __future__ import annotations

from roster.io.xlsx.inputs.sheets.cell_kinds import WORD
from roster.io.xlsx.inputs.sheets.declarations import Column, Feed

PERSON = Column(
    "Person",
    ("person",),
    WORD,
    "Choose from the list, or type their ID or name.",
    feed=Feed("People"),
    required=True,
    also=("ID",),
)

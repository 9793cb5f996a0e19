"""The columns of the sheet Mapping."""

from __future__ import annotations

SHEET = "Mapping"
CELLS = "Cells"

# Field of a row -> heading, width.
COLUMNS: dict[str, tuple[str, float]] = {
    "topic": ("What", 9),
    "text": ("In the rota", 22),
    "where": ("Where", 24),
    "taken_for": ("Taken for", 44),
    "means": ("Means", 14),
    "start": ("Start", 11),
    "end": ("End", 11),
    "name": ("Name", 20),
    "id": ("Id", 12),
    "role": ("Role", 16),
    "organisation": ("Organisation", 15),
    "call_sign": ("Call sign", 10),
}

# Topic -> the columns in which its answer may stand.
ANSWERED_IN: dict[str, tuple[str, ...]] = {
    "dates": ("means",),
    "period": ("start", "end"),
    "code": ("means", "start", "end", "name", "call_sign"),
    "label": ("means", "role", "organisation"),
    "role": ("name", "id", "role", "organisation"),
    "person": ("name", "id", "role"),
}

"""What a sweep comes to. The records themselves are `models/cells.py`, so that writers in `roster/io` may know them."""

from models.cells import (
    Bottleneck,
    CellResult,
    CellRota,
    DutyLine,
    FairLine,
    Fewest,
    FewestStep,
    Figures,
    Gain,
    HoursLine,
    MonthResult,
    Run,
    SeatLine,
    Spread,
    Sweep,
    Table,
)

__all__ = [
    "Bottleneck",
    "CellResult",
    "CellRota",
    "DutyLine",
    "FairLine",
    "Fewest",
    "FewestStep",
    "Figures",
    "Gain",
    "HoursLine",
    "MonthResult",
    "Run",
    "SeatLine",
    "Spread",
    "Sweep",
    "Table",
]

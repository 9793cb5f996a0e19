"""Estimates how long writing the outputs takes, so that a command keeps its time limit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.book import Book

FIRST_SECONDS = 0.2  # for a book of any size
MOST_SHARE = 0.5  # of the time limit
SECONDS_PER_CELL = {".json": 0.000002, ".yaml": 0.00004, ".yml": 0.00004, ".xlsx": 0.0002}  # measured on 2 cores


def seconds_to_write(book: Book, outputs: Sequence[Path], time_limit: float) -> float:
    """The seconds that writing is likely to take: so many for each person and date, in each output.

    Args:
        time_limit: seconds for the whole command; at most half of them are kept back for writing.
    """
    cells = len(book.people) * len(book.period.dates)
    per_cell = [SECONDS_PER_CELL.get(output.suffix.lower(), SECONDS_PER_CELL[".json"]) for output in outputs]
    return min(time_limit * MOST_SHARE, FIRST_SECONDS + cells * sum(per_cell))

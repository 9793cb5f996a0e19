"""The workbook a book was read from, to be given back with what changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.book import Book

if TYPE_CHECKING:
    from roster.io.xlsx.inputs.reading.parsed_book import ParsedBook

WITH_MACROS = ".xlsm"


@dataclass(frozen=True)
class Origin:
    """The workbook a book was read from.

    Attributes:
        data: its bytes, as they were then.
        workbook: what was read from them.
        inputs: the book in it, as its sheets of inputs say it.
        alone: whether it includes no other file.
    """

    path: Path
    data: bytes
    workbook: ParsedBook
    inputs: Book
    alone: bool

"""The workbook that a book was read from, which is returned with the new rota in it."""

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
    """The workbook that a book was read from.

    Attributes:
        path: its file.
        data: its bytes, as they were read.
        workbook: the result of reading it.
        inputs: the book in it.
        has_no_parts: whether it includes no other file.
    """

    path: Path
    data: bytes
    workbook: ParsedBook
    inputs: Book
    has_no_parts: bool

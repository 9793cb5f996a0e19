"""Small tables of worked time, and what comes of reading them."""

import pandas as pd

from models.book import Book
from roster.tables.reading.read_worked import WorkedReading, worked_from

HEAD = "person,date,start,end"
FOUR = "Officer,Start Date,Start Time,End Date,End Time"


def reading(book: Book, head: str, *rows: str) -> WorkedReading:
    cells = [row.split(",") for row in rows]
    return worked_from(pd.DataFrame(cells, columns=head.split(","), index=range(2, len(rows) + 2)), book)


def records(book: Book, head: str, *rows: str) -> list[str]:
    """Records as text, where there is no mistake."""
    found = reading(book, head, *rows)
    assert found.problems == ()
    return [
        f"{item.person} {item.start:%d %H:%M}-{item.end:%d %H:%M}" + (" not worked" if item.no_show else "")
        for item in found.records
    ]


def problems(book: Book, head: str, *rows: str) -> list[str]:
    return [f"{item.row} {item.column}: {item.message}" for item in reading(book, head, *rows).problems]

"""Reads the answers of call sheets for `roster repair --answered`, and says what was understood of each row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from roster.cli.inputs import notes_about, with_book
from roster.cli.output import say

if TYPE_CHECKING:
    from roster.analysis.stepping_in.phone_answer import Heard, PhoneAnswer
    from roster.api import OpenBook
    from roster.cli.rotas.requests import RepairRequest
    from roster.lifecycle.outage import Outage


def read_call_sheets(request: RepairRequest, opened: OpenBook) -> list[PhoneAnswer]:
    """The answers of all call sheets of a request, the oldest first.

    Raises:
        FileError: every mistake of the first file that has some, each with its row and column.
    """
    from roster.io.tables.answers_file import read_answers

    return [item for path in request.answered for item in read_answers(path, opened.book, notes_about(path))]


def with_answers(
    request: RepairRequest, opened: OpenBook, outage: Outage, answers: list[PhoneAnswer], as_of: date
) -> tuple[OpenBook, Heard]:
    """The book with the answers in it, and what they leave open; prints a line for each row.

    Raises:
        FileError: every answer that contradicts another one or the rules, each with its row.
    """
    from roster import api
    from roster.io.storage.files import FileError

    found = api.with_phone_answers(opened, outage, answers, as_of=as_of)
    if found.problems:
        raise FileError(list(found.problems))
    if not request.quiet:
        for line in found.lines:
            say(line, err=True)
    return with_book(opened, found.book), found.heard

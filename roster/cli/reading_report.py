"""Reports how much was read of a book, and who offered no time, so that missing input is seen at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.text.lists import first_few
from roster.cli.output import say

if TYPE_CHECKING:
    from roster.api import OpenBook

_MOST_NAMED = 20


def show_read(opened: OpenBook, out: Callable[[str], object] = lambda line: say(line, err=True)) -> None:
    """Prints what was read of each sheet of a workbook.

    Args:
        out: prints a line; to standard error by default.
    """
    for line in opened.read:
        out(f"read: {line}")


def show_silent(opened: OpenBook, out: Callable[[str], object]) -> None:
    """Prints the people who work only on offers, and have made none for the period."""
    from roster.analysis.names import Names
    from roster.analysis.notes.people_without_offers import people_without_offers

    people = people_without_offers(opened.book)
    if people and len(people) == len(opened.book.people):
        out("nobody has offered yet, and nobody is rostered; `roster ask` asks them")
    elif people:
        names = Names(opened.book.people)
        named = first_few([names.full(person.id) for person in people], _MOST_NAMED)
        out(f"offered nothing, and not rostered: {named}")


def as_data(opened: OpenBook) -> dict[str, object]:
    """What was read and who offered nothing, for `--format json`."""
    from roster.analysis.notes.people_without_offers import people_without_offers

    return {"read": list(opened.read), "offered_nothing": [person.id for person in people_without_offers(opened.book)]}

"""People as they are named on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.book import Book


def person_id(path: Path, book: Book, said: str) -> str:
    """The id of the person that is meant.

    Raises:
        FileError: nobody has that id; who has it as their name, or one like it, is suggested.
    """
    from models.problems import did_you_mean
    from roster.io.files import FileError

    people = {person.id: person for person in book.people}
    if said in people:
        return said
    named = [person for person in book.people if person.name.casefold() == said.strip().casefold()]
    if named:
        ids = " or ".join(f"'{person.id}'" for person in named)
        raise FileError([f"{path}: '{said}' is a name; give the id: {ids}"])
    meant = did_you_mean(said, people)
    if not meant:
        close = did_you_mean(said, [person.name for person in book.people if person.name])
        person = next((person for person in book.people if f"'{person.name}'" in close), None) if close else None
        meant = f"; did you mean '{person.id}' ({person.name})?" if person else ""
    raise FileError([f"{path}: person '{said}' is unknown{meant}"])

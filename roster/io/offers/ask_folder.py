"""Writes the files that ask for offers: a sheet for each person, one workbook of all, and who gets which file."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.book import Book
from models.clock import spoken_date
from roster.io.storage.files import FileError, check_writable, write_atomically
from roster.offers.asking.slots import AskedPerson
from roster.tables.cells.text import escaped

INDEX = "who-gets-which-file.csv"
EVERYBODY = "everybody.xlsx"
CHOICES = "choices-for-a-form.txt"
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


@dataclass(frozen=True)
class AskFile:
    """The file of one person.

    Attributes:
        name: of the file, unique in the folder in any case, and safe on every system.
    """

    asked: AskedPerson
    name: str


def ask_files(everybody: Sequence[AskedPerson]) -> list[AskFile]:
    """Gives each person's sheet a file name: the id, with the name beside it."""
    taken: set[str] = {name.casefold() for name in (INDEX, EVERYBODY, CHOICES)}
    found = []
    for asked in everybody:
        stem = "-".join(filter(None, (_plain(asked.person.id), _plain(asked.person.name)))) or "person"
        stem = f"{stem}-sheet" if stem.casefold() in _RESERVED else stem
        name, number = f"{stem[:80]}.xlsx", 2
        while name.casefold() in taken:
            name = f"{stem[:80]}-{number}.xlsx"
            number += 1
        taken.add(name.casefold())
        found.append(AskFile(asked, name))
    return found


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("'", "")).encode("ascii", "ignore").decode()
    return _UNSAFE.sub("-", letters).strip("-")


def index_bytes(files: Sequence[AskFile]) -> bytes:
    """The list of who gets which file, for mail merge: id, name, e-mail, file, number of dates."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["person", "name", "email", "file", "dates asked"])
    for item in files:
        person = item.asked.person
        cells = (person.id, person.name, person.email, item.name)
        writer.writerow([*map(escaped, cells), len({slot.date for slot in item.asked.slots})])
    return text.getvalue().encode("utf-8-sig")  # without the byte order mark, Excel assumes a Windows encoding


def choices_bytes(everybody: Sequence[AskedPerson]) -> bytes:
    """The dates as choices to paste into a question of Microsoft Forms or Google Forms, one a line."""
    slots = sorted({(slot.start, slot.end, slot.shift, slot.date) for asked in everybody for slot in asked.slots})
    several = {day for _, _, _, day in slots if sum(other == day for *_, other in slots) > 1}
    lines = [
        f"{spoken_date(day)} {day.year}, {start:%H:%M}-{end:%H:%M}" + (f" ({shift})" if day in several else "")
        for start, end, shift, day in slots
    ]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def write_ask(folder: Path, files: Sequence[AskFile], book: Book, *, overwrite: bool) -> list[Path]:
    """Writes all files into a folder, which is made where it is missing: all of them or none.

    Args:
        folder: where to write them.
        files: the people's files.
        book: for whose period they are.
        overwrite: whether files that are there already may be replaced.

    Returns:
        The files that were replaced.

    Raises:
        FileError: one of them is there already, or the folder cannot be written.
    """
    from roster.io.offers.ask_workbook import person_bytes, workbook_bytes  # here, not above: they import openpyxl

    names = [*(item.name for item in files), EVERYBODY, INDEX, CHOICES]
    if folder.exists() and not folder.is_dir():
        raise FileError([f"{folder}: is a file, not a folder"])
    if not folder.exists() and not folder.parent.is_dir():
        raise FileError([f"{folder}: there is no folder {folder.parent}"])
    there = [folder / name for name in names if (folder / name).exists()]
    if there and not overwrite:
        hint = "; answers may be in them. Choose another folder, or replace them with --overwrite"
        raise FileError([f"{path}: is there already" for path in there[:-1]] + [f"{there[-1]}: is there already{hint}"])
    everybody = [item.asked for item in files]
    contents = [(folder / item.name, person_bytes(item.asked, book)) for item in files]
    contents.append((folder / EVERYBODY, workbook_bytes(everybody, book)))
    contents += [(folder / INDEX, index_bytes(files)), (folder / CHOICES, choices_bytes(everybody))]
    made = not folder.exists()
    check_writable(folder)
    folder.mkdir(exist_ok=True)
    try:
        write_atomically(contents)
    except BaseException:
        if made:
            folder.rmdir()
        raise
    return there

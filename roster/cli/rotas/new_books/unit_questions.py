"""Asks the five questions that make a unit, or takes their answers as options, for `roster new BOOK.xlsx`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from roster.cli.output import say

if TYPE_CHECKING:
    from roster.cli.rotas.new_books.unit_people import UnitPeople
    from roster.lifecycle.new_unit.unit_book import Unit

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class _Question:
    """One question.

    Attributes:
        option: the option that answers it.
        text: as it is asked.
        usual: the answer of whoever only presses Enter; None for none.
    """

    option: str
    text: str
    usual: str | None = None


QUESTIONS = (
    _Question("areas", "1. Which areas does the unit serve? (Brighton, Worthing)"),
    _Question("cars", "   And which cars, by call sign? (JR20, JR21: in the order of the areas; or how many)"),
    _Question("nights", "2. Which nights? (fri, sat, sun; with times: fri, sat 18:00-02:00)", "fri, sat"),
    _Question("people", "3. Who is in it? (people.xlsx, or how many: 8 paramedics, 3 constables, 22 specials)"),
    _Question("crew", "4. Who crews a car? (1 paramedic, 2 police)", "1 paramedic, 2 police"),
    _Question("month", "5. Which month comes first? (2027-05)"),
)


def unit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that answer the questions."""
    helps = {
        "areas": "The unit's areas: 'Brighton, Worthing'.",
        "cars": "The call signs of its cars, in the order of the areas: 'JR20, JR21'; or how many.",
        "nights": "When cars run: 'fri, sat, sun'; with other times than 18:00-02:00: 'fri, sat 20:00-04:00'.",
        "crew": "The seats of a car: '1 paramedic, 2 police'.",
        "people": "A list of them, as a workbook or CSV file (ID, Name, Role); or how many of each role: '8 paramedics,"
        " 22 specials' ('posted' for full-time).",
        "month": "The first month: 2027-05.",
        "coordinator": "Whom people tell that they can come: 'Flo Fir <flo@example.org>'. Not asked.",
    }
    for name in reversed(helps):
        command = click.option(f"--{name}", metavar=name.upper(), help=helps[name])(command)
    return command


def on_terminal() -> bool:
    """Whether there is a terminal to ask questions on."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def write_unit(book: Path, given: Mapping[str, str | None]) -> None:
    """Writes the first book of a unit.

    Args:
        book: where to write it.
        given: the answers that options give; the others are asked for.

    Raises:
        click.UsageError: there is no terminal to ask for the answers that are missing.
        FileError: an answer or the list of people cannot be read, with its option or cell.
    """
    from roster import api
    from roster.analysis.words import counted
    from roster.io.storage.files import write_atomically
    from roster.io.xlsx.workbook import FRONT, workbook_bytes

    unit, people = _unit(given)
    made = people.book_of(unit)
    opened = api.ready(made)
    if book.suffix.lower() == ".xlsx":
        write_atomically([(book, workbook_bytes(made, opened.admission.rules, front=FRONT))])
    else:
        api.write_book(opened, book)
    for line in people.notes(unit):
        say(line)
    numbers = ", ".join(counted(group.number, _plural(group.name.lower())) for group in unit.people)
    say(f"written: {book}: {made.name}, {len(made.duties)} duties, {numbers}")
    say(f"next: {'' if unit.listed else 'write names on the sheet People, then '}roster ask {book} asked")


def _plural(role: str) -> str:
    return role if role.endswith("staff") else f"{role}s"


def _unit(given: Mapping[str, str | None]) -> tuple[Unit, UnitPeople]:
    """The answers to all questions, asked where no option gives them; and the people by themselves."""
    from roster.cli.rotas.new_books.unit_people import read_people
    from roster.io.storage.files import FileError
    from roster.lifecycle.new_unit import answers
    from roster.lifecycle.new_unit.unit_book import Unit

    missing = [question.option for question in QUESTIONS if given.get(question.option) is None]
    if missing and not on_terminal():
        raise click.UsageError(f"give {', '.join(f'--{name}' for name in missing)} too: a unit needs all six")
    mistakes: list[str] = []

    def read_option(option: str, text: str, read: Callable[[str], Answer]) -> Answer | None:
        try:
            return read(text)
        except answers.UnitAnswerError as error:
            mistakes.append(f"--{option}: {error}")
        except FileError as error:
            mistakes.extend(error.lines)
        return None

    def answer(number: int, read: Callable[[str], Answer]) -> Answer | None:
        question = QUESTIONS[number]
        text = given.get(question.option)
        return _asked(question, read) if text is None else read_option(question.option, text, read)

    areas = answer(0, answers.areas_in)
    cars = answer(1, lambda text: answers.cars_in(text, areas)) if areas is not None else None
    nights = answer(2, answers.nights_in)
    people = answer(3, read_people)
    crew = answer(4, lambda text: answers.crew_in(text, people.groups)) if people is not None else None
    month = answer(5, answers.month_in)
    told = given.get("coordinator")
    coordinator = read_option("coordinator", told, answers.coordinator_in) if told is not None else None
    if areas is None or cars is None or nights is None or people is None or crew is None or month is None or mistakes:
        raise FileError(mistakes)
    return Unit(areas, cars, nights, crew, people.groups, month, people.listed, coordinator), people


def _asked(question: _Question, read: Callable[[str], Answer]) -> Answer:
    """Asks a question until its answer can be read."""
    from roster.io.storage.files import FileError
    from roster.lifecycle.new_unit.answers import UnitAnswerError

    while True:
        text = click.prompt(question.text, default=question.usual, type=str)
        try:
            return read(text)
        except (UnitAnswerError, FileError) as error:
            say(f"{error}", err=True)

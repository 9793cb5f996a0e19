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
    _Question("people", "3. How many people of each role? (8 paramedics, 3 constables, 22 specials)"),
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
        "people": "How many people of each role: '8 paramedics, 3 constables, 22 specials'; 'posted' for full-time.",
        "month": "The first month: 2027-05.",
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
        FileError: an answer cannot be read, with its option.
    """
    from roster import api
    from roster.analysis.words import counted
    from roster.io.storage.files import write_atomically
    from roster.io.xlsx.inputs.sheets.starting_rules import starting_rules
    from roster.io.xlsx.workbook import FRONT, workbook_bytes
    from roster.lifecycle.new_unit.unit_book import unit_book

    unit = _unit(given)
    made = unit_book(unit, starting_rules())
    opened = api.ready(made)
    if book.suffix.lower() == ".xlsx":
        write_atomically([(book, workbook_bytes(made, opened.admission.rules, front=FRONT))])
    else:
        api.write_book(opened, book)
    people = ", ".join(counted(group.number, f"{group.name.lower()}s") for group in unit.people)
    say(f"written: {book}: {made.name}, {len(made.duties)} duties, {people}")
    say("fill in names on People and who offers what on Availability; then: roster check, roster solve")


def _unit(given: Mapping[str, str | None]) -> Unit:
    """The answers to all questions, asked where no option gives them."""
    from roster.io.storage.files import FileError
    from roster.lifecycle.new_unit import answers
    from roster.lifecycle.new_unit.unit_book import Unit

    missing = [question.option for question in QUESTIONS if given.get(question.option) is None]
    if missing and not on_terminal():
        raise click.UsageError(f"give {', '.join(f'--{name}' for name in missing)} too: a unit needs all six")
    mistakes: list[str] = []

    def answer(number: int, read: Callable[[str], Answer]) -> Answer | None:
        question = QUESTIONS[number]
        text = given.get(question.option)
        if text is None:
            return _asked(question, read)
        try:
            return read(text)
        except answers.UnitAnswerError as error:
            mistakes.append(f"--{question.option}: {error}")
            return None

    areas = answer(0, answers.areas_in)
    cars = answer(1, lambda text: answers.cars_in(text, areas)) if areas is not None else None
    nights = answer(2, answers.nights_in)
    people = answer(3, answers.people_in)
    crew = answer(4, lambda text: answers.crew_in(text, people)) if people is not None else None
    month = answer(5, answers.month_in)
    if areas is None or cars is None or nights is None or people is None or crew is None or month is None:
        raise FileError(mistakes)
    return Unit(areas, cars, nights, crew, people, month)


def _asked(question: _Question, read: Callable[[str], Answer]) -> Answer:
    """Asks a question until its answer can be read."""
    from roster.lifecycle.new_unit.answers import UnitAnswerError

    while True:
        text = click.prompt(question.text, default=question.usual, type=str)
        try:
            return read(text)
        except UnitAnswerError as error:
            say(f"{error}", err=True)

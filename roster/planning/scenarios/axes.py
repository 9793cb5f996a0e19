"""Turns the axes of a grid into changes of a book: `paramedics: 6..10`, `late-turn: 8 h, 10 h`, `days: 5, 7`.

An axis written out is a mapping from the name of a value to a scenario's id or a list of changes. Of an axis written
short, the name says what changes, and the values to what:

| name | values | changes |
|---|---|---|
| a role, or its plural | 6..10, or 6, 8 | the number of its people (of those posted full-time, if any) |
| a shift | 8 h, 10 h | its length; it ends as before |
| a seat, with or without `seat` or `seats` | 1, 2 | its preferred and its maximum number of people |
| `days` | 2, 5, 7 | Friday and Saturday; Sunday to Thursday; every day |
| `sickness`, `annual leave`, `training`, `abstraction` | 3 %, 5 % | the rate of absences drawn at random |
| `minimum-hours.hours`: a rule's kind and parameter | 16, 27.5 | that parameter |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from models.base import parse_minutes
from models.book import Book
from models.errors import RosterError
from models.people import AbsenceKind
from models.problems import BookError, Path, Problem, did_you_mean
from roster.planning.scenarios.book_changes import ChangeRule
from roster.planning.scenarios.change import Change
from roster.planning.scenarios.people_changes import ChangeAwayRate, NumberOfPeople
from roster.planning.scenarios.problems import scenarios_problems
from roster.planning.scenarios.scenarios import Scenario, Scenarios
from roster.planning.scenarios.service_changes import ChangeDays, ChangeSeat, ChangeShift

MAX_VALUES = 10_000  # of one axis
DAYS = {
    "2": ("fri", "sat"),
    "5": ("sun", "mon", "tue", "wed", "thu"),
    "7": ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
}
_RANGE = re.compile(r"(\d{1,9})\s*\.\.\s*(\d{1,9})")


@dataclass(frozen=True)
class Value:
    """One value of an axis.

    Attributes:
        name: as it was written.
        changes: what it changes in the book.
    """

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Axis:
    """An axis of a grid, with its values in order."""

    name: str
    values: tuple[Value, ...]


class AxisError(RosterError, ValueError):
    """A value of an axis cannot be understood."""


class AxisNameError(AxisError):
    """The name of an axis cannot be understood."""


def axes_of(scenarios: Scenarios, book: Book) -> list[Axis]:
    """The axes of a grid, with the changes of each value.

    Args:
        book: the book with the changes of the base.

    Raises:
        BookError: every axis and value that cannot be understood.
    """
    problems: list[Problem] = []
    found = []
    for name, given in scenarios.grid.items():
        path: Path = ("grid", name)
        try:
            if isinstance(given, Mapping):
                values = list(_values_written_out(given, scenarios.scenarios, path, problems))
            else:
                values = list(_values_written_short(name, given, book))
        except AxisError as error:
            problems.append(Problem(path, str(error), in_key=isinstance(error, AxisNameError)))
            continue
        twice = {value.name for value in values if [item.name for item in values].count(value.name) > 1}
        problems += [Problem(path, f"the value {value} is there twice") for value in sorted(twice)]
        found.append(Axis(name, tuple(values)))
    if problems:
        raise BookError(problems)
    return found


def size_of(scenarios: Scenarios) -> int:
    """The number of cells of a grid, counted without making its values."""
    size = 1 if scenarios.grid else 0
    for given in scenarios.grid.values():
        size *= len(given) if isinstance(given, Mapping) else _count(given)
    return size


def _count(given: Any) -> int:
    """The number of values of an axis written short."""
    count = 0
    for word in _items(given):
        match = _RANGE.fullmatch(word)
        count += abs(int(match[2]) - int(match[1])) + 1 if match else 1
    return count


def _items(given: Any) -> list[str]:
    items: Sequence[Any] = given if isinstance(given, list | tuple) else str(given).split(",")
    return [str(item).strip() for item in items]


def _values(given: Any) -> Iterator[str]:
    """The values of an axis written short; `6..10` is five values."""
    if _count(given) > MAX_VALUES:
        raise AxisError(f"has {_count(given):,} values; no axis has more than {MAX_VALUES:,}")
    for word in _items(given):
        if match := _RANGE.fullmatch(word):
            first, last = int(match[1]), int(match[2])
            yield from map(str, range(first, last + 1) if first <= last else range(first, last - 1, -1))
        elif word:
            yield word
        else:
            raise AxisError("has an empty value")


def _values_written_out(
    given: Mapping[Any, Any], scenarios: Sequence[Scenario], path: Path, problems: list[Problem]
) -> Iterator[Value]:
    known = {scenario.id: scenario for scenario in scenarios}
    reader: TypeAdapter[tuple[Change, ...]] = TypeAdapter(tuple[Change, ...])
    if not given:
        raise AxisError("has no values")
    for key, value in given.items():
        name = str(key)
        if isinstance(value, str):
            if value in known:
                yield Value(name, known[value].changes)
            else:
                problems.append(Problem((*path, name), f"scenario '{value}' is unknown{did_you_mean(value, known)}"))
            continue
        try:
            yield Value(name, reader.validate_python([] if value is None else value))
        except ValidationError as error:
            problems += scenarios_problems(error, (*path, name))


def _values_written_short(name: str, given: Any, book: Book) -> Iterator[Value]:
    if given is None or given in ("", [], ()):
        raise AxisError("has no values")
    word = name.strip().lower()
    for maker in (_people, _shift, _days, _seat, _rate, _rule):
        made = maker(word, book)
        if made is not None:
            for value in _values(given):
                yield Value(value, (made(value),))
            return
    known = [
        *(role.id + "s" for role in book.roles),
        *(shift.id for shift in book.shifts),
        *(f"{seat.id} seats" for crew in book.crews for seat in crew.seats),
        "days",
        *(kind.value for kind in AbsenceKind),
    ]
    written_out = "; an axis may also be written out, from the name of each value to a scenario or a list of changes"
    raise AxisNameError(
        f"'{name}' is no role, shift, seat or rate of this book{did_you_mean(name, known) or written_out}"
    )


def _people(word: str, book: Book) -> Any:
    role = next((item.id for item in book.roles if word in _names(item.id, item.name)), None)
    if role is None:
        return None
    return lambda value: NumberOfPeople(change="number-of-people", role=role, number=_whole(value, 2000))


def _names(*words: str) -> set[str]:
    return {form for word in words if word for form in (word.lower(), f"{word.lower()}s")}


def _shift(word: str, book: Book) -> Any:
    shift = next(
        (item.id for item in book.shifts if word in _names(item.id, item.name, item.id.replace("-", " "))), None
    )
    if shift is None:
        return None

    def change(value: str) -> ChangeShift:
        text = value.replace(" ", "")
        try:
            length = parse_minutes(f"{text}h" if text.isdigit() else text)
            return ChangeShift(change="shift", shift=shift, length=length)
        except (ValueError, ValidationError):
            raise AxisError(f"'{value}' is no length of a shift, which is up to 24h; write 8 h or 7h30m") from None

    return change


def _days(word: str, book: Book) -> Any:
    if word not in ("days", "days a week"):
        return None

    def change(value: str) -> ChangeDays:
        days = DAYS.get(value, tuple(value.lower().replace("-", " ").split()))
        try:
            return ChangeDays.model_validate({"change": "days", "weekdays": days})
        except ValidationError:
            raise AxisError(
                f"'{value}' is not 2 (Friday, Saturday), 5 (Sunday to Thursday), 7, nor days such as `fri sat sun`"
            ) from None

    return change


def _seat(word: str, book: Book) -> Any:
    seats = {seat.id for crew in book.crews for seat in crew.seats}
    bare = re.sub(r" seats?$", "", word)
    seat = next((item for item in sorted(seats) if bare == item.lower()), None)
    if seat is None:
        return None

    def change(value: str) -> ChangeSeat:
        number = _whole(value, 1000)
        return ChangeSeat(change="seat", seat=seat, preferred=number, maximum=number)

    return change


def _rate(word: str, book: Book) -> Any:
    kind = next((item for item in AbsenceKind if word == item.value), None)
    if kind is None:
        return None

    def change(value: str) -> ChangeAwayRate:
        return ChangeAwayRate(change="away", kind=kind, rate=share_of(value))

    return change


def share_of(text: str) -> float:
    """Reads a share written `95%`, `95 %` or `0.95`.

    Raises:
        AxisError: the text is no share.
    """
    match = re.fullmatch(r"(\d{1,3}(?:\.\d+)?|\.\d+)\s*(%?)", text.strip())
    number = float(match[1]) / (100 if match[2] else 1) if match else -1.0
    if not 0 <= number <= 1:
        raise AxisError(f"'{text}' is no share; write 5 % or 0.05")
    return number


def _rule(word: str, book: Book) -> Any:
    kind, dot, parameter = word.partition(".")
    if not dot or kind not in {entry.kind for entry in book.rules}:
        return None

    def change(value: str) -> ChangeRule:
        number: Any = value
        for kind_of in (int, float):
            try:
                number = kind_of(value)
                break
            except ValueError:
                continue
        return ChangeRule(change="rule", rule=kind, values={parameter: number})

    return change


def _whole(value: str, most: int) -> int:
    if not value.isdigit() or int(value) > most:
        raise AxisError(f"'{value}' is not a whole number up to {most:,}")
    return int(value)

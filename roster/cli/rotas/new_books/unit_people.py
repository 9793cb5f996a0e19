"""The people of a new unit: how many there are of each role, or a list of them in a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models.book import Book
from models.lookup.references import put_ids
from models.problems import Problem
from models.reading.examine import examine
from models.text.lists import listed
from roster.io.people_list import is_people_list, read_people_list, sections_left_out
from roster.io.sources import Source
from roster.io.storage.files import FileError
from roster.io.xlsx.inputs.sheets.starting_rules import starting_rules
from roster.lifecycle.new_unit.answers import Group, people_in
from roster.lifecycle.new_unit.listed_people import ListedPeople, listed_people
from roster.lifecycle.new_unit.roles import is_known
from roster.lifecycle.new_unit.unit_book import Unit, unit_data


@dataclass(frozen=True)
class UnitPeople:
    """The people of a new unit.

    Attributes:
        groups: how many there are of each role.
        listed: the people on a list; None where only their number is known.
        source: the file of the list.
    """

    groups: tuple[Group, ...]
    listed: ListedPeople | None = None
    source: Source | None = None

    def book_of(self, unit: Unit) -> Book:
        """Makes the book of the unit.

        Raises:
            FileError: mistakes on the list of people, each with its cell.
        """
        data = unit_data(unit, starting_rules())
        problems = put_ids(data, lambda path: path[0] == "people")
        data["people"] = _with_area_ids(data["people"], unit)
        reading = examine(data)
        if problems or reading.book is None:
            error = self._error([*problems, *reading.problems])
            if any("area '" in line for line in error.lines):
                areas = [f"{name} ({unit.area_ids[words]})" for words, name in unit.area_names.items()]
                raise FileError([*error.lines, f"--areas: the areas are {', '.join(areas)}; their ids may be your own"])
            raise error
        return reading.book

    def refuse_mistakes(self) -> None:
        """Refuses a list in which the roles are misspelt.

        Raises:
            FileError: with the cell of each.
        """
        if self.listed is not None and self.listed.problems:
            raise self._error(self.listed.problems)

    def notes(self, unit: Unit) -> Iterator[str]:
        """Yields what was read of the list, what was not, and what came of it."""
        if unsure := [group.name for group in self.groups if not is_known(group.role)]:
            yield (
                f"note: taken for roles of the ambulance service: {listed(sorted(set(unsure)))}; change it on the sheet"
                " Roles"
            )
        if self.source is None or self.listed is None:
            return
        if self.listed.ranks:
            yield f"note: taken for Special Constables, a rank above: {listed(sorted(self.listed.ranks))}"
        path = self.source.path
        yield from (f"read: {path}: {line}" for line in self.source.sheet_summaries)
        yield from (f"note: {path}: {note}" for note in self.source.notes)
        if left := sections_left_out(self.source):
            yield f"note: {path}: only people are read here; left out: {listed(left)}"
        seats = {role for seat in unit_data(unit, ())["crews"][0]["seats"] for role in seat["roles"]}
        if spare := [group.name for group in self.groups if group.role not in seats]:
            yield f"note: no seat of the crew is for: {listed(sorted(set(spare)))}"
        asked = {name for seat in unit_data(unit, ())["crews"][0]["seats"] for name in seat.get("qualifications", ())}
        if names := [item["name"] for item in self.listed.qualifications if item["id"] in asked]:
            yield f"seats ask for what their people hold: {listed(names)} (sheet Crews)"

    def _error(self, problems: list[Problem] | tuple[Problem, ...]) -> FileError:
        assert self.source is not None  # numbers alone make no mistakes
        path, source = self.source.path, self.source
        return FileError.of(path, list(problems), lambda problem: f"{path}: {source.sentence(problem)}")


def read_people(answer: str) -> UnitPeople:
    """Reads the answer to the question who is in the unit: a file, or numbers.

    Raises:
        UnitAnswerError: the numbers cannot be read.
        FileError: the file cannot be read, or has mistakes.
    """
    if not is_people_list(answer):
        return UnitPeople(people_in(answer))
    source = read_people_list(Path(answer.strip()))
    found = listed_people(source.raw["people"])
    people = UnitPeople(found.groups, found, source)
    people.refuse_mistakes()
    return people


def _with_area_ids(people: Sequence[Mapping[str, Any]], unit: Unit) -> list[Mapping[str, Any]]:
    """The people with the ids of their areas where the list has names; other words stay, to be reported."""
    ids = {name.casefold(): unit.area_ids[words] for words, name in unit.area_names.items()}
    ids |= {key.casefold(): key for key in unit.area_ids.values()}
    return [
        {**person, "areas": [ids.get(str(area).casefold(), area) for area in person["areas"]]}
        if isinstance(person.get("areas"), list)
        else person
        for person in people
    ]


__all__ = ["UnitPeople", "read_people"]

"""The lists of a book while changes are made to them, and every mistake in these changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from models.areas import AreaNames
from models.book import Book
from models.people import Absence, AbsenceKind, Person
from models.problems import BookError, Path, Problem, did_you_mean
from models.reading import problem_message
from models.references import NAMED_SECTIONS
from models.service import Service
from roster.planning.changes.case import Case
from roster.planning.changes.gone import bereft, let_go
from roster.planning.scenarios.scenarios import Chosen

Made = TypeVar("Made")


class Draft:
    """A book that is being changed.

    Attributes:
        before: the book before these changes.
        fields: what it consists of; lists are those of the book as it is now.
        path: where the change that is made just now is in the scenarios file.
    """

    def __init__(self, case: Case) -> None:
        self.before = case.book
        self.fields: dict[str, Any] = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in ((name, getattr(case.book, name)) for name in Book.model_fields)
        }
        # A planner asks what could be, not what was told; and what is solved is solved anew.
        self.fields |= {"rota": None, "published": None}
        self.span = case.span
        self.draws = case.draws
        self.patterns = dict(case.patterns)
        self.absences = dict(case.absences)
        self.parts = dict(case.parts)
        self.path: Path = ()
        self._problems: list[Problem] = []
        self._dates: list[tuple[Path, date, date]] = []

    def case(self, path: Path) -> Case:
        """What came of it.

        Args:
            path: where the changes are in the scenarios file.

        Raises:
            BookError: every mistake.
        """
        for place, first, last in self._dates:
            if last < self.span.first or first > self.span.last:
                told = f"{first}" if last in (first, date.max) else f"{first} to {last}"
                outside = f"{told} lies outside the period, {self.span.first} to {self.span.last}"
                self._problems.append(Problem(place, outside))
        if self._problems:
            raise BookError(self._problems)
        self._leave_alone()
        let_go(self.fields, self.before)
        book = self._book(path)
        if not book.people:
            raise BookError([Problem(path, "leaves nobody in the book")])
        if not book.services:
            raise BookError([Problem(path, "leaves no service in the book, so there is no duty to crew")])
        if self.before.vehicles and not book.vehicles:
            raise BookError([Problem(path, "leaves no vehicle in the book, so no duty could run")])
        if not book.duties and self.span == book.period:
            raise BookError([Problem(path, "leaves no duty in the period")])
        return Case(book, self.span, self.draws, self.patterns, self.absences, self.parts)

    def _book(self, path: Path) -> Book:
        """The lists as a book; a pin to a duty that is no longer asked for goes with it."""
        for _ in range(2):
            try:
                return Book.model_validate(self.fields)
            except ValidationError as error:
                found = list(problems_of(error))
                pins = {problem.path[1] for problem in found if problem.path[:1] == ("pins",)}
                if len(pins) < len({problem.path[:2] for problem in found}):
                    told = dict.fromkeys(problem.message for problem in found if problem.path[:1] != ("pins",))
                    raise BookError([Problem(path, message) for message in told]) from None
                self.fields["pins"] = [pin for number, pin in enumerate(self.fields["pins"]) if number not in pins]
        raise AssertionError("pins that are gone are still there")

    def _leave_alone(self) -> None:
        """Who may only work together with somebody who is gone does not work."""
        there = {person.id for person in self.people}
        gone = {person.id for person in self.before.people} - there
        names = {name for entry in self.fields["rules"] for name in bereft(entry, gone, there)}
        first, last = min(self.span.first, self.before.period.first), max(self.span.last, self.before.period.last)
        for person in [item for item in self.people if item.id in names]:
            self.send_away(person, Absence(kind=AbsenceKind.OTHER, first=first, last=last))

    # --- mistakes

    def say(self, message: str, *place: str | int) -> None:
        """Something is wrong with the change that is made just now."""
        self._problems.append(Problem((*self.path, *place), message))

    def known(self, section: str, name: str | None, *place: str | int) -> bool:
        """Whether a name is one of a section; complains where it is not."""
        names = [item.id for item in self.fields[section]]
        if section == "services":
            names += [self.parts[part] for part in names if part in self.parts]
        if name is None or name in names:
            return True
        what = f"{NAMED_SECTIONS[section]} '{name}'"
        if any(item.id == name for item in getattr(self.before, section)):
            self.say(f"{what} is there no longer: a change before this one took it away", *place)
        else:
            self.say(f"{what} is unknown{did_you_mean(name, names)}", *place)
        return False

    def all_known(self, section: str, names: Iterable[str], *place: str | int) -> bool:
        """The same of several names."""
        fine = True
        for number, name in enumerate(names):
            fine &= self.known(section, name, *place, number)  # each is to be looked at
        return fine

    def within(self, first: date | None, *place: str, last: date | None = None) -> None:
        """Complains, when all changes are made, if no day from first to last lies in the period asked about."""
        if first is not None:
            self._dates.append(((*self.path, *place), first, last or first))

    def tried(self, make: Callable[[], Made], *place: str | int) -> Made | None:
        """What is made; complains, and is None, where its record does not allow it."""
        try:
            return make()
        except ValidationError as error:
            for message in dict.fromkeys(problem.message for problem in problems_of(error)):
                self.say(message, *place)
            return None

    # --- people

    @property
    def people(self) -> list[Person]:
        """Everybody, as they are now."""
        people: list[Person] = self.fields["people"]
        return people

    def areas(self, names: Iterable[str], *place: str | int) -> set[str]:
        """The ids of areas by any of their names; complains of those that are unknown."""
        areas = AreaNames(self.fields["areas"])
        found: set[str] = set()
        for number, name in enumerate(names):
            ids = areas.ids(name)
            if not ids:
                self.say(f"area '{name}' is unknown{did_you_mean(name, areas.spellings)}", *place, number)
            found.update(ids)
        return found

    def home(self, person: Person) -> str | None:
        """A person's first area."""
        ids = AreaNames(self.fields["areas"]).ids(person.areas[0]) if person.areas else ()
        return ids[0] if ids else None

    def chosen(self, chosen: Chosen) -> list[Person]:
        """The people a change speaks of; complains where it speaks of nobody."""
        fine = self.all_known("people", chosen.people, "people") & self.all_known("roles", chosen.roles, "roles")
        areas = self.areas(chosen.areas, "areas")
        tags = {tag for person in self.people for tag in person.tags}
        for number, tag in enumerate(chosen.tags):
            if tag not in tags:
                fine = False
                self.say(f"nobody has the tag '{tag}'{did_you_mean(tag, tags)}", "tags", number)
        if not fine or (chosen.areas and not areas):
            return []
        found = [
            person
            for person in self.people
            if (not chosen.people or person.id in chosen.people)
            and (not chosen.roles or person.role in chosen.roles)
            and (not chosen.areas or self.home(person) in areas)
            and (not chosen.tags or set(chosen.tags) & set(person.tags))
            and (chosen.posted is None or chosen.posted == (person.posting is not None))
        ]
        if not found:
            self.say(f"speaks of nobody: there are no {chosen.words}")
        return found

    def replace(self, old: Person, new: Person) -> None:
        """Somebody as they are from now on."""
        self.fields["people"] = [new if item.id == old.id else item for item in self.people]

    def send_away(self, person: Person, away: Absence) -> None:
        """Somebody is away, whatever is drawn."""
        self.replace(person, person.remade(absences=(*person.absences, away)))
        self.absences[person.id] = (*self.absences.get(person.id, ()), away)

    # --- services

    @property
    def services(self) -> list[Service]:
        """What is asked for, as it is now."""
        services: list[Service] = self.fields["services"]
        return services

    def is_called(self, service: Service, names: Sequence[str]) -> bool:
        """Whether a service, or the one it was split off, is one of those named."""
        return service.id in names or self.parts.get(service.id) in names


def problems_of(error: ValidationError) -> Iterator[Problem]:
    """What is wrong with a book, or an item of it, that changes made."""
    for details in error.errors():
        inner = details.get("ctx", {}).get("error")
        if isinstance(inner, BookError):
            yield from inner.problems
        else:
            place = Problem(tuple(details["loc"]), "").place
            message = problem_message(details, Book)
            yield Problem(tuple(details["loc"]), f"{place}: {message}" if details["loc"] else message)


__all__ = ["Draft", "problems_of"]

"""The draft: the lists of a book while changes are applied to them, and the mistakes found in the changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from models.book import Book
from models.people import Absence, AbsenceKind, Person
from models.period import AreaNames
from models.problems import BookError, Path, Problem, did_you_mean
from models.reading.messages import problem_message
from models.references.sections import NAMED_SECTIONS
from models.service import Service
from roster.planning.changes.changed_book import ChangedBook
from roster.planning.changes.dangling_references import people_without_partner, remove_dangling_references
from roster.planning.scenarios.people_changes import ChosenPeople

Made = TypeVar("Made")


class Draft:
    """A book that is being changed.

    Attributes:
        before: the book before these changes.
        fields: the sections of the book by name, as changed so far; lists may be changed in place.
        span: the period asked about.
        draws: what is drawn at random.
        offer_patterns, absences, split_from: as in `ChangedBook`.
        path: where the change that is being applied is in the scenarios file.
    """

    def __init__(self, changed: ChangedBook) -> None:
        self.before = changed.book
        self.fields: dict[str, Any] = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in ((name, getattr(changed.book, name)) for name in Book.model_fields)
        }
        # The changed book is solved from scratch: neither its old rota nor what was published of it counts.
        self.fields |= {"rota": None, "published": None}
        self.span = changed.span
        self.draws = changed.draws
        self.offer_patterns = dict(changed.offer_patterns)
        self.absences = dict(changed.absences)
        self.split_from = dict(changed.split_from)
        self.path: Path = ()
        self._problems: list[Problem] = []
        self._required_dates: list[tuple[Path, date, date]] = []

    def finish(self, path: Path) -> ChangedBook:
        """Checks the changed book as a whole.

        Args:
            path: where the changes are in the scenarios file.

        Raises:
            BookError: every mistake.
        """
        for place, first, last in self._required_dates:
            if last < self.span.first or first > self.span.last:
                dates = f"{first}" if last in (first, date.max) else f"{first} to {last}"
                outside = f"{dates} lies outside the period, {self.span.first} to {self.span.last}"
                self._problems.append(Problem(place, outside))
        if self._problems:
            raise BookError(self._problems)
        self._release_people_without_partner()
        remove_dangling_references(self.fields, self.before)
        book = self._book(path)
        if not book.people:
            raise BookError([Problem(path, "leaves nobody in the book")])
        if not book.services:
            raise BookError([Problem(path, "leaves no service in the book, so there is no duty to crew")])
        if self.before.vehicles and not book.vehicles:
            raise BookError([Problem(path, "leaves no vehicle in the book, so no duty could run")])
        if not book.duties and self.span == book.period:
            raise BookError([Problem(path, "leaves no duty in the period")])
        return ChangedBook(book, self.span, self.draws, self.offer_patterns, self.absences, self.split_from)

    def _book(self, path: Path) -> Book:
        """Makes a book of the lists; pins to duties that are no longer asked for are removed."""
        for _ in range(2):
            try:
                return Book.model_validate(self.fields)
            except ValidationError as error:
                found = list(problems_of(error))
                pins = {problem.path[1] for problem in found if problem.path[:1] == ("pins",)}
                if len(pins) < len({problem.path[:2] for problem in found}):
                    messages = dict.fromkeys(problem.message for problem in found if problem.path[:1] != ("pins",))
                    raise BookError([Problem(path, message) for message in messages]) from None
                self.fields["pins"] = [pin for number, pin in enumerate(self.fields["pins"]) if number not in pins]
        raise AssertionError("removed pins are reported again")

    def _release_people_without_partner(self) -> None:
        """Makes people absent who may work only with a partner, when the partner was removed."""
        present = {person.id for person in self.people}
        removed = {person.id for person in self.before.people} - present
        names = {name for entry in self.fields["rules"] for name in people_without_partner(entry, removed, present)}
        first, last = min(self.span.first, self.before.period.first), max(self.span.last, self.before.period.last)
        for person in [item for item in self.people if item.id in names]:
            self.add_absence(person, Absence(kind=AbsenceKind.OTHER, first=first, last=last))

    # --- mistakes

    def report(self, message: str, *place: str | int) -> None:
        """Reports a mistake in the change that is being applied."""
        self._problems.append(Problem((*self.path, *place), message))

    def check_known(self, section: str, name: str | None, *place: str | int) -> bool:
        """Whether a section has an item of this name (or no name is given); reports it if not."""
        names = [item.id for item in self.fields[section]]
        if section == "services":
            names += [self.split_from[part] for part in names if part in self.split_from]
        if name is None or name in names:
            return True
        what = f"{NAMED_SECTIONS[section]} '{name}'"
        if any(item.id == name for item in getattr(self.before, section)):
            self.report(f"{what} is there no longer: a change before this one took it away", *place)
        else:
            self.report(f"{what} is unknown{did_you_mean(name, names)}", *place)
        return False

    def check_all_known(self, section: str, names: Iterable[str], *place: str | int) -> bool:
        """Whether a section has an item of each name; reports every name it does not have."""
        fine = True
        for number, name in enumerate(names):
            fine &= self.check_known(section, name, *place, number)  # no short cut: each is to be reported
        return fine

    def require_in_period(self, first: date | None, *place: str, last: date | None = None) -> None:
        """Requires that some day from first to last lies in the period: checked after all changes are applied."""
        if first is not None:
            self._required_dates.append(((*self.path, *place), first, last or first))

    def build(self, make: Callable[[], Made], *place: str | int) -> Made | None:
        """Calls a function that makes records; reports what their models refuse, and gives None then."""
        try:
            return make()
        except ValidationError as error:
            for message in dict.fromkeys(problem.message for problem in problems_of(error)):
                self.report(message, *place)
            return None

    # --- people

    @property
    def people(self) -> list[Person]:
        """The people, as changed so far."""
        people: list[Person] = self.fields["people"]
        return people

    def area_ids(self, names: Iterable[str], *place: str | int) -> set[str]:
        """The ids of areas given by any of their names; reports unknown ones."""
        areas = AreaNames(self.fields["areas"])
        found: set[str] = set()
        for number, name in enumerate(names):
            ids = areas.ids(name)
            if not ids:
                self.report(f"area '{name}' is unknown{did_you_mean(name, areas.spellings)}", *place, number)
            found.update(ids)
        return found

    def first_area(self, person: Person) -> str | None:
        """The id of a person's first area."""
        ids = AreaNames(self.fields["areas"]).ids(person.areas[0]) if person.areas else ()
        return ids[0] if ids else None

    def choose(self, chosen: ChosenPeople) -> list[Person]:
        """The people that a change is about; reports unknown names, and a choice of nobody."""
        fine = self.check_all_known("people", chosen.people, "people") & self.check_all_known(
            "roles", chosen.roles, "roles"
        )
        areas = self.area_ids(chosen.areas, "areas")
        tags = {tag for person in self.people for tag in person.tags}
        for number, tag in enumerate(chosen.tags):
            if tag not in tags:
                fine = False
                self.report(f"nobody has the tag '{tag}'{did_you_mean(tag, tags)}", "tags", number)
        if not fine or (chosen.areas and not areas):
            return []
        found = [
            person
            for person in self.people
            if (not chosen.people or person.id in chosen.people)
            and (not chosen.roles or person.role in chosen.roles)
            and (not chosen.areas or self.first_area(person) in areas)
            and (not chosen.tags or set(chosen.tags) & set(person.tags))
            and (chosen.posted is None or chosen.posted == (person.posting is not None))
        ]
        if not found:
            self.report(f"speaks of nobody: there are no {chosen.words}")
        return found

    def replace(self, old: Person, new: Person) -> None:
        """Replaces the record of a person."""
        self.fields["people"] = [new if item.id == old.id else item for item in self.people]

    def add_absence(self, person: Person, away: Absence) -> None:
        """Adds an absence that stays whatever is drawn at random."""
        self.replace(person, person.remade(absences=(*person.absences, away)))
        self.absences[person.id] = (*self.absences.get(person.id, ()), away)

    # --- services

    @property
    def services(self) -> list[Service]:
        """The services, as changed so far."""
        services: list[Service] = self.fields["services"]
        return services

    def is_named(self, service: Service, names: Sequence[str]) -> bool:
        """Whether a service, or the service it was split from, is among those named."""
        return service.id in names or self.split_from.get(service.id) in names


def problems_of(error: ValidationError) -> Iterator[Problem]:
    """Turns a validation error of a changed book, or of one of its records, into problems."""
    for details in error.errors():
        inner = details.get("ctx", {}).get("error")
        if isinstance(inner, BookError):
            yield from inner.problems
        else:
            place = Problem(tuple(details["loc"]), "").place
            message = problem_message(details, Book)
            yield Problem(tuple(details["loc"]), f"{place}: {message}" if details["loc"] else message)


__all__ = ["Draft", "problems_of"]

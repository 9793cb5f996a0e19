"""A book: everything that a rota is made from and, once solved, the rota."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from pathlib import PurePath
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from models.base import Model, Text
from models.duty import Duty, expand
from models.people import Person, Qualification, Role, Team
from models.period import Area, AreaNames, Organisation, Period
from models.problems import BookError, Problem
from models.records.history import CarriedIn, Worked
from models.records.published import Published
from models.references.check import ReferenceCheck
from models.references.sections import Sections
from models.rota import Rota
from models.rules import Derogation, RuleEntry
from models.service import CallSign, Crew, Service, Shift, Vehicle
from models.wishes import Pin, Request

SCHEMA_VERSION: Literal[1] = 1
NESTED_LISTS = {f"carried_in.{name}": ("carried_in", name) for name in CarriedIn.model_fields}
LONG_AGO = 300  # days before the period: an absence that ended then is more likely a slip in the year


class Book(Model):
    """Inputs, and once solved the rota with how it was made. A book that exists is consistent.

    Attributes:
        schema_version: the version of this format; 1.
        name: what the rota is called, at the top of every sheet and page.
        description: a few words on what it is for.
        period: the dates the rota is for.
        organisations: the employers, and the forces volunteers serve with.
        roles: what a person is on a crew.
        areas: the places that call signs serve.
        qualifications: what seats and rules may ask people to hold.
        call_signs: the lines of duties.
        vehicles: the cars; leave them out where cars are never short.
        shifts: the spans of time that services run and teams work.
        crews: the seats of a car, and how many people sit in each.
        services: which call signs run which shift on which days: this makes the duties.
        teams: response teams whose officers share a pattern.
        people: who can crew, what they hold, offer and are away for.
        requests: wishes to work or to be off.
        pins: assignments the coordinator fixed; the rest of the rota is made around them.
        carried_in: what the time before the period left behind; `roster solve --history` fills it in.
        worked: what people really worked in the period, and their work elsewhere.
        rule_files: files with rules of your own, as seen from this one (see constraints/README.md).
        rules: which rules hold, how hard, for whom and with what figures.
        derogations: recorded exceptions of one person from one rule.
        published: what people were told; written by `roster publish`.
        rota: the answer; written by `roster solve`.

    Raises:
        pydantic.ValidationError: fields that are wrong in themselves; names that name nothing come as one error whose
            context holds a `BookError` with every problem (`models.reading.examine.read` gives all of them at once).
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    name: Annotated[Text, Field(min_length=1)]
    description: Annotated[str, Field(max_length=20_000)] = ""
    period: Period
    organisations: tuple[Organisation, ...]
    roles: tuple[Role, ...]
    areas: tuple[Area, ...]
    qualifications: tuple[Qualification, ...] = ()
    call_signs: tuple[CallSign, ...]
    vehicles: tuple[Vehicle, ...] = ()
    shifts: tuple[Shift, ...]
    crews: tuple[Crew, ...]
    services: tuple[Service, ...]
    teams: tuple[Team, ...] = ()
    people: tuple[Person, ...]
    requests: tuple[Request, ...] = ()
    pins: tuple[Pin, ...] = ()
    carried_in: CarriedIn = CarriedIn()
    worked: tuple[Worked, ...] = ()
    rule_files: tuple[str, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    derogations: tuple[Derogation, ...] = ()
    published: Published | None = None
    rota: Rota | None = None

    @model_validator(mode="after")
    def _consistent(self) -> "Book":
        problems = ReferenceCheck(self.sections).run()
        if problems:
            raise BookError(problems)
        return self

    @property
    def sections(self) -> Sections:
        """The book's lists, for the reference check."""
        return Sections(self.period, sections_of(dict(self)), published=self.published, rota=self.rota)

    @cached_property
    def duties(self) -> list[Duty]:
        """The duties that the services ask for, in order of start."""
        return expand(self.period, self.services, self.call_signs, self.shifts, self.crews)[0]

    @cached_property
    def area_names(self) -> AreaNames:
        """Finds areas by any of their names."""
        return AreaNames(self.areas)

    @cached_property
    def input_hash(self) -> str:
        """SHA-256 of the inputs, without the rota, the folders of rule files, and how people are reached."""
        names = [PurePath(name).name for name in self.rule_files]
        # Without defaults, so that a field a later version adds leaves the hashes of old books as they are.
        without: Any = {"rota": True, "rule_files": True, "people": {"__all__": {"phone", "email"}}}
        without["organisations"] = {"__all__": {"coordinator"}}
        inputs = self.model_dump(mode="json", exclude=without, exclude_defaults=True)
        return hashlib.sha256(json.dumps([inputs, names], sort_keys=True).encode()).hexdigest()

    def changed(self, **fields: Any) -> "Book":
        """The book with other fields, checked as a whole.

        Raises:
            pydantic.ValidationError: as for any book.
        """
        return self.remade(**fields)

    def warnings(self) -> list[Problem]:
        """Finds what is allowed but probably not meant."""
        found = [*self._ambiguous_areas(), *self._requests_outside(), *self._dates_outside(), *self._dropped_duties()]
        if not self.duties:
            found.append(Problem(("services",), "no service asks for a duty in this period"))
        return found

    def _ambiguous_areas(self) -> Iterator[Problem]:
        for index, person in enumerate(self.people):
            for number, name in enumerate(person.areas):
                meant = self.area_names.ids(name)
                if len(meant) > 1:
                    yield Problem(
                        ("people", index, "areas", number),
                        f"'{name}' is ambiguous; it is taken to mean {' and '.join(meant)}",
                    )

    def _requests_outside(self) -> Iterator[Problem]:
        """Requests for dates outside the period."""
        for index, request in enumerate(self.requests):
            if not request.dates_within(self.period.first, self.period.last):
                yield Problem(("requests", index), f"none of {request.person}'s dates lies in the period")

    def _dates_outside(self) -> Iterator[Problem]:
        """Offers for dates outside the period, and absences that ended long before it."""
        for index, person in enumerate(self.people):
            for number, offer in enumerate(person.offers):
                eve = timedelta(days=offer.days_after)
                if offer.dates and not any(day in self.period or day + eve == self.period.first for day in offer.dates):
                    yield Problem(("people", index, "offers", number), f"no date {person.id} offers lies in the period")
            for number, absence in enumerate(person.absences):
                ends = absence.last or absence.first or (absence.end.date() if absence.end else None)
                if ends is not None and (self.period.first - ends).days > LONG_AGO:
                    yield Problem(("people", index, "absences", number), f"ended on {ends}; is the year right?")

    def _dropped_duties(self) -> Iterator[Problem]:
        """Duties of the published rota that no service asks for now."""
        if self.published is None:
            return
        asked = {duty.id for duty in self.duties}
        dropped = sorted({item.duty for item in self.published.assignments} - asked)
        if dropped:
            more = f" and {len(dropped) - 1} more" if len(dropped) > 1 else ""
            yield Problem(("published",), f"no service asks for {dropped[0]}{more} any longer; these are passed over")


def sections_of(fields: dict[str, Any]) -> dict[str, Any]:
    """The lists of a book by name; those inside `carried_in` have a dotted name (`NESTED_LISTS`)."""
    carried: CarriedIn | None = fields.get("carried_in")
    lists = {name: value for name, value in fields.items() if isinstance(value, tuple | list)}
    if carried is not None:
        lists |= {name: getattr(carried, inner) for name, (_, inner) in NESTED_LISTS.items()}
    return lists

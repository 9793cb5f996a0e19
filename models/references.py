"""Does everything in a book that names something else name something that is there?

Works on the sections of a book that is not yet one, so that a mistake in one item does not hide those in others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.areas import AreaNames
from models.duty import Duty, DutyReferenceError, expand, find_duty
from models.people import REST, Team
from models.period import Period
from models.problems import Path, Problem, did_you_mean
from models.published import DUTY_ID, Published
from models.rota import Rota
from models.rules import RuleEntry

# Sections whose items have an id, and what one of them is called in a message.
NAMED_SECTIONS = {
    "organisations": "organisation",
    "roles": "role",
    "areas": "area",
    "qualifications": "qualification",
    "call_signs": "call sign",
    "vehicles": "vehicle",
    "shifts": "shift",
    "crews": "crew",
    "services": "service",
    "teams": "team",
    "people": "person",
}


@dataclass
class Sections:
    """The lists of a book.

    Attributes:
        items: section -> its valid items.
        indices: section -> the place of each of these in the input.
        forgiven: names, in small letters, of items that are there but faulty: naming them is no second mistake.
        unread: sections that are missing or no lists at all: naming anything of theirs is no second mistake.
    """

    period: Period | None
    items: Mapping[str, Sequence[Any]]
    indices: Mapping[str, Sequence[int]] = field(default_factory=dict)
    forgiven: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    published: Published | None = None
    rota: Rota | None = None

    def numbered(self, section: str) -> Iterator[tuple[int, Any]]:
        """Each item with its place in the input."""
        items = self.items.get(section)
        if not items:
            return iter(())
        return zip(self.indices.get(section, range(len(items))), items, strict=True)

    def place(self, section: str, index: int) -> int:
        """The place in the input of the item at an index of `items`."""
        return self.indices[section][index] if section in self.indices else index


MOST_SUGGESTED = 2000  # mistakes; more than are told at once


class ReferenceCheck:
    """Every dangling name, repeated id and impossible duty of a book."""

    def __init__(self, sections: Sections) -> None:
        self.sections = sections
        self.problems: list[Problem] = []
        self.known = {section: {item.id for item in sections.items.get(section, ())} for section in NAMED_SECTIONS}
        self.areas = AreaNames(sections.items.get("areas", ()))

    def run(self) -> list[Problem]:
        """All problems, section by section."""
        for section in NAMED_SECTIONS:
            self._unique(section)
        self._organisations()
        self._demand()
        self._people()
        self._wishes_and_history()
        self._rules()
        self._published()
        self._duties()
        return self.problems

    def _say(self, path: Path, message: str) -> None:
        self.problems.append(Problem(path, message))

    def _name(self, path: Path, section: str, name: str | None) -> None:
        """Complain when `name` is no id of `section`."""
        if name is None or name in self.known[section] or self._forgiven(section, name):
            return
        self._say(path, f"{NAMED_SECTIONS[section]} '{name}' is unknown{self._meant(name, self.known[section])}")

    def _meant(self, name: str, known: Iterable[str]) -> str:
        """A suggestion; none once there are more mistakes than are told, for looking for each takes a while."""
        return did_you_mean(name, known) if len(self.problems) < MOST_SUGGESTED else ""

    def _forgiven(self, section: str, name: str) -> bool:
        """Whether the mistake of an unknown name has been said where the thing itself is faulty."""
        return section in self.sections.unread or name.strip().lower() in self.sections.forgiven.get(section, ())

    def _names(self, path: Path, section: str, names: Iterable[str]) -> None:
        for index, name in enumerate(names):
            self._name((*path, index), section, name)

    def _area(self, path: Path, name: str, *, one: bool = False) -> None:
        found = self.areas.ids(name)
        if not found:
            if not self._forgiven("areas", name):
                self._say(path, f"area '{name}' is unknown{self._meant(name, self.areas.spellings)}")
        elif one and len(found) > 1:
            self._say(path, f"area '{name}' is ambiguous: it may be {' or '.join(found)}")

    def _areas(self, path: Path, names: Iterable[str]) -> None:
        for index, name in enumerate(names):
            self._area((*path, index), name)

    def _unique(self, section: str) -> None:
        first: dict[str, int] = {}
        for index, item in self.sections.numbered(section):
            if item.id in first:
                self._say(
                    (section, index, "id"),
                    f"{NAMED_SECTIONS[section]} '{item.id}' is there twice; the first is {section}[{first[item.id]}]",
                )
            first.setdefault(item.id, index)

    def _organisations(self) -> None:
        for index, role in self.sections.numbered("roles"):
            self._name(("roles", index, "organisation"), "organisations", role.organisation)

    def _demand(self) -> None:
        for index, call_sign in self.sections.numbered("call_signs"):
            self._area(("call_signs", index, "area"), call_sign.area, one=True)
        for index, vehicle in self.sections.numbered("vehicles"):
            self._names(("vehicles", index, "call_signs"), "call_signs", vehicle.call_signs)
            self._areas(("vehicles", index, "spare_for"), vehicle.spare_for)
        for index, crew in self.sections.numbered("crews"):
            seats: set[str] = set()
            for number, seat in enumerate(crew.seats):
                path: Path = ("crews", index, "seats", number)
                if seat.id in seats:
                    self._say((*path, "id"), f"seat '{seat.id}' is there twice")
                seats.add(seat.id)
                self._names((*path, "roles"), "roles", seat.roles)
                self._names((*path, "qualifications"), "qualifications", seat.qualifications)
        for index, service in self.sections.numbered("services"):
            self._names(("services", index, "call_signs"), "call_signs", service.call_signs)
            self._name(("services", index, "shift"), "shifts", service.shift)
            self._name(("services", index, "crew"), "crews", service.crew)

    def _people(self) -> None:
        for index, team in self.sections.numbered("teams"):
            self._cycle(index, team)
        for index, person in self.sections.numbered("people"):
            path: Path = ("people", index)
            self._name((*path, "role"), "roles", person.role)
            self._name((*path, "team"), "teams", person.team)
            self._areas((*path, "areas"), person.areas)
            for number, held in enumerate(person.qualifications):
                self._name((*path, "qualifications", number, "id"), "qualifications", held.id)
            for number, offer in enumerate(person.offers):
                self._names((*path, "offers", number, "call_signs"), "call_signs", offer.call_signs)

    def _cycle(self, index: int, team: Team) -> None:
        for day, entry in enumerate(team.cycle):
            if entry != REST:
                self._name(("teams", index, "cycle", day), "shifts", entry)

    def _wishes_and_history(self) -> None:
        for index, request in self.sections.numbered("requests"):
            path: Path = ("requests", index)
            self._name((*path, "person"), "people", request.person)
            self._name((*path, "shift"), "shifts", request.shift)
            self._name((*path, "call_sign"), "call_signs", request.call_sign)
        for index, pin in self.sections.numbered("pins"):
            self._name(("pins", index, "person"), "people", pin.person)
        for section in ("worked", "carried_in.duties"):
            for index, worked in self.sections.numbered(section):
                path = (*section.split("."), index)
                self._name((*path, "person"), "people", worked.person)
                self._name((*path, "call_sign"), "call_signs", worked.call_sign)
                period = self.sections.period
                if section == "carried_in.duties" and period and worked.date >= period.first:
                    self._say(
                        (*path, "start"),
                        f"{worked.start:%Y-%m-%d %H:%M} is not before the period, which starts on {period.first}",
                    )
        seen: set[str] = set()
        for index, totals in self.sections.numbered("carried_in.totals"):
            path = ("carried_in", "totals", index, "person")
            self._name(path, "people", totals.person)
            if totals.person in seen:
                self._say(path, f"person '{totals.person}' is there twice")
            seen.add(totals.person)
        for index, item in self.sections.numbered("carried_in.stand_downs"):
            self._name(("carried_in", "stand_downs", index, "call_sign"), "call_signs", item.call_sign)

    def _rules(self) -> None:
        for index, entry in self.sections.numbered("rules"):
            if isinstance(entry, RuleEntry) and entry.applies_to is not None:
                path: Path = ("rules", index, "applies_to")
                self._names((*path, "people"), "people", entry.applies_to.people)
                self._names((*path, "roles"), "roles", entry.applies_to.roles)
                self._names((*path, "call_signs"), "call_signs", entry.applies_to.call_signs)
                self._names((*path, "services"), "services", entry.applies_to.services)
                self._names((*path, "shifts"), "shifts", entry.applies_to.shifts)
                self._areas((*path, "areas"), entry.applies_to.areas)

        for index, derogation in self.sections.numbered("derogations"):
            self._name(("derogations", index, "person"), "people", derogation.person)

    def _published(self) -> None:
        """People of a published rota who are not there; a duty may have been dropped since, and need not be."""
        if self.sections.published is None:
            return
        for index, assignment in enumerate(self.sections.published.assignments):
            path: Path = ("published", "assignments", index)
            self._name((*path, "person"), "people", assignment.person)
            if not DUTY_ID.fullmatch(assignment.duty):
                self._say((*path, "duty"), f"'{assignment.duty}' is not a duty; write CALLSIGN@YYYY-MM-DD/SHIFT")

    def _duties(self) -> None:
        """Services that ask for impossible duties, and pins on duties that are not there."""
        if self.sections.period is None:
            return
        items = self.sections.items
        duties, problems = expand(
            self.sections.period,
            items.get("services", ()),
            items.get("call_signs", ()),
            items.get("shifts", ()),
            items.get("crews", ()),
        )
        for problem in problems:
            section, index = problem.path
            assert isinstance(section, str)
            assert isinstance(index, int)
            self._say((section, self.sections.place(section, index)), problem.message)
        if problems or self._demand_is_faulty():
            return  # a duty may be missing only because what asks for it is faulty
        self._rota(duties)
        for index, pin in self.sections.numbered("pins"):
            try:
                duty = find_duty(pin.duty, duties)
            except DutyReferenceError as error:
                self._say(("pins", index, "duty"), str(error))
                continue
            seats = {seat.id for seat in duty.crew.seats}
            if pin.seat is not None and pin.seat not in seats:
                self._say(
                    ("pins", index, "seat"), f"seat '{pin.seat}' is not in that crew{did_you_mean(pin.seat, seats)}"
                )

    def _demand_is_faulty(self) -> bool:
        sections = {"call_signs", "shifts", "crews", "services"}
        return (
            bool(sections & self.sections.unread)
            or bool(sections & set(self.sections.forgiven))
            or any(
                service.shift not in self.known["shifts"]
                or service.crew not in self.known["crews"]
                or not set(service.call_signs) <= self.known["call_signs"]
                for service in self.sections.items.get("services", ())
            )
        )

    def _rota(self, duties: Sequence[Duty]) -> None:
        """A rota that speaks of people, duties, seats or vehicles that are not there."""
        if self.sections.rota is None:
            return
        by_id = {duty.id: duty for duty in duties}
        for index, assignment in enumerate(self.sections.rota.assignments):
            path: Path = ("rota", "assignments", index)
            self._name((*path, "person"), "people", assignment.person)
            duty = by_id.get(assignment.duty)
            if duty is None:
                self._say(
                    (*path, "duty"), f"there is no duty '{assignment.duty}'{did_you_mean(assignment.duty, by_id)}"
                )
            elif assignment.seat not in (seats := {seat.id for seat in duty.crew.seats}):
                self._say(
                    (*path, "seat"),
                    f"seat '{assignment.seat}' is not in that crew{did_you_mean(assignment.seat, seats)}",
                )
        for index, record in enumerate(self.sections.rota.duties):
            path = ("rota", "duties", index)
            if record.duty not in by_id:
                self._say((*path, "duty"), f"there is no duty '{record.duty}'{did_you_mean(record.duty, by_id)}")
            self._name((*path, "vehicle"), "vehicles", record.vehicle)
        for index, item in enumerate(self.sections.rota.cures):
            path = ("rota", "cures", index)
            for cure in item.cures:
                self._name(path, "people", cure.person)
            for name in (item.duty, *(name for cure in item.cures for name in cure.crews)):
                if name not in by_id:
                    self._say(path, f"there is no duty '{name}'{did_you_mean(name, by_id)}")

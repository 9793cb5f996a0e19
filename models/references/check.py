"""Finds names in a book that name nothing, repeated ids, and duties that cannot be.

It works on the sections of a book that need not be valid yet, so that a mistake in one item does not hide those in
others.
"""

from collections.abc import Iterable, Mapping, Sequence

from models.duty import Duty, expand
from models.lookup.duty_references import DutyReferenceError, find_duty
from models.people import REST, Team
from models.period import AreaNames
from models.problems import Path, Problem, did_you_mean
from models.records.history import Worked
from models.records.published import DUTY_ID
from models.references.sections import NAMED_SECTIONS, Sections
from models.rota import Assignment, Rota
from models.rules import RuleEntry

MOST_SUGGESTED = 2000  # mistakes that get a "did you mean"; more than are shown at once, and each search takes a while


class ReferenceCheck:
    """Collects every unknown name, repeated id and impossible duty of a book."""

    def __init__(self, sections: Sections) -> None:
        self.sections = sections
        self.problems: list[Problem] = []
        self.known = {section: {item.id for item in sections.items.get(section, ())} for section in NAMED_SECTIONS}
        self.areas = AreaNames(sections.items.get("areas", ()))

    def run(self) -> list[Problem]:
        """Checks every section, and returns all problems."""
        for section in NAMED_SECTIONS:
            self._unique(section)
        self._organisations()
        self._demand()
        self._people()
        self._wishes()
        self._history()
        self._rules()
        self._published()
        self._duties()
        return self.problems

    def _add(self, path: Path, message: str) -> None:
        self.problems.append(Problem(path, message))

    def _name(self, path: Path, section: str, name: str | None) -> None:
        """Adds a problem when `name` is no id of `section`."""
        if name is None or name in self.known[section] or self._is_reported(section, name):
            return
        self._add(path, f"{NAMED_SECTIONS[section]} '{name}' is unknown{self._suggestion(name, self.known[section])}")

    def _suggestion(self, name: str, known: Iterable[str]) -> str:
        """`; did you mean ...?`; empty after `MOST_SUGGESTED` mistakes."""
        return did_you_mean(name, known) if len(self.problems) < MOST_SUGGESTED else ""

    def _is_reported(self, section: str, name: str) -> bool:
        """Whether an unknown name is that of an item whose own mistake is reported already."""
        return section in self.sections.unread or name.strip().lower() in self.sections.faulty.get(section, ())

    def _names(self, path: Path, section: str, names: Iterable[str]) -> None:
        for index, name in enumerate(names):
            self._name((*path, index), section, name)

    def _area(self, path: Path, name: str, *, one: bool = False) -> None:
        found = self.areas.ids(name)
        if not found:
            if not self._is_reported("areas", name):
                self._add(path, f"area '{name}' is unknown{self._suggestion(name, self.areas.spellings)}")
        elif one and len(found) > 1:
            self._add(path, f"area '{name}' is ambiguous: it may be {' or '.join(found)}")

    def _areas(self, path: Path, names: Iterable[str]) -> None:
        for index, name in enumerate(names):
            self._area((*path, index), name)

    def _unique(self, section: str) -> None:
        first: dict[str, int] = {}
        for index, item in self.sections.numbered(section):
            if item.id in first:
                self._add(
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
                    self._add((*path, "id"), f"seat '{seat.id}' is there twice")
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

    def _wishes(self) -> None:
        for index, request in self.sections.numbered("requests"):
            path: Path = ("requests", index)
            self._name((*path, "person"), "people", request.person)
            self._name((*path, "shift"), "shifts", request.shift)
            self._name((*path, "call_sign"), "call_signs", request.call_sign)
        for index, pin in self.sections.numbered("pins"):
            self._name(("pins", index, "person"), "people", pin.person)

    def _history(self) -> None:
        for index, worked in self.sections.numbered("worked"):
            self._worked(("worked", index), worked)
        period = self.sections.period
        for index, worked in self.sections.numbered("carried_in.duties"):
            path: Path = ("carried_in", "duties", index)
            self._worked(path, worked)
            if period and worked.date >= period.first:
                self._add(
                    (*path, "start"),
                    f"{worked.start:%Y-%m-%d %H:%M} is not before the period, which starts on {period.first}",
                )
        seen: set[str] = set()
        for index, totals in self.sections.numbered("carried_in.totals"):
            path = ("carried_in", "totals", index, "person")
            self._name(path, "people", totals.person)
            if totals.person in seen:
                self._add(path, f"person '{totals.person}' is there twice")
            seen.add(totals.person)
        for index, item in self.sections.numbered("carried_in.stand_downs"):
            self._name(("carried_in", "stand_downs", index, "call_sign"), "call_signs", item.call_sign)

    def _worked(self, path: Path, worked: Worked) -> None:
        self._name((*path, "person"), "people", worked.person)
        self._name((*path, "call_sign"), "call_signs", worked.call_sign)

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
        """Checks the people of a published rota; its duties may have been dropped since, and only their form counts."""
        if self.sections.published is None:
            return
        for index, assignment in enumerate(self.sections.published.assignments):
            path: Path = ("published", "assignments", index)
            self._name((*path, "person"), "people", assignment.person)
            if not DUTY_ID.fullmatch(assignment.duty):
                self._add((*path, "duty"), f"'{assignment.duty}' is not a duty; write CALLSIGN@YYYY-MM-DD/SHIFT")

    def _duties(self) -> None:
        """Checks that services ask for possible duties, and that the rota and pins name duties that are there."""
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
            self._add((section, self.sections.place(section, index)), problem.message)
        if problems or self._demand_is_faulty():
            return  # a duty may be missing only because what asks for it is faulty
        if self.sections.rota is not None:
            self._rota(self.sections.rota, {duty.id: duty for duty in duties})
        self._pins(duties)

    def _pins(self, duties: Sequence[Duty]) -> None:
        for index, pin in self.sections.numbered("pins"):
            try:
                duty = find_duty(pin.duty, duties)
            except DutyReferenceError as error:
                self._add(("pins", index, "duty"), str(error))
                continue
            if pin.seat is not None:
                self._seat(("pins", index, "seat"), pin.seat, duty)

    def _demand_is_faulty(self) -> bool:
        """Whether a call sign, shift, crew or service is faulty, so that duties may be missing."""
        sections = {"call_signs", "shifts", "crews", "services"}
        return (
            bool(sections & self.sections.unread)
            or bool(sections & set(self.sections.faulty))
            or any(
                service.shift not in self.known["shifts"]
                or service.crew not in self.known["crews"]
                or not set(service.call_signs) <= self.known["call_signs"]
                for service in self.sections.items.get("services", ())
            )
        )

    def _rota(self, rota: Rota, duties: Mapping[str, Duty]) -> None:
        for index, assignment in enumerate(rota.assignments):
            self._assignment(("rota", "assignments", index), assignment, duties)
        for index, record in enumerate(rota.duties):
            path: Path = ("rota", "duties", index)
            self._duty((*path, "duty"), record.duty, duties)
            self._name((*path, "vehicle"), "vehicles", record.vehicle)
        for index, item in enumerate(rota.cures):
            path = ("rota", "cures", index)
            for cure in item.cures:
                self._name(path, "people", cure.person)
            for name in (item.duty, *(name for cure in item.cures for name in cure.crews)):
                self._duty(path, name, duties)

    def _assignment(self, path: Path, assignment: Assignment, duties: Mapping[str, Duty]) -> None:
        self._name((*path, "person"), "people", assignment.person)
        self._duty((*path, "duty"), assignment.duty, duties)
        if duty := duties.get(assignment.duty):
            self._seat((*path, "seat"), assignment.seat, duty)

    def _duty(self, path: Path, name: str, duties: Mapping[str, Duty]) -> None:
        """Adds a problem when `name` is no id of a duty."""
        if name not in duties:
            self._add(path, f"there is no duty '{name}'{did_you_mean(name, duties)}")

    def _seat(self, path: Path, seat: str, duty: Duty) -> None:
        """Adds a problem when the crew of a duty has no such seat."""
        seats = {seat.id for seat in duty.crew.seats}
        if seat not in seats:
            self._add(path, f"seat '{seat}' is not in that crew{did_you_mean(seat, seats)}")

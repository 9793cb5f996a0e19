"""A finished rota as checks see it. Imports no solver."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from operator import attrgetter

from constraints.facts import Counting, Facts
from models.book import Book
from models.duty import Duty
from models.errors import NoRotaError
from models.people import Person
from models.rota import Assignment, DutyState
from models.rules import Derogation


class RotaView:
    """Looks up who is on which duty, by person and by duty.

    Args:
        assignments: of people, duties and seats the book knows.
        vehicles: duty -> vehicle.
        people, duties: look only at these (everything when None); for checking what a single change does.
    """

    def __init__(
        self,
        facts: Facts,
        assignments: Iterable[Assignment],
        vehicles: Mapping[str, str | None],
        people: Iterable[str] | None = None,
        duties: Iterable[str] | None = None,
    ) -> None:
        self.facts = facts
        self._given = list(assignments)
        self.vehicles = vehicles
        self._unseen: tuple[str, Sequence[Derogation]] = ("", ())
        self._left_out: frozenset[str] = frozenset()
        self.people: list[Person] = [facts.people[name] for name in (facts.people if people is None else people)]
        self.duties: list[Duty] = [facts.duty[name] for name in (facts.duty if duties is None else duties)]

    @classmethod
    def of(cls, book: Book, facts: Facts | None = None) -> RotaView:
        """The view of a book's own rota.

        Raises:
            NoRotaError: when the book holds none.
        """
        if book.rota is None:
            raise NoRotaError
        return cls(
            facts or Facts(book),
            book.rota.assignments,
            {record.duty: record.vehicle for record in book.rota.duties},
        )

    @cached_property
    def assignments(self) -> list[Assignment]:
        """Every assignment, in order of start."""
        return self._in_order(self._given)

    def _in_order(self, assignments: Iterable[Assignment]) -> list[Assignment]:
        return sorted(
            assignments, key=lambda item: (self.facts.duty[item.duty].start, item.duty, item.seat, item.person)
        )

    @cached_property
    def as_worked(self) -> RotaView:
        """The rota as worked, as far as that is on record, and as planned for the rest; verdicts are about this one.

        It is `with_record`, and a duty that cannot run without a person who did not work it is stood down.
        The time of the others who were planned for it counts: no record says that they did not come.
        """
        view = self.with_record
        if view is self:
            return self
        down = {
            name
            for (_, name), fate in self.facts.fates.items()
            if fate.seat is None and self.runs(duty := self.facts.duty[name]) and not view.runs(duty)
        }
        if down:
            view = copy(view)
            view.vehicles = {name: None if name in down else vehicle for name, vehicle in view.vehicles.items()}
            view.__dict__["_by_duty"] = {name: crew for name, crew in view._by_duty.items() if name not in down}
        return view

    @cached_property
    def with_record(self) -> RotaView:
        """The rota with people taken off duties that they did not work, as on record, and put on those that they did.

        People who did not work a duty are off it; those who worked one unplanned are on it, where it runs.
        """
        fates = self.facts.fates
        if not fates:
            return self
        taken_off = {key for key, fate in fates.items() if fate.seat is None}
        kept = [item for item in self._given if (item.person, item.duty) not in taken_off]
        there = {(item.person, item.duty) for item in kept}
        taken = Counter((item.duty, item.seat) for item in kept)
        for name, seated in self.facts.seated_on_record.items():
            duty = self.facts.duty[name]
            room = {seat.id: seat.maximum - taken[name, seat.id] for seat in duty.crew.seats}
            added = []
            for candidate in seated:
                if (candidate.person, name) not in there and room[candidate.seat] > 0:
                    room[candidate.seat] -= 1
                    added.append(Assignment.model_validate(candidate._asdict()))
            carried = not self.facts.needs_vehicle(duty) or self.vehicles.get(name) is not None
            if carried and all(seat.maximum - room[seat.id] >= seat.minimum for seat in duty.crew.seats):
                kept += added
        return RotaView(
            self.facts, kept, self.vehicles, [item.id for item in self.people], [item.id for item in self.duties]
        )

    def looking_at(self, people: Iterable[str], duties: Iterable[str]) -> RotaView:
        """The same rota, checked only for some people and duties."""
        _ = self._by_person, self._by_duty  # worked out once for this view and all that are made of it
        view = copy(self)
        view.people = [self.facts.people[name] for name in people]
        view.duties = [self.facts.duty[name] for name in duties]
        return view

    def changed(
        self, off: Sequence[Assignment], on: Sequence[Assignment], vehicles: Mapping[str, str | None]
    ) -> RotaView:
        """The rota without some assignments, with some others, and with other vehicles for some duties.

        What stays the same is shared with this view, so that hundreds of changes can be tried in a second.
        """
        removed = {id(item) for item in off}
        view = copy(self)
        view.__dict__.pop("assignments", None)
        view._given = [*(item for item in self.assignments if id(item) not in removed), *on]
        view.vehicles = {**self.vehicles, **vehicles}
        view.__dict__["_by_person"] = self._regrouped(self._by_person, attrgetter("person"), off, on)
        view.__dict__["_by_duty"] = self._regrouped(self._by_duty, attrgetter("duty"), off, on)
        return view

    def _regrouped(
        self,
        known: Mapping[str, list[Assignment]],
        key: Callable[[Assignment], str],
        off: Sequence[Assignment],
        on: Sequence[Assignment],
    ) -> dict[str, list[Assignment]]:
        """Groups of assignments after a change; those it does not touch are the same lists."""
        removed = {id(item) for item in off}
        groups = dict(known)
        for name in {key(item) for item in (*off, *on)}:
            kept = [item for item in known.get(name, []) if id(item) not in removed]
            groups[name] = self._in_order([*kept, *(item for item in on if key(item) == name)])
        return groups

    def focused(self, assignment: Assignment) -> RotaView:
        """The same rota, checked only for the person and the duty of an assignment."""
        return RotaView(self.facts, self.assignments, self.vehicles, [assignment.person], [assignment.duty])

    def near(self, assignment: Assignment) -> RotaView:
        """Only the person's assignments and the duty's crew: all that rules of people and of duties look at."""
        person = self.facts.people[assignment.person]
        crew = [other for other in self._by_duty.get(assignment.duty, []) if other.person != assignment.person]
        return RotaView(
            self.facts,
            [*self.assignments_of(person), *crew],
            self.vehicles,
            [assignment.person],
            [assignment.duty],
        )

    def with_added(self, assignment: Assignment) -> RotaView:
        """The same rota with one more assignment, looking only at that person and that duty."""
        return RotaView(
            self.facts, [*self.assignments, assignment], self.vehicles, [assignment.person], [assignment.duty]
        )

    def hiding(self, person: Person, derogations: Sequence[Derogation]) -> RotaView:
        """The same rota without a person's duties on the dates of some derogations."""
        if not derogations:
            return self
        kept = [
            assignment
            for assignment in self.assignments
            if assignment.person != person.id
            or not any(item.covers(self.facts.duty[assignment.duty].date) for item in derogations)
        ]
        view = RotaView(
            self.facts.hiding(person, derogations),
            kept,
            self.vehicles,
            [item.id for item in self.people],
            [item.id for item in self.duties],
        )
        view._unseen = (person.id, derogations)
        view._left_out = self._left_out
        return view

    def leaving_out(self, duties: frozenset[str]) -> RotaView:
        """The same rota for a rule about people that does not look at some duties: these have no people."""
        if not duties:
            return self
        _ = self._by_person  # worked out once for this view and all that are made of it
        view = copy(self)
        view._left_out = duties
        return view

    def sees(self, person: Person, duty: Duty) -> bool:
        """Whether a duty is not hidden from a rule that looks at a person."""
        name, derogations = self._unseen
        excepted = name == person.id and any(item.covers(duty.date) for item in derogations)
        return not excepted and duty.id not in self._left_out

    # --- by person

    @cached_property
    def _by_person(self) -> dict[str, list[Assignment]]:
        found: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in self.assignments:
            found[assignment.person].append(assignment)
        return found

    def planned_of(self, person: Person) -> list[Assignment]:
        """A person's assignments as planned, in order of start, including those on record."""
        return self._by_person.get(person.id, [])

    def assignments_of(self, person: Person) -> list[Assignment]:
        """A person's assignments that are still to come, in order of start.

        Those worked, as on record, are commitments at the recorded times.
        """
        found = self.planned_of(person)
        if self._left_out:
            found = [item for item in found if item.duty not in self._left_out]
        if not self.facts.fates:
            return found
        return [item for item in found if not self.facts.is_on_record(self.facts.candidate(item))]

    def planned_duties_of(self, person: Person) -> list[Duty]:
        """A person's duties as planned, in order of start, including those on record."""
        return [self.facts.duty[assignment.duty] for assignment in self.planned_of(person)]

    def duties_of(self, person: Person) -> list[Duty]:
        """The duties of a person that are still to come, in order of start; one they sit on twice is there twice."""
        return [self.facts.duty[assignment.duty] for assignment in self.assignments_of(person)]

    def dates_of(self, person: Person) -> set[date]:
        """The dates on which a person starts a duty of the period."""
        return {duty.date for duty in self.duties_of(person)}

    def minutes_of(self, person: Person, duties: Iterable[Duty], counting: Counting) -> int:
        """How long some duties are for a person together."""
        return sum(self.facts.minutes(person, duty, counting) for duty in duties)

    # --- by duty

    @cached_property
    def _by_duty(self) -> dict[str, list[Assignment]]:
        found: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in self.assignments:
            found[assignment.duty].append(assignment)
        return found

    def crew_of(self, duty: Duty) -> list[Assignment]:
        """Who is on a duty, seat by seat."""
        return self._by_duty.get(duty.id, [])

    def in_seat(self, duty: Duty, seat: str) -> list[Assignment]:
        """Who sits in one seat of a duty."""
        return [assignment for assignment in self.crew_of(duty) if assignment.seat == seat]

    def runs(self, duty: Duty) -> bool:
        """Whether every seat has its minimum, so that the duty is not stood down."""
        return all(len(self.in_seat(duty, seat.id)) >= seat.minimum for seat in duty.crew.seats)

    def state(self, duty: Duty) -> DutyState:
        """How well a duty is crewed."""
        if not self.runs(duty):
            return DutyState.STOOD_DOWN
        full = all(len(self.in_seat(duty, seat.id)) >= seat.preferred for seat in duty.crew.seats)
        return DutyState.CREWED if full else DutyState.PART_CREWED

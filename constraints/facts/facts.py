"""The index of a book: duties, who may be rostered or has offered, hours owed, and what people are committed to."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property, partial
from typing import TypeVar, cast

from constraints.facts.commitments import TeamTours, recorded_work
from constraints.facts.contract import owed
from constraints.facts.credited_leave import DayAway, days_away
from constraints.facts.entries import Candidate, Commitment, Counting
from constraints.facts.into_absence import IntoAbsence
from constraints.facts.records import Fate, Records, Spell
from constraints.facts.vehicles import VehicleIndex, on_road
from models.book import Book
from models.duty import Duty
from models.people import Absence, Offer, Person
from models.records.history import CarriedTotals
from models.rota import Assignment, Basis
from models.rules import Derogation
from models.service import Seat, Vehicle
from models.wishes import Request

T = TypeVar("T")
Entry = TypeVar("Entry", Request, CarriedTotals)


class Facts:
    """An index of a book; everything here is computed once."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.duties = book.duties
        self.duty = {duty.id: duty for duty in self.duties}
        self.people = {person.id: person for person in book.people}
        self.roles = {role.id: role for role in book.roles}
        self.teams = {team.id: team for team in book.teams}
        self.shifts = {shift.id: shift for shift in book.shifts}
        self.organisations = {organisation.id: organisation for organisation in book.organisations}
        self._offers: dict[str, tuple[frozenset[date], list[Offer]]] = {}
        self._commitments: dict[str, list[Commitment]] = {}
        self._longest: dict[str, timedelta] = {}
        self._once: dict[object, object] = {}

    def once(self, key: object, work: Callable[[], T]) -> T:
        """Returns what `work` returns, computed once for each key: for what a rule derives from the whole book."""
        if key not in self._once:
            self._once[key] = work()
        return cast(T, self._once[key])

    # --- places

    def area_of(self, duty: Duty) -> str:
        """The id of the area a duty serves."""
        return self.book.area_names.ids(duty.call_sign.area)[0]

    @cached_property
    def _areas_of_people(self) -> dict[str, frozenset[str] | None]:
        names = self.book.area_names
        return {
            person.id: frozenset(area for name in person.areas for area in names.ids(name)) if person.areas else None
            for person in self.book.people
        }

    def serves(self, person: Person, area: str) -> bool:
        """Whether a person may work in an area."""
        areas = self._areas_of_people[person.id]
        return areas is None or area in areas

    def home_area(self, person: Person) -> str | None:
        """The first area a person names; None when they name none."""
        return self.book.area_names.ids(person.areas[0])[0] if person.areas else None

    # --- duties a person could be on

    @cached_property
    def _duties_by_role(self) -> dict[str, dict[str, list[Duty]]]:
        index: dict[str, dict[str, list[Duty]]] = defaultdict(lambda: defaultdict(list))
        for duty in self.duties:
            for role in {role for seat in duty.crew.seats for role in seat.roles}:
                index[role][self.area_of(duty)].append(duty)
        return index

    def reachable(self, person: Person) -> Sequence[Duty]:
        """The duties, in order of start, with a seat for the person's role in an area they serve."""
        return self._reachable(person.role, self._areas_of_people[person.id])[0]

    def reachable_on(self, person: Person) -> Mapping[date, Sequence[Duty]]:
        """The same duties by the date on which they start."""
        return self._reachable(person.role, self._areas_of_people[person.id])[1]

    def _reachable(self, role: str, areas: frozenset[str] | None) -> tuple[list[Duty], dict[date, list[Duty]]]:
        """The duties open to a role in some areas (all when None), as a list and by date; found once for each pair."""
        key = ("reachable", role, areas)
        found = cast(tuple[list[Duty], dict[date, list[Duty]]] | None, self._once.get(key))
        if found is None:
            by_area = self._duties_by_role.get(role, {})
            duties = [duty for area, there in by_area.items() if areas is None or area in areas for duty in there]
            duties.sort(key=lambda duty: (duty.start, duty.id))
            by_date: dict[date, list[Duty]] = defaultdict(list)
            for duty in duties:
                by_date[duty.date].append(duty)
            self._once[key] = found = (duties, dict(by_date))
        return found

    def seats_for(self, person: Person, duty: Duty) -> list[Seat]:
        """The seats of a duty that accept the person's role."""
        return [seat for seat in duty.crew.seats if person.role in seat.roles]

    def candidate(self, assignment: Assignment) -> Candidate:
        """An assignment as a candidate."""
        return Candidate(assignment.person, assignment.duty, assignment.seat, assignment.basis)

    # --- rostered and offered

    def rostered(self, person: Person, duty: Duty) -> bool:
        """Whether the duty lies in the person's rostered time: their posting, or their team's tour of that shift."""
        if person.joined is not None and duty.date < person.joined:
            return False
        if person.posting is not None:
            return person.posting.includes(duty.date)
        if person.team is not None:
            return self.teams[person.team].shift_on(duty.date) == duty.shift.id
        return False

    def offered(self, person: Person, duty: Duty) -> bool:
        """Whether the person offered to work the duty."""
        if person.joined is not None and duty.date < person.joined:
            return False
        dates, others = self._offers_of(person)
        return duty.date in dates or (bool(others) and any(_offers(offer, duty) for offer in others))

    def _offers_of(self, person: Person) -> tuple[frozenset[date], list[Offer]]:
        """The dates on which a person offers every duty, and the offers limited to some times or call signs."""
        if person.id not in self._offers:
            plain = [item for item in person.offers if item.dates and item.start is None and not item.call_signs]
            dates = frozenset(day for item in plain for day in item.dates)
            self._offers[person.id] = dates, [item for item in person.offers if item not in plain]
        return self._offers[person.id]

    @cached_property
    def into_absence(self) -> IntoAbsence:
        """How far a duty may run into a whole day away, as the book's rules have it."""
        return IntoAbsence.of(self.book.rules)

    def absence(self, person: Person, duty: Duty, into: IntoAbsence | None = None) -> Absence | None:
        """The absence that keeps a person off a duty: it covers part of its time, or the duty runs too far into it.

        Args:
            into: how far a duty may run into days away; as the book has it when None. A duty of which there is a
                record is never kept off for running into days away.
        """
        rule = into or self.into_absence
        for item in person.absences:
            if item.covers(duty.date, duty.wall_start, duty.wall_end):
                return item
        found = next((item for item in person.absences if rule.keeps_off(item, duty)), None)
        return None if found is None or (person.id, duty.id) in self.fates else found

    def absent(self, person: Person, duty: Duty) -> bool:
        """Whether an absence keeps the person off the duty."""
        return self.absence(person, duty) is not None

    def bases(self, person: Person, duty: Duty) -> list[Basis]:
        """The bases on which a person could be on a duty, whatever their absences and qualifications."""
        found = [Basis.ROSTERED] if self.rostered(person, duty) else []
        return [*found, Basis.OFFERED] if self.offered(person, duty) else found

    def open_to(self, person: Person) -> Iterator[tuple[Duty, list[Basis]]]:
        """The reachable duties that are rostered or offered, in order of start, with each basis."""
        if person.posting is None and person.team is None and not self._offers_of(person)[1] and person.joined is None:
            dates = self._offers_of(person)[0]  # nearly everybody in a large book offers plain dates
            return ((duty, [Basis.OFFERED]) for duty in self.reachable(person) if duty.date in dates)
        return ((duty, bases) for duty in self.reachable(person) if (bases := self.bases(person, duty)))

    # --- hours

    def minutes(self, person: Person, duty: Duty, counting: Counting) -> int:
        """How long a duty is for a person, in minutes."""
        if counting is Counting.ELAPSED:
            return duty.elapsed_minutes
        unpaid = self.roles[person.role].unpaid_break if counting is Counting.PAID else 0
        return max(0, duty.rostered_minutes - unpaid)

    def committed_minutes(self, person: Person, commitment: Commitment, counting: Counting) -> int:
        """How long a commitment is for a person, in minutes; no unpaid break is known of work elsewhere."""
        if counting is Counting.ELAPSED:
            return commitment.elapsed_minutes
        unpaid = self.roles[person.role].unpaid_break if counting is Counting.PAID and commitment.on_unit else 0
        return max(0, commitment.rostered_minutes - unpaid)

    def added_minutes(self, candidate: Candidate, counting: Counting, fixed: Sequence[Commitment] | None = None) -> int:
        """What a duty adds to a person's hours: its length, less the tour of their team that it takes the place of.

        Args:
            fixed: the commitments that count; all of the person's where none are given.
        """
        person, duty = self.people[candidate.person], self.duty[candidate.duty]
        replaced = sum(
            self.committed_minutes(person, item, counting)
            for item in (self.commitments(person) if fixed is None else fixed)
            if self.replaces(candidate, item)
        )
        return max(0, self.minutes(person, duty, counting) - replaced)

    def contract_minutes(self, person: Person) -> int:
        """Paid minutes a posted person owes in the period: contract and balance, less credited absence."""
        return max(0, self.owed_minutes(person))

    def owed_minutes(self, person: Person) -> int:
        """The same, but below 0 where the unit owes the person more than the period has."""
        return round(self.owed_exactly(person))

    def owed_exactly(self, person: Person) -> Fraction:
        """The same, not rounded to whole minutes, so that shares of two contracts keep their exact ratio."""
        return self.once(("owed", person.id), partial(owed, person, self.book.period))

    def days_away(self, person: Person) -> list[DayAway]:
        """The dates of the period on which a person is away, with the paid hours credited for each."""
        return days_away(person.absences, person.posting, self.book.period.first, self.book.period.last)

    # --- commitments

    def commitments(self, person: Person) -> list[Commitment]:
        """Work that is fixed around the person's duties, in order of start: worked, carried in, team tours."""
        if person.id not in self._commitments:
            seats = self._seats_on_record.get(person.id, ())
            found = [
                recorded_work(person, spell, [seat for of, seat in seats if of is spell], self.duty, self.book.period)
                for spell in self.spells(person)
            ]
            tours = self.once("tours", lambda: TeamTours(self.book))
            found += tours.of(person, found, self._records.missed(person.id) if self._some_recorded else ())
            self._commitments[person.id] = sorted(found, key=lambda item: item.start)
        return self._commitments[person.id]

    def hiding(self, person: Person, derogations: Sequence[Derogation]) -> Facts:
        """The same facts without a person's recorded work on the dates of some derogations."""
        seen = [
            item
            for item in self.commitments(person)
            if item.tour or not any(derogation.covers(item.date) for derogation in derogations)
        ]
        return self if len(seen) == len(self.commitments(person)) else self._committed_to(person, seen)

    def as_if_planned(self, person: Person, spell: Commitment) -> Facts:
        """The same facts as if a spell of a person's recorded work had only been planned."""
        other = self._committed_to(person, [item for item in self.commitments(person) if item is not spell])
        other.__dict__["fates"] = {}
        return other

    def _committed_to(self, person: Person, commitments: list[Commitment]) -> Facts:
        """The same facts with other commitments of a person; what was computed from the old ones is forgotten."""
        other = copy(self)
        other._commitments = {**self._commitments, person.id: commitments}
        other._longest, other._once = {}, {}
        return other

    def commitments_within(self, person: Person, start: datetime, end: datetime) -> list[Commitment]:
        """A person's commitments that overlap a stretch of time, in order of start."""
        found = self.commitments(person)
        if person.id not in self._longest:
            self._longest[person.id] = max((item.end - item.start for item in found), default=timedelta())
        # None that began longer ago than the longest lasts can reach into it.
        first = bisect_left(found, start - self._longest[person.id], key=lambda item: item.start)
        last = bisect_left(found, end, lo=first, key=lambda item: item.start)
        return [item for item in found[first:last] if start < item.end]

    # --- what is on record

    @cached_property
    def _records(self) -> Records:
        book = self.book
        planned = book.rota.assignments if book.rota else book.published.assignments if book.published else ()
        return Records((*book.carried_in.duties, *book.worked), self.duties, planned, book.period.zone)

    @property
    def _some_recorded(self) -> bool:
        return bool(self.book.worked or self.book.carried_in.duties)

    def spells(self, person: Person) -> Sequence[Spell]:
        """The person's recorded work, before the period and in it, in order of start; work that meets is one spell."""
        return self._records.spells.get(person.id, ())

    @cached_property
    def fates(self) -> dict[tuple[str, str], Fate]:
        """By person and duty, what is on record of that person on that duty; the solver does not decide it."""
        if not self._some_recorded:
            return {}
        roles = {person.id: person.role for person in self.book.people}
        return self._records.fates(roles, lambda name, duty: self._likely_basis(self.people[name], duty))

    def _likely_basis(self, person: Person, duty: Duty) -> Basis:
        return next(iter(self.bases(person, duty)), Basis.OFFERED if person.posting is None else Basis.ROSTERED)

    @cached_property
    def seated_on_record(self) -> dict[str, list[Candidate]]:
        """By duty, who sat in its seats as on record."""
        found: dict[str, list[Candidate]] = defaultdict(list)
        for fate in self.fates.values():
            if fate.seat is not None:
                found[fate.seat.duty].append(self.candidate(fate.seat))
        return found

    def is_on_record(self, candidate: Candidate) -> bool:
        """Whether the person sat on the duty, as on record: no rule can forbid what happened."""
        fate = self.fates.get((candidate.person, candidate.duty))
        return fate is not None and fate.seat is not None

    @cached_property
    def requests(self) -> dict[str, list[Request]]:
        """By person, what they asked for."""
        return _by_person(self.book.requests)

    @cached_property
    def totals(self) -> dict[str, list[CarriedTotals]]:
        """By person, the totals carried in."""
        return _by_person(self.book.carried_in.totals)

    @cached_property
    def stood_down_before(self) -> dict[str, int]:
        """By call sign, how often it was stood down before the period, as far as that is carried in."""
        found: dict[str, int] = defaultdict(int)
        for item in self.book.carried_in.stand_downs:
            found[item.call_sign] += item.duties
        return dict(found)

    @cached_property
    def _seats_on_record(self) -> dict[str, list[tuple[Spell | None, Assignment]]]:
        """By person, where they sat as on record, with the work that says so."""
        found: dict[str, list[tuple[Spell | None, Assignment]]] = defaultdict(list)
        for (person, _), fate in self.fates.items():
            if fate.seat is not None:
                found[person].append((fate.spell, fate.seat))
        return found

    def replaces(self, candidate: Candidate, commitment: Commitment) -> bool:
        """Whether being on the duty takes the place of a commitment: a rostered duty does so for its date's tour."""
        return (
            commitment.tour and candidate.basis is Basis.ROSTERED and self.duty[candidate.duty].date == commitment.date
        )

    # --- vehicles

    @cached_property
    def _vehicles(self) -> VehicleIndex:
        return VehicleIndex(self.book)

    def vehicles_for(self, duty: Duty) -> list[Vehicle]:
        """The vehicles on the road for the whole duty that may carry it: its own first, then spares of its area."""
        return self._vehicles.may_carry(duty)

    def needs_vehicle(self, duty: Duty) -> bool:
        """Whether a duty can only run in a vehicle: the book has some, and the crew is not one that may be empty."""
        return self._vehicles.needed(duty)

    def on_road(self, vehicle: Vehicle, duty: Duty) -> bool:
        """Whether a vehicle can be used for the whole of a duty."""
        return on_road(vehicle, duty)

    def has_vehicle(self, duty: Duty) -> bool:
        """Whether a duty needs no vehicle, or one that may carry it is on the road."""
        return not self.needs_vehicle(duty) or bool(self.vehicles_for(duty))

    # --- the calendar

    @cached_property
    def bank_holidays(self) -> dict[str, dict[date, str]]:
        """By organisation: its bank holidays in the period, date -> name."""
        period = self.book.period
        return {
            organisation.id: organisation.holidays.between(period.first, period.last) if organisation.holidays else {}
            for organisation in self.book.organisations
        }

    @cached_property
    def months_ending(self) -> list[str]:
        """The months (`YYYY-MM`) whose last day lies in the period."""
        return [f"{day:%Y-%m}" for day in self.book.period.dates if (day + timedelta(days=1)).month != day.month]


def _by_person(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.person].append(entry)
    return found


def _offers(offer: Offer, duty: Duty) -> bool:
    if offer.call_signs and duty.call_sign.id not in offer.call_signs:
        return False
    return offer.holds(duty.date, duty.wall_start, duty.wall_end)

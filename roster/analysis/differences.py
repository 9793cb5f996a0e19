"""Compares the rotas of two books, person by person and duty by duty, and names the inputs that differ."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from constraints.facts import Facts
from constraints.view import RotaView
from models.book import Book
from models.duty import Duty
from models.rota import DutyState
from roster.analysis.input_differences import input_differences
from roster.analysis.names import Names, NamesInSentences


class ChangeKind(StrEnum):
    """How a person's place on a duty changes."""

    ON = "on"
    OFF = "off"
    SEAT = "other seat"
    TIMES = "other times"


@dataclass(frozen=True)
class PersonChange:
    """One duty that a person gains or loses, or on which their seat or times change.

    Attributes:
        duty: as in the new book; as in the old book where the person loses it.
        seats: the names of their seats, now or, where the duty is lost, before.
        was: the former seats or times, where these changed; else empty.
    """

    person: str
    duty: Duty
    what: ChangeKind
    seats: tuple[str, ...]
    was: str = ""

    @property
    def sentence(self) -> str:
        """The change in words: `off JR-04 on Fri 25 Dec, 18:00-02:00 (police)`."""
        place = f"{self.duty.spoken}, {self.duty.times} ({' and '.join(self.seats)})"
        if self.what in (ChangeKind.ON, ChangeKind.OFF):
            return f"{self.what} {place}"
        return f"{self.what} on {place}, before {self.was}"


@dataclass(frozen=True)
class DutyChange:
    """A duty whose crew, state or vehicle differs, or that only one of the books asks for.

    Attributes:
        before, after: its state in the old and the new book; None where the book does not ask for it.
        off, on: (person, seat) of those who left and those who joined; a person who changes seats is in both.
    """

    duty: Duty
    before: DutyState | None
    after: DutyState | None
    vehicle_before: str | None
    vehicle_after: str | None
    off: tuple[tuple[str, str], ...]
    on: tuple[tuple[str, str], ...]

    @property
    def state(self) -> str:
        """`stood down, before crewed`."""
        after = self.after or "no longer asked for"
        if self.before is self.after:
            return str(after)
        return f"{after}, before {self.before or 'not asked for'}"

    @property
    def vehicle(self) -> str:
        """The change of vehicle in words: `CAR-9, before CAR-4`; empty where the vehicle is the same."""
        if self.vehicle_before == self.vehicle_after:
            return ""
        return f"{self.vehicle_after or 'no vehicle'}, before {self.vehicle_before or 'none'}"


@dataclass(frozen=True)
class Differences:
    """All differences between two books.

    Attributes:
        people: person -> what changes for them, in order of start.
        duties: the duties that differ, in order of start.
        inputs: a sentence for each input that differs.
        names: of all people in either book.
        sentences: puts these names beside ids in sentences.
    """

    people: dict[str, list[PersonChange]]
    duties: list[DutyChange]
    inputs: list[str]
    names: Names
    sentences: NamesInSentences

    @property
    def same_rota(self) -> bool:
        """Whether crews and vehicles are the same in both."""
        return not self.people and not self.duties

    @property
    def summary(self) -> str:
        """How many people and duties differ, in words."""
        if self.same_rota:
            return "the rota is the same"
        people, duties = len(self.people), len(self.duties)
        return (
            f"{people} {'person is' if people == 1 else 'people are'} concerned,"
            f" {duties} {'duty differs' if duties == 1 else 'duties differ'}"
        )


class _Side:
    """One of the two books, with its seats by person and duty."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.facts = Facts(book)
        self.view = RotaView.of(book, self.facts)
        self.seats: dict[tuple[str, str], list[str]] = defaultdict(list)
        for item in self.view.assignments:
            seat = self.facts.duty[item.duty].crew.seat(item.seat)
            self.seats[item.person, item.duty].append(seat.name or seat.id)

    def crew(self, duty: str) -> list[tuple[str, str]]:
        """(person, seat) of the crew of a duty; empty where the book does not ask for it."""
        if duty not in self.facts.duty:
            return []
        crew = self.view.crew_of(self.facts.duty[duty])
        return [(item.person, seat) for item in crew for seat in self.seats[item.person, duty]]

    def state(self, duty: str) -> DutyState | None:
        """The state of a duty; None where the book does not ask for it."""
        return self.view.state(self.facts.duty[duty]) if duty in self.facts.duty else None


def differences(old: Book, new: Book) -> Differences:
    """Compares two books.

    Args:
        old: the book before, with a rota.
        new: the book after, with a rota.

    Raises:
        NoRotaError: one of them holds no rota.
    """
    before, after = _Side(old), _Side(new)
    everybody = {person.id: person for person in (*old.people, *new.people)}
    people: dict[str, list[PersonChange]] = defaultdict(list)
    for person, duty in {*before.seats, *after.seats}:
        if found := _person_change(before, after, person, duty):
            people[person].append(found)
    for changes in people.values():
        changes.sort(key=lambda item: (item.duty.start, item.duty.id))
    order = {name: place for place, name in enumerate(everybody)}
    every = {**before.facts.duty, **after.facts.duty}
    duties = [
        change
        for duty in sorted(every.values(), key=lambda duty: (duty.start, duty.id))
        if (change := _duty_change(before, after, duty))
    ]
    return Differences(
        {name: people[name] for name in sorted(people, key=order.__getitem__)},
        duties,
        list(input_differences(old, new)),
        Names(everybody.values()),
        NamesInSentences(new.model_copy(update={"people": tuple(everybody.values())})),
    )


def _person_change(before: _Side, after: _Side, person: str, duty: str) -> PersonChange | None:
    was, now = sorted(before.seats.get((person, duty), [])), sorted(after.seats.get((person, duty), []))
    if not now:
        return PersonChange(person, before.facts.duty[duty], ChangeKind.OFF, tuple(was))
    there = after.facts.duty[duty]
    if not was:
        return PersonChange(person, there, ChangeKind.ON, tuple(now))
    old = before.facts.duty[duty]
    if (old.start, old.end) != (there.start, there.end):
        return PersonChange(person, there, ChangeKind.TIMES, tuple(now), old.times)
    if was != now:
        return PersonChange(person, there, ChangeKind.SEAT, tuple(now), " and ".join(was))
    return None


def _duty_change(before: _Side, after: _Side, duty: Duty) -> DutyChange | None:
    was, now = before.crew(duty.id), after.crew(duty.id)
    change = DutyChange(
        duty,
        before.state(duty.id),
        after.state(duty.id),
        before.view.vehicles.get(duty.id),
        after.view.vehicles.get(duty.id),
        tuple(place for place in was if place not in now),
        tuple(place for place in now if place not in was),
    )
    same = change.before is change.after and not change.vehicle and not change.off and not change.on
    return None if same else change


# --- as data


def as_data(found: Differences) -> dict[str, object]:
    """The differences for scripts."""
    return {
        "same_rota": found.same_rota,
        "people": [
            {
                "person": person,
                "changes": [
                    {
                        "what": change.what,
                        "duty": change.duty.id,
                        "times": change.duty.times,
                        "seats": change.seats,
                        "before": change.was or None,
                        "sentence": change.sentence,
                    }
                    for change in changes
                ],
            }
            for person, changes in found.people.items()
        ],
        "duties": [
            {
                "duty": change.duty.id,
                "state": change.after,
                "state_before": change.before,
                "vehicle": change.vehicle_after,
                "vehicle_before": change.vehicle_before,
                "off": [{"person": person, "seat": seat} for person, seat in change.off],
                "on": [{"person": person, "seat": seat} for person, seat in change.on],
            }
            for change in found.duties
        ],
        "inputs": found.inputs,
    }

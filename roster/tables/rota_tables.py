"""The tables of a rota: its assignments, and its duties with how each is crewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from constraints.facts import Counting, Facts
from constraints.facts.records import Outcome
from constraints.view import RotaView
from models.duty import Duty
from models.people import Person
from models.rota import Assignment, Basis, DutyState
from roster.tables.book_source import OpenedBook, facts_of
from roster.tables.typed_columns import ids, instants, table, texts, times, whole, words, yes_no

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from models.book import Book


def assignments(book: Book | OpenedBook) -> DataFrame:
    """The assignments: a row for each person in each seat, in order of start.

    A person who worked a duty without being planned for it has a row too, with `planned` false. The categories of an id
    are all ids of the book, in its order, so that counts include those without a row.

    | column           | dtype               | unit    | meaning
    |------------------|---------------------|---------|---------
    | person           | category            | id      | who
    | name             | string              |         | their name
    | role             | category            | id      | their role
    | organisation     | category            | id      | the organisation of that role
    | duty             | category            | id      | `CALLSIGN@DATE/SHIFT`, in order of start
    | call_sign        | category            | id      | of the duty
    | area             | category            | id      | that the call sign serves
    | vehicle          | category            | id      | that carries it; missing where none does
    | date             | datetime64[us]      | date    | on which it starts
    | shift            | category            | id      | of the duty
    | seat             | category            | id      | in which they are
    | basis            | category            |         | rostered, or offered
    | state            | category            |         | of the duty: crewed, part-crewed, stood down
    | planned          | boolean             |         | whether the rota has them on it
    | record           | category            |         | on record: worked, no-show, otherwise (at work, not on it)
    | start            | datetime64[us]      | local   | planned start
    | end              | datetime64[us]      | local   | planned end
    | start_utc        | datetime64[us, UTC] | instant | the same instant
    | end_utc          | datetime64[us, UTC] | instant | the same instant
    | rostered_minutes | Int64               | minutes | by the clock on the wall
    | elapsed_minutes  | Int64               | minutes | as they really pass
    | paid_minutes     | Int64               | minutes | by the clock on the wall, less the role's unpaid break
    | bank_holiday     | string              |         | that the organisation of the person has on the date

    Raises:
        NoRotaError: the book holds no rota.
    """
    facts = facts_of(book)
    rows = _rows(RotaView.of(facts.book, facts))
    on = [row.duty for row in rows]
    return table(
        {
            **_of_people(facts, rows),
            **_of_duties(facts, on),
            "vehicle": ids((row.vehicle for row in rows), (item.id for item in facts.book.vehicles)),
            "date": times(duty.date for duty in on),
            "shift": ids((duty.shift.id for duty in on), facts.shifts),
            "seat": ids((row.assignment.seat for row in rows), _seats(facts)),
            "basis": words((row.assignment.basis for row in rows), Basis),
            "state": words((row.state for row in rows), DutyState),
            "planned": yes_no(row.planned for row in rows),
            "record": words((row.record for row in rows), Outcome),
            **_times(on),
            "paid_minutes": whole(facts.minutes(row.person, row.duty, Counting.PAID) for row in rows),
            "bank_holiday": texts(facts.bank_holidays[row.organisation].get(row.duty.date) for row in rows),
        }
    )


def duties(book: Book | OpenedBook) -> DataFrame:
    """The duties that the services ask for: a row for each, in order of start, crewed or not.

    In a book without a rota, states, vehicles and the number of people are missing.

    | column           | dtype               | unit    | meaning
    |------------------|---------------------|---------|---------
    | duty             | category            | id      | `CALLSIGN@DATE/SHIFT`
    | call_sign        | category            | id      | of the duty
    | area             | category            | id      | that the call sign serves
    | service          | category            | id      | that asks for it
    | crew             | category            | id      | which crew it needs
    | vehicle          | category            | id      | that carries it; missing where none does
    | date             | datetime64[us]      | date    | on which it starts
    | shift            | category            | id      | its shift
    | state            | category            |         | as planned: crewed, part-crewed, stood down
    | state_as_worked  | category            |         | the same with what is on record in place of the plan
    | people           | Int64               | people  | planned to be on it
    | minimum          | Int64               | people  | without whom it is stood down
    | preferred        | Int64               | people  | of a full crew
    | priority         | Int64               | points  | what standing it down weighs
    | start            | datetime64[us]      | local   | its start
    | end              | datetime64[us]      | local   | its end
    | start_utc        | datetime64[us, UTC] | instant | the same instant
    | end_utc          | datetime64[us, UTC] | instant | the same instant
    | rostered_minutes | Int64               | minutes | by the clock on the wall
    | elapsed_minutes  | Int64               | minutes | as they really pass
    """
    facts = facts_of(book)
    every = facts.duties
    view = RotaView.of(facts.book, facts) if facts.book.rota is not None else None
    worked = view.as_worked if view is not None else None
    return table(
        {
            **_of_duties(facts, every),
            "service": ids((duty.service.id for duty in every), (item.id for item in facts.book.services)),
            "crew": ids((duty.crew.id for duty in every), (item.id for item in facts.book.crews)),
            "vehicle": ids(
                (view.vehicles.get(duty.id) if view else None for duty in every),
                (item.id for item in facts.book.vehicles),
            ),
            "date": times(duty.date for duty in every),
            "shift": ids((duty.shift.id for duty in every), facts.shifts),
            "state": words((view.state(duty) if view else None for duty in every), DutyState),
            "state_as_worked": words((worked.state(duty) if worked else None for duty in every), DutyState),
            "people": whole(len(view.crew_of(duty)) if view else None for duty in every),
            "minimum": whole(sum(seat.minimum for seat in duty.crew.seats) for duty in every),
            "preferred": whole(sum(seat.preferred for seat in duty.crew.seats) for duty in every),
            "priority": whole(duty.priority for duty in every),
            **_times(every),
        }
    )


@dataclass(frozen=True)
class _Row:
    """A row of `assignments`: a person on a duty.

    Attributes:
        view: the rota as planned.
        planned: whether that rota has the assignment.
    """

    view: RotaView
    assignment: Assignment
    planned: bool = True

    @cached_property
    def duty(self) -> Duty:
        return self.view.facts.duty[self.assignment.duty]

    @property
    def person(self) -> Person:
        return self.view.facts.people[self.assignment.person]

    @property
    def organisation(self) -> str:
        return self.view.facts.roles[self.person.role].organisation

    @property
    def vehicle(self) -> str | None:
        return self.view.vehicles.get(self.assignment.duty)

    @property
    def state(self) -> DutyState:
        return self.view.state(self.duty)

    @property
    def record(self) -> Outcome | None:
        fate = self.view.facts.fates.get((self.assignment.person, self.assignment.duty))
        return fate.outcome if fate is not None else None


def _rows(view: RotaView) -> list[_Row]:
    """The rows of `assignments`: those of the rota, and those only on record, in order of start."""
    planned = {(item.person, item.duty) for item in view.assignments}
    added = [item for item in view.with_record.assignments if (item.person, item.duty) not in planned]
    found = [*(_Row(view, item) for item in view.assignments), *(_Row(view, item, planned=False) for item in added)]
    return sorted(found, key=lambda row: (row.duty.start, row.duty.id))


def _of_people(facts: Facts, rows: Sequence[_Row]) -> dict[str, Series[Any]]:
    return {
        "person": ids((row.person.id for row in rows), facts.people),
        "name": texts(row.person.name for row in rows),
        "role": ids((row.person.role for row in rows), facts.roles),
        "organisation": ids((row.organisation for row in rows), facts.organisations),
    }


def _of_duties(facts: Facts, on: Sequence[Duty]) -> dict[str, Series[Any]]:
    return {
        "duty": ids((duty.id for duty in on), facts.duty),
        "call_sign": ids((duty.call_sign.id for duty in on), (sign.id for sign in facts.book.call_signs)),
        "area": ids((facts.area_of(duty) for duty in on), (area.id for area in facts.book.areas)),
    }


def _times(on: Sequence[Duty]) -> dict[str, Series[Any]]:
    return {
        "start": times(duty.wall_start for duty in on),
        "end": times(duty.wall_end for duty in on),
        "start_utc": instants(duty.start for duty in on),
        "end_utc": instants(duty.end for duty in on),
        "rostered_minutes": whole(duty.rostered_minutes for duty in on),
        "elapsed_minutes": whole(duty.elapsed_minutes for duty in on),
    }


def _seats(facts: Facts) -> list[str]:
    return [seat.id for crew in facts.book.crews for seat in crew.seats]

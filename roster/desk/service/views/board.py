"""The board of a unit: every duty with its seats, every person with their duties, and the verdict on the rota."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from models.base import Model
from models.clock import monday_of
from models.rota import DutyState
from roster.desk.service.views.verdict_strip import VerdictStrip


class Place(Model):
    """A person in a seat.

    Attributes:
        pinned: whether the coordinator fixed them there.
        wrong: the hard rules that are broken by it, a sentence each.
    """

    person: str
    name: str
    pinned: bool
    wrong: tuple[str, ...] = ()


class BoardSeat(Model):
    """A seat of a duty.

    Attributes:
        missing: how many people it lacks to the preferred number.
        needed: how many of these it lacks to its minimum, without which the duty is stood down.
    """

    id: str
    name: str
    places: tuple[Place, ...]
    missing: int
    needed: int


class BoardDuty(Model):
    """A duty as the board shows it.

    Attributes:
        code, tint: its code in a grid, and the number of its colour.
        wrong: hard rules that are broken by the duty as a whole, a sentence each.
    """

    id: str
    call_sign: str
    area: str
    date: date
    shift: str
    times: str
    vehicle: str
    code: str
    tint: int
    state: DutyState
    seats: tuple[BoardSeat, ...]
    wrong: tuple[str, ...] = ()

    @cached_property
    def words(self) -> str:
        """The words by which it can be found, in small letters."""
        people = [f"{place.name} {place.person}" for seat in self.seats for place in seat.places]
        return " ".join([self.call_sign, self.vehicle, self.shift, self.area, self.state, *people]).lower()

    @property
    def missing(self) -> str:
        """`1 paramedic, 2 police`."""
        return ", ".join(f"{seat.missing} {seat.name}" for seat in self.seats if seat.missing)


class BoardPerson(Model):
    """A person and their month.

    Attributes:
        duties: ids of their duties, in order of start.
        hours: on these duties, by the clock on the wall; None where the viewer may not see their hours.
        away: dates on which they are away, with the kind of absence where the viewer may see it, else `away`.
        offered: dates that they offered and have no duty on; empty where the viewer may not see offers.
        wrong: hard rules that are broken for them, a sentence each.
    """

    id: str
    name: str
    duties: tuple[str, ...]
    hours: float | None
    away: dict[date, str]
    offered: frozenset[date]
    wrong: tuple[str, ...] = ()


class BoardGroup(Model):
    """People of one role."""

    title: str
    people: tuple[BoardPerson, ...]


class Board(Model):
    """Everything that one viewer sees of a unit's rota.

    Attributes:
        revision: the number of the state of the unit that this is.
        areas: call sign -> the name of the area that it serves, where the book has several.
        codes: (code, shift and times), in the order of the duties' tints.
        numbers: (short number, call sign), as the second part of codes.
        solved: whether a search has made the rota, so that there is something to compare it with.
    """

    name: str
    revision: int
    period: str
    zone: str
    dates: tuple[date, ...]
    holidays: dict[date, str]
    call_signs: tuple[str, ...]
    areas: dict[str, str]
    duties: tuple[BoardDuty, ...]
    groups: tuple[BoardGroup, ...]
    codes: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, str], ...]
    verdict: VerdictStrip
    solved: bool

    def place_of(self, duty: str | None, person: str | None) -> str:
        """The place that a broken rule is about, as the board calls it: `DUTY|SEAT`, with the person who sits in it.

        Of a rule about a whole duty it is the seat that lacks somebody, else the first; empty where there is none.
        """
        known = self.by_id.get(duty or "")
        if known is None:
            return ""
        for seat in known.seats:
            if any(place.person == person for place in seat.places):
                return f"{known.id}|{seat.id}|{person}"
        short = next((seat for seat in known.seats if seat.missing), None)
        meant = short or next(iter(known.seats), None)
        if meant is None:
            return ""
        sits = () if short else tuple(place.person for place in meant.places[:1])
        return "|".join((known.id, meant.id, *sits))

    @cached_property
    def by_id(self) -> Mapping[str, BoardDuty]:
        """The duties by id."""
        return {duty.id: duty for duty in self.duties}

    @cached_property
    def by_place(self) -> Mapping[tuple[date, str], Sequence[BoardDuty]]:
        """Duties by date and call sign."""
        found: dict[tuple[date, str], list[BoardDuty]] = defaultdict(list)
        for duty in self.duties:
            found[duty.date, duty.call_sign].append(duty)
        return found

    @cached_property
    def weeks(self) -> Sequence[date]:
        """The Mondays of its weeks."""
        return sorted({monday_of(day) for day in self.dates})

    @cached_property
    def counts(self) -> Mapping[DutyState, int]:
        """How many duties are in each state."""
        return {state: sum(duty.state is state for duty in self.duties) for state in DutyState}

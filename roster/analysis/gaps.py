"""Explains each duty that is not fully crewed: which seats are short, who was nearest to them, what stopped them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice, product

from constraints.base import DutyRule, Rule, breaches_of
from constraints.view import RotaView
from models.duty import Duty
from models.rota import Assignment, Basis, DutyState
from models.service import Seat
from roster.analysis.reasons import Reason, Standing, reasons_for
from roster.analysis.wording.would_be import would

NEAREST = 3  # people named for each seat; the others are only counted
MOST_CREWS = 300  # crews tried to find out why the people who are free make no legal crew


@dataclass(frozen=True)
class ShortSeat:
    """A seat with fewer people than preferred.

    Attributes:
        present: how many sit in it.
        missing: how many more are preferred.
        nearest: the people who came closest to sitting in it, nearest first.
        counts: standing -> how many people of the seat's roles have it.
        free: ids of those who could sit in it with the rest of the rota as it is.
        possible: ids of those who could sit in it if the rest of the rota were different.
    """

    seat: Seat
    present: int
    missing: int
    nearest: list[Reason]
    counts: dict[Standing, int]
    free: list[str]
    possible: list[str]

    @property
    def sentence(self) -> str:
        """How many people have which standing: `paramedic: 4 on another duty, 2 absent, 5 not offered`."""
        standing = ", ".join(f"{number} {kind.words}" for kind, number in sorted(self.counts.items()))
        return f"{self.seat.name or self.seat.id}: {standing or 'nobody has a role for it'}"


@dataclass(frozen=True)
class Lacking:
    """A seat whose people are really missing: of a duty that is stood down, one that not enough people could fill.

    Attributes:
        there: how many sit in it or, where the duty is stood down, could.
        wanted: how many are preferred or, where the duty is stood down, the fewest with which it runs.
    """

    seat: Seat
    there: int
    wanted: int

    @property
    def words(self) -> str:
        """`no paramedic`, `only 1 of 2 police`."""
        name = self.seat.name or self.seat.id
        return f"only {self.there} of {self.wanted} {name}" if self.there else f"no {name}"

    @property
    def as_it_is(self) -> str:
        """`police missing (2 wanted)`, `only 1 of 2 police`: of seats as they are, whoever else could sit in them."""
        return self.words if self.there else f"{self.seat.name or self.seat.id} missing ({self.seat.preferred} wanted)"


def in_words(lacking: Iterable[Lacking]) -> str:
    """`no paramedic and only 1 of 2 police`: the only words in which people are said to be missing."""
    return " and ".join(item.words for item in lacking)


def missing_without(duty: Duty, state: DutyState, there: Mapping[str, int]) -> str:
    """What a duty lacks with the people who stay on it: `no paramedic`; empty where every seat has enough.

    Args:
        state: in which it is then: the fewest people of a seat are wanted where it is stood down, else the preferred.
        there: seat -> how many stay.
    """
    down = state is DutyState.STOOD_DOWN
    wanted = ((seat, seat.minimum if down else seat.preferred) for seat in duty.crew.seats)
    return in_words(
        Lacking(seat, there.get(seat.id, 0), number) for seat, number in wanted if there.get(seat.id, 0) < number
    )


@dataclass(frozen=True)
class Gap:
    """A duty that is part-crewed or stood down, with its short seats and the reason in a sentence.

    Attributes:
        lacking: what is really missing; empty where a duty is stood down for another reason.
        missing: the same in words, for every reader: `no paramedic`, `no vehicle`, `no full crew`.
    """

    duty: Duty
    state: DutyState
    seats: list[ShortSeat]
    sentence: str
    lacking: tuple[Lacking, ...] = ()
    missing: str = ""


def gaps(view: RotaView, rules: Sequence[Rule]) -> list[Gap]:
    """Every duty that is not fully crewed, in order of start."""
    return [gap_of(view, rules, duty) for duty in view.duties if view.state(duty) is not DutyState.CREWED]


def gap_of(view: RotaView, rules: Sequence[Rule], duty: Duty) -> Gap:
    """Says how one duty is crewed and, where seats are short, why."""
    state = view.state(duty)
    seats = []
    for seat in duty.crew.seats:
        present = len(view.in_seat(duty, seat.id))
        if present < seat.preferred:
            seats.append(_short_seat(view, rules, duty, seat, present))
    if state is DutyState.CREWED:
        return Gap(duty, state, seats, "fully crewed")
    if state is DutyState.PART_CREWED:
        return _gap_for(duty, state, seats, [Lacking(item.seat, item.present, item.seat.preferred) for item in seats])
    if not view.facts.has_vehicle(duty):
        return Gap(duty, state, seats, "stood down: no vehicle is on the road for it", missing="no vehicle")
    if view.crew_of(duty):
        return _incomplete(view, rules, duty, seats)
    # First the reasons that hold for any rota, then those that hold with the rest of the rota as it is.
    for no_crew, people in (
        ("no crew can be made that keeps the rules", [short.possible for short in seats]),
        ("those free make no crew that keeps the rules", [short.free for short in seats]),
    ):
        if lacking := _too_few(seats, people):
            return _gap_for(duty, state, seats, lacking)
        if broken := _why_no_crew(view, rules, duty, [short.seat for short in seats], people):
            return Gap(duty, state, seats, f"stood down: {no_crew} ({broken})", missing="no full crew")
    why = "though people are free: they or the vehicle are of more use on other duties"
    return Gap(duty, state, seats, f"stood down, {why}", missing="no full crew")


def _incomplete(view: RotaView, rules: Sequence[Rule], duty: Duty, seats: list[ShortSeat]) -> Gap:
    """A duty that is stood down though somebody sits in it: what it lacks to run, and what keeps a crew from it."""
    lacking = tuple(
        Lacking(item.seat, item.present, item.seat.minimum) for item in seats if item.present < item.seat.minimum
    )
    sentence = f"stood down: {' and '.join(item.as_it_is for item in lacking)}"
    missing = in_words(lacking)
    for who, people in (
        ("no crew with whoever is there", [short.possible for short in seats]),
        ("no crew of whoever is there and those free", [short.free for short in seats]),
    ):
        if _too_few(seats, people):
            return Gap(duty, DutyState.STOOD_DOWN, seats, sentence, lacking, missing)
        if broken := _why_no_crew(view, rules, duty, [short.seat for short in seats], people):
            why = f"{sentence}; {who} keeps the rules ({broken})"
            return Gap(duty, DutyState.STOOD_DOWN, seats, why, lacking, missing)
    return Gap(duty, DutyState.STOOD_DOWN, seats, f"{sentence}, and people are free for it", lacking, missing)


def _gap_for(duty: Duty, state: DutyState, seats: list[ShortSeat], lacking: Sequence[Lacking]) -> Gap:
    missing = in_words(lacking)
    return Gap(duty, state, seats, f"{state}: {missing}", tuple(lacking), missing)


def _too_few(seats: Sequence[ShortSeat], people: Sequence[Sequence[str]]) -> list[Lacking]:
    """The seats that fewer people could fill than the duty needs to run.

    Args:
        people: for each seat, those who could besides whoever sits in it.
    """
    return [
        Lacking(short.seat, short.present + len(some), short.seat.minimum)
        for short, some in zip(seats, people, strict=True)
        if short.present + len(some) < short.seat.minimum
    ]


def _short_seat(view: RotaView, rules: Sequence[Rule], duty: Duty, seat: Seat, present: int) -> ShortSeat:
    reasons = reasons_for(view, rules, duty, seat)
    counts = Counter(item.standing for item in reasons)
    free = [item.person for item in reasons if item.standing is Standing.FREE]
    possible = [item.person for item in reasons if item.standing <= Standing.RESTING]
    return ShortSeat(seat, present, seat.preferred - present, reasons[:NEAREST], dict(counts), free, possible)


def _why_no_crew(
    view: RotaView, rules: Sequence[Rule], duty: Duty, seats: Sequence[Seat], people: Sequence[Sequence[str]]
) -> str | None:
    """The most frequent breach among the crews these people could make with whoever is on the duty.

    None when one crew is legal, or when there are more crews than `MOST_CREWS`.
    """
    crew_rules = [
        rule for rule in rules if rule.hard and isinstance(rule, DutyRule) and rule.concerns_duty(view.facts, duty)
    ]
    there = view.crew_of(duty)
    present = Counter(item.seat for item in there)
    choices = [
        chain.from_iterable(
            combinations(some, size)
            for size in range(max(0, seat.minimum - present[seat.id]), seat.preferred - present[seat.id] + 1)
        )
        for seat, some in zip(seats, people, strict=True)
    ]
    messages: Counter[str] = Counter()
    for crew in islice(product(*choices), MOST_CREWS + 1):
        added = [
            Assignment(person=person, duty=duty.id, seat=seat.id, basis=Basis.OFFERED)
            for seat, chosen in zip(seats, crew, strict=True)
            for person in chosen
        ]
        breach = next(
            (
                breach
                for rule in crew_rules
                for breach in breaches_of(rule, RotaView(view.facts, [*there, *added], view.vehicles, [], [duty.id]))
            ),
            None,
        )
        if breach is None or messages.total() == MOST_CREWS:
            return None
        messages[would(breach.message)] += 1
    return messages.most_common(1)[0][0] if messages else None

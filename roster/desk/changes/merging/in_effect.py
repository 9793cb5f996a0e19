"""Finds what goes wrong when changes are applied after others': mistakes, and people put where they now cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from constraints.admission import obstacle
from constraints.base import CandidateRule
from constraints.facts import Candidate
from models.book import Book
from models.problems import Problem
from roster.api.opened import OpenBook, ready
from roster.desk.changes.apply import changed_book, opened_after
from roster.desk.changes.book_words import BookWords
from roster.desk.changes.change import Change, Stage
from roster.desk.changes.errors import ChangeError
from roster.desk.changes.kinds.rota import Assign, GiveVehicle
from roster.desk.changes.merging.attribution import Authored
from roster.desk.changes.merging.clash import Clash

_TOKEN = re.compile(r"[^\s,:;'\"(){}/#\[\].]{2,}")
_MOST_TRIED = 30  # changes that are left out one by one to find which made a mistake of another


@dataclass(frozen=True)
class Sides:
    """The books of a merge.

    Attributes:
        base: the book that both sides began with.
        own: the book with all of mine, as it was made.
        head: the book with theirs.
    """

    base: Book
    own: Book
    head: Book


def clashes_in_effect(
    sides: Sides, theirs: Sequence[Authored], mine: Sequence[Authored], folder: Path | None
) -> list[Clash]:
    """The clashes that show only when the changes are applied.

    Args:
        sides: the books.
        theirs: what is left of the changes that were there first.
        mine: what is left to do, as it is to be applied to their book.
        folder: where the book's rule files lie.
    """
    own, head = sides.own, sides.head
    after = [item.change for item in mine]
    try:
        both = changed_book(head, after).book
        if any(item.change.stage < Stage.WHOLE_ROTA for item in (*theirs, *mine)) or both.pins != own.pins:
            opened = opened_after(both, folder)
            return [
                *_obstacles(opened, ready(own, folder), mine, theirs, mine_assigns=True),
                *_obstacles(opened, ready(head, folder), theirs, mine, mine_assigns=False),
                *_lost_vehicles(both, own, theirs, mine),
            ]
    except ChangeError as error:
        return [_clash_of(problem, sides, theirs, mine) for problem in error.problems]
    return list(_lost_vehicles(both, own, theirs, mine))


def _clash_of(problem: Problem, sides: Sides, theirs: Sequence[Authored], mine: Sequence[Authored]) -> Clash:
    """A mistake that their changes made of mine: which of each side it is about."""
    place = problem.path[1] if len(problem.path) > 1 and problem.path[0] == "changes" else None
    message = problem.message if place is not None else str(problem)
    own = mine[place] if isinstance(place, int) and place < len(mine) else _likeliest(message, mine)
    return Clash(_cause(problem, sides, theirs, mine) or _likeliest(message, theirs), own or mine[0], message)


def _cause(problem: Problem, sides: Sides, theirs: Sequence[Authored], mine: Sequence[Authored]) -> Authored | None:
    """The change of theirs without which there would be no such mistake; None where no single one is found."""
    if len(theirs) == 1:
        return theirs[0]
    for left_out in theirs[:_MOST_TRIED]:
        try:
            without = changed_book(sides.base, [item.change for item in theirs if item is not left_out]).book
            changed_book(without, [item.change for item in mine])
        except ChangeError as error:
            if problem.message in {other.message for other in error.problems}:
                continue
        return left_out
    return None


def _likeliest(message: str, items: Sequence[Authored]) -> Authored | None:
    """The change that has most names in common with a sentence."""
    named = set(_TOKEN.findall(message))
    scored = [(len(named & _names(item.change)), item) for item in items]
    most = max((score for score, _ in scored), default=0)
    return next((item for score, item in scored if score == most and most > 0), None)


def _names(change: Change) -> set[str]:
    """The ids and words in a change, but for its kind and the fields that it leaves empty."""
    return set(_TOKEN.findall(change.model_dump_json(exclude={"kind"}, exclude_none=True)))


def _obstacles(
    both: OpenBook, own: OpenBook, assigning: Sequence[Authored], others: Sequence[Authored], *, mine_assigns: bool
) -> Iterator[Clash]:
    """People and vehicles that one side gave to duties, and that the other side's changes of inputs keep off them."""
    inputs = [item for item in others if item.change.stage < Stage.WHOLE_ROTA]
    if not inputs:
        return
    gates = [rule for rule in both.admission.rules if isinstance(rule, CandidateRule)]
    words = BookWords(both.book)
    for item in assigning:
        found = _obstacle(both, own, gates, item.change, words)
        if found is not None:
            other = _likeliest(" ".join(_names(item.change)), inputs) or inputs[0]
            yield Clash(other, item, found) if mine_assigns else Clash(item, other, found)


def _obstacle(
    both: OpenBook, own: OpenBook, gates: Sequence[CandidateRule], change: Change, words: BookWords
) -> str | None:
    """Why a person or vehicle can no longer be on a duty, where nothing stood in the way before."""
    facts = both.admission.facts
    if isinstance(change, GiveVehicle) and change.vehicle is not None:
        duty = facts.duty.get(change.duty)
        if duty is None:
            return f"{change.duty} is no longer asked for"
        cars = [item for item in facts.book.vehicles if item.id == change.vehicle]
        if cars and not facts.on_road(cars[0], duty) and _was_on_road(own, change):
            return f"{change.vehicle} is off the road for {duty.spoken}"
    if isinstance(change, Assign):
        placed = next(
            (item for item in both.view.assignments if (item.person, item.duty) == (change.person, change.duty)), None
        )
        if placed is None:
            return None
        candidate = Candidate(placed.person, placed.duty, placed.seat, placed.basis)
        own_gates = [rule for rule in own.admission.rules if isinstance(rule, CandidateRule)]
        what = obstacle(facts, gates, candidate)
        if what is not None and obstacle(own.admission.facts, own_gates, candidate) is None:
            return f"{words.person(change.person)} cannot be on {words.duty(change.duty)}: {what}"
    return None


def _lost_vehicles(both: Book, own: Book, theirs: Sequence[Authored], mine: Sequence[Authored]) -> Iterator[Clash]:
    """Duties that my changes crew, and for which theirs leave no vehicle."""
    had, has = ({item.duty: item.vehicle for item in (book.rota.duties if book.rota else ())} for book in (own, both))
    words = BookWords(both)
    for item in mine:
        if isinstance(item.change, Assign) and theirs:
            duty = item.change.duty
            vehicle = had.get(duty)
            if vehicle is not None and duty in has and has[duty] is None:
                other = _likeliest(vehicle, theirs) or _in_vehicle(has, vehicle, theirs) or theirs[0]
                yield Clash(other, item, f"no vehicle is left for {words.duty(duty)}, which would have had {vehicle}")


def _in_vehicle(has: Mapping[str, str | None], vehicle: str, theirs: Sequence[Authored]) -> Authored | None:
    """The change that crewed a duty which that vehicle now carries."""
    duties = {duty for duty, carried in has.items() if carried == vehicle}
    return next((item for item in theirs if isinstance(item.change, Assign) and item.change.duty in duties), None)


def _was_on_road(own: OpenBook, change: GiveVehicle) -> bool:
    facts = own.admission.facts
    cars = [item for item in facts.book.vehicles if item.id == change.vehicle]
    return bool(cars) and change.duty in facts.duty and facts.on_road(cars[0], facts.duty[change.duty])


__all__ = ["clashes_in_effect"]

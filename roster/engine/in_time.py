"""Builds as much of a book's model as the time limit allows: everybody in it, or some people only.

Building must never use up the time: a rota of some people found within the limit is worth more than none. Where
everybody is likely to be too many, a rota of a few people comes first, which keeps the hard rules and crews what it
can; so there is one, whatever comes next. Then as many people as there is time for are built into the model that is
searched. How long that takes is known only once it is done, so each try is broken off at a share of the time left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from constraints.base import Rule
from constraints.cover.crew_cover import CrewCover
from constraints.cover.full_crew import FullCrew
from constraints.deadline import Deadline, OutOfTimeError
from constraints.facts import Facts
from constraints.rota_model import RotaModel
from models.book import Book
from models.rota import Rota
from roster.engine.answers import Answers
from roster.engine.levels import solve_levels
from roster.engine.model.build import built
from roster.engine.model.selection import Selection
from roster.engine.options import SearchOptions
from roster.engine.params.groups import BuildingParams
from roster.engine.workers.team import Team


@dataclass(frozen=True)
class Built:
    """What there is to search.

    Attributes:
        model: None where there was no time to build one.
        left_out: ids of people who are on no duty in any rota of it, in the order of the book.
        first: the book with a rota to begin with, checked; None where everybody is in the model, or one was given.
        checking: seconds that it took to check that rota.
    """

    model: RotaModel | None
    left_out: tuple[str, ...] = ()
    first: Book | None = None
    checking: float = 0.0


def built_in_time(
    facts: Facts, rules: Sequence[Rule], options: SearchOptions, team: Team, deadline: Deadline, began: float
) -> Built:
    """The model of a book, or of as many of its people as there is time for.

    Args:
        deadline: the end of the time limit.
        began: time.monotonic() when the work on the book began.
    """
    params = options.params.building
    pairs = sum(len(facts.reachable(person)) for person in facts.people.values())
    # What is to be reproducible is not to depend on how fast the machine is, as long as it can be helped.
    if options.reproducible or options.alone or pairs * params.seconds_per_pair <= params.aim_share * deadline.left:
        try:
            return Built(built(facts, rules, _broken_off(deadline, params)))
        except OutOfTimeError:
            pass
    try:
        selection = Selection(facts, options.seed, _broken_off(deadline, params))
        first, checking = None, 0.0
        if options.start is None:
            first, checking = _first(facts, rules, options, team, selection, deadline, began)
    except OutOfTimeError:
        return Built(None, tuple(facts.people))
    rota = first.rota if first is not None else options.start
    seats = round(params.aim_share * deadline.left / params.seconds_per_seat)
    while seats > 0 and deadline.left > params.least_seconds and not team.stopped:
        considered = selection.chosen(_needed(facts, rota), seats)
        try:
            model = built(facts, rules, _broken_off(deadline, params), considered)
        except OutOfTimeError:
            seats //= params.smaller_by
        else:
            return Built(model, _left_out(facts, considered), first, checking)
    return Built(None, tuple(facts.people), first, checking)


def _first(
    facts: Facts,
    rules: Sequence[Rule],
    options: SearchOptions,
    team: Team,
    selection: Selection,
    deadline: Deadline,
    began: float,
) -> tuple[Book | None, float]:
    """The book with a rota of a few people that keeps the hard rules and crews what it can; seconds to check it.

    Raises:
        OutOfTimeError: not even that could be built.
    """
    params = options.params.building
    places = sum(seat.preferred for duty in facts.duties for seat in duty.crew.seats)
    seats = min(
        params.first_people_per_place * places, round(params.aim_share * deadline.left / params.seconds_per_seat)
    )
    considered = selection.chosen(_needed(facts, None), seats)
    kept = [rule for rule in rules if rule.hard or isinstance(rule, CrewCover | FullCrew)]
    model = built(facts, kept, _broken_off(deadline, params), considered)
    outcome = solve_levels(model, team, seconds=params.first_search_share * deadline.left)
    if outcome.solution is None:
        return None, 0.0
    before = deadline.left
    answers = Answers(facts, rules, options, began, model=model, left_out=_left_out(facts, considered))
    book = answers.book(outcome.solution, (), interrupted=team.stopped, cut_short=True)
    return book, before - deadline.left


def _broken_off(deadline: Deadline, params: BuildingParams) -> Deadline:
    """The moment at which to break off: a share of the time left, and a little in any case."""
    return Deadline(deadline.now() + max(params.least_seconds, params.break_off_share * deadline.left), deadline.now)


def _needed(facts: Facts, rota: Rota | None) -> set[str]:
    """Ids of people whom nobody may leave out: pinned, told of their duties, or in a rota to begin with."""
    book = facts.book
    told = book.published.assignments if book.published is not None else ()
    begun = rota.assignments if rota is not None else ()
    names = {pin.person for pin in book.pins} | {item.person for item in (*told, *begun)}
    return names & facts.people.keys()


def _left_out(facts: Facts, considered: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in facts.people if name not in considered)

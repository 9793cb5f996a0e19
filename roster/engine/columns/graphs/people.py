"""Makes the graphs of all people: those with like rules share one, and what would make it too large is left to rows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import RosterError
from roster.engine.columns.graphs.cheapest import PersonGraph
from roster.engine.columns.graphs.compiler import TooLargeError, compiled
from roster.engine.columns.graphs.counts import CountKeys, CountReader, PersonCounts, Place
from roster.engine.columns.graphs.exact import ExactDefinitions
from roster.engine.columns.graphs.graph import Graph
from roster.engine.columns.graphs.one_duty_a_date import one_duty_a_date
from roster.engine.columns.graphs.other_values import better_otherwise
from roster.engine.columns.graphs.parts import Split, split
from roster.engine.columns.structure import Structure
from roster.engine.model.variable_index import NOWHERE
from roster.engine.params.groups import ColumnParams
from roster.engine.solvers.integer_program import Program

# Of each person, the keys of their counts, and the places of their decisions.
_Counted = frozenset[tuple[int, frozenset[int], frozenset[tuple[int, Place]]]]


class NoGraphsError(RosterError):
    """The rotas of people cannot be compiled in the time or size that is allowed."""


@dataclass(frozen=True)
class People:
    """The graphs of all people of a program.

    Attributes:
        parts: the program, split by person.
        graphs: one a person, in the order of `parts.parts`.
    """

    parts: Split
    graphs: Sequence[PersonGraph]


def compiled_people(program: Program, structure: Structure, params: ColumnParams, deadline: float) -> People:
    """Compiles the graphs of all people.

    Args:
        deadline: of `time.process_time()`.

    Raises:
        NoGraphsError: there is nothing to compile, some person may take two duties on a date or has no legal rota, or
            it takes too long.
    """
    promoted: set[int] = set()
    made: dict[_Counted, Graph] = {}
    keys, exact = CountKeys(), ExactDefinitions(program, structure)
    while True:
        parts = split(program, structure, promoted)
        if more := better_otherwise(program, structure, parts, exact):
            promoted |= more
            continue
        if len(parts.parts) < 2 or not len(parts.linking):
            raise NoGraphsError("no rows link people")
        reader = CountReader(program, structure, parts, keys)
        people = []
        for part in parts.parts:
            people.append(reader.read(part))
            if time.process_time() > deadline:
                raise NoGraphsError("reading takes too long")
        try:
            return People(parts, _graphs(people, program, structure, params, deadline, made))
        except TooLargeError as error:
            more = {number for person in people for key, number in person.numbers.items() if key in error.keys}
            if more <= promoted:
                raise NoGraphsError("too many states") from error
            promoted |= more


def _graphs(
    people: Sequence[PersonCounts],
    program: Program,
    structure: Structure,
    params: ColumnParams,
    deadline: float,
    made: dict[_Counted, Graph],
) -> list[PersonGraph]:
    """Compiles the graphs of all people; those in `made`, by what is counted for whom, are taken from there."""
    decided = structure.kind != NOWHERE
    date_of = dict(zip(structure.kind[decided].tolist(), structure.date[decided].tolist(), strict=True))
    for person in people:
        if not one_duty_a_date(person.part, program, structure.date):
            raise NoGraphsError("somebody may take two duties on a date")
    graphs: dict[int, PersonGraph] = {}
    too_many: set[int] = set()
    for group in _alike(people, params.alike):
        counted = frozenset(
            (person.part.person, frozenset(person.counts), frozenset(person.place.items())) for person in group
        )
        if counted not in made:
            try:
                made[counted] = compiled(group, _steps(group, date_of, structure.places.dates), params.most_states)
            except TooLargeError as error:
                too_many |= error.keys
                continue
        graph = made[counted]
        if min(graph.first.values()) == NOWHERE:
            raise NoGraphsError("somebody has no legal rota")
        if time.process_time() > deadline:
            raise NoGraphsError("compiling takes too long")
        graphs |= {person.part.person: PersonGraph(person, graph) for person in group}
    if too_many:
        raise TooLargeError(too_many)
    return [graphs[person.part.person] for person in people]


def _alike(people: Sequence[PersonCounts], share: float) -> list[list[PersonCounts]]:
    """Groups of people who have at least a share of their counts in common: their rotas differ by their past alone."""
    groups: list[tuple[set[int], list[PersonCounts]]] = []
    for person in people:
        keys = set(person.counts)
        for known, members in groups:
            if len(keys & known) >= share * len(keys | known):
                known.update(keys)
                members.append(person)
                break
        else:
            groups.append((keys, [person]))
    return [members for _, members in groups]


def _steps(people: Sequence[PersonCounts], date_of: dict[int, int], dates: int) -> list[list[Place]]:
    """A step for each date, with the places of all decisions of some people."""
    found: list[set[Place]] = [set() for _ in range(dates)]
    for person in people:
        for place in person.place.values():
            found[date_of[place[0]]].add(place)
    return [sorted(places) for places in found]

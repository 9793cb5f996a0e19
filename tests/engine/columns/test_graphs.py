"""A graph has exactly the rotas that the program allows a person, at exactly the program's cost."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.book import Book
from roster.engine.columns.graphs.cheapest import PersonGraph
from roster.engine.columns.graphs.parts import Part
from roster.engine.columns.graphs.people import NoGraphsError, People, compiled_people
from roster.engine.model.variable_index import NOWHERE
from roster.engine.params.groups import ColumnParams
from roster.engine.solvers import cpsat_on_program
from roster.engine.solvers.highs import Effort
from roster.engine.solvers.integer_program import Floats, Ints, slices
from tests.constraints.random_books import books
from tests.engine.columns.levels import LevelProgram, decisions_by_date, level_programs
from tests.engine.columns.walks import added_up, legal, options_of, walked
from tests.engine.solvers.programs import ints

QUIET = list(HealthCheck)
MOST_ROTAS = 60  # of one person that are compared

params = st.builds(
    ColumnParams, alike=st.sampled_from([0.0, 0.6, 1.1]), most_states=st.sampled_from([1, 2, 3, 5, 20_000])
)


def compiled(level: LevelProgram, given: ColumnParams) -> People | None:
    """The graphs of a level's program; None where there are none."""
    try:
        return compiled_people(level.program, level.structure, given, np.inf)
    except NoGraphsError:
        return None


def rotas(level: LevelProgram, part: Part, draws: random.Random) -> Iterator[tuple[int, ...]]:
    """Every choice of at most one decision a date; some of them where they are many."""
    choices = [[None, *decisions] for decisions in decisions_by_date(level, part.decisions)]
    count = int(np.prod([float(len(one)) for one in choices]))
    every: Iterator[Sequence[int | None]] = itertools.product(*choices)
    if count > MOST_ROTAS:
        every = iter([[draws.choice(one) for one in choices] for _ in range(MOST_ROTAS)])
    for chosen in every:
        yield tuple(index for index in chosen if index is not None)


def assert_exact(level: LevelProgram, people: People, part: Part, graph: PersonGraph, decisions: Sequence[int]) -> bool:
    """Compares one rota of one person; returns whether it is legal."""
    values = level.completed(dict.fromkeys(decisions, 1))
    found = walked(graph, options_of(graph, decisions))
    assert (found is not None) == legal(level, part, values)
    if found is None:
        return False
    cost, rows = added_up(level, people.parts, part, values)
    assert found[0] == cost
    measures = dict(zip(graph.graph.measures, found[1:].tolist(), strict=True))
    assert {row: measures.get(row, 0) for row in rows} == rows
    return True


@settings(max_examples=60, suppress_health_check=QUIET)
@given(books(), params, st.booleans(), st.randoms(use_true_random=False))
def test_every_rota_of_random_books(book: Book, given: ColumnParams, join: bool, draws: random.Random) -> None:
    for level in level_programs(book, join=join):
        people = compiled(level, given)
        if people is not None:
            for part, graph in zip(people.parts.parts, people.graphs, strict=True):
                for decisions in rotas(level, part, draws):
                    assert_exact(level, people, part, graph, decisions)


@settings(max_examples=30, suppress_health_check=QUIET)
@given(books(), params, st.randoms(use_true_random=False))
def test_parts_and_linking_rows_are_the_whole(book: Book, given: ColumnParams, draws: random.Random) -> None:
    """Rows that are left out hold for every rota: what obeys all parts and all rows that link people is accepted."""
    for level in level_programs(book):
        people = compiled(level, given)
        if people is None:
            continue
        program, free = level.program, np.flatnonzero(level.program.lower < level.program.upper)
        for _ in range(20):
            share = draws.choice([0.0, 0.3, 0.7])
            own = [
                draws.choice(one)
                for part in people.parts.parts
                for one in decisions_by_date(level, part.decisions)
                if draws.random() < share
            ]
            defined = {index for variables, _ in level.structure.definitions for index, _ in variables}
            others = [
                index
                for index in free.tolist()
                if level.structure.person[index] == NOWHERE and index not in defined and draws.random() < 0.7
            ]
            values = level.completed(dict.fromkeys([*own, *others], 1))
            totals = program.sums(program.factors * values[program.columns])
            linking = people.parts.linking
            kept = (totals[linking] >= program.least[linking]) & (totals[linking] <= program.most[linking])
            by_parts = bool(kept.all()) and all(legal(level, part, values) for part in people.parts.parts)
            assert by_parts == program.accepts(values)


def least_cost(level: LevelProgram, part: Part, values: Ints, mine: Ints, prices: Floats) -> int | None:
    """The least that a person's derived variables can cost beside their decisions; None where nothing is legal."""
    program = level.program
    free = np.zeros(program.size, dtype=bool)
    free[mine] = True
    rows = ints(part.rows)
    lengths = program.begins[rows + 1] - program.begins[rows]
    entries = slices(program.begins, rows)
    own = replace(
        program,
        costs=prices.astype(np.int64),
        constant=0,
        least=program.least[rows],
        most=program.most[rows],
        begins=np.concatenate([[0], np.cumsum(lengths)]),
        columns=program.columns[entries],
        factors=program.factors[entries],
        fixes_level=program.fixes_level[rows],
    )
    totals = own.sums(own.factors * np.where(free, 0, values)[own.columns])
    if not mine.size:
        return 0 if bool((totals >= own.least).all() and (totals <= own.most).all()) else None
    fixed = replace(
        own, lower=np.where(free, own.lower, values), upper=np.where(free, own.upper, np.maximum(values, 0))
    )
    answer = cpsat_on_program.minimise(fixed, None, Effort(60.0))
    assert answer.ended
    return None if answer.solution is None else int(prices[mine] @ answer.solution[mine])


@settings(max_examples=25, suppress_health_check=QUIET)
@given(books(), params, st.booleans(), st.randoms(use_true_random=False))
def test_no_other_values_would_be_better(book: Book, given: ColumnParams, join: bool, draws: random.Random) -> None:
    """Derived variables as they are defined are legal wherever any are, and cost least: else bounds were too high."""
    for level in level_programs(book, join=join):
        people = compiled(level, given)
        if people is None:
            continue
        program, parts = level.program, people.parts
        for part, graph in zip(parts.parts, people.graphs, strict=True):
            mine = np.flatnonzero((parts.owner == part.person) & (level.structure.person == NOWHERE))
            # A dual value is what a row's limit supports: above 0 for the least, below 0 for the most.
            worth = program.costs.astype(float)
            for row in parts.linking.tolist():
                signs = [
                    sign for sign, has in ((1, program.least[row] > -(2**60)), (-1, program.most[row] < 2**60)) if has
                ]
                dual = draws.choice(signs) * draws.randint(0, 3)
                entries = slice(program.begins[row], program.begins[row + 1])
                np.subtract.at(worth, program.columns[entries], dual * program.factors[entries])
            for decisions in itertools.islice(rotas(level, part, draws), 0, MOST_ROTAS, 15):
                values = level.completed(dict.fromkeys(decisions, 1))
                there = walked(graph, options_of(graph, decisions)) is not None
                least = least_cost(level, part, values, mine, worth)
                assert there == (least is not None)
                assert least is None or least == int(worth[mine] @ values[mine])


@pytest.mark.slow
@settings(max_examples=300, suppress_health_check=QUIET)
@given(books(people=7, duties=12), params, st.booleans(), st.randoms(use_true_random=False))
def test_every_rota_of_many_random_books(book: Book, given: ColumnParams, join: bool, draws: random.Random) -> None:
    for level in level_programs(book, join=join):
        people = compiled(level, given)
        if people is not None:
            for part, graph in zip(people.parts.parts, people.graphs, strict=True):
                for decisions in rotas(level, part, draws):
                    assert_exact(level, people, part, graph, decisions)

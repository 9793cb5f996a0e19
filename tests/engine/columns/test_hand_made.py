"""Graphs of programs written by hand, against values worked out by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from roster.engine.columns.graphs.people import NoGraphsError, People
from tests.engine.columns.hand_made import HandMade, week
from tests.engine.columns.walks import walked


def costs(people: People, number: int) -> dict[str, int | None]:
    """What each rota of a person costs; None where the graph does not have it."""
    graph = people.graphs[number]
    found = {}
    for options in itertools.product((0, 1), repeat=len(graph.graph.steps)):
        total = walked(graph, options)
        found["".join(map(str, options))] = None if total is None else int(total[0])
    return found


def test_an_excess_is_paid_and_a_limit_kept() -> None:
    """Of three dates one is free of charge, each more costs 7; the first person may not work three."""
    made, decisions = week(2, 3)
    for row in decisions:
        made.excess((dict.fromkeys(row, 1), -1), costs=(7,))
    made.row(dict.fromkeys(decisions[0], 1), most=2)
    people = made.people()
    assert costs(people, 1) == {"000": 0, "001": 0, "010": 0, "100": 0, "011": 7, "101": 7, "110": 7, "111": 14}
    assert costs(people, 0) == {**costs(people, 1), "111": None}


def test_runs() -> None:
    """A run may not last three dates; a single date of work between two of rest costs 4."""
    made, decisions = week(2, 4)
    for row in decisions:
        for first in range(2):
            made.row(dict.fromkeys(row[first : first + 3], 1), most=2)
            one, two, three = row[first : first + 3]
            made.excess(({one: -1, two: 1, three: -1}, 0), sizes=(1,), costs=(4,))
    found = costs(made.people(), 0)
    assert [rota for rota, cost in found.items() if cost is None] == ["0111", "1110", "1111"]
    assert {rota: cost for rota, cost in found.items() if cost} == {"0100": 4, "0010": 4, "0101": 4, "1010": 4}


def test_bands() -> None:
    """The first date over none costs 1, the next two cost 5 each, and every one after those 20."""
    made, decisions = week(2, 5)
    for row in decisions:
        made.excess((dict.fromkeys(row, 1), 0), sizes=(1, 2, 2), costs=(1, 5, 20))
    found = costs(made.people(), 0)
    for rota, cost in found.items():
        assert cost == [0, 1, 6, 11, 31, 51][rota.count("1")]


def test_the_greatest_of_two_sums() -> None:
    """The greater of the work on even and on odd dates costs 3 a date; odd dates begin with one."""
    made, decisions = week(2, 4)
    for row in decisions:
        made.excess(({row[0]: 1, row[2]: 1}, 0), ({row[1]: 1, row[3]: 1}, 1), costs=(3,))
    found = costs(made.people(), 0)
    for rota, cost in found.items():
        assert cost == 3 * max(rota[::2].count("1"), rota[1::2].count("1") + 1)


def test_what_follows_from_what_follows() -> None:
    """Whether any of two dates is worked is counted twice; more than one such pair costs 9."""
    made, decisions = week(2, 4)
    for row in decisions:
        pairs = []
        for first in (0, 2):
            (any_of,) = made.excess(({row[first]: 1, row[first + 1]: 1}, 0), sizes=(1,), costs=(0,))
            made.rows.pop()  # at least one of them, which leaves nothing over where both are
            made.fixing.pop()
            for decision in row[first : first + 2]:
                made.row({decision: 1, any_of: -1}, most=0)
            made.row({row[first]: 1, row[first + 1]: 1, any_of: -1}, least=0)
            pairs.append(any_of)
        made.excess((dict.fromkeys(pairs, 1), -1), sizes=(1,), costs=(9,))
    for rota, cost in costs(made.people(), 0).items():
        assert cost == (9 if "1" in rota[:2] and "1" in rota[2:] else 0)


def test_people_with_another_past_share_a_graph() -> None:
    """One has worked two dates before, and pays 7 from the first on; the other from the third on."""
    made, decisions = week(2, 4)
    for row, before in zip(decisions, (2, 0), strict=True):
        made.excess((dict.fromkeys(row, 1), before - 2), costs=(7,))
    people = made.people()
    assert people.graphs[0].graph is people.graphs[1].graph
    for rota, cost in costs(people, 0).items():
        assert cost == 7 * rota.count("1")
    for rota, cost in costs(people, 1).items():
        assert cost == 7 * max(0, rota.count("1") - 2)


@pytest.mark.parametrize("alike", [0.0, 1.1])
def test_factors_of_minus_one_and_minus_two_are_no_equal_counts(alike: float) -> None:
    """Python gives both the same hash."""
    made, decisions = week(2, 3)
    for factor, (first, second, third) in zip((-1, -2), decisions, strict=True):
        made.excess(({first: 2, second: factor, third: 1}, 0), costs=(1,))
    people = made.people(alike=alike)
    for number, factor in enumerate((-1, -2)):
        for rota, cost in costs(people, number).items():
            one, two, three = map(int, rota)
            assert cost == max(0, 2 * one + factor * two + three)


def test_rows_that_link_people_are_measured() -> None:
    """The excess of both together may be two: each rota adds its own to the row."""
    made, decisions = week(2, 3)
    over = [made.excess((dict.fromkeys(row, 1), -1), costs=(5,))[0] for row in decisions]
    together = made.row({over[0]: 1, over[1]: 3}, most=2)
    people = made.people()
    for number, factor in enumerate((1, 3)):
        graph = people.graphs[number]
        assert list(graph.graph.measures) == [together]
        for options in itertools.product((0, 1), repeat=3):
            total = walked(graph, options)
            assert total is not None
            assert total.tolist() == [5 * max(0, sum(options) - 1), factor * max(0, sum(options) - 1)]


def test_a_row_over_the_variables_of_one_definition_is_kept() -> None:
    """An earlier level is fixed: no excess at all, and later none of the dear band."""
    for most, rota in ((0, 1), (2, 3)):
        made, decisions = week(2, 4)
        for row in decisions:
            parts = made.excess((dict.fromkeys(row, 1), -1), sizes=(2, 7), costs=(1, 3))
            made.row(dict(zip(parts, (1, 3), strict=True)), most=most, fixes=True)
        found = costs(made.people(), 0)
        assert {one.count("1") for one, cost in found.items() if cost is not None} == set(range(rota + 1))


def test_a_row_that_fixes_a_level_over_all_of_a_definition_is_kept() -> None:
    """The earlier level priced the dates, too: one date and no excess is what may be."""
    made, decisions = week(2, 3)
    for row in decisions:
        (over,) = made.excess((dict.fromkeys(row, 1), -1), costs=(0,))
        made.row({**dict.fromkeys(row, 1), over: 1}, most=1, fixes=True)
    found = costs(made.people(), 0)
    assert [rota for rota, cost in found.items() if cost is None] == ["011", "101", "110", "111"]


def test_a_decision_that_is_fixed_counts() -> None:
    """The last date is worked for certain: an excess from the first other date on, and never all three."""
    made, decisions = week(2, 2)
    for person, row in enumerate(decisions):
        sure = made.decision(person, 2, fixed=1)
        made.excess((dict.fromkeys([*row, sure], 1), -1), costs=(7,))
        made.row(dict.fromkeys([*row, sure], 1), most=2)
    people = made.people()
    graph = people.graphs[0]
    found = {options: walked(graph, [*options, 0]) for options in itertools.product((0, 1), repeat=2)}
    assert {options: None if one is None else one.tolist() for options, one in found.items()} == {
        (0, 0): [0],
        (0, 1): [7],
        (1, 0): [7],
        (1, 1): None,
    }


def test_two_duties_on_a_date() -> None:
    made, decisions = week(2, 2)
    more = made.decision(0, 1, kind=7)
    made.row({decisions[0][1]: 1, more: 1, decisions[1][0]: 1}, most=3)
    with pytest.raises(NoGraphsError, match="two duties on a date"):
        made.people()
    made.row({decisions[0][1]: 1, more: 1}, most=1)
    assert len(made.people().graphs) == 2


def test_somebody_without_any_legal_rota() -> None:
    """Then there is nothing to search: the program itself has no solution."""
    made, decisions = week(2, 2)
    made.row(dict.fromkeys(decisions[0], 1), least=3)
    with pytest.raises(NoGraphsError, match="no legal rota"):
        made.people()


def test_somebody_without_a_decision_that_is_free() -> None:
    made, decisions = week(2, 2)
    for date in range(2):
        made.decision(2, date, fixed=date)
    people = made.people()
    assert [part.person for part in people.parts.parts] == [0, 1]
    assert len(decisions) == 2


def test_nobody_is_linked() -> None:
    made = HandMade()
    for person in range(2):
        made.row({made.decision(person, 0): 1}, most=1)
    with pytest.raises(NoGraphsError, match="link"):
        made.people()


def test_too_many_states_leave_a_count_to_a_row() -> None:
    """Weights that are powers of two have a state for every rota; with fewer allowed the graph does without them."""
    made, decisions = week(2, 6)
    for row in decisions:
        made.excess(({index: 2**date for date, index in enumerate(row)}, -20), sizes=(63,), costs=(1,))
    whole, cut = made.people(), made.people(most_states=4)
    assert {cost for cost in costs(whole, 0).values() if cost is not None} == set(range(44))
    assert set(costs(cut, 0).values()) == {0}
    assert len(cut.parts.linking) > len(whole.parts.linking)
    assert max(layer.states for graph in cut.graphs for layer in graph.graph.layers) <= 4
    assert np.all([graph.graph.arcs > 0 for graph in whole.graphs])

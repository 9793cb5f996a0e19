"""What is proven of a cell is never less than is proven, and what beats the base is counted draw by draw."""

import pytest

from roster.planning.results.cell import CellResult
from roster.planning.summary.base_comparison import compare_with_base
from roster.planning.summary.proven import most_cover, proven
from tests.planning.summary.sweeps import spread, sweep

BASE = sweep(draws=4).table.base


def with_most(*most: int) -> CellResult:
    months = tuple(
        month.model_copy(update={"most_running": number}) for month, number in zip(BASE.months, most, strict=True)
    )
    assert BASE.figures is not None
    bounds = spread([month.most_running / month.duties for month in months])
    return BASE.model_copy(update={"months": months, "figures": BASE.figures.model_copy(update={"most_cover": bounds})})


@pytest.mark.parametrize(
    ("most", "words", "number"),
    [(90, "at most 96.8 %", 0.968), (89, "at most 95.7 %", 0.957), (93, "open: all might run", 1.0)],
)
def test_a_bound_is_rounded_up(most: int, words: str, number: float) -> None:
    """90 of 93 are 96.774 %, 89 are 95.699 %."""
    cell = with_most(*[most] * 4)
    assert (proven(cell), most_cover(cell)) == (words, number)
    assert number >= most / 93


def test_the_best_there_can_be_needs_every_draw_proven() -> None:
    running = [month.running for month in BASE.months]
    assert proven(with_most(*running)) == "best possible"
    assert proven(with_most(*running[:3], running[3] + 1)) != "best possible"


def test_a_cell_that_failed_has_nothing_proven() -> None:
    assert proven(CellResult(id="bad", name="bad", error="no")) == "-"


def test_draws_are_compared_one_by_one() -> None:
    cells = sweep(draws=4).table.cells
    more, less = cells[9], cells[-2]
    for cell in (more, less):
        found = compare_with_base(cell, cells[0])
        assert found is not None
        shares = [
            (m.running / m.duties, b.running / b.duties) for m, b in zip(cell.months, cells[0].months, strict=True)
        ]
        assert found.better == sum(own > base for own, base in shares)
        assert found.worse == sum(own < base for own, base in shares)
        assert found.better + found.same + found.worse == 4
        assert found.words == f"{found.better} / {found.same} / {found.worse}"
        assert found.score == (found.better - found.worse) / 4
    assert compare_with_base(cells[0], cells[0]) is None
    assert compare_with_base(sweep(draws=1).table.cells[1], sweep(draws=1).table.base) is None
    assert compare_with_base(cells[-1], cells[0]) is None  # it failed

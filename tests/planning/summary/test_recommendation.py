"""One sentence says which option, how sure, and what it costs; nothing is rounded until its sign is gone."""

from collections.abc import Sequence

import pytest

from roster.planning.results.cell import CellResult
from roster.planning.results.sweep import Sweep
from roster.planning.summary.board.board_options import MAX_LINES, board_options
from roster.planning.summary.board.drawn_base import drawn_base_sentence
from roster.planning.summary.board.recommendation import NO_SAVING, STAY, recommend, without_advice
from roster.planning.summary.options import options_of
from roster.planning.summary.report_data import ReportData
from tests.planning.summary.sweeps import line, spread, sweep


@pytest.fixture(scope="module")
def made() -> Sweep:
    return sweep(draws=2)


def running(cell: CellResult, numbers: Sequence[int], name: str, of: int = 100) -> CellResult:
    """The cell with so many of the duties running in each draw, each proven."""
    months = tuple(
        cell.months[0].model_copy(
            update={
                "draw": draw,
                "lines": (line("JR-04", cell.months[0].lines[0].weekday, number, 0, of - number),),
                "most_running": number,
            }
        )
        for draw, number in enumerate(numbers, start=1)
    )
    shares = spread([number / of for number in numbers])
    figures = cell.figures.model_copy(update={"cover": shares, "most_cover": shares, "duties": spread([of] * 2)})
    return cell.model_copy(update={"months": months, "figures": figures, "name": name, "id": name})


def options(made: Sweep, *cells: CellResult):
    return options_of(made.table.model_copy(update={"cells": cells}))


def test_a_sentence_of_option_gain_and_certainty(made: Sweep) -> None:
    base = running(made.table.base, (39, 38, 40, 39), "As it is")
    better = running(made.table.base, (50, 49, 51, 50), "Two more paramedics")
    found = recommend(options(made, base, better))
    assert found is not None
    words = found.sentence.removeprefix(NO_SAVING)
    assert words == "Two more paramedics: 50 % of duties run instead of 39 %, certain to 1 point"
    assert found.money.startswith(("Costs GBP", "Saves GBP"))
    assert found.sure == (
        "More duties run than as it is in 4 of 4 months tried; no rota with these people runs more duties: proven"
    )


def test_rounding_makes_no_difference_look_larger(made: Sweep) -> None:
    base = running(made.table.base, (953, 953), "As it is", of=1000)
    better = running(made.table.base, (957, 957), "Shorter turns", of=1000)
    found = recommend(options(made, base, better))
    assert found is not None
    assert found.sentence.removeprefix(NO_SAVING).startswith("Shorter turns: 95.7 % of duties run instead of 95.3 %")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ((50, 50), (50, 51), "50.5 % of duties run instead of 50.0 %, but that may be chance: give or take"),
        ((99, 99), (100, 100), "100 % of duties run instead of 99 %, certain to 1 point"),
        ((990, 990), (999, 999), "99.9 % of duties run instead of 99.0 %"),
    ],
)
def test_a_difference_is_always_seen(made: Sweep, before, after, words) -> None:
    of = 1000 if before[0] > 100 else 100
    first, second = running(made.table.base, before, "A", of), running(made.table.base, after, "B", of)
    found = recommend(options(made, first, second))
    assert found is not None
    assert words in found.sentence


def test_where_time_ran_out_it_says_so_before_anybody_decides(made: Sweep) -> None:
    base, better = running(made.table.base, (1, 2), "A"), running(made.table.base, (60, 60), "B")
    months = tuple(month.model_copy(update={"cut_short": True}) for month in base.months)
    found = recommend(options(made, base.model_copy(update={"months": months}), better))
    assert found is not None
    assert found.sure.endswith("time ran out: ask again with a longer --time-limit before you decide")


def test_other_duties_asked_for_are_said(made: Sweep) -> None:
    first, second = running(made.table.base, (50, 50), "A"), running(made.table.base, (60, 60), "B", of=80)
    second = second.model_copy(
        update={"figures": second.figures.model_copy(update={"duties": spread([80, 80])})}  # type: ignore[union-attr]
    )
    found = recommend(options(made, first, second))
    assert found is not None
    assert "75 % of duties (80 asked for, not 100) run instead of 50 %" in found.sentence


def test_where_nothing_is_better_it_says_stay(made: Sweep) -> None:
    base, worse = running(made.table.base, (50, 50), "As it is"), running(made.table.base, (40, 40), "Fewer")
    found = recommend(options(made, base, worse))
    assert found is not None
    assert (found.option.number, found.sentence, found.money) == (1, STAY, "")


def test_one_option_alone_has_its_own_sentence(made: Sweep) -> None:
    alone = options(made, running(made.table.base, (50, 50), "As it is"))
    assert recommend(alone) is None
    assert without_advice(alone) == (
        "As it is: 50.0 % of duties run; no rota with these people runs more duties: proven"
    )
    assert without_advice(options(made, made.table.cells[-1])) == "No option could be worked out"


def test_page_one_lists_the_base_the_recommended_and_few_others(made: Sweep) -> None:
    data = ReportData.of(made)
    shown = board_options(data)
    advice = recommend(data.options)
    assert advice is not None
    assert len(shown) == MAX_LINES == 5
    assert shown[0] is data.options[0]
    assert advice.option in shown
    assert [option.number for option in shown] == sorted(option.number for option in shown)


def test_the_base_with_and_without_chance_is_explained(made: Sweep) -> None:
    assert drawn_base_sentence(made.table) == ""
    undrawn = running(made.table.base, (99, 99), "As it is")
    base = running(made.table.base, (95, 94), "As it is")
    table = made.table.model_copy(update={"cells": (base,), "undrawn": undrawn})
    assert drawn_base_sentence(table) == (
        "As it is: 99.0 % of duties with the very dates and absences in the book, 94.5 % on average in 2 months like"
        " it, whose absences and offers are left to chance; compare options with the second, which they share"
    )

"""Money sentences of page one, by hand: what is spent is told apart from time freed, and volunteers are unpaid."""

from collections.abc import Mapping

import pytest

from models.base import Weekday
from models.rota import Basis
from roster.planning.money.assumptions import ASSUMPTIONS
from roster.planning.money.pay import hour_of_pay
from roster.planning.results.cell import CellResult
from roster.planning.results.money import Assumption, Case
from roster.planning.results.month import SeatLine
from roster.planning.results.sweep import Sweep
from roster.planning.summary.board.money_sentence import COST_PARTS, balance_words, cost_words, money_words
from roster.planning.summary.options import Option, options_of
from tests.planning.money.examples import CENTRAL, a_week, cell, with_values
from tests.planning.summary.sweeps import line, sweep


@pytest.fixture(scope="module")
def made() -> Sweep:
    return sweep(draws=1)


def seats(paramedics: int, specials: int, *, in_post: bool) -> tuple[SeatLine, ...]:
    """Crews of Friday nights of eight hours, half an hour of which is an unpaid break of the paramedics."""
    return (
        SeatLine(
            role="paramedic",
            basis=Basis.OFFERED,
            in_post=in_post,
            people=paramedics,
            minutes=480 * paramedics,
            paid_minutes=450 * paramedics,
        ),
        SeatLine(
            role="special",
            basis=Basis.OFFERED,
            in_post=False,
            people=specials,
            minutes=480 * specials,
            paid_minutes=480 * specials,
        ),
    )


def fridays(made: Sweep, running: int, *, in_post: bool = False) -> CellResult:
    """A week of so many duties, each with a paramedic and two Specials, nobody of whom is rostered."""
    crewed = line("JR-04", Weekday.FRI, running).model_copy(
        update={"seats": seats(running, 2 * running, in_post=in_post)}
    )
    month = a_week().model_copy(update={"lines": (crewed,), "hours": ()})
    return cell(month).model_copy(update={"figures": made.table.base.figures})


def two(made: Sweep, figures: Mapping[str, Assumption], *, in_post: bool = False) -> tuple[Option, Option]:
    """One duty a week, and three."""
    cells = (fridays(made, 1, in_post=in_post), fridays(made, 3, in_post=in_post))
    base, more = options_of(made.table.model_copy(update={"cells": cells}), figures)
    return base, more


def central(option: Option, name: str) -> float:
    assert option.money is not None
    return float(getattr(option.money.at(Case.CENTRAL), name))


def test_unpaid_volunteers_cost_their_expenses_and_nothing_else(made: Sweep) -> None:
    base, more = two(made, with_values(days=7, offered_paid=0))
    assert central(more, "extra_shifts") == central(more, "beyond_posts") == 0
    assert central(more, "volunteers") == pytest.approx(3 * 3 * 13.5)  # paramedic and two Specials of each duty
    assert central(more, "cost") == pytest.approx(3 * 3 * 13.5)
    assert cost_words(more, base) == "The costs that change, GBP: volunteers' expenses +81"
    assert money_words(more, base).startswith("Costs GBP 81 more in 7 days, and frees time")


def test_paid_shifts_without_a_post_are_overtime_and_have_no_expenses(made: Sweep) -> None:
    base, more = two(made, with_values(days=7, offered_paid=1))
    hour = hour_of_pay(CENTRAL)
    assert central(more, "extra_shifts") == pytest.approx(3 * 7.5 * 1.5 * hour)
    assert central(more, "volunteers") == pytest.approx(3 * 2 * 13.5)  # the Specials alone
    expected = f"paid shifts without a post +{2 * 7.5 * 1.5 * hour:.0f}, volunteers' expenses +54"
    assert cost_words(more, base) == f"The costs that change, GBP: {expected}"


def test_half_of_them_paid_is_half_of_each(made: Sweep) -> None:
    _, more = two(made, with_values(days=7, offered_paid=0.5))
    assert central(more, "extra_shifts") == pytest.approx(0.5 * 3 * 7.5 * 1.5 * hour_of_pay(CENTRAL))
    assert central(more, "volunteers") == pytest.approx(3 * 2.5 * 13.5)


def test_overtime_of_people_in_post_is_always_paid(made: Sweep) -> None:
    base, more = two(made, with_values(days=7, offered_paid=0), in_post=True)
    assert central(more, "beyond_posts") == pytest.approx(3 * 7.5 * 1.5 * hour_of_pay(CENTRAL))
    assert "overtime +" in cost_words(more, base)
    assert "without a post" not in cost_words(more, base)


def test_whether_they_are_paid_is_not_known_and_so_a_range(made: Sweep) -> None:
    figure = ASSUMPTIONS["offered_paid"]
    assert (figure.cautious, figure.central, figure.favourable) == (1, 1, 0)
    _, more = two(made, ASSUMPTIONS)
    assert more.money is not None
    assert [more.money.at(case).extra_shifts > 0 for case in Case] == [True, True, False]


def test_the_sentence_adds_up_to_the_amounts(made: Sweep) -> None:
    """Cost, time freed, and both together, of two duties more: each amount by hand."""
    base, more = two(made, with_values(days=7, offered_paid=0))
    freed = 2 * 4.5 * (0.52 * 0.79 * 419 * 0.8 + 0.48 * 1.5 * 64 / 60 * 31.31)
    words = money_words(more, base)
    assert words.endswith(f"police worth GBP {freed:,.0f} more")
    nets = [more.money.at(case).net - base.money.at(case).net for case in Case]  # type: ignore[union-attr]
    assert balance_words(more, base) == (
        f"In all, compared with as it is: likely GBP {freed - 81:,.0f} better;"
        f" at worst {min(nets):,.0f} better, at best {max(nets):,.0f} better"
    )
    assert money_words(base, more).startswith("Costs GBP 81 less in 7 days, and frees time of ambulances and police")
    assert " worse; at worst " in balance_words(base, more)


def test_no_difference_is_said_as_none(made: Sweep) -> None:
    base, _ = two(made, with_values(days=7))
    assert money_words(base, base) == ("Costs the same in 7 days, and frees as much time of ambulances and police")
    assert cost_words(base, base) == ""


def test_the_parts_are_all_of_the_costs(made: Sweep) -> None:
    _, more = two(made, ASSUMPTIONS)
    assert more.money is not None
    for case in Case:
        effects = more.money.at(case)
        assert sum(float(getattr(effects, name)) for name in COST_PARTS) == pytest.approx(effects.cost)
